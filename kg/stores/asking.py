"""What every store of RDF answers alike, wherever its triples lie."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.stores.base import Parameter, Rows, Triple
from kg.stores.hints import hints
from kg.stores.results import Answer

if TYPE_CHECKING:
    import rdflib
    from rdflib.store import Store

_KNOWS = "ASK { { ?s $term ?o } UNION { ?s ?p $term } UNION { $term ?p ?o } }"


class SparqlStore(ABC):
    """Answer questions in SPARQL (a `kg.stores.base.GraphStore`); `base` is that of entities' IRIs."""

    base: str

    @abstractmethod
    def stream(self, query: str, **parameters: Parameter) -> Answer:
        """Answer a query of any form by what is to be read once, as it comes."""

    @abstractmethod
    def rdflib_store(self) -> Store:
        """Return the same graph as a store of rdflib, for reading: `rdflib.Graph(store=...)` is the default graph."""

    def rdflib(self) -> rdflib.Dataset:
        """Return the same graph behind rdflib's API, for reading."""
        import rdflib  # noqa: PLC0415 - slow to import, and seldom wanted

        return rdflib.Dataset(store=self.rdflib_store())

    def answer(self, query: str, **parameters: Parameter) -> Rows | bool | tuple[Triple, ...]:
        """Answer a query of any form: rows of a SELECT, the truth of an ASK, the sorted triples of a CONSTRUCT or DESCRIBE."""
        return self.stream(query, **parameters).whole()

    def select(self, query: str, **parameters: Parameter) -> Rows:
        """Answer a SELECT."""
        answer = self.answer(query, **parameters)
        if not isinstance(answer, Rows):
            raise QueryError("the query is no SELECT")
        return answer

    def ask(self, query: str, **parameters: Parameter) -> bool:
        """Answer an ASK."""
        answer = self.answer(query, **parameters)
        if not isinstance(answer, bool):
            raise QueryError("the query is no ASK")
        return answer

    def construct(self, query: str, **parameters: Parameter) -> tuple[Triple, ...]:
        """Answer a CONSTRUCT or DESCRIBE, sorted."""
        answer = self.answer(query, **parameters)
        if not isinstance(answer, tuple):
            raise QueryError("the query is no CONSTRUCT or DESCRIBE")
        return answer

    def hints(self, query: str) -> tuple[str, ...]:
        """Return what a query may have meant by prefixes, classes and properties that are unknown here, one sentence each."""
        return hints(query, knows=lambda name: self.ask(_KNOWS, term=name))
