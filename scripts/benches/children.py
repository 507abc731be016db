"""Work done in a process of its own, so that its seconds and its peak of memory are its own."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

Work = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Cost:
    """Hold what some work cost: wall-clock and CPU seconds, and the most memory that its process held, in MB."""

    seconds: float
    cpu: float
    peak: float


def cost_of(work: Work, *arguments: object) -> Cost:
    """Return what some work costs in a fresh process, without the start of it; `work` is a function of a module."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_measure, args=(sender, work, arguments))
    child.start()
    sender.close()
    cost = receiver.recv()
    child.join()
    return Cost(*cost)


def _measure(sender: Connection, work: Work, arguments: tuple[object, ...]) -> None:
    start, cpu = time.monotonic(), time.process_time()
    work(*arguments)
    sender.send((time.monotonic() - start, time.process_time() - cpu, _peak()))


def _peak() -> float:
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
