"""A graph in an Oxigraph store, asked by SPARQL."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph

from kg.errors import GraphError, QueryError
from kg.stores.asking import SparqlStore
from kg.stores.base import Parameter
from kg.stores.binding import bind
from kg.stores.functions import FUNCTIONS
from kg.stores.hints import explain
from kg.stores.results import Answer
from kg.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    from kg.stores.rdflib_store import RdflibStore

#: Pieces of N-Quads that are encoded at a time.
_ENCODED: Final = 1024
#: Lines that are loaded at a time: Oxigraph takes memory in proportion, 0.7 GB for this many, and time to merge what comes in many parts.
_LOADED: Final = 900_000
#: Lines from which on the parts are merged into one: it takes a sixth of the time of loading, and questions are answered in half the time.
_MERGED: Final = 4 * _LOADED
#: How the errors begin by which Oxigraph tells damaged data, of the type that it has for wrong queries too.
_DAMAGE: Final = "Corruption"


class _Stream(io.RawIOBase):
    """Give lines, as many as are loaded at a time, as a byte stream, so that a graph never is one string in memory."""

    def __init__(self, lines: Iterable[str]) -> None:
        super().__init__()
        self._lines = iter(lines)
        self._rest = memoryview(b"")
        #: Lines given so far.
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer, as the base class has it
        if not self._rest and self.count < _LOADED:
            data = "".join(islice(self._lines, _ENCODED)).encode("utf-8")
            self.count += data.count(b"\n")
            self._rest = memoryview(data)
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def load(store: pyoxigraph.Store, lines: Iterable[str]) -> int:
    """Load N-Quads lines into a store and return their number; they are our own, so that each IRI is sound and need not be checked again."""
    rest = iter(lines)
    count = 0
    for first in rest:
        batch = _Stream(chain((first,), rest))
        store.bulk_load(io.BufferedReader(batch, 1 << 20), format=pyoxigraph.RdfFormat.N_QUADS, lenient=True)
        count += batch.count
    return count


def write(folder: Path, lines: Iterable[str]) -> int:
    """Make a store of N-Quads lines, each of which comes once, in an empty folder, all of it on the disk, and return their number."""
    store = pyoxigraph.Store(str(folder))
    count = load(store, lines)
    if count > _MERGED:
        store.optimize()
    store.flush()
    return count


class OxigraphStore(SparqlStore):
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

    def stream(self, query: str, **parameters: Parameter) -> Answer:
        """Answer a query of any form by what is to be read once, as it comes."""
        bound = bind(query, parameters, base=self.base)
        guard = partial(self._guarded, bound)
        with guard():
            return Answer(self.store.query(bound, prefixes=PREFIXES, custom_functions=FUNCTIONS), self.base, guard)

    def dump(self, *, named: bool) -> bytes:
        """Return the whole store as N-Quads, or the default graph alone as N-Triples, in any order."""
        try:
            if named:
                return self.store.dump(format=pyoxigraph.RdfFormat.N_QUADS) or b""
            return self.store.dump(format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph()) or b""
        except (OSError, RuntimeError) as error:
            raise _unreadable(error) from error

    def rdflib_store(self) -> RdflibStore:
        """Return the same store as one of rdflib, for reading: `rdflib.Graph(store=...)` is the default graph."""
        from kg.stores.rdflib_store import RdflibStore  # noqa: PLC0415 - slow to import, and seldom wanted

        return RdflibStore(self.store, base=self.base)

    @contextmanager
    def _guarded(self, query: str) -> Iterator[None]:
        try:
            yield
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                # Where the answer is written, not where it is read from.
                raise
            if isinstance(error, OSError) or str(error).startswith(_DAMAGE):
                raise _unreadable(error) from error
            raise QueryError("\n".join((explain(query, str(error)), *self.hints(query)))) from error


def _unreadable(error: Exception) -> GraphError:
    return GraphError(f"the graph's data cannot be read ({error}): remove its folder and build it again")
