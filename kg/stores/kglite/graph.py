"""A graph in KGLite, an engine of Cypher within this process, which holds it in memory and keeps it in one file."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import kglite

from kg.errors import GraphError
from kg.stores.cypher import NODE_PROPERTIES, RELATIONSHIP_PROPERTIES, RELATIONSHIP_TYPES, batches
from kg.stores.property_graph import NODE_LABELS, Node, Relationship

#: Nodes or relationships that are made at a time.
_BATCH: Final = 5000
#: KGLite makes a title of the id where nothing is said.
_UNTITLED: Final = {"title": None}
_NODES: Final = "UNWIND $rows AS row CREATE (node:{labels}) SET node = row"
_RELATIONSHIPS: Final = ("UNWIND $rows AS row MATCH (start:{start} {{id: row.start}}) MATCH (end_:{end} {{id: row.end_}})"
                         " CREATE (start)-[relationship:{type}]->(end_) SET relationship = row.properties")
#: How the ids of nodes begin that stand for the vocabulary while the engine learns it.
_SAMPLE: Final = "\0"


def project(nodes: Iterable[Node], relationships: Iterable[Relationship], report: Callable[[str, int], None]) -> kglite.KnowledgeGraph:
    """Return an engine that holds nodes and the relationships between them; raise GraphError where an end is no node.

    `report` hears what is written and how much of it.
    """
    kglite.set_query_warning_policy("silent")
    graph = kglite.KnowledgeGraph()
    labels: dict[str, str] = {}
    for names, some in batches(((node.labels, node) for node in nodes), _BATCH):
        labels.update((node.id, names[0]) for node in some)
        _write(graph, _NODES.format(labels=":".join(map(_quoted, names))), [{**_UNTITLED, **node.properties} for node in some])
        report("nodes", len(labels))
    written = 0
    ends = (((_label(labels, item.start), item.type, _label(labels, item.end)), item) for item in relationships)
    for (start, kind, end), found in batches(ends, _BATCH):
        rows = [{"start": item.start, "end_": item.end, "properties": dict(item.properties)} for item in found]
        _write(graph, _RELATIONSHIPS.format(start=_quoted(start), type=_quoted(kind), end=_quoted(end)), rows)
        written += len(rows)
        report("relationships", written)
    _teach(graph)
    return graph


def load(path: Path) -> kglite.KnowledgeGraph | None:
    """Return what lies in a file, None where there is none or it is damaged."""
    try:
        return kglite.load(str(path))
    except (kglite.KgError, OSError, ValueError):
        return None


def save(graph: kglite.KnowledgeGraph, path: Path) -> None:
    """Write an engine's graph into a file, which appears whole or not at all; where there is no room or right for it, it does not."""
    with contextlib.suppress(kglite.KgError, OSError), warnings.catch_warnings():
        # Lists are read into memory where numbers and words stay in the file: nothing that anybody has to know.
        warnings.simplefilter("ignore", kglite.MappedFallbackWarning)
        path.parent.mkdir(exist_ok=True)
        graph.save(str(path))


def _write(graph: kglite.KnowledgeGraph, query: str, rows: list[dict[str, Any]]) -> None:
    try:
        graph.cypher(query, params={"rows": rows}, timeout_ms=0)
    except (kglite.KgError, ValueError, OverflowError) as error:
        raise GraphError(f"the graph cannot be asked in Cypher ({str(error).partition(chr(10))[0]})") from error


def _label(labels: Mapping[str, str], name: str) -> str:
    if name not in labels:
        raise GraphError(f"the graph cannot be asked in Cypher: {name} is said to be related to something and is no thing itself")
    return labels[name]


def _teach(graph: kglite.KnowledgeGraph) -> None:
    """Let an engine know every name of the vocabulary: where a graph lacks one, patterns with it are no mistake and find nothing."""
    ids = [f"{_SAMPLE}{number}" for number, _ in enumerate(NODE_LABELS)]
    for name, labels in zip(ids, NODE_LABELS, strict=True):
        _write(graph, _NODES.format(labels=":".join(map(_quoted, labels))), [{**NODE_PROPERTIES, **_UNTITLED, "id": name}])
    first, label = ids[0], _quoted(NODE_LABELS[0][0])
    for kind in RELATIONSHIP_TYPES:
        query = _RELATIONSHIPS.format(start=label, type=_quoted(kind), end=label)
        _write(graph, query, [{"start": first, "end_": first, "properties": dict(RELATIONSHIP_PROPERTIES)}])
    _write(graph, "UNWIND $rows AS row MATCH (node {id: row.id}) DETACH DELETE node", [{"id": name} for name in ids])


def _quoted(name: str) -> str:
    return f"`{name.replace('`', '``')}`"
