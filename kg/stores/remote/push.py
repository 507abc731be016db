"""A graph into a server of the SPARQL 1.1 protocol: only what the server does not hold yet is sent, and what the graph lost is removed.

A graph has parts: its named graphs, which are replaced one by one, and the default graph, of which single triples are added and
removed. The named graph `push` beside them has a digest of each part that the server holds. It is taken away before a part is
touched and comes back once the part is written, so a push may be broken off at any moment: the next one goes on. What others put
into the server stays: other named graphs, and triples of the default graph about what is not below the graph's base.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Final

import pyoxigraph

from kg.clock import Clock, Progress, silent
from kg.identifiers import iri
from kg.model import Literal
from kg.stores.directory import current
from kg.stores.rdf import iri_term, literal_term
from kg.stores.remote.server import Server, discover
from kg.stores.store import OxigraphStore
from kg.stores.terms import cell
from kg.vocabulary import ONTOLOGY

#: Ids of the named graph of digests, of the default graph in it, and what the ids of the named graphs that are ours begin with.
_DIGESTS: Final = "push"
_DEFAULT: Final = "default"
_OURS: Final = ("document/", "description")
#: Triples that one request adds, and that one removes: a server takes memory for each.
_ADDED: Final = 50_000
_REMOVED: Final = 5_000
_HELD: Final = "SELECT ?part ?digest { GRAPH $push { ?part dcterms:identifier ?digest } }"
_NAMED: Final = "SELECT DISTINCT ?g { GRAPH ?g { } FILTER(STRSTARTS(STR(?g), $base)) }"
#: The ontology may lie beside the graph, and its terms below the same base.
_OWN_TRIPLES: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(STRSTARTS(STR(?s), $base) && !STRSTARTS(STR(?s), $ontology)) }"


@dataclass(frozen=True, slots=True)
class RdfPushReport:
    """Say what a push sent: named graphs replaced and dropped, triples of the default graph added and removed."""

    replaced: int = 0
    dropped: int = 0
    added: int = 0
    removed: int = 0

    @property
    def unchanged(self) -> bool:
        """Say whether the server held the graph already."""
        return self == RdfPushReport()


def push_rdf(directory: str | Path, address: str, *, progress: Progress = silent) -> RdfPushReport:
    """Make a server hold the current graph of a directory, beside what others put there, and say what that took.

    `address` is that of an Oxigraph server or of a dataset of Fuseki; user and password come from $KG_SPARQL_USER and
    $KG_SPARQL_PASSWORD. Raises GraphError where there is no graph, ServerError where the server refuses or goes away; it then
    holds a part of the graph, which the next push completes.
    """
    manifest, folder = current(Path(directory))
    local = OxigraphStore.read(folder, base=manifest.base)
    return _Push(local, discover(address, base=local.base), Clock(progress)).run()


class _Push:
    """Send the differences between one graph and one server; parts go by their ids."""

    def __init__(self, local: OxigraphStore, server: Server, clock: Clock) -> None:
        self._local, self._server, self._clock = local, server, clock

    def run(self) -> RdfPushReport:
        self._clock.report("compare")
        digests = {part: _digest(self._lines(part)) for part in self._parts()}
        # Pushes at the same time may leave several digests of a part, of which none tells what it holds.
        held = defaultdict[str, set[str]](set)
        for part, found in self._server.store.select(_HELD, push=_DIGESTS):
            held[str(part)].add(str(found))
        there = {str(name) for name, in self._server.store.select(_NAMED, base=Literal(self._local.base)) if str(name).startswith(_OURS)}
        changed = [part for part, found in digests.items() if held.get(part) != {found} or part not in {_DEFAULT, *there}]
        gone = sorted((there | held.keys()) - digests.keys())
        self._forget([(part, found) for part in (*changed, *gone) if part in held for found in sorted(held[part])])
        self._drop(gone)
        added, removed = self._write({part: digests[part] for part in changed})
        self._clock.stop()
        return RdfPushReport(len(changed) - (_DEFAULT in changed), len(gone), added, removed)

    def _parts(self) -> list[str]:
        names = (cell(graph, base=self._local.base) for graph in self._local.store.named_graphs())
        return [*sorted(str(name) for name in names if str(name).startswith(_OURS)), _DEFAULT]

    def _quads(self, part: str) -> Iterator[pyoxigraph.Quad]:
        graph = pyoxigraph.DefaultGraph() if part == _DEFAULT else pyoxigraph.NamedNode(iri(part, base=self._local.base))
        return self._local.store.quads_for_pattern(None, None, None, graph)

    def _lines(self, part: str) -> Iterator[str]:
        return (_line(quad.triple) for quad in self._quads(part))

    def _record(self, part: str, found: str) -> str:
        return f"{iri_term(part, base=self._local.base)} {iri_term('dcterms:identifier')} {literal_term(Literal(found))} .\n"

    def _records(self, digests: Iterable[tuple[str, str]]) -> str:
        return f"{{ GRAPH {iri_term(_DIGESTS, base=self._local.base)} {{ {''.join(self._record(*item) for item in digests)} }} }}"

    def _forget(self, digests: list[tuple[str, str]]) -> None:
        if digests:
            self._server.change(f"DELETE DATA {self._records(digests)}")

    def _drop(self, parts: Iterable[str]) -> None:
        if drops := [f"DROP SILENT GRAPH {iri_term(part, base=self._local.base)}" for part in parts]:
            self._server.change(" ;\n".join(drops))

    def _write(self, digests: Mapping[str, str]) -> tuple[int, int]:
        """Write parts, each before its digest, and count the triples that were added to and removed from the default graph."""
        counts = 0, 0
        for number, (part, found) in enumerate(digests.items()):
            self._clock.report("write", number, len(digests))
            if part == _DEFAULT:
                counts = self._adapt()
            else:
                self._server.replace(iri_term(part, base=self._local.base)[1:-1], self._lines(part))
            self._server.change(f"INSERT DATA {self._records([(part, found)])}")
        return counts

    def _adapt(self) -> tuple[int, int]:
        """Make the default graph hold our triples and none that were ours; what is to stay is never missing."""
        both, surplus = self._common()
        added = removed = 0
        for lines in _batches((line for line in self._lines(_DEFAULT) if _mark(line) not in both), _ADDED):
            self._clock.report("add", added)
            self._server.add(lines)
            added += len(lines)
        for lines in _batches(surplus, _REMOVED):
            self._clock.report("remove", removed, len(surplus))
            self._server.change(f"DELETE DATA {{ {''.join(lines)} }}")
            removed += len(lines)
        return added, removed

    def _common(self) -> tuple[set[bytes], list[str]]:
        """Return marks of the triples that both sides have, and the lines that only the server has."""
        both, surplus = set(), []
        answer = self._server.store.stream(_OWN_TRIPLES, base=Literal(self._local.base), ontology=Literal(ONTOLOGY.rstrip("#")))
        for triple in answer.terms():
            if pyoxigraph.Quad(triple.subject, triple.predicate, triple.object) in self._local.store:
                both.add(_mark(_line(triple)))
            else:
                surplus.append(_line(triple))
        return both, surplus


def _line(triple: pyoxigraph.Triple) -> str:
    return f"{triple} .\n"


def _mark(line: str) -> bytes:
    return blake2b(line.encode(), digest_size=16).digest()


def _digest(lines: Iterable[str]) -> str:
    """Return a digest of lines in whatever order: their marks, added up."""
    total = sum(int.from_bytes(_mark(line), "big") for line in lines)
    return f"{total % (1 << 128):032x}"


def _batches(lines: Iterable[str], size: int) -> Iterator[list[str]]:
    rest = iter(lines)
    while batch := list(islice(rest, size)):
        yield batch
