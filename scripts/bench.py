#!/usr/bin/env python3
"""Measure speed and memory, each figure a median over runs, beside a peer in the same run."""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import median

from kg.concepts import load_scheme
from kg.extraction.extractor import load_extractor
from kg.extraction.lexicon import Lexicon, scheme_terms
from kg.extraction.models import load_models
from kg.model import Document
from kg.resources import samples_folder
from kg.sources.files import read_paths

_QUERIES = {
    "papers that use a method": "SELECT ?paper { ?paper kg:mentionsMethod ?method . ?method rdfs:label ?label FILTER(LCASE(STR(?label)) = 'transformer') }",
    "most named methods": "SELECT ?method (COUNT(?paper) AS ?count) { ?paper kg:mentionsMethod ?method } GROUP BY ?method ORDER BY DESC(?count) LIMIT 10",
    "two methods in one paper": "SELECT ?a ?b { ?paper kg:introduces ?a ; kg:mentionsMethod ?b } LIMIT 1000",
}


def timed(action: Callable[[], object], runs: int) -> float:
    """Return the median CPU seconds of an action."""
    seconds = []
    for _ in range(runs):
        start = time.process_time()
        action()
        seconds.append(time.process_time() - start)
    return median(seconds)


def _documents(paths: Iterable[str]) -> list[Document]:
    return [outcome for outcome in read_paths(paths) if isinstance(outcome, Document)]


def bench_extract(paths: list[str], runs: int) -> Iterator[str]:
    """Compare extraction with the raw scan for known names (the limit) and with a spaCy EntityRuler of the same names."""
    documents = _documents(paths)
    papers = sum(len(document.entries) for document in documents)
    megabytes = sum(len(document.text.encode()) for document in documents) / 1e6
    rules, learned = load_extractor(load_scheme()), load_extractor(load_scheme(), models=load_models())
    lexicon = Lexicon(scheme_terms(load_scheme()))
    read = timed(lambda: _documents(paths), runs)
    ruled = timed(lambda: [rules.extract(document) for document in documents], runs)
    whole = timed(lambda: [learned.extract(document) for document in documents], runs)
    scan = timed(lambda: [list(lexicon.find(document.text)) for document in documents], runs)
    ruler = _ruler_seconds(documents, runs)
    yield f"texts\t{len(documents):,} texts, {papers:,} papers, {megabytes:.2f} MB"
    yield f"read\t{read:.2f} CPU s\t{papers / read:,.0f} papers/s\t{megabytes / read:.2f} MB/s"
    yield f"extract with models\t{whole:.2f} CPU s\t{papers / whole:,.0f} papers/s\t{megabytes / whole:.2f} MB/s"
    yield f"extract by rules\t{ruled:.2f} CPU s\t{papers / ruled:,.0f} papers/s\t{megabytes / ruled:.2f} MB/s"
    yield f"known names only\t{scan:.2f} CPU s\tx{ruled / scan:.1f} faster than rules, x{whole / scan:.1f} than models"
    yield f"spaCy EntityRuler\t{ruler:.2f} CPU s\tx{ruler / scan:.1f} slower than known names only"


def _ruler_seconds(documents: list[Document], runs: int) -> float:
    import spacy  # noqa: PLC0415 - the peer, wanted by one measurement

    nlp = spacy.blank("xx")
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns([{"label": term.type, "pattern": term.name} for term in scheme_terms(load_scheme())])  # type: ignore[attr-defined]
    pieces = [document.text[start:start + 100_000] for document in documents for start in range(0, len(document.text), 100_000)]
    return timed(lambda: list(nlp.pipe(pieces)), runs)


def _kg(*arguments: str) -> tuple[float, float]:
    """Run the command; return its CPU and wall-clock seconds."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([sys.executable, "-m", "kg", *arguments], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own command
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.monotonic() - start


def bench_build(paths: list[str], runs: int) -> Iterator[str]:
    """Build from nothing and again; the second build is the peer."""
    firsts, seconds = [], []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            graph = str(Path(folder) / "graph")
            firsts.append(_kg("build", *paths, "--graph", graph))
            seconds.append(_kg("build", *paths, "--graph", graph))
    first, second = median(cpu for cpu, _ in firsts), median(cpu for cpu, _ in seconds)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield f"build\t{first:.1f} CPU s\t{median(wall for _, wall in firsts):.1f} s\tpeak {peak:,.0f} MB"
    yield f"build again\t{second:.2f} CPU s\t{median(wall for _, wall in seconds):.2f} s\t{100 * second / first:.1f} % of the first"


def bench_ask(paths: list[str], runs: int) -> Iterator[str]:
    """Ask a graph of the texts in SPARQL."""
    from kg.pipeline import build, open_graph  # noqa: PLC0415 - slow to import

    with tempfile.TemporaryDirectory() as folder:
        report = build(paths, folder)
        store = open_graph(folder)
        yield f"graph\t{report.counts['quads']:,} quads\t{report.counts['statements']:,} statements"
        for name, query in _QUERIES.items():
            yield f"SPARQL, {name}\t{1000 * timed(lambda query=query: list(store.select(query)), max(runs, 5)):.1f} ms"  # type: ignore[misc]


def bench_start(paths: list[str], runs: int) -> Iterator[str]:
    """Start the command cold; the peer is an interpreter that does nothing."""
    bare = median(_bare() for _ in range(max(runs, 5)))
    yield f"python -c pass\t{bare:.3f} s"
    yield f"kg --help\t{median(_kg('--help')[1] for _ in range(max(runs, 5))):.3f} s"
    with tempfile.TemporaryDirectory() as folder:
        graph = str(Path(folder) / "graph")
        _kg("build", *paths, "--graph", graph)
        for command in (("show", "Transformer"), ("related", "Transformer"), ("stats",)):
            yield f"kg {' '.join(command)}\t{median(_kg(*command, '--graph', graph)[1] for _ in range(max(runs, 5))):.3f} s"


def _bare() -> float:
    start = time.monotonic()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return time.monotonic() - start


BENCHES = {"extract": bench_extract, "build": bench_build, "ask": bench_ask, "start": bench_start}


def main() -> None:
    """Run the chosen measurements and print a line a figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("benches", nargs="*", metavar="BENCH", help=f"of {', '.join(BENCHES)} (default: all)")
    parser.add_argument("--texts", action="append", metavar="PATH", help="texts to measure on (default: the bundled samples)")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="runs of each, of which the median counts (default: 3)")
    options = parser.parse_args()
    unknown = [name for name in options.benches if name not in BENCHES]
    if unknown:
        parser.error(f"no measurement is called {unknown[0]!r}")
    for name in options.benches or BENCHES:
        for line in BENCHES[name](options.texts or [str(samples_folder())], options.runs):
            print(line, flush=True)


if __name__ == "__main__":
    main()
