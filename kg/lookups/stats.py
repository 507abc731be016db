"""What a graph holds, in figures."""

from __future__ import annotations

from dataclasses import dataclass

from kg.lookups.names import Thing, kind_of
from kg.lookups.reading import numbers_of
from kg.phrases import phrase
from kg.stores.base import GraphStore
from kg.vocabulary import CLASSES

_TOP = """SELECT ?x ?class ?label (COUNT(DISTINCT ?paper) AS ?papers) {
  VALUES ?how { kg:introduces kg:mentionsMethod } ?paper ?how ?x . ?x rdf:type ?class ; rdfs:label ?label } GROUP BY ?x ?class ?label"""


@dataclass(frozen=True, slots=True)
class Stats:
    """Hold counts: things by kind, statements by relation in words, texts by format, and the most mentioned methods."""

    things: dict[str, int]
    relations: dict[str, int]
    texts: dict[str, int]
    quotes: int
    methods: tuple[tuple[Thing, int], ...]


def stats(store: GraphStore, *, limit: int = 10) -> Stats:
    """Count what a graph holds, and name the `limit` methods that most papers introduce or mention."""
    classes = numbers_of(store.select("SELECT ?class (COUNT(?x) AS ?n) { ?x rdf:type ?class } GROUP BY ?class"))
    predicates = numbers_of(store.select("SELECT ?p (COUNT(?s) AS ?n) { ?s rdf:predicate ?p } GROUP BY ?p"))
    relations: dict[str, int] = {}
    for predicate, count in predicates.items():
        relations[phrase(predicate)] = relations.get(phrase(predicate), 0) + count
    methods = sorted(store.select(_TOP), key=lambda row: (-int(str(row[3])), str(row[0])))[:limit]
    return Stats(
        things={kind: classes[class_] for kind, class_ in CLASSES.items() if class_ in classes},
        relations=_descending(relations),
        texts=_descending(numbers_of(store.select("SELECT ?format (COUNT(?d) AS ?n) { ?d kg:format ?format } GROUP BY ?format"))),
        quotes=classes.get("kg:Evidence", 0),
        methods=tuple((Thing(str(name), kind_of(str(class_)), str(label)), int(str(count))) for name, class_, label, count in methods))


def _descending(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
