"""From the RDF of a graph back to entities, statements and sources: what every lookup reads with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from kg.lookups.names import Thing, kind_of
from kg.model import Entity, Evidence, Literal, Source, Span, Statement, sorted_names
from kg.stores.base import Cell, GraphStore

_FACTS: Final = """SELECT ?s ?p ?o (isLiteral(?o) AS ?isLiteral) (STR(?o) AS ?words) (STR(DATATYPE(?o)) AS ?datatype) (LANG(?o) AS ?language)
       ?d ?start ?end ?quote ?extractor ?confidence ?negated {
  VALUES ?%s { %s }
  ?statement rdf:predicate ?p ; rdf:subject ?s ; rdf:object ?o ; prov:wasDerivedFrom ?e .
  ?e oa:hasSource ?d ; oa:start ?start ; oa:end ?end ; oa:exact ?quote ; kg:extractor ?extractor ; kg:confidence ?confidence .
  OPTIONAL { ?e kg:negated ?negated } }"""
#: What the concept scheme says needs no evidence, so it has no statement node.
_SCHEME: Final = "SELECT ?s ?o { VALUES ?%s { %s } ?s skos:broader ?o }"
#: Values that one query takes at most.
_BATCH: Final = 200


def rows_of(store: GraphStore, query: str, names: Iterable[str]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a query about some names, which it takes a batch at a time where it has `%s`."""
    wanted = sorted(set(names))
    for start in range(0, len(wanted), _BATCH):
        bound = {f"name{number}": name for number, name in enumerate(wanted[start:start + _BATCH])}
        yield from store.select(query % " ".join(f"${name}" for name in bound), **bound)


def numbers_of(rows: Iterable[Sequence[Cell]]) -> dict[str, int]:
    """Return the numbers of rows that hold a name and a number each."""
    return {str(name): int(str(count)) for name, count in rows}


def text_of(cell: Cell) -> str | None:
    """Return a cell as text, None where nothing is bound."""
    return None if cell is None else str(cell)


def statements_of(store: GraphStore, subjects: Iterable[str]) -> tuple[Statement, ...]:
    """Return the statements about some entities, with their evidence, sorted."""
    return _statements(store, "s", subjects)


def statements_to(store: GraphStore, objects: Iterable[str]) -> tuple[Statement, ...]:
    """Return the statements that lead to some entities, with their evidence, sorted."""
    return _statements(store, "o", objects)


def things(store: GraphStore, names: Iterable[str]) -> dict[str, Thing]:
    """Return the things of some ids."""
    query = "SELECT ?x ?class ?label { VALUES ?x { %s } ?x rdf:type ?class ; rdfs:label ?label }"
    return {str(name): Thing(str(name), kind_of(str(class_)), str(label)) for name, class_, label in rows_of(store, query, names)}


def entities(store: GraphStore, names: Iterable[str]) -> tuple[Entity, ...]:
    """Return the entities of some ids with all their names, sorted by id."""
    wanted = list(names)
    query = "SELECT ?x ?name (LANG(?name) AS ?language) { VALUES ?x { %s } ?x skos:altLabel|skos:prefLabel ?name }"
    aliases: defaultdict[str, set[Literal]] = defaultdict(set)
    for name, alias, language in rows_of(store, query, wanted):
        aliases[str(name)].add(Literal(str(alias), language=str(language) or None))
    found = things(store, wanted)
    return tuple(Entity(thing.id, thing.kind, thing.label, sorted_names(alias for alias in aliases[name] if alias.value != thing.label))
                 for name, thing in sorted(found.items()))


def sources(store: GraphStore, documents: Iterable[str]) -> dict[str, Source]:
    """Return the sources of some document ids (without the `document/` before them)."""
    query = """SELECT ?d ?name ?locator ?format ?language ?title ?date { VALUES ?d { %s } ?d rdfs:label ?name
        OPTIONAL { ?d kg:locator ?locator } OPTIONAL { ?d kg:format ?format } OPTIONAL { ?d dcterms:language ?language }
        OPTIONAL { ?d dcterms:title ?title } OPTIONAL { ?d dcterms:date ?date } }"""
    found = {}
    for document, name, locator, style, language, title, date in rows_of(store, query, (f"document/{document}" for document in documents)):
        source = Source(_document(document), str(name), str(locator or ""), str(style or "prose"), str(language or "en"),
                        text_of(title), None, text_of(date))
        found[source.id] = source
    return found


def evidence_documents(statements: Iterable[Statement]) -> set[str]:
    """Return the ids of the documents that some statements rest on."""
    return {item.document for statement in statements for item in statement.evidence}


def _document(cell: Cell) -> str:
    return str(cell).removeprefix("document/")


def _statements(store: GraphStore, end: str, names: Iterable[str]) -> tuple[Statement, ...]:
    wanted = list(names)
    found: defaultdict[tuple[str, str, str | Literal], set[Evidence]] = defaultdict(set)
    for row in rows_of(store, _FACTS % (end, "%s"), wanted):
        found[str(row[0]), str(row[1]), _object(row)].add(_evidence(row))
    for subject, broader in rows_of(store, _SCHEME % (end, "%s"), wanted):
        found[str(subject), "skos:broader", str(broader)].update(())
    return tuple(sorted((Statement(*triple, tuple(sorted(evidence))) for triple, evidence in found.items()), key=lambda statement: statement.order))


def _object(row: Sequence[Cell]) -> str | Literal:
    _, _, thing, is_literal, words, datatype, language, *_ = row
    if not is_literal:
        return str(thing)
    return Literal(str(words), language=str(language)) if language else Literal(str(words), str(datatype).rpartition("#")[2])


def _evidence(row: Sequence[Cell]) -> Evidence:
    document, start, end, quote, extractor, confidence, negated = row[7:]
    return Evidence(_document(document), Span(int(str(start)), int(str(end))), str(quote), str(extractor),
                    float(confidence) if isinstance(confidence, Decimal | int | float) else 0.0, bool(negated))
