"""Writing graphs of growing size and opening them, beside the plain bulk loader of the store."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pyoxigraph

from kg.pipeline.opening import open_graph
from kg.stores.directory import Manifest, writing
from kg.stores.rdf import quads
from kg.stores.store import write
from kg.vocabulary import BASE
from scripts.benches.children import cost_of
from scripts.benches.graphs import parts
from scripts.benches.measuring import Options


def bench_writing(options: Options) -> Iterator[str]:
    """Write generated graphs into a store, beside the store's own loader reading the same quads from a file."""
    for size in options.triples:
        with tempfile.TemporaryDirectory() as folder:
            yield from _writing(Path(folder), size, options.runs)


def _writing(folder: Path, size: int, runs: int) -> Iterator[str]:
    file = folder / "graph.nq"
    number = _save(size, file)
    made = cost_of(make, size)
    ours = [cost_of(write_graph, size, folder / f"graph{run}") for run in range(runs)]
    limits = [cost_of(load_file, file, folder / f"limit{run}") for run in range(runs)]
    limit = number / median(cost.seconds for cost in limits)
    rate = number / (median(cost.seconds for cost in ours) - made.seconds)
    yield f"write {number:,} quads\t{rate:,.0f} quads/s\tpeak {max(cost.peak for cost in ours):,.0f} MB\tx{rate / limit:.2f} the bulk loader"
    yield f"bulk loader, {number:,} quads\t{limit:,.0f} quads/s\tpeak {max(cost.peak for cost in limits):,.0f} MB"
    first = median(cost_of(first_answer, folder / "graph0").seconds for _ in range(max(runs, 5)))
    yield f"open {number:,} quads and answer\t{1000 * first:.0f} ms"


def _save(size: int, file: Path) -> int:
    with file.open("w", encoding="utf-8") as stream:
        return sum(piece.count("\n") for piece in _lines(size) if stream.write(piece))


def _lines(size: int) -> Iterator[str]:
    return (piece for part in parts(size) for piece in quads(part))


def make(size: int) -> None:
    """Make the graph and let it go: what is no part of writing."""
    for _ in parts(size):
        pass


def write_graph(size: int, folder: Path) -> None:
    """Write a generated graph into a new graph directory."""
    with writing(folder) as writer, writer.version() as version:
        number = write(version, _lines(size))
        writer.publish(Manifest(version.name, "bench", "bench", BASE, str(size), {"quads": number}))


def load_file(file: Path, folder: Path) -> None:
    """Load a file by the store's own loader."""
    store = pyoxigraph.Store(str(folder))
    store.bulk_load(path=str(file), format=pyoxigraph.RdfFormat.N_QUADS)
    store.flush()


def first_answer(folder: Path) -> None:
    """Open a graph directory and ask one question."""
    if not open_graph(folder).ask("ASK { ?paper kg:introduces ?method }"):
        raise SystemExit("the graph is empty")
