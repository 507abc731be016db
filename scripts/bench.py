#!/usr/bin/env python3
"""Measure speed and memory, each figure a median over runs, beside a peer in the same run."""

from __future__ import annotations

import argparse
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from ahocorasick_rs import AhoCorasick

from kg.concepts import load_scheme
from kg.extraction.extractor import load_extractor
from kg.extraction.lexicon import Lexicon, scheme_terms
from kg.extraction.models import load_models
from kg.extraction.workers import Recipe, extracted
from kg.model import Document
from kg.resources import samples_folder
from kg.sources.files import read_paths

_QUERIES = {
    "papers that use a method": "SELECT ?paper { ?paper kg:mentionsMethod ?method . ?method rdfs:label ?label FILTER(LCASE(STR(?label)) = 'transformer') }",
    "most named methods": "SELECT ?method (COUNT(?paper) AS ?count) { ?paper kg:mentionsMethod ?method } GROUP BY ?method ORDER BY DESC(?count) LIMIT 10",
    "two methods in one paper": "SELECT ?a ?b { ?paper kg:introduces ?a ; kg:mentionsMethod ?b } LIMIT 1000",
}

#: Runs the command and says its own peak of memory, in KB, at the end; what the system counts for a child begins with its parent's.
_PEAK: Final = """
import sys
from pathlib import Path
from kg.cli import main
main(sys.argv[1:])
status = Path("/proc/self/status").read_text()
sys.stderr.write(status.partition("VmHWM:")[2].split()[0])
"""
#: Megabytes up to which a pile is read with models too, which takes five times as long.
_LEARNED: Final = 10
_ARXIV_ID: Final = re.compile(r"\b\d{4}\.\d{5}\b")


@dataclass(frozen=True, slots=True)
class Options:
    """Hold what is measured on: paths of texts, runs of each measurement, processes, sizes of generated piles in MB."""

    paths: list[str]
    runs: int
    jobs: int
    megabytes: list[int]


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


def bench_extract(options: Options) -> Iterator[str]:
    """Compare extraction with the scan of an automaton of all labels (the limit) and with a spaCy EntityRuler of the same names."""
    documents, runs = _documents(options.paths), options.runs
    papers = sum(len(document.entries) for document in documents)
    megabytes = sum(len(document.text.encode()) for document in documents) / 1e6
    rules, learned = load_extractor(load_scheme()), load_extractor(load_scheme(), models=load_models())
    lexicon = Lexicon(scheme_terms(load_scheme()))
    automaton = AhoCorasick(sorted({term.name.lower() for term in scheme_terms(load_scheme())}))
    scan = timed(lambda: [automaton.find_matches_as_indexes(document.text.lower()) for document in documents], runs)
    ruler = _ruler_seconds(documents, runs)
    yield f"texts\t{len(documents):,} texts, {papers:,} papers, {megabytes:.2f} MB, medians of {runs} runs"
    for name, seconds in (
        ("read", timed(lambda: _documents(options.paths), runs)),
        ("extract with models", timed(lambda: [learned.extract(document) for document in documents], runs)),
        ("extract by rules", timed(lambda: [rules.extract(document) for document in documents], runs)),
        ("known names only", timed(lambda: [list(lexicon.find(document.text)) for document in documents], runs)),
        ("raw automaton scan (the limit)", scan),
        ("spaCy EntityRuler, the same names", ruler),
    ):
        yield f"{name}\t{seconds:.3f} CPU s\t{papers / seconds:,.0f} papers/s\t{megabytes / seconds:.2f} MB/s\tx{seconds / scan:.1f} the scan\tx{seconds / ruler:.2f} the ruler"
    for name, recipe in (("with models", Recipe()), ("by rules", Recipe(learned=False))):
        alone, shared = (_elapsed(documents, recipe, jobs, runs) for jobs in (1, options.jobs))
        yield f"extract {name}, --jobs {options.jobs}\t{shared:.2f} s\t{papers / shared:,.0f} papers/s\t{megabytes / shared:.2f} MB/s\tx{alone / shared:.2f} as fast as one process"


def _elapsed(documents: list[Document], recipe: Recipe, jobs: int, runs: int) -> float:
    """Return the median wall-clock seconds of extraction, with the start of its processes."""
    seconds = []
    for _ in range(runs):
        start = time.monotonic()
        for _found in extracted(documents, recipe, jobs=jobs):
            pass
        seconds.append(time.monotonic() - start)
    return median(seconds)


def bench_memory(options: Options) -> Iterator[str]:
    """Read piles of growing size: the smallest is the peer, and the peak is to stay what it is."""
    for name, switches, most in (("by rules", ("--no-model",), None), ("with models", (), _LEARNED)):
        first = None
        for megabytes in sorted(options.megabytes):
            if most is None or megabytes <= most:
                with tempfile.TemporaryDirectory() as folder:
                    files = _pile(Path(folder), megabytes)
                    peak = _peak("extract", *switches, folder)
                first = first or peak
                yield f"kg extract {name}, {megabytes:,} MB\t{files:,} files\tpeak {peak:,.0f} MB\tx{peak / first:.2f} the smallest"


def _pile(folder: Path, megabytes: int) -> int:
    """Fill a folder with copies of the samples, each with its own ids and a new name; return the number of files."""
    samples = [(path.suffix, path.read_text(encoding="utf-8")) for path in sorted(samples_folder().rglob("*.md"))]
    size = number = 0
    while size < megabytes * 1_000_000:
        suffix, text = samples[number % len(samples)]
        ids = iter(range(number, number + len(text)))
        made = _ARXIV_ID.sub(lambda _, ids=ids: f"{2000 + next(ids) % 600:04d}.{next(ids) % 100_000:05d}", text)  # type: ignore[misc]
        size += (folder / f"{number:07d}{suffix}").write_bytes(f"{made}\nRun{number}Net outperforms BERT on GLUE by {number % 90}.5 %.\n".encode())
        number += 1
    return number


def _peak(*arguments: str) -> float:
    """Run the command; return the most memory that it held, in MB."""
    run = subprocess.run([sys.executable, "-c", _PEAK, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own command
    return int(run.stderr.split()[-1]) / 1024


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


def bench_build(options: Options) -> Iterator[str]:
    """Build from nothing and again; the second build is the peer."""
    firsts, seconds = [], []
    for _ in range(options.runs):
        with tempfile.TemporaryDirectory() as folder:
            graph = str(Path(folder) / "graph")
            firsts.append(_kg("build", *options.paths, "--graph", graph))
            seconds.append(_kg("build", *options.paths, "--graph", graph))
    first, second = median(cpu for cpu, _ in firsts), median(cpu for cpu, _ in seconds)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield f"build\t{first:.1f} CPU s\t{median(wall for _, wall in firsts):.1f} s\tpeak {peak:,.0f} MB"
    yield f"build again\t{second:.2f} CPU s\t{median(wall for _, wall in seconds):.2f} s\t{100 * second / first:.1f} % of the first"


def bench_ask(options: Options) -> Iterator[str]:
    """Ask a graph of the texts in SPARQL."""
    from kg.pipeline import build, open_graph  # noqa: PLC0415 - slow to import

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
    yield f"kg --help\t{median(_kg('--help')[1] for _ in range(max(options.runs, 5))):.3f} s"
    with tempfile.TemporaryDirectory() as folder:
        graph = str(Path(folder) / "graph")
        _kg("build", *options.paths, "--graph", graph)
        for command in (("show", "Transformer"), ("related", "Transformer"), ("stats",)):
            yield f"kg {' '.join(command)}\t{median(_kg(*command, '--graph', graph)[1] for _ in range(max(options.runs, 5))):.3f} s"


def _bare() -> float:
    start = time.monotonic()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return time.monotonic() - start


BENCHES = {"extract": bench_extract, "memory": bench_memory, "build": bench_build, "ask": bench_ask, "start": bench_start}


def main() -> None:
    """Run the chosen measurements and print a line a figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("benches", nargs="*", metavar="BENCH", help=f"of {', '.join(BENCHES)} (default: all)")
    parser.add_argument("--texts", action="append", metavar="PATH", help="texts to measure on (default: the bundled samples)")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="runs of each, of which the median counts (default: 3)")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes beside one (default: 2)")
    parser.add_argument("--megabytes", action="append", type=int, metavar="N", help="size of a generated pile, once for each (default: 10 and 50)")
    options = parser.parse_args()
    unknown = [name for name in options.benches if name not in BENCHES]
    if unknown:
        parser.error(f"no measurement is called {unknown[0]!r}")
    for name in options.benches or BENCHES:
        for line in BENCHES[name](Options(options.texts or [str(samples_folder())], options.runs, options.jobs, options.megabytes or [10, 50])):
            print(line, flush=True)


if __name__ == "__main__":
    main()
