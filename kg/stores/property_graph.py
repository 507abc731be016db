"""A graph as a property graph, labelled nodes and typed relationships: the same content as the RDF.

An entity is a node, its labels those of its class and of the classes above it. A triple between entities is a relationship,
whose type is the predicate's local name (`kg:refersTo` is `REFERS_TO`). Every triple that has evidence, or a literal for object,
is a node `Statement` too, since no relationship can lead to what it rests on:

    (:Statement)-[:SUBJECT]->(entity)    (:Statement)-[:OBJECT]->(entity)    (:Statement)-[:WAS_DERIVED_FROM]->(:Evidence)-[:HAS_SOURCE]->(:Document)

Nodes repeat the values of their literal statements as properties, the smallest where texts differ; `kg.stores.pulling` goes back
by the statements and not by what is repeated.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import Final, NamedTuple

from kg.belief import belief, four_decimals
from kg.model import Entity, Evidence, Graph, Literal, Source, Statement
from kg.stores.rdf import asserted, evidence_id, name_keys, statement_id
from kg.vocabulary import CLASSES, KIND_OF_TYPE, PREDICATES

Property = str | int | float | bool | list[str]

SUBJECT: Final = "SUBJECT"
OBJECT: Final = "OBJECT"
DERIVED: Final = "WAS_DERIVED_FROM"
SOURCE: Final = "HAS_SOURCE"
STATEMENT: Final = "Statement"
EVIDENCE: Final = "Evidence"
DOCUMENT: Final = "Document"

#: What is said of a relationship of which nothing is said.
_BARE: Final[Mapping[str, Property]] = {}
_CAPITAL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Node(NamedTuple):
    """Hold a node; `id`, which is its property `id` too, is that of an entity, a document, a statement or an evidence."""

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Property]


class Relationship(NamedTuple):
    """Hold a relationship; there is at most one of a type from one node to another."""

    start: str
    type: str
    end: str
    properties: Mapping[str, Property]


@cache
def relationship_type(predicate: str) -> str:
    """Return the type of relationships that stand for a predicate.

    >>> relationship_type("kg:refersTo"), relationship_type("cito:cites")
    ('REFERS_TO', 'CITES')
    """
    return _CAPITAL.sub("_", predicate.partition(":")[2]).upper()


def _class(kind: str) -> str:
    return CLASSES[kind].partition(":")[2]


#: Labels of an entity by its kind: `model` is a `Method` and a `Model`.
LABELS: Final = {kind: tuple(dict.fromkeys((_class(KIND_OF_TYPE.get(kind, kind)), _class(kind)))) for kind in CLASSES}
#: Labels of nodes, as they stand together, and each of them alone.
NODE_LABELS: Final = (*dict.fromkeys(LABELS.values()), (DOCUMENT,), (STATEMENT,), (EVIDENCE,))
LABEL_NAMES: Final = tuple(dict.fromkeys(label for labels in NODE_LABELS for label in labels))
#: Predicates that lead from entity to entity, by the type of their relationships.
RELATIONSHIPS: Final = {relationship_type(name): name for name in (*PREDICATES.values(), "skos:broader")}
_NUMBER: Final = re.compile(r"-?[0-9]{1,19}", re.ASCII)
#: What whole numbers of a property may be.
_INTEGERS: Final = range(-2**63, 2**63)
KINDS: Final = {frozenset(labels): kind for kind, labels in LABELS.items()}


#: A statement, what relationships say of it, and the ids of the nodes of its evidence.
_Named = tuple[Statement, dict[str, Property], list[str]]


class PropertyGraph:
    """Give the nodes and the relationships of a graph, each once, and always in the same order."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def parts(self) -> Iterator[Node | Relationship]:
        """Yield both, a relationship after its ends: the fastest where all are wanted once."""
        yield from self.things()
        yield from _parts(self._naming())

    def nodes(self) -> Iterator[Node]:
        """Yield the nodes: documents, entities, statements, evidence."""
        yield from self.things()
        yield from (part for part in _parts(self._named, relationships=False) if isinstance(part, Node))

    def relationships(self) -> Iterator[Relationship]:
        """Yield the relationships."""
        return (part for part in _parts(self._named, nodes=False) if isinstance(part, Relationship))

    def things(self) -> Iterator[Node]:
        """Yield the nodes that statements speak of and rest on: documents and entities."""
        yield from map(_document, self._graph.sources)
        stated = values(self._graph.statements)
        for entity in self._graph.entities:
            yield _entity(entity, stated.get(entity.id, {}))

    @cached_property
    def _named(self) -> list[_Named]:
        # Digests take most of the time.
        return list(self._naming())

    def _naming(self) -> Iterator[_Named]:
        return ((statement, support(statement), list(map(evidence_id, statement.evidence))) for statement in self._graph.statements)


def _parts(named: Iterable[_Named], *, nodes: bool = True, relationships: bool = True) -> Iterator[Node | Relationship]:
    """Yield what statements become."""
    written: set[str] = set()
    for statement, supported, evidence in named:
        thing = statement.object
        if relationships and isinstance(thing, str) and asserted(statement):
            yield Relationship(statement.subject, relationship_type(statement.predicate), thing, supported)
        if not supported and isinstance(thing, str):
            continue
        node = str(supported["statement"]) if supported else statement_id(statement)
        if nodes:
            yield _statement(node, statement, supported)
        if relationships:
            yield from _ends(node, statement)
        for name, item in zip(evidence, statement.evidence, strict=True):
            new = name not in written
            written.add(name)
            if nodes and new:
                yield _evidence(name, item)
            if relationships:
                yield Relationship(node, DERIVED, name, _BARE)
            if relationships and new:
                yield Relationship(name, SOURCE, f"document/{item.document}", _BARE)


def _ends(node: str, statement: Statement) -> tuple[Relationship, ...]:
    """Return what leads from the node of a statement to what it speaks of."""
    subject = Relationship(node, SUBJECT, statement.subject, _BARE)
    return (subject, Relationship(node, OBJECT, statement.object, _BARE)) if isinstance(statement.object, str) else (subject,)


def _present(**properties: Property | None) -> dict[str, Property]:
    return {name: value for name, value in properties.items() if value is not None and value not in ("", [])}


def _document(source: Source) -> Node:
    name = f"document/{source.id}"
    return Node(name, (DOCUMENT,), _present(id=name, name=source.name or source.id, format=source.format, language=source.language,
                                            locator=source.locator, title=source.title, url=source.url, date=source.date))


def _entity(entity: Entity, values: Mapping[str, Property]) -> Node:
    return Node(entity.id, LABELS[entity.kind], _present(
        **values, id=entity.id, name=entity.label, aliases=[alias.value for alias in entity.aliases],
        aliasLanguages=[alias.language or "" for alias in entity.aliases] if any(alias.language for alias in entity.aliases) else None,
        nameKeys=name_keys(entity)))


def _statement(name: str, statement: Statement, supported: Mapping[str, Property]) -> Node:
    thing = statement.object
    properties: dict[str, Property] = {"id": name, "predicate": statement.predicate}
    if supported:
        properties["belief"] = supported["belief"]
    if isinstance(thing, Literal):
        properties |= {"value": thing.value, "datatype": thing.datatype, **({"language": thing.language} if thing.language else {})}
    return Node(name, (STATEMENT,), properties)


def _evidence(name: str, item: Evidence) -> Node:
    return Node(name, (EVIDENCE,), {"id": name, "start": item.span.start, "end": item.span.end, "quote": item.quote, "extractor": item.extractor,
                                    "confidence": four_decimals(item.confidence), "negated": item.negated})


def support(statement: Statement) -> dict[str, Property]:
    """Return what a statement rests on: the id of its node, its belief and how many texts state it; nothing where it needs no evidence."""
    if not statement.evidence:
        return {}
    texts = {item.document for item in statement.evidence if not item.negated}
    return {"statement": statement_id(statement), "belief": four_decimals(belief(statement.evidence)), "texts": len(texts)}


def values(statements: Iterable[Statement]) -> Mapping[str, dict[str, Property]]:
    """Return the properties that literal statements give entities, the smallest value of each."""
    found: defaultdict[str, dict[str, Property]] = defaultdict(dict)
    for statement in statements:
        if isinstance(statement.object, str) or statement.predicate == PREDICATES["alias"] or not asserted(statement):
            continue
        name, value = _property(statement.predicate, statement.object)
        known = found[statement.subject].get(name)
        if known is None or _less(value, known):
            found[statement.subject][name] = value
    return found


def _property(predicate: str, literal: Literal) -> tuple[str, Property]:
    name = predicate.partition(":")[2]
    if predicate == "skos:prefLabel":
        return f"{name}_{literal.language}", literal.value
    if literal.datatype == "integer" and _NUMBER.fullmatch(literal.value) and int(literal.value) in _INTEGERS:
        return name, int(literal.value)
    return name, literal.value == "true" if literal.datatype == "boolean" else literal.value


def _less(one: Property, other: Property) -> bool:
    """Say whether a value goes before another: numbers by size, before words by their letters."""
    return one < other if isinstance(one, int) and isinstance(other, int) else (isinstance(other, str), str(one)) < (isinstance(one, str), str(other))
