"""Papers about a method: those that introduce or mention it, or any method that is a kind of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kg.lookups.names import METHODS, Thing, resolve
from kg.lookups.reading import text_of
from kg.stores.base import Cell, GraphStore

#: A text's own words (`kg:subClassOf`) place a name below a concept; the concept scheme (`skos:broader`) places concepts.
_QUERY: Final = """SELECT ?paper ?label ?m ?method ?how (MIN(?day) AS ?date) (MIN(?id) AS ?arxiv) {
  { SELECT DISTINCT ?m { ?m kg:subClassOf?/skos:broader* $asked } }
  ?m rdfs:label ?method .
  VALUES ?how { kg:introduces kg:mentionsMethod }
  ?paper ?how ?m ; rdfs:label ?label .
  OPTIONAL { ?paper dcterms:date ?day } OPTIONAL { ?paper kg:arxivId ?id }
} GROUP BY ?paper ?label ?m ?method ?how"""


@dataclass(frozen=True, slots=True)
class FoundPaper:
    """Hold a paper and why it was found: the methods of the asked kind that it introduces, and those that it mentions."""

    paper: Thing
    date: str | None
    arxiv: str | None
    introduces: tuple[Thing, ...]
    mentions: tuple[Thing, ...]


def papers(store: GraphStore, *, method: str) -> tuple[FoundPaper, ...]:
    """Return the papers about a method and its kinds, by any of its names: those that introduce one first, the newest first.

    Raises NotFoundError where no method has the name.
    """
    asked = resolve(store, method, kinds=METHODS)
    rows = sorted(store.select(_QUERY, asked=asked.id), key=lambda row: str(row[0]))
    found = [_found(list(group)) for _, group in groupby(rows, key=lambda row: row[0])]
    found.sort(key=lambda item: item.paper.id)
    found.sort(key=lambda item: item.date or "", reverse=True)
    return tuple(sorted(found, key=lambda item: not item.introduces))


def _found(rows: list[tuple[Cell, ...]]) -> FoundPaper:
    paper, label, _, _, _, date, arxiv = rows[0]
    introduced = _methods(rows, "kg:introduces")
    mentioned = tuple(thing for thing in _methods(rows, "kg:mentionsMethod") if thing not in introduced)
    return FoundPaper(Thing(str(paper), "paper", str(label)), text_of(date), text_of(arxiv), introduced, mentioned)


def _methods(rows: Iterable[tuple[Cell, ...]], how: str) -> tuple[Thing, ...]:
    return tuple(sorted((Thing(str(row[2]), "method", str(row[3])) for row in rows if row[4] == how), key=lambda thing: (thing.label, thing.id)))
