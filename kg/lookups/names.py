"""From what a person calls a thing to the thing: labels, other names, abbreviations, titles, arXiv ids, ids, in Korean or English."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from kg.errors import NotFoundError
from kg.identifiers import key
from kg.model import Literal
from kg.stores.base import GraphStore
from kg.vocabulary import CLASSES, KIND_OF_TYPE, KINDS

_ARXIV: Final = re.compile(r"(?:arxiv:\s?|https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?",
                             re.IGNORECASE)
_KIND_OF_CLASS: Final = {name: kind for kind, name in CLASSES.items()}
_SUGGESTIONS: Final = 5
#: Close keys whose things are looked at; some are of other kinds.
_COMPARED: Final = 40
_CANDIDATES: Final = 8
#: Least share of letter pairs in common with which a name counts as close.
_CLOSE: Final = 0.45
#: Longest name, in characters, that is compared with others: a longer one is no slip of the pen.
_LONGEST: Final = 300

METHODS: Final = frozenset(kind for kind, family in KIND_OF_TYPE.items() if family == "method")


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """Name an entity of a graph: its id, its kind (one of `kg.vocabulary.CLASSES`) and its label."""

    id: str
    kind: str
    label: str


def kind_of(class_: str) -> str:
    """Return the kind of a class's CURIE, `kg:Method` as `method`; an unknown one as its local name."""
    return _KIND_OF_CLASS.get(class_, class_.rpartition(":")[2].lower())


def resolve(store: GraphStore, name: str, *, kinds: Collection[str] | None = None) -> Thing:
    """Return the thing of a name, of one of `kinds` where they are given; a label goes before other names.

    Raises NotFoundError with close names where there is none, and with all that it may mean where there are several.
    """
    found = candidates(store, name, kinds=kinds)
    if not found:
        raise NotFoundError(_missing(store, name, kinds))
    exact = [thing for thing in found if thing.label == name.strip()] or [thing for thing in found if key(thing.label) == key(name)] or found
    if len(exact) > 1:
        listed = ", ".join(f"{thing.id} ({thing.label})" for thing in exact[:_CANDIDATES])
        raise NotFoundError(f"{_quoted(name)} may mean {listed}{', …' if len(exact) > _CANDIDATES else ''}: ask for one by its id")
    return exact[0]


def candidates(store: GraphStore, name: str, *, kinds: Collection[str] | None = None) -> tuple[Thing, ...]:
    """Return everything that has a name, sorted by id; an id or arXiv id means one thing only."""
    things = _by_id(store, name) or _things(store, "?x kg:nameKey $key", key=Literal(key(name)))
    return tuple(thing for thing in things if kinds is None or thing.kind in kinds)


def _by_id(store: GraphStore, name: str) -> tuple[Thing, ...]:
    words = name.strip()
    if words.partition("/")[0] in KINDS and (found := _things(store, "BIND ($id AS ?x)", id=words)):
        return found
    arxiv = _ARXIV.fullmatch(words)
    return _things(store, "?x kg:arxivId $arxiv", arxiv=Literal(arxiv[1])) if arxiv else ()


def _things(store: GraphStore, pattern: str, **parameters: str | Literal) -> tuple[Thing, ...]:
    query = f"SELECT DISTINCT ?x ?class ?label {{ {pattern} . ?x rdf:type ?class ; rdfs:label ?label }}"
    return tuple(sorted(Thing(str(thing), kind_of(str(class_)), str(label)) for thing, class_, label in store.select(query, **parameters)))


def _missing(store: GraphStore, name: str, kinds: Collection[str] | None) -> str:
    close = suggestions(store, name, kinds=kinds)
    what = "thing" if kinds is None else min(KIND_OF_TYPE.get(kind, kind) for kind in kinds)
    return f"no {what} in the graph is called {_quoted(name)}" + (f": did you mean {', '.join(close)}?" if close else "")


def _quoted(name: str) -> str:
    return repr(name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…")


def suggestions(store: GraphStore, name: str, *, kinds: Collection[str] | None = None) -> tuple[str, ...]:
    """Return the labels of at most five things whose names are closest to a name, by the letter pairs that they share (Dice)."""
    asked = key(name[:_LONGEST])
    pairs = _pairs(asked)
    keys = (str(other) for other, in store.select("SELECT DISTINCT ?key { ?x kg:nameKey ?key }")) if asked else ()
    ranked = sorted((-score, other) for other in keys if (score := _closeness(asked, pairs, other)) >= _CLOSE)
    things = (thing for _, other in ranked[:_COMPARED] for thing in _things(store, "?x kg:nameKey $key", key=Literal(other)))
    labels = dict.fromkeys(thing.label for thing in things if kinds is None or thing.kind in kinds)
    return tuple(labels)[:_SUGGESTIONS]


def _closeness(asked: str, pairs: frozenset[str], other: str) -> float:
    """Return how close two keys are, from 0 to 1; one that begins with the other is close whatever follows."""
    others = _pairs(other)
    shared = 2 * len(pairs & others) / ((len(pairs) + len(others)) or 1)
    return max(shared, 0.5) if len(asked) > 2 and other.startswith(asked) else shared


def _pairs(word: str) -> frozenset[str]:
    return frozenset(map("".join, zip(f" {word}", f"{word} ", strict=True)))
