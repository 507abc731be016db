"""Building, asking and starting."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from kg.pipeline.building import build
from kg.pipeline.opening import open_graph
from scripts.benches.measuring import Options, run_kg, timed

_QUERIES = {
    "papers that use a method": "SELECT ?paper { ?paper kg:mentionsMethod ?method . ?method rdfs:label ?label FILTER(LCASE(STR(?label)) = 'transformer') }",
    "most named methods": "SELECT ?method (COUNT(?paper) AS ?count) { ?paper kg:mentionsMethod ?method } GROUP BY ?method ORDER BY DESC(?count) LIMIT 10",
    "two methods in one paper": "SELECT ?a ?b { ?paper kg:introduces ?a ; kg:mentionsMethod ?b } LIMIT 1000",
}


def bench_build(options: Options) -> Iterator[str]:
    """Build from nothing and again; the second build is the peer."""
    firsts, seconds = [], []
    for _ in range(options.runs):
        with tempfile.TemporaryDirectory() as folder:
            graph = str(Path(folder) / "graph")
            firsts.append(run_kg("build", *options.paths, "--graph", graph))
            seconds.append(run_kg("build", *options.paths, "--graph", graph))
    first, second = median(cpu for cpu, _ in firsts), median(cpu for cpu, _ in seconds)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield f"build\t{first:.1f} CPU s\t{median(wall for _, wall in firsts):.1f} s\tpeak {peak:,.0f} MB"
    yield f"build again\t{second:.2f} CPU s\t{median(wall for _, wall in seconds):.2f} s\t{100 * second / first:.1f} % of the first"


def bench_ask(options: Options) -> Iterator[str]:
    """Ask a graph of the texts in SPARQL."""
    with tempfile.TemporaryDirectory() as folder:
        report = build(options.paths, folder)
        store = open_graph(folder)
        yield f"graph\t{report.counts['quads']:,} quads\t{report.counts['statements']:,} statements"
        for name, query in _QUERIES.items():
            yield f"SPARQL, {name}\t{1000 * timed(lambda query=query: list(store.select(query)), max(options.runs, 5)):.1f} ms"  # type: ignore[misc]


def bench_start(options: Options) -> Iterator[str]:
    """Start the command cold; the peer is an interpreter that does nothing."""
    bare = median(_bare() for _ in range(max(options.runs, 5)))
    yield f"python -c pass\t{bare:.3f} s"
    yield f"kg --help\t{median(run_kg('--help')[1] for _ in range(max(options.runs, 5))):.3f} s"
    with tempfile.TemporaryDirectory() as folder:
        graph = str(Path(folder) / "graph")
        run_kg("build", *options.paths, "--graph", graph)
        for command in (("show", "Transformer"), ("related", "Transformer"), ("stats",)):
            yield f"kg {' '.join(command)}\t{median(run_kg(*command, '--graph', graph)[1] for _ in range(max(options.runs, 5))):.3f} s"


def _bare() -> float:
    start = time.monotonic()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return time.monotonic() - start
