"""Questions in Cypher to a Neo4j database, which they can only read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import zip_longest
from typing import Any, Final

import neo4j
from neo4j.exceptions import Neo4jError
from neo4j.graph import Node, Path, Relationship

from kg.errors import QueryError
from kg.stores.base import TIMEOUT, Cell, Rows, Value
from kg.stores.cypher import check, note, too_long, writes, wrong
from kg.stores.neo4j.connection import Database, sentences
from kg.stores.neo4j.reading import check_reads, decoded

_PLACE: Final = re.compile(r"\(line (\d+), column (\d+) \(offset: \d+\)\)")
_WRITES: Final = "Neo.ClientError.Statement.AccessMode"
_TOO_LONG: Final = "Neo.ClientError.Transaction.TransactionTimedOut"
#: What a server remarks on names that it does not know.
_UNKNOWN: Final = re.compile(r"The (label|property|relationship type) `(.*)` does not exist")
#: How the codes begin by which a server blames the query.
_WRONG: Final = ("Neo.ClientError.Statement.", "Neo.ClientError.Procedure.", "Neo.ClientError.Schema.")


class Neo4jStore:
    """Answer questions about what a Neo4j database holds (a `kg.stores.base.CypherStore`)."""

    def __init__(self, database: Database, *, timeout: float = TIMEOUT) -> None:
        """Take a database that is connected, and the seconds that a query may take."""
        self._database = database
        self._timeout = timeout

    def cypher(self, query: str, /, **parameters: Value) -> Rows:
        """Answer a query that only reads; raise QueryError on a wrong one, on one that writes and on one that takes too long."""
        for text in dict.fromkeys((query, decoded(query))):
            check(text, parameters)
            check_reads(text)

        @neo4j.unit_of_work(timeout=self._timeout)
        def read(transaction: neo4j.ManagedTransaction) -> Rows:
            result = transaction.run(query, dict(parameters))
            names = tuple(result.keys())
            rows = tuple(tuple(map(_cell, record)) for record in result)
            return Rows(names, rows, _notes(result.consume()))

        with sentences(self._database.address), self._database.session(neo4j.READ_ACCESS, notes=True) as session:
            try:
                return session.execute_read(read)
            except Neo4jError as error:
                if explained := self._explained(query, error):
                    raise explained from error
                raise

    def _explained(self, query: str, error: Neo4jError) -> QueryError | None:
        """Return what is wrong with a query, None where something else is."""
        code = error.code or ""
        if code == _WRITES:
            return writes()
        if code.startswith(_TOO_LONG):
            return too_long(self._timeout)
        return _wrong(query, error.message or "") if code.startswith(_WRONG) else None


def _wrong(query: str, message: str) -> QueryError:
    """Return the error of a query that a server complains about."""
    place = _PLACE.search(message)
    reason = (message[:place.start()] if place else message).strip().splitlines()[0]
    return wrong(query, (int(place[1]), int(place[2])) if place else None, reason)


def _notes(summary: neo4j.ResultSummary) -> tuple[str, ...]:
    """Return what is remarkable about a query that has an answer: names that the database does not know."""
    found = (_UNKNOWN.search(remark.status_description) for remark in summary.gql_status_objects)
    return tuple(sorted({sentence for unknown in found if unknown and (sentence := note(unknown[1], unknown[2]))}))


def _cell(value: Any) -> Cell:  # noqa: ANN401 - whatever Cypher knows
    """Return a value of an answer as plain values."""
    if value is None or isinstance(value, str | int | float):
        return value
    # Nodes are mappings for the driver, durations and points are tuples.
    if isinstance(value, Node | Relationship | Path):
        return _part(value)
    if isinstance(value, Mapping):
        return {name: _cell(part) for name, part in value.items()}
    return list(map(_cell, value)) if type(value) in {list, tuple} else _words(value)


def _part(value: Node | Relationship | Path) -> Cell:
    """Return the id of a node, the type of a relationship, both in turn of a path."""
    if isinstance(value, Node):
        return str(value.get("id", value.element_id))
    if isinstance(value, Relationship):
        return value.type
    return [_part(part) for pair in zip_longest(value.nodes, value.relationships) for part in pair if part is not None]


def _words(value: Any) -> str:  # noqa: ANN401 - same
    """Return a date, time or duration as ISO 8601 has it, a point in its own words, bytes in hexadecimal digits."""
    if isinstance(value, bytes | bytearray):
        return value.hex()
    return str(value.iso_format() if hasattr(value, "iso_format") else value)
