"""Measure speed and memory, each figure a median over runs, beside a peer in the same run."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final

from kg.resources import samples_folder
from scripts.benches.building import bench_ask, bench_build, bench_start
from scripts.benches.databases import bench_databases
from scripts.benches.measuring import Options
from scripts.benches.reading import bench_extract, bench_memory
from scripts.benches.stores import bench_writing

BENCHES: Final[dict[str, Callable[[Options], Iterator[str]]]] = {
    "extract": bench_extract, "memory": bench_memory, "build": bench_build, "ask": bench_ask, "start": bench_start,
    "stores": lambda options: chain(bench_writing(options), bench_databases(options))}


def main() -> None:
    """Run the chosen measurements and print a line a figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("benches", nargs="*", metavar="BENCH", help=f"of {', '.join(BENCHES)} (default: all)")
    parser.add_argument("--texts", action="append", metavar="PATH", help="texts to measure on (default: the bundled samples)")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="runs of each, of which the median counts (default: 3)")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes beside one (default: 2)")
    parser.add_argument("--megabytes", action="append", type=int, metavar="N", help="size of a generated pile, once for each (default: 10 and 50)")
    parser.add_argument("--triples", action="append", type=int, metavar="N", help="size of a generated graph, once for each (default: 100000)")
    options = parser.parse_args()
    unknown = [name for name in options.benches if name not in BENCHES]
    if unknown:
        parser.error(f"no measurement is called {unknown[0]!r}")
    chosen = Options(options.texts or [str(samples_folder())], options.runs, options.jobs, options.megabytes or [10, 50], options.triples or [100_000])
    for name in options.benches or BENCHES:
        for line in BENCHES[name](chosen):
            print(line, flush=True)


if __name__ == "__main__":
    main()
