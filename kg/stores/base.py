"""The port to a built graph: questions in SPARQL, answers in plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from kg.model import Literal

#: A value of an answer: an entity id, a CURIE or an IRI (`str`), a literal by its datatype, None where nothing is bound.
Cell = str | int | float | Decimal | bool | None
#: A value bound to a parameter: `str` is an entity id, a CURIE or an IRI; words are `Literal`s.
Parameter = str | int | Decimal | Literal
#: Subject, predicate and object, each as in `kg.model.Statement`.
Triple = tuple[str, str, str | Literal]


@dataclass(frozen=True, slots=True)
class Rows:
    """Hold the answer to a SELECT: the variables' names and one tuple a solution."""

    names: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

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
