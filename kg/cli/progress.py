"""Progress on the terminal of standard error, for work that takes a person's attention; silent in a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

#: What a stage reports: its name, how much is done, and of how much (None where it cannot know).
Report = Callable[[str, int, int | None], None]

_PATIENCE = 0.7


class _Bar:
    """Draw one line for each stage, the first of them only after a moment: quick commands stay quiet."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def report(self, stage: str, done: int, total: int | None) -> None:
        if self._progress is None:
            if time.monotonic() - self._start < _PATIENCE:
                return
            self._progress = _drawn()
            self._progress.start()
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(stage, total=total)
        self._progress.update(self._tasks[stage], completed=done, total=total)

    def stop(self) -> None:
        if self._progress is not None:
            self._progress.stop()


def _drawn() -> Progress:
    from rich.console import Console  # noqa: PLC0415 - slow to import, and only a terminal needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - same

    columns = (TextColumn("{task.description:<12}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _silent(stage: str, done: int, total: int | None) -> None:
    """Say nothing."""


@contextmanager
def progress(*, wanted: bool = True) -> Iterator[Report]:
    """Yield what draws progress on a terminal, where it is wanted, and says nothing anywhere else."""
    if not wanted or not sys.stderr.isatty():
        yield _silent
        return
    bar = _Bar()
    try:
        yield bar.report
    finally:
        bar.stop()
