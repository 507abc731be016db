"""Questions in Cypher about a graph that KGLite holds.

A snapshot of the graph answers, and it refuses all that writes. `docs/cypher.md` lists where rows differ from those of Neo4j.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, pairwise
from math import ceil
from typing import Any, Final

import kglite

from kg.errors import QueryError
from kg.stores.base import TIMEOUT, Cell, Rows, Value
from kg.stores.cypher import check, note, place_of, tokens, too_long, without_block_comments, writes, wrong
from kg.stores.hints import position

#: What the engine's messages say, without what they are and how the engine advises to go on.
_REASON: Final = re.compile(r"(?:[A-Z]\w+ [a-z]+ error|[A-Z]\w+ error)(?: at line \d+, col \d+)?: (?P<reason>[^\n]*?)(?: — |\. [A-Z]|\n|\Z)")
#: What a message names without saying where it stands, where it says so by a number, and the token that it found at or before the place it gives.
_NAMED: Final = re.compile(r"(?P<kind>variable|property) '(?P<name>[^']+)'|function: (?P<function>\w+)")
_OFFSET: Final = re.compile(r"at position (\d+)")
_FOUND: Final = re.compile(r"(?:: |, got |found )'?(?:Identifier\(\")?(?!end of)(?P<token>[^\s'\"()]+)[^\s]*\Z")
_UNKNOWN: Final = re.compile(r"(?P<kind>label|relationship type|property) '(?P<name>[^']+)'")
#: How nodes, relationships and paths come.
_NODE: Final = {"id", "labels", "properties"}
_RELATIONSHIP: Final = {"id", "start", "end", "type", "properties"}
_PATH: Final = {"nodes", "relationships"}


class KgliteStore:
    """Answer questions in Cypher about a graph that KGLite holds (a `kg.stores.base.CypherStore`)."""

    def __init__(self, graph: kglite.KnowledgeGraph, *, timeout: float = TIMEOUT) -> None:
        """Take a graph, and the seconds after which a query is given up, 0 for never."""
        # Warnings come with the answer.
        kglite.set_query_warning_policy("silent")
        self._graph = graph
        self._snapshot = graph.freeze()
        self._timeout = timeout

    def cypher(self, query: str, /, **parameters: Value) -> Rows:
        """Answer a query that only reads."""
        check(query, parameters)
        spelt = _Spelt(query)
        answer = self._answer(spelt, parameters)
        if isinstance(answer, str):
            raise QueryError("the query says how its rows are printed (FORMAT CSV): it must only ask for them")
        notes = dict.fromkeys(said for warning in answer.warnings for said in _notes(warning))
        return Rows(tuple(map(spelt.original, answer.columns)), tuple(tuple(map(_cell, row.values())) for row in answer.to_list()), tuple(notes))

    def _answer(self, spelt: _Spelt, parameters: dict[str, Any]) -> Any:  # noqa: ANN401 - the engine does not say it
        milliseconds = ceil(self._timeout * 1000)
        try:
            answer = self._snapshot.cypher(spelt.text, params=parameters, timeout_ms=milliseconds)
            if isinstance(answer, str) or answer.columns:
                return answer
            # A shortcut of the engine for counting what an optional pattern finds forgets the columns where there are no rows.
            return self._graph.cypher(spelt.text, params=parameters, timeout_ms=milliseconds, disable_optimizer=True)
        except kglite.CypherTimeoutError as error:
            raise too_long(self._timeout) from error
        except kglite.ReadOnlyError as error:
            raise writes() from error
        except (kglite.KgError, ValueError, OverflowError, TypeError, RecursionError) as error:
            raise _explained(spelt, error) from error


class _Spelt:
    """Hold a query as the engine takes it: without block comments, and the property `end`, a keyword anywhere else, in backticks."""

    def __init__(self, query: str) -> None:
        self.query = query
        self._bare = without_block_comments(query)
        self._ends = list(_ends(query))
        pieces = (self._bare[start:end] for start, end in pairwise((0, *chain.from_iterable((place, place + 3) for place in self._ends), len(query))))
        self.text = "".join(f"`{piece}`" if number % 2 else piece for number, piece in enumerate(pieces))

    def original(self, column: str) -> str:
        """Return a column's name as the query spells it."""
        return column.replace("`end`", "end") if self._ends else column

    def place(self, message: str, line: int | None, column: int | None) -> tuple[int, int] | None:
        """Return the place that an error is about, as the query has it."""
        named = _NAMED.search(message)
        if named:
            return place_of(self.query, named["name"] or named["function"])
        if found := _OFFSET.search(message):
            return position(self.query, self._offset(int(found[1])))
        if line is None or column is None:
            return None
        offset = self._offset(sum(map(len, self.text.splitlines(keepends=True)[:line - 1])) + column - 1)
        token = _FOUND.search(message)
        return position(self.query, offset if token is None else self._last(token["token"], offset))

    def _last(self, token: str, offset: int) -> int:
        """Return where a token stands that the engine does not like: there, or a few tokens before."""
        places = [found.start() for found in re.finditer(re.escape(token), self._bare[:offset + len(token)], re.IGNORECASE)]
        return places[-1] if places else offset

    def _offset(self, offset: int) -> int:
        """Return where a character of the engine's text stands in the query."""
        return offset - 2 * sum(place + 2 * number < offset for number, place in enumerate(self._ends))


def _ends(query: str) -> Iterator[int]:
    """Yield where a query has `end` for the name of a property: after a dot, or as the key of a map."""
    before = ""
    for token in tokens(query):
        if token[0] == "end" and (before[-1:] == "." or (before[-1:] in {"{", ","} and query[token.end():].lstrip()[:1] == ":")):
            yield token.start()
        before = token[0]


def _explained(spelt: _Spelt, error: Exception) -> QueryError:
    """Return what is wrong with a query, at its place."""
    found = _REASON.match(str(error))
    reason = found["reason"] if found else str(error).partition("\n")[0]
    unknown = _UNKNOWN.search(reason)
    place = spelt.place(reason, getattr(error, "line", None), getattr(error, "col", None))
    return wrong(spelt.query, place, (unknown and note(unknown["kind"], unknown["name"])) or reason)


def _notes(warning: str) -> Iterator[str]:
    """Yield what a warning says of a name that no graph has; of what this graph merely has nothing of, there is nothing to say."""
    found = _UNKNOWN.search(warning)
    if found and (said := note(found["kind"], found["name"])):
        yield said


def _cell(value: Any) -> Cell:  # noqa: ANN401 - whatever the engine answers
    """Return a value of an answer as a plain one."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, dict):
        return _part(value)
    return [_cell(item) for item in value] if isinstance(value, list) else str(value.isoformat() if hasattr(value, "isoformat") else value)


def _part(value: dict[str, Any]) -> Cell:
    """Return the id of a node, the type of a relationship, both in turn of a path, and any other map as it is."""
    if value.keys() == _NODE:
        return str(value["properties"]["id"])
    if value.keys() == _RELATIONSHIP:
        return str(value["type"])
    if value.keys() == _PATH:
        return [_cell(item) for item in chain(*zip(value["nodes"], value["relationships"], strict=False), value["nodes"][-1:])]
    return {name: _cell(item) for name, item in value.items()}
