"""A graph behind a server as a store of rdflib, for reading: `rdflib.Graph(store=...)` is the default graph."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result

from kg.stores.rdflib_store import Unwritten
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from kg.stores.remote.store import RemoteStore


class RemoteRdflibStore(Unwritten, SPARQLStore):
    """Answer rdflib by asking a server as our own store does, so that its password, its errors and what is refused are the same."""

    def __init__(self, store: RemoteStore) -> None:
        """Take a store that is open already, and make the vocabulary's prefixes known."""
        super().__init__(store.connection.address)
        self._store = store
        for prefix, namespace in (("", store.base), *PREFIXES.items()):
            self.bind(prefix, rdflib.URIRef(namespace))

    def _query(self, query: str, default_graph: Any = None) -> Result:  # noqa: ANN401 - rdflib's own
        answer = self._of(default_graph).stream(query)
        style, parsed = ("ntriples", "nt") if answer.form == "CONSTRUCT" else ("sparql-json", "json")
        content = io.BytesIO()
        answer.write(content, style=style)
        content.seek(0)
        return Result.parse(content, format=parsed)

    def _of(self, name: Any) -> RemoteStore:  # noqa: ANN401 - rdflib's own
        """Return the store that answers from one graph; rdflib names the default one by an IRI of its own, or by a blank node."""
        if name is None or isinstance(name, rdflib.BNode) or name == DATASET_DEFAULT_GRAPH_ID:
            return self._store
        connection = self._store.connection
        address = f"{connection.address}{'&' if '?' in connection.address else '?'}default-graph-uri={quote(name, safe='')}"
        return type(self._store)(connection.at(address), base=self._store.base)
