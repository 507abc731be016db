"""A graph as CSV files for `neo4j-admin database import full`: the fast way into a new database, for large graphs.

There is a file for each set of labels and for each type of relationship, and a script with the command that loads them all. What the
import makes is what a push makes, but for constraints and indexes, which the next push adds.
"""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import Final, TextIO

from kg.collection import uncollected
from kg.errors import GraphError
from kg.model import Graph
from kg.stores.cypher import NODE_PROPERTIES
from kg.stores.neo4j.rows import Row, content_hash, node_row
from kg.stores.neo4j.schema import HASH, STATE
from kg.stores.neo4j.tables import Tables, create, labels_of, quotable
from kg.stores.property_graph import EVIDENCE, RELATIONSHIPS, STATEMENT, Node, PropertyGraph, Relationship

SCRIPT: Final = "import.sh"

#: The properties that statements and evidence have in any graph.
_STATED: Final = ((STATEMENT, ("id", "predicate", "belief", "value", "datatype", "language")),
                  (EVIDENCE, ("id", "start", "end", "quote", "extractor", "confidence", "negated")))
_ENDS: Final = f":START_ID,:END_ID,{HASH}:long"
#: Columns of what a statement's evidence says.
_SUPPORT: Final = ",statement:string,belief:double,texts:long"
_HEAD: Final = """#!/bin/sh
# Load the graph into a database of a Neo4j server that does not run: ./import.sh [OPTION]... [DATABASE]
# --overwrite-destination replaces a database that is there; $NEO4J_ADMIN is the command, where it is not neo4j-admin.
# Start the server then, and let `kg push` make constraints and indexes.
cd "$(dirname "$0")" || exit
[ $# -gt 0 ] || set -- neo4j
exec ${NEO4J_ADMIN:-neo4j-admin} database import full"""


def write_files(graph: Graph, folder: Path, *, base: str, version: str) -> Path:
    """Write the files into a new folder, which appears whole or not at all, and return the script; raise GraphError where that cannot be."""
    part = folder.with_name(f"{folder.name}.part")
    try:
        if folder.exists():
            raise GraphError(f"{folder}: exists already: name a new folder")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        with uncollected():
            _write(PropertyGraph(graph), part, base, version)
        part.replace(folder)
        return folder / SCRIPT
    except OSError as error:
        raise GraphError(f"{folder}: cannot be written ({error.strerror or error})") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _write(graph: PropertyGraph, folder: Path, base: str, version: str) -> None:
    with ExitStack() as opened:
        nodes, relationships = Tables(folder, opened), _Relationships(folder, opened)
        for node in graph.things():
            nodes.learn(labels_of(node.labels), node_row(node, 0))
        for label, names in _STATED:
            nodes.learn(labels_of((label,)), {**{name: NODE_PROPERTIES[name] for name in names}, HASH: 0})
        for part in graph.parts():
            if isinstance(part, Node):
                nodes.write(labels_of(part.labels), node_row(part, content_hash(part)))
            else:
                relationships.write(part)
        state: Row = {"id": "graph", "base": base, "version": version, "push": "import", "complete": True, "nodes": nodes.count,
                      "properties": sorted(nodes.names - {HASH})}
        nodes.learn(STATE, state)
        nodes.write(STATE, state)
        _write_script(folder / SCRIPT, nodes.delimiter, chain(nodes.arguments(), relationships.arguments()))


class _Relationships:
    """Write a file for each type of relationships."""

    def __init__(self, folder: Path, opened: ExitStack) -> None:
        self._folder = folder
        self._opened = opened
        self._streams: dict[str, TextIO] = {}

    def write(self, item: Relationship) -> None:
        start, kind, end, said = item
        stream = self._streams.get(kind) or self._create(kind)
        support = f',"{said["statement"]}",{said["belief"]},{said["texts"]}' if said else ",,," if kind in RELATIONSHIPS else ""
        stream.write(f'"{quotable(start)}","{quotable(end)}",{content_hash(item)}{support}\n')

    def _create(self, kind: str) -> TextIO:
        stream = self._streams[kind] = self._opened.enter_context(create(self._folder / f"{kind}.csv"))
        stream.write(f"{_ENDS}{_SUPPORT if kind in RELATIONSHIPS else ''}\n")
        return stream

    def arguments(self) -> Iterator[str]:
        return (f"--relationships={kind}={kind}.csv" for kind in self._streams)


def _write_script(path: Path, delimiter: str, files: Iterable[str]) -> None:
    options = (f"--array-delimiter=U+{ord(delimiter):04X}", "--multiline-fields=true", *files)
    path.write_text(" \\\n  ".join((_HEAD, *map(shlex.quote, options), '"$@"\n')), encoding="utf-8")
    path.chmod(0o755)
