"""A graph behind a server of the SPARQL 1.1 protocol, asked as one in a directory is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

import pyoxigraph

from kg.errors import QueryError, ServerError
from kg.stores.asking import SparqlStore
from kg.stores.base import Parameter
from kg.stores.binding import bind, prefixed_names, with_prefixes
from kg.stores.hints import MATCHES, explain
from kg.stores.remote.http import Connection
from kg.stores.results import Answer, Native
from kg.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    from kg.stores.remote.rdflib_store import RemoteRdflibStore

_RESULTS: Final = pyoxigraph.QueryResultsFormat.JSON.media_type
_TRIPLES: Final = pyoxigraph.RdfFormat.N_TRIPLES.media_type
#: The base that a graph which was pushed there describes itself with.
_BASE: Final = 'SELECT ?base { GRAPH ?g { ?d void:uriSpace ?base } FILTER(STR(?g) = CONCAT(STR(?base), "description")) } ORDER BY ?base LIMIT 1'


class RemoteStore(SparqlStore):
    """Answer questions by asking a server (a `kg.stores.base.GraphStore`)."""

    def __init__(self, connection: Connection, *, base: str = BASE) -> None:
        """Take where queries go; `base` is that of entities' IRIs."""
        self.connection = connection
        self.base = base

    @classmethod
    def reach(cls, address: str) -> RemoteStore:
        """Ask the server at a query address which graph it has; raise ServerError where it does not answer."""
        store = cls(Connection.of(address))
        for base, in store.select(_BASE):
            store.base = str(base)
        return store

    def stream(self, query: str, **parameters: Parameter) -> Answer:
        """Answer a query of any form by what is to be read once, as it comes."""
        bound = bind(query, parameters, base=self.base)
        self._check(bound)
        answer = self.connection.send("POST", with_prefixes(bound).encode("utf-8", "replace"), kind="application/sparql-query",
                                      accept=f"{_RESULTS}, {_TRIPLES}")
        guard = partial(_guarded, self.connection.address)
        with guard():
            return Answer(_native(answer.kind, answer.body), self.base, guard)

    def rdflib_store(self) -> RemoteRdflibStore:
        """Return the same graph as a store of rdflib, for reading: `rdflib.Graph(store=...)` is the default graph."""
        from kg.stores.remote.rdflib_store import RemoteRdflibStore  # noqa: PLC0415 - slow to import, and seldom wanted

        return RemoteRdflibStore(self)

    def _check(self, query: str) -> None:
        """Raise QueryError on what is wrong with a query by itself: servers tell the place in many ways, and only after a while."""
        if MATCHES in prefixed_names(query):
            raise QueryError(f'{MATCHES} is known to graph directories alone: ask this server with CONTAINS(LCASE(?name), "words")')
        try:
            pyoxigraph.Store().query(query, prefixes=PREFIXES)
        except SyntaxError as error:
            raise QueryError("\n".join((explain(query, str(error)), *self.hints(query)))) from error
        except RuntimeError:
            # A function that the server may have.
            return


def _native(kind: str, body: io.BufferedReader) -> Native:
    if kind == _TRIPLES:
        return (quad.triple for quad in pyoxigraph.parse(body, format=pyoxigraph.RdfFormat.N_TRIPLES))
    return pyoxigraph.parse_query_results(body, format=pyoxigraph.QueryResultsFormat.JSON)


@contextmanager
def _guarded(address: str) -> Iterator[None]:
    try:
        yield
    except (SyntaxError, ValueError) as error:
        raise ServerError(f"{address}: the answer is cut off or no SPARQL result") from error
