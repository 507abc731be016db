"""A graph in an Oxigraph store, asked by SPARQL."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph

from kg.errors import GraphError, QueryError
from kg.identifiers import identifier
from kg.model import Literal
from kg.stores.base import Cell, Parameter, Rows, Triple
from kg.stores.rdf import iri_term, literal_term
from kg.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    import rdflib

Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple

_XSD: Final = PREFIXES["xsd"]
_CONVERT: Final[dict[str, Callable[[str], Cell]]] = {
    f"{_XSD}integer": int, f"{_XSD}decimal": Decimal, f"{_XSD}double": float, f"{_XSD}float": float,
    f"{_XSD}boolean": {"true": True, "false": False, "1": True, "0": False}.__getitem__}
#: What a variable or a keyword must not be looked for in, a parameter, and the one keyword that would leave the machine.
_TOKEN: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""' r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"' r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^<>\"{}|^`\\\s]*>|\#[^\n\r]*|[?$](?P<variable>\w+)|(?P<keyword>(?<![\w:?$-])SERVICE(?![\w:-]))", re.DOTALL | re.IGNORECASE)
#: Pieces of N-Quads that are encoded at a time.
_ENCODED: Final = 4096
#: Pieces that are loaded at a time: Oxigraph takes memory in proportion, 0.4 GB for this many.
_LOADED: Final = 40_000
#: How the errors begin by which Oxigraph tells damaged data, of the type that it has for wrong queries too.
_DAMAGE: Final = "Corruption"
_PLACE: Final = re.compile(r"error at (\d+):(\d+)")


class _Stream(io.RawIOBase):
    """Give lines as a byte stream, so that a graph never is one string in memory."""

    def __init__(self, lines: Iterable[str]) -> None:
        super().__init__()
        self._lines = iter(lines)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer, as the base class has it
        if not self._rest:
            self._rest = memoryview("".join(islice(self._lines, _ENCODED)).encode("utf-8"))
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def load(store: pyoxigraph.Store, lines: Iterable[str]) -> None:
    """Load N-Quads lines into a store; they are our own, so that each IRI is sound and need not be checked again."""
    rest = iter(lines)
    for first in rest:
        batch = chain((first,), islice(rest, _LOADED - 1))
        store.bulk_load(io.BufferedReader(_Stream(batch), 1 << 20), format=pyoxigraph.RdfFormat.N_QUADS, lenient=True)


def write(folder: Path, lines: Iterable[str]) -> int:
    """Make a store of N-Quads lines in an empty folder, all of it on the disk, and return the number of quads."""
    store = pyoxigraph.Store(str(folder))
    load(store, lines)
    store.flush()
    return len(store)


class OxigraphStore:
    """Answer questions about a graph that lies in an Oxigraph store (a `kg.stores.base.GraphStore`)."""

    def __init__(self, store: pyoxigraph.Store, *, base: str = BASE) -> None:
        """Take a store that is open already; `base` is that of its entities' IRIs."""
        self.store = store
        self.base = base

    @classmethod
    def read(cls, path: Path, *, base: str = BASE) -> OxigraphStore:
        """Open a store's folder for reading; raise GraphError where it holds none."""
        try:
            return cls(pyoxigraph.Store.read_only(str(path)), base=base)
        except (OSError, RuntimeError) as error:
            raise GraphError(f"the graph's data cannot be opened ({error}): build it again") from error

    @classmethod
    def hold(cls, lines: Iterable[str], *, base: str = BASE) -> OxigraphStore:
        """Hold N-Quads lines in memory."""
        store = pyoxigraph.Store()
        load(store, lines)
        return cls(store, base=base)

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

    def answer(self, query: str, **parameters: Parameter) -> Rows | bool | tuple[Triple, ...]:
        """Answer a query of any form: rows of a SELECT, the truth of an ASK, the sorted triples of a CONSTRUCT or DESCRIBE."""
        bound = _bind(query, parameters, self.base)
        try:
            answer = self.store.query(bound, prefixes=PREFIXES)
            if isinstance(answer, pyoxigraph.QueryBoolean):
                return bool(answer)
            if isinstance(answer, pyoxigraph.QueryTriples):
                return tuple(sorted((self._triple(triple) for triple in answer), key=_order))
            return Rows(tuple(name.value for name in answer.variables), tuple(self._cells(row) for row in answer))
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            if isinstance(error, OSError) or str(error).startswith(_DAMAGE):
                raise _unreadable(error) from error
            raise QueryError(_explain(bound, str(error))) from error

    def dump(self, *, named: bool) -> bytes:
        """Return the whole store as N-Quads, or the default graph alone as N-Triples, in any order."""
        try:
            if named:
                return self.store.dump(format=pyoxigraph.RdfFormat.N_QUADS) or b""
            return self.store.dump(format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph()) or b""
        except (OSError, RuntimeError) as error:
            raise _unreadable(error) from error

    def rdflib(self) -> rdflib.Dataset:
        """Return the same store behind rdflib's API, for reading."""
        import oxrdflib  # noqa: PLC0415 - slow to import, and seldom wanted
        import rdflib  # noqa: PLC0415 - same

        return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=self.store))

    def _cells(self, row: Iterable[Term | None]) -> tuple[Cell, ...]:
        return tuple(self._cell(term) for term in row)

    def _cell(self, term: Term | None) -> Cell:
        if term is None:
            return None
        return _plain(term) if isinstance(term, pyoxigraph.Literal) else self._name(term)

    def _name(self, term: Term) -> str:
        return identifier(term.value, base=self.base) if isinstance(term, pyoxigraph.NamedNode) else str(term)

    def _triple(self, triple: pyoxigraph.Triple) -> Triple:
        thing = triple.object
        return (self._name(triple.subject), self._name(triple.predicate),
                Literal(thing.value, thing.datatype.value.removeprefix(_XSD) if not thing.language else "string", thing.language)
                if isinstance(thing, pyoxigraph.Literal) else self._name(thing))


def _order(triple: Triple) -> tuple[str, str, str, str]:
    thing = triple[2]
    return (*triple[:2], thing, "") if isinstance(thing, str) else (*triple[:2], thing.value, f"{thing.language}{thing.datatype}")


def _plain(literal: pyoxigraph.Literal) -> Cell:
    """Return the value of a literal by its datatype; one that is not of its datatype stays text."""
    convert = _CONVERT.get(literal.datatype.value, str)
    try:
        return convert(literal.value)
    except (ValueError, ArithmeticError, KeyError):
        return literal.value


def _parameter(value: Parameter, base: str) -> str:
    if isinstance(value, str):
        return iri_term(value, base=base)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return literal_term(Literal(str(value), "integer"))
    return literal_term(value if isinstance(value, Literal) else Literal(f"{value:f}", "decimal"))


def _bind(query: str, parameters: dict[str, Parameter], base: str) -> str:
    """Return a query with its parameters as terms; Oxigraph's own substitutions reach projected variables only."""
    used: set[str] = set()
    terms = {name: _parameter(value, base) for name, value in parameters.items()}

    def replace(found: re.Match[str]) -> str:
        if found["keyword"]:
            raise QueryError("SERVICE asks another server: questions are answered from the graph alone")
        name = found["variable"]
        if name not in terms:
            return found[0]
        used.add(name)
        return terms[name]

    bound = _TOKEN.sub(replace, query)
    if unused := sorted(terms.keys() - used):
        raise QueryError(f"the query has no parameter ${unused[0]}")
    return bound


def _unreadable(error: Exception) -> GraphError:
    return GraphError(f"the graph's data cannot be read ({error}): remove its folder and build it again")


def _explain(query: str, message: str) -> str:
    """Return an error's message with the line that it is about and a mark under the place."""
    found = _PLACE.search(message)
    lines = query.splitlines()
    if found is None or int(found[1]) > len(lines):
        return f"the query is wrong: {message.splitlines()[0]}"
    line, column = int(found[1]), int(found[2])
    return f"the query is wrong at line {line}, column {column}:\n{lines[line - 1]}\n{' ' * (column - 1)}^"
