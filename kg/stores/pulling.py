"""From a property graph back to the graph: the inverse of `kg.stores.property_graph`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from kg.errors import GraphError
from kg.model import Entity, Evidence, Graph, Literal, Source, Span, Statement
from kg.stores.property_graph import (
    DERIVED,
    DOCUMENT,
    EVIDENCE,
    KINDS,
    OBJECT,
    RELATIONSHIPS,
    SOURCE,
    STATEMENT,
    SUBJECT,
    Node,
    Relationship,
)

Properties = Mapping[str, Any]

_STRUCTURE: Final = frozenset({SUBJECT, OBJECT, DERIVED, SOURCE})


def graph_of(nodes: Iterable[Node], relationships: Iterable[Relationship]) -> Graph:
    """Return the graph of some nodes and relationships, in any order; raise GraphError where one lacks what it must have."""
    try:
        return _Parts(nodes, relationships).graph()
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise GraphError(f"the property graph is not one that this program wrote: {error!r}") from error


class _Parts:
    """Hold nodes by what they are, and relationships by type and start."""

    def __init__(self, nodes: Iterable[Node], relationships: Iterable[Relationship]) -> None:
        self._nodes: defaultdict[str, dict[str, Properties]] = defaultdict(dict)
        self._entities: list[Entity] = []
        for node in nodes:
            if kind := KINDS.get(frozenset(node.labels)):
                self._entities.append(_entity(kind, node.properties))
            else:
                self._nodes[node.labels[0]][node.id] = node.properties
        self._ends: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._bare: list[Statement] = []
        for item in relationships:
            if item.type in _STRUCTURE:
                self._ends[item.type][item.start].append(item.end)
            elif "statement" not in item.properties:
                self._bare.append(Statement(item.start, RELATIONSHIPS[item.type], item.end))

    def graph(self) -> Graph:
        return Graph.of(self._entities, (*self._statements(), *self._bare), map(_source, self._nodes[DOCUMENT].values()))

    def _statements(self) -> Iterator[Statement]:
        evidence = {name: self._evidence(name, properties) for name, properties in self._nodes[EVIDENCE].items()}
        for name, had in self._nodes[STATEMENT].items():
            thing = Literal(had["value"], had["datatype"], had.get("language")) if "value" in had else self._ends[OBJECT][name][0]
            derived = sorted(evidence[item] for item in self._ends[DERIVED].get(name, ()))
            yield Statement(self._ends[SUBJECT][name][0], had["predicate"], thing, tuple(derived))

    def _evidence(self, name: str, had: Properties) -> Evidence:
        return Evidence(self._ends[SOURCE][name][0].removeprefix("document/"), Span(had["start"], had["end"]), had["quote"], had["extractor"],
                        float(had["confidence"]), had["negated"])


def _source(had: Properties) -> Source:
    return Source(had["id"].removeprefix("document/"), had["name"], had.get("locator", ""), had.get("format", ""), had.get("language", ""),
                  had.get("title"), had.get("url"), had.get("date"))


def _entity(kind: str, had: Properties) -> Entity:
    names = had.get("aliases", [])
    languages = had.get("aliasLanguages", [""] * len(names))
    return Entity(had["id"], kind, had["name"], tuple(Literal(name, language=code or None) for name, code in zip(names, languages, strict=True)))
