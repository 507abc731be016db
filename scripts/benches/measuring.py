"""How things are measured: medians of CPU seconds, of wall-clock seconds, and peaks of memory."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Final

#: Runs the command and says its own peak of memory, in KB, at the end; what the system counts for a child begins with its parent's.
_PEAK: Final = """
import sys
from pathlib import Path
from kg.cli import main
main(sys.argv[1:])
status = Path("/proc/self/status").read_text()
sys.stderr.write(status.partition("VmHWM:")[2].split()[0])
"""


@dataclass(frozen=True, slots=True)
class Options:
    """Hold what is measured on: paths of texts, runs of each measurement, processes, sizes of generated piles in MB and of graphs in quads."""

    paths: list[str]
    runs: int
    jobs: int
    megabytes: list[int]
    triples: list[int]


def timed(action: Callable[[], object], runs: int) -> float:
    """Return the median CPU seconds of an action."""
    seconds = []
    for _ in range(runs):
        start = time.process_time()
        action()
        seconds.append(time.process_time() - start)
    return median(seconds)


def run_kg(*arguments: str) -> tuple[float, float]:
    """Run the command; return its CPU and wall-clock seconds."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([sys.executable, "-m", "kg", *arguments], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own command
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.monotonic() - start


def peak_of(*arguments: str) -> float:
    """Run the command; return the most memory that it held, in MB."""
    run = subprocess.run([sys.executable, "-c", _PEAK, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own command
    return int(run.stderr.split()[-1]) / 1024
