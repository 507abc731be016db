"""Full text over the names of things: which things some words find, the best first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.fulltext import parts, rank
from kg.lookups.names import Thing, kind_of
from kg.lookups.reading import numbers_of, rows_of
from kg.model import Literal
from kg.stores.base import GraphStore

_NAMES: Final = "SELECT DISTINCT ?x ?class ?label ?name { %s ?x rdf:type ?class ; rdfs:label ?label ; rdfs:label|skos:prefLabel|skos:altLabel ?name }"
#: Counts the documents that state something of each thing.
_TEXTS: Final = "SELECT ?x (COUNT(DISTINCT ?d) AS ?texts) { VALUES ?x { %s } GRAPH ?d { { ?x ?p ?o } UNION { ?s ?q ?x } } } GROUP BY ?x"
#: Parts of asked words that the store looks for; longer questions are sifted here.
_SIFTED: Final = 8


@dataclass(frozen=True, slots=True)
class Found:
    """Hold a thing that a search found, by which of its names, how well (as in `kg.fulltext`), and how many texts state something of it."""

    thing: Thing
    name: str
    rank: int
    texts: int


def search(store: GraphStore, words: str, *, kind: str | None = None) -> tuple[Found, ...]:
    """Return the things of which one name holds all the words, each as the beginning of one of its words.

    A name that is the words goes first, then one that begins with them, then the rest; among equals what more texts tell of.
    `kind` is one of `kg.vocabulary.CLASSES`.
    """
    best: dict[Thing, tuple[int, bool, str]] = {}
    for thing, name in _named(store, words):
        fit = rank(name, words)
        if fit is not None and kind in (None, thing.kind):
            # The label goes before other names that fit as well.
            found = (fit, name != thing.label, name)
            best[thing] = min(best.get(thing, found), found)
    texts = numbers_of(rows_of(store, _TEXTS, (thing.id for thing in best)))
    ranked = (Found(thing, name, fit, texts.get(thing.id, 0)) for thing, (fit, _, name) in best.items())
    return tuple(sorted(ranked, key=lambda item: (item.rank, -item.texts, item.thing.label, item.thing.id)))


def _named(store: GraphStore, words: str) -> Iterable[tuple[Thing, str]]:
    """Yield things and their names, with all whose key holds every part of the words among them."""
    asked = parts(words)[:_SIFTED]
    if not asked:
        return
    sift = " && ".join(f"CONTAINS(?key, $part{number})" for number in range(len(asked)))
    bound = {f"part{number}": Literal(part) for number, part in enumerate(asked)}
    for thing, class_, label, name in store.select(_NAMES % f"?x kg:nameKey ?key FILTER({sift})", **bound):
        yield Thing(str(thing), kind_of(str(class_)), str(label)), str(name)
