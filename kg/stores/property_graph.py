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
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.belief import belief
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

_CAPITAL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Node:
    """Hold a node; `id`, which is its property `id` too, is that of an entity, a document, a statement or an evidence."""

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Property]


@dataclass(frozen=True, slots=True)
class Relationship:
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


def nodes(graph: Graph) -> Iterator[Node]:
    """Yield the nodes of a graph, each once: documents, entities, statements, evidence."""
    yield from map(_document, graph.sources)
    stated = values(graph.statements)
    for entity in graph.entities:
        yield _entity(entity, stated.get(entity.id, {}))
    written: set[str] = set()
    for statement in graph.statements:
        if statement.evidence or isinstance(statement.object, Literal):
            yield _statement(statement)
        for item in statement.evidence:
            name = evidence_id(item)
            if name not in written:
                written.add(name)
                yield _evidence(name, item)


def relationships(graph: Graph) -> Iterator[Relationship]:
    """Yield the relationships of a graph, each once."""
    written: set[str] = set()
    for statement in graph.statements:
        supported = support(statement)
        yield from _asserted(statement, supported)
        if not statement.evidence and isinstance(statement.object, str):
            continue
        name = str(supported["statement"]) if supported else statement_id(statement)
        yield Relationship(name, SUBJECT, statement.subject, {})
        if isinstance(statement.object, str):
            yield Relationship(name, OBJECT, statement.object, {})
        for item in statement.evidence:
            source = evidence_id(item)
            yield Relationship(name, DERIVED, source, {})
            if source not in written:
                written.add(source)
                yield Relationship(source, SOURCE, f"document/{item.document}", {})


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


def _statement(statement: Statement) -> Node:
    name, thing = statement_id(statement), statement.object
    properties = _present(id=name, predicate=statement.predicate)
    if statement.evidence:
        properties["belief"] = round(belief(statement.evidence), 4)
    if isinstance(thing, Literal):
        properties |= {"value": thing.value, "datatype": thing.datatype, **({"language": thing.language} if thing.language else {})}
    return Node(name, (STATEMENT,), properties)


def _evidence(name: str, item: Evidence) -> Node:
    return Node(name, (EVIDENCE,), {"id": name, "start": item.span.start, "end": item.span.end, "quote": item.quote, "extractor": item.extractor,
                                    "confidence": round(item.confidence, 4), "negated": item.negated})


def _asserted(statement: Statement, supported: Mapping[str, Property]) -> Iterator[Relationship]:
    """Yield the relationship that a statement between entities is, unless texts only deny it."""
    if isinstance(statement.object, str) and asserted(statement):
        yield Relationship(statement.subject, relationship_type(statement.predicate), statement.object, supported)


def support(statement: Statement) -> dict[str, Property]:
    """Return what a statement rests on: the id of its node, its belief and how many texts state it; nothing where it needs no evidence."""
    if not statement.evidence:
        return {}
    texts = {item.document for item in statement.evidence if not item.negated}
    return {"statement": statement_id(statement), "belief": round(belief(statement.evidence), 4), "texts": len(texts)}


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
