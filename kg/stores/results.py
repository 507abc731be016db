"""Answers to queries as they come from an engine: read once, row by row, as plain values or in a format of the W3C."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO, Final

import pyoxigraph

from kg.errors import QueryError
from kg.stores.base import Cell, Rows, Triple
from kg.stores.terms import cell, order, plain_triple
from kg.vocabulary import PREFIXES

#: What an engine answers: the triples of a CONSTRUCT may come from anywhere.
Native = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | Iterable[pyoxigraph.Triple]

#: Formats of solutions and truths, and of triples.
SOLUTIONS: Final = {"xml": pyoxigraph.QueryResultsFormat.XML, "sparql-json": pyoxigraph.QueryResultsFormat.JSON}
TRIPLES: Final = {"turtle": pyoxigraph.RdfFormat.TURTLE, "ntriples": pyoxigraph.RdfFormat.N_TRIPLES}
#: Datatypes that Turtle does not write.
_UNWRITTEN: Final = {f"{PREFIXES['xsd']}string", f"{PREFIXES['rdf']}langString"} | {f"{PREFIXES['xsd']}{name}" for name in ("integer", "decimal", "double", "boolean")}


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold an answer that is not read yet, to be read in the thread that asked.

    `guard` turns the errors of its engine into ours, `base` is that of entities' IRIs.
    """

    native: Native
    base: str
    guard: Callable[[], AbstractContextManager[None]]

    @property
    def form(self) -> str:
        """Return the form of the query: `SELECT`, `ASK`, or `CONSTRUCT` for DESCRIBE too."""
        if isinstance(self.native, pyoxigraph.QueryBoolean):
            return "ASK"
        return "SELECT" if isinstance(self.native, pyoxigraph.QuerySolutions) else "CONSTRUCT"

    @property
    def names(self) -> tuple[str, ...]:
        """Return the columns' names."""
        if isinstance(self.native, pyoxigraph.QueryBoolean):
            return ("answer",)
        return tuple(name.value for name in self.native.variables) if isinstance(self.native, pyoxigraph.QuerySolutions) else ("subject", "predicate", "object")

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        """Yield rows as they come: solutions, the one truth, or triples (literals by their words), which are sorted first."""
        if isinstance(self.native, pyoxigraph.QueryBoolean):
            yield (bool(self.native),)
        elif isinstance(self.native, pyoxigraph.QuerySolutions):
            base = self.base
            with self.guard():
                for row in self.native:
                    # No closure here may hold the answer: a traceback would keep it, perhaps into another thread.
                    yield tuple([cell(term, base=base) for term in row])
        else:
            yield from ((subject, predicate, thing if isinstance(thing, str) else thing.value) for subject, predicate, thing in self.triples())

    def whole(self) -> Rows | bool | tuple[Triple, ...]:
        """Read all of it: rows, the truth, or sorted triples."""
        if isinstance(self.native, pyoxigraph.QueryBoolean):
            return bool(self.native)
        return Rows(self.names, tuple(self)) if isinstance(self.native, pyoxigraph.QuerySolutions) else self.triples()

    def triples(self) -> tuple[Triple, ...]:
        """Read all triples, sorted."""
        return tuple(sorted((plain_triple(triple, base=self.base) for triple in set(self.terms())), key=order))

    def write(self, stream: BinaryIO, *, style: str) -> None:
        """Write it in a format of SOLUTIONS, as it comes, or of TRIPLES, sorted; raise QueryError where the format cannot hold it."""
        formats: Iterable[str] = TRIPLES if self.form == "CONSTRUCT" else SOLUTIONS
        if style not in formats:
            raise QueryError(f"{style} cannot hold what this query answers: choose {' or '.join(formats)}")
        if isinstance(self.native, pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean):
            with self.guard():
                self.native.serialize(stream, format=SOLUTIONS[style])
            stream.write(b"\n")
        else:
            triples = sorted(set(self.terms()), key=str)
            pyoxigraph.serialize(triples, stream, format=TRIPLES[style], prefixes=_prefixes(triples, self.base))

    def terms(self) -> Iterator[pyoxigraph.Triple]:
        """Yield the triples of a CONSTRUCT or DESCRIBE as they come, as terms; some may come again."""
        if not isinstance(self.native, pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean):
            with self.guard():
                yield from self.native


def _prefixes(triples: Iterable[pyoxigraph.Triple], base: str) -> dict[str, str]:
    """Return the prefixes that some triples have a use for."""
    names = {term.value for triple in triples for term in (triple.subject, triple.predicate, triple.object) if isinstance(term, pyoxigraph.NamedNode)}
    names |= {triple.object.datatype.value for triple in triples if isinstance(triple.object, pyoxigraph.Literal)} - _UNWRITTEN
    return {prefix: start for prefix, start in {"": base, **PREFIXES}.items() if any(name.startswith(start) for name in names)}
