"""The ports to a built graph: questions in SPARQL or Cypher, answers in plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Protocol

from kg.model import Literal

#: Seconds after which a question is given up unless something else is said; 0 is never.
TIMEOUT: Final = 60.0
#: A value of an answer: an entity id, a CURIE or an IRI (`str`), a literal by its datatype, None where nothing is bound; in Cypher
#: lists and maps of them too.
Cell = str | int | float | Decimal | bool | None | list["Cell"] | dict[str, "Cell"]
#: A value bound to a parameter: `str` is an entity id, a CURIE or an IRI; words are `Literal`s.
Parameter = str | int | Decimal | Literal
#: A value bound to a parameter in Cypher, where words and ids are alike.
Value = str | int | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]
#: Subject, predicate and object, each as in `kg.model.Statement`.
Triple = tuple[str, str, str | Literal]


@dataclass(frozen=True, slots=True)
class Rows:
    """Hold the answer to a query: the columns' names and one tuple a row."""

    names: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    #: What may be wrong with a query that has an answer, one sentence each: names that the graph does not know.
    notes: tuple[str, ...] = field(default=(), compare=False)

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


class GraphStore(Protocol):
    """Answer questions about one graph, which does not change while it is open.

    A parameter stands in the query as `$name` (or `?name`, where it is not among the variables that the query returns) and is
    bound as a term, never as text. The prefixes of `kg.vocabulary` are known. Every method raises QueryError on a wrong query.
    """

    def select(self, query: str, **parameters: Parameter) -> Rows:
        """Answer a SELECT."""
        ...

    def ask(self, query: str, **parameters: Parameter) -> bool:
        """Answer an ASK."""
        ...

    def construct(self, query: str, **parameters: Parameter) -> tuple[Triple, ...]:
        """Answer a CONSTRUCT or DESCRIBE, sorted."""
        ...


class CypherStore(Protocol):
    """Answer questions in Cypher about one graph, whose nodes and relationships are those of `kg.stores.property_graph`.

    Of a node an answer has the id, of a relationship the type, of a path the list of both in turn; lists and maps stay what they
    are, dates and times become words. Parameters stand in the query as `$name` and are bound as values, never as text.
    """

    def cypher(self, query: str, /, **parameters: Value) -> Rows:
        """Answer a query that only reads; raise QueryError on a wrong one, on one that writes and on one that takes too long."""
        ...
