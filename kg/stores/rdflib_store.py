"""A graph directory as a store of rdflib, for reading: `rdflib.Graph(store=...)` is the default graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

import oxrdflib
import pyoxigraph
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.errors import GraphError
from kg.vocabulary import PREFIXES


class Unwritten:
    """Refuse what would write a store of rdflib."""

    def add(self, *_: Any, **__: Any) -> NoReturn:  # noqa: ANN401 - refused whatever it is
        """Refuse to write, as all below do."""
        raise GraphError("the graph is open for reading only: build or import another one")

    addN = remove = update = add_graph = remove_graph = add  # noqa: N815 - rdflib's own names


class RdflibStore(Unwritten, oxrdflib.OxigraphStore):
    """Answer rdflib from an Oxigraph store; a graph without a name of its own is the default graph, which holds everything once."""

    def __init__(self, store: pyoxigraph.Store, *, base: str) -> None:
        """Take a store that is open already, and make the vocabulary's prefixes known."""
        super().__init__(store=store)
        for prefix, namespace in (("", base), *PREFIXES.items()):
            self.bind(prefix, rdflib.URIRef(namespace))

    def triples(self, triple_pattern: Any, context: rdflib.Graph | None = None) -> Iterator[Any]:  # noqa: ANN401 - rdflib's own
        """Yield the triples of a pattern."""
        found: Iterator[Any] = super().triples(triple_pattern, self._named(context))
        return found

    def __len__(self, context: rdflib.Graph | None = None) -> int:
        return int(super().__len__(self._named(context)))

    def query(self, query: Any, initNs: Mapping[str, Any], initBindings: Mapping[str, Any], queryGraph: Any, **options: Any) -> Any:  # noqa: ANN401, N803 - rdflib's own
        """Answer a query."""
        asked = DATASET_DEFAULT_GRAPH_ID if isinstance(queryGraph, rdflib.BNode) else queryGraph
        return super().query(query, initNs, initBindings, asked, **options)

    def _named(self, context: rdflib.Graph | None) -> rdflib.Graph | None:
        if context is not None and isinstance(context.identifier, rdflib.BNode):
            return rdflib.Graph(store=self, identifier=DATASET_DEFAULT_GRAPH_ID)
        return context
