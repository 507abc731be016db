"""A server of the SPARQL 1.1 protocol that takes updates: where it takes what, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

from kg.errors import ServerError
from kg.stores.remote.http import Connection, RefusedError
from kg.stores.remote.store import RemoteStore

#: Where servers have their graph store, below the address that they also have `query` and `update` below: Oxigraph, Fuseki.
_GRAPH_STORES: Final = ("store", "data")
#: What ends an address that names one of the services and not the server.
_SERVICES: Final = ("/query", "/sparql", "/update", *(f"/{name}" for name in _GRAPH_STORES))
_ABSENT: Final = (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED)
_TRIPLES: Final = "application/n-triples"


@dataclass(frozen=True, slots=True)
class Server:
    """Hold where a server answers queries, takes updates and has its graph store."""

    store: RemoteStore
    update: Connection
    graphs: Connection

    def change(self, update: str) -> None:
        """Carry out a SPARQL update."""
        self.update.send("POST", update.encode(), kind="application/sparql-update").body.close()

    def replace(self, graph: str, lines: Iterable[str]) -> None:
        """Make the named graph of an IRI hold some lines of N-Triples and nothing else."""
        self.graphs.at(f"{self.graphs.address}?graph={quote(graph, safe='')}").send("PUT", "".join(lines).encode(), kind=_TRIPLES).body.close()

    def add(self, lines: Iterable[str]) -> None:
        """Add lines of N-Triples to the default graph."""
        self.graphs.at(f"{self.graphs.address}?default").send("POST", "".join(lines).encode(), kind=_TRIPLES).body.close()


def discover(address: str, *, base: str) -> Server:
    """Ask a server where it takes what; raise ServerError where it cannot be reached or has no graph store. `base` is that of entities' IRIs."""
    root = replace(Connection.of(_root(address)), given=address)
    for name in _GRAPH_STORES:
        graphs = root.at(f"{root.address}/{name}")
        if _has_default(graphs):
            return Server(RemoteStore(root.at(f"{root.address}/query"), base=base), root.at(f"{root.address}/update"), graphs)
    raise ServerError(f"{address}: has no graph store that is known: name an Oxigraph server or a dataset of Fuseki, as in http://HOST:3030/NAME")


def _root(address: str) -> str:
    whole = address.rstrip("/")
    return next((whole.removesuffix(service) for service in _SERVICES if whole.endswith(service)), whole)


def _has_default(graphs: Connection) -> bool:
    try:
        graphs.at(f"{graphs.address}?default").send("HEAD", accept=_TRIPLES).body.close()
    except RefusedError as error:
        if error.status in _ABSENT:
            return False
        raise
    return True
