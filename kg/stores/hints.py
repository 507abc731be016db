"""Where a query is wrong, and what it may have meant by prefixes, classes and properties that nobody knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from typing import Final

from kg.identifiers import identifier, iri
from kg.resources import ontology_folder, read_text
from kg.stores.binding import asks, full_names, prefixed_names
from kg.stores.words import unknown_word
from kg.vocabulary import CLASSES, PREDICATES, PREFIXES

#: The function that looks for words in names; `kg.fulltext` is what it does.
MATCHES: Final = "kg:matches"
#: Files that hold between them every term that a graph is made of.
_FILES: Final = ("mlkg.ttl", "shapes.ttl")
#: Prefixes of what is no term of a graph: datatypes, and the terms that shapes are made of.
_OTHER: Final = ("xsd", "sh")
#: Least likeness of a name that is suggested, as `difflib` has it.
_CLOSE: Final = 0.6
_UNKNOWN: Final = "neither the ontology nor the graph knows this term"
_PLACE: Final = re.compile(r"error at (\d+):(\d+)")


def explain(query: str, message: str) -> str:
    """Return an error's message with the line that it is about and a mark under the place, which is a word that SPARQL has not, where there is one."""
    nothing = () if asks(query) else ("the query asks nothing: it is to be a SELECT, ASK, CONSTRUCT or DESCRIBE, which leave the graph as it is",)
    if unknown := unknown_word(query):
        return "\n".join((*nothing, wrong_at(query, *position(query, unknown[0])), unknown[1]))
    if nothing:
        return nothing[0]
    found = _PLACE.search(message)
    if found is None or int(found[1]) > len(query.splitlines()):
        return f"the query is wrong: {message.splitlines()[0]}"
    return wrong_at(query, int(found[1]), int(found[2]))


def wrong_at(query: str, line: int, column: int) -> str:
    """Return the sentence that names a place in a query, both from 1, with the line and a mark under it."""
    words = query.splitlines()[line - 1]
    return f"the query is wrong at line {line}, column {column}:\n{words}\n{_blank(words[:column - 1])}^"


def position(query: str, offset: int) -> tuple[int, int]:
    """Return line and column of a character of a query, both from 1."""
    return query.count("\n", 0, offset) + 1, offset - query.rfind("\n", 0, offset)


def _blank(words: str) -> str:
    """Return spaces as wide as words are on a terminal, where Korean letters take two columns."""
    return "".join("\t" if letter == "\t" else "  " if unicodedata.east_asian_width(letter) in "WF" else " " for letter in words)


def hints(query: str, *, knows: Callable[[str], bool]) -> tuple[str, ...]:
    """Return one sentence for each prefixed name or IRI of a known prefix in a query that is unknown; `knows` says whether a graph has a term."""
    found = (*(_hint(name, knows) for name in prefixed_names(query)), *(_full_hint(name, knows) for name in full_names(query)))
    return tuple(sentence for sentence in found if sentence)


def _full_hint(address: str, knows: Callable[[str], bool]) -> str | None:
    prefix, colon, local = identifier(address).partition(":")
    if not colon or prefix not in PREFIXES or _known(prefix, local, knows):
        return None
    return f"<{address}>: {_UNKNOWN}{_meant(f'<{iri(name)}>' for name in _similar(prefix, local))}"


def _hint(name: str, knows: Callable[[str], bool]) -> str | None:
    prefix, _, local = name.partition(":")
    if prefix not in PREFIXES:
        return f"{name}: no prefix {prefix} is declared or known{_meant(_close(prefix, PREFIXES))}"
    return None if _known(prefix, local, knows) else f"{name}: {_UNKNOWN}{_meant(_similar(prefix, local))}"


def _known(prefix: str, local: str, knows: Callable[[str], bool]) -> bool:
    return not local or prefix in _OTHER or f"{prefix}:{local}" in _terms() or knows(f"{prefix}:{local}")


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
