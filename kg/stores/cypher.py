"""What the engines of Cypher have in common: the names that queries may use, what is refused, and how a mistake is shown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Final, TypeVar

from kg.errors import QueryError
from kg.stores.hints import position, wrong_at
from kg.stores.property_graph import DERIVED, LABEL_NAMES, OBJECT, RELATIONSHIPS, SOURCE, SUBJECT, Property

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

RELATIONSHIP_TYPES: Final = (*RELATIONSHIPS, SUBJECT, OBJECT, DERIVED, SOURCE)
#: Properties of nodes and of relationships, each with a value of its type.
NODE_PROPERTIES: Final[Mapping[str, Property]] = {
    **dict.fromkeys((
        "id", "name", "title", "date", "arxivId", "arxivLink", "githubLink", "projectLink", "demoLink", "datasetLink", "prefLabel_en", "prefLabel_ko",
        "resultValue", "resultUnit", "predicate", "value", "datatype", "language", "quote", "extractor", "format", "locator", "url"), ""),
    "aliases": [""], "aliasLanguages": [""], "nameKeys": [""],
    **dict.fromkeys(("year", "votes", "start", "end"), 0), **dict.fromkeys(("belief", "confidence"), 0.0),
    **dict.fromkeys(("describedByBoilerplate", "resultChange", "negated"), False)}
RELATIONSHIP_PROPERTIES: Final[Mapping[str, Property]] = {"statement": "", "belief": 0.0, "texts": 0}
#: What a query can name, by what it is.
NAMES: Final[Mapping[str, frozenset[str]]] = {
    "label": frozenset(LABEL_NAMES), "relationship type": frozenset(RELATIONSHIP_TYPES),
    "property": frozenset((*NODE_PROPERTIES, *RELATIONSHIP_PROPERTIES))}

#: Strings, comments, names in backticks, parameters, words, and what stands between them.
_TOKEN: Final = re.compile(
    r"'(?:[^'\\]|\\.)*(?:'|\Z)" r'|"(?:[^"\\]|\\.)*(?:"|\Z)' r"|(?P<comment>//[^\n\r]*|/\*.*?(?:\*/|\Z))"
    r"|(?P<parameter>\$(?:\w+|`[^`]*`))|(?P<name>\w+|`[^`]*(?:`|\Z))|[^\s\w'\"/$`;]+|\S", re.DOTALL)
_BLANK: Final = re.compile(r"[^\n\r]")


def batches(pairs: Iterable[tuple[K, T]], size: int) -> Iterator[tuple[K, list[T]]]:
    """Yield what goes into a graph by the same key in lists of at most `size`, since a query takes rows of one kind only."""
    held: defaultdict[K, list[T]] = defaultdict(list)
    for key, item in pairs:
        rows = held[key]
        rows.append(item)
        if len(rows) == size:
            yield key, held.pop(key)
    yield from held.items()


def check(query: str, parameters: Collection[str]) -> None:
    """Raise QueryError where a query is more than one, reads files, or does not take just these parameters."""
    used: set[str] = set()
    before = ""
    for token in tokens(query):
        word = spelling(token)
        if before == ";" and word != ";":
            raise QueryError("there is more than one query: ask them one by one")
        if token["name"] and (before.upper(), word.upper()) == ("LOAD", "CSV"):
            raise QueryError("LOAD CSV reads files: questions are answered from the graph alone")
        if token["parameter"]:
            used.add(word)
        before = word
    if missing := sorted(used - set(parameters)):
        raise QueryError(f"the query's parameter ${missing[0]} has no value")
    if unused := sorted(set(parameters) - used):
        raise QueryError(f"the query has no parameter ${unused[0]}")


def tokens(query: str) -> Iterator[re.Match[str]]:
    """Yield the tokens of a query, without its comments."""
    return (token for token in _TOKEN.finditer(query) if not token["comment"])


def spelling(token: re.Match[str]) -> str:
    """Return a token, a name or a parameter without what marks it as one."""
    return token[0].lstrip("$").strip("`") if token["name"] or token["parameter"] else token[0]


def without_block_comments(query: str) -> str:
    """Return a query with spaces in place of its block comments, so that everything else stays where it is."""
    return _TOKEN.sub(lambda token: _BLANK.sub(" ", token[0]) if token[0].startswith("/*") else token[0], query)


def wrong(query: str, place: tuple[int, int] | None, reason: str) -> QueryError:
    """Return the error of a wrong query: the place (line and column, from 1) with the line and a mark under it, and the reason."""
    if place is None or not 1 <= place[0] <= len(query.splitlines()):
        return QueryError(f"the query is wrong: {reason}")
    return QueryError(f"{wrong_at(query, *place)}\n{reason}")


def writes() -> QueryError:
    """Return the error of a query that would change the graph."""
    return QueryError("the query writes: questions leave the graph as it is")


def too_long(seconds: float) -> QueryError:
    """Return the error of a query that was given up after some seconds."""
    return QueryError(f"the query took longer than {seconds:g} s and was given up")


def place_of(query: str, name: str) -> tuple[int, int] | None:
    """Return line and column of the first word in a query that is a name, in whatever case; None where there is none."""
    found = next((token for token in tokens(query) if token["name"] and spelling(token).lower() == name.lower()), None)
    return None if found is None else position(query, found.start())


def note(kind: str, name: str) -> str | None:
    """Return what a name that an engine does not know may have meant; None where it is only this graph that has nothing of it.

    >>> note("label", "Methdo")
    'there is no label Methdo: did you mean Method?'
    """
    if name in NAMES[kind]:
        return None
    close = get_close_matches(name, sorted(NAMES[kind]), n=1)
    return f"there is no {kind} {name}" + (f": did you mean {close[0]}?" if close else "")
