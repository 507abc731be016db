"""Where a query is wrong, and what it may have meant by prefixes, classes and properties that nobody knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from typing import Final

from kg.resources import ontology_folder, read_text
from kg.stores.binding import asks, prefixed_names
from kg.vocabulary import CLASSES, PREDICATES, PREFIXES

#: The function that looks for words in names; `kg.fulltext` is what it does.
MATCHES: Final = "kg:matches"
#: Files that hold between them every term that a graph is made of.
_FILES: Final = ("mlkg.ttl", "shapes.ttl")
#: Prefixes of what is no term of a graph: datatypes, and the terms that shapes are made of.
_OTHER: Final = ("xsd", "sh")
#: Least likeness of a name that is suggested, as `difflib` has it.
_CLOSE: Final = 0.6
_PLACE: Final = re.compile(r"error at (\d+):(\d+)")


def explain(query: str, message: str) -> str:
    """Return an error's message with the line that it is about and a mark under the place."""
    if not asks(query):
        return "the query asks nothing: it is to be a SELECT, ASK, CONSTRUCT or DESCRIBE, which leave the graph as it is"
    found = _PLACE.search(message)
    if found is None or int(found[1]) > len(query.splitlines()):
        return f"the query is wrong: {message.splitlines()[0]}"
    return wrong_at(query, int(found[1]), int(found[2]))


def wrong_at(query: str, line: int, column: int) -> str:
    """Return the sentence that names a place in a query, both from 1, with the line and a mark under it."""
    words = query.splitlines()[line - 1]
    return f"the query is wrong at line {line}, column {column}:\n{words}\n{_blank(words[:column - 1])}^"


def _blank(words: str) -> str:
    """Return spaces as wide as words are on a terminal, where Korean letters take two columns."""
    return "".join("\t" if letter == "\t" else "  " if unicodedata.east_asian_width(letter) in "WF" else " " for letter in words)


def hints(query: str, *, knows: Callable[[str], bool]) -> tuple[str, ...]:
    """Return one sentence for each prefixed name in a query that is unknown; `knows` says whether a graph has a term."""
    return tuple(sentence for name in prefixed_names(query) if (sentence := _hint(name, knows)))


def _hint(name: str, knows: Callable[[str], bool]) -> str | None:
    prefix, _, local = name.partition(":")
    if prefix not in PREFIXES:
        return f"{name}: no prefix {prefix} is declared or known{_meant(_close(prefix, PREFIXES))}"
    if not local or prefix in _OTHER or name in _terms() or knows(name):
        return None
    return f"{name}: neither the ontology nor the graph knows this term{_meant(_similar(prefix, local))}"


def _similar(prefix: str, local: str) -> Iterator[str]:
    """Yield the term of the same name under another prefix, and the one that is closest under the same prefix."""
    locals_ = {term.partition(":")[2]: term for term in _terms() if term.startswith(f"{prefix}:")}
    yield from (term for term in _terms() if term.partition(":")[2] == local)
    yield from (locals_[name] for name in _close(local, locals_))


def _meant(terms: Iterable[str]) -> str:
    return next((f": did you mean {term}?" for term in terms), "")


def _close(word: str, words: Iterable[str]) -> list[str]:
    """Return the word that is closest, if any is close; case counts last."""
    folded: dict[str, str] = {}
    for other in words:
        folded.setdefault(other.lower(), other)
    return [folded[found] for found in get_close_matches(word.lower(), folded, n=1, cutoff=_CLOSE)]


@cache
def _terms() -> tuple[str, ...]:
    """Return the terms of the vocabulary and the ontology, sorted."""
    named = (name for file in _FILES for name in prefixed_names(read_text(ontology_folder() / file)))
    terms = {"rdf:type", MATCHES, *CLASSES.values(), *PREDICATES.values(), *named}
    return tuple(sorted(term for term in terms if not term.endswith(":") and term.partition(":")[0] not in _OTHER))
