"""Progress on the terminal of standard error, for work that takes a person's attention; silent in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from threading import Lock, Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

#: What a stage reports: its name, how much is done, and of how much (None where it cannot know).
Report = Callable[[str, int, int | None], None]

_PATIENCE = 0.7


class _Bar:
    """Draw one line for each stage, after a moment: quick commands stay quiet."""

    def __init__(self, *, wanted: bool) -> None:
        self._lock = Lock()
        self._last: tuple[str, int, int | None] | None = None
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        # A stage may take long and have nothing to report meanwhile.
        self._timer = Timer(_PATIENCE, self._draw)
        self._timer.daemon = True
        if wanted and sys.stderr.isatty():
            self._timer.start()

    def report(self, stage: str, done: int, total: int | None) -> None:
        with self._lock:
            self._last = stage, done, total
            self._update()

    def close(self) -> None:
        self._timer.cancel()
        with self._lock:
            self._last = None
            if self._progress is not None:
                self._progress.stop()

    def _draw(self) -> None:
        drawn = _drawn()
        with self._lock:
            if self._last is not None:
                self._progress = drawn
                self._progress.start()
                self._update()

    def _update(self) -> None:
        if self._progress is None or self._last is None:
            return
        stage, done, total = self._last
        if stage not in self._tasks:
            for done_with in self._tasks.values():
                self._progress.stop_task(done_with)
            self._tasks[stage] = self._progress.add_task(stage, total=total, count="")
        count = f"{done:,}" + (f"/{total:,}" if total else "") if done or total else ""
        self._progress.update(self._tasks[stage], completed=done, total=total, count=count)


def _drawn() -> Progress:
    from rich.console import Console  # noqa: PLC0415 - slow to import, and only a terminal needs it
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - same

    columns = (TextColumn("{task.description:<12}", markup=False), BarColumn(), TextColumn("{task.fields[count]}"), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


@contextmanager
def progress(*, wanted: bool = True) -> Iterator[Report]:
    """Yield what draws progress on a terminal, where it is wanted, and says nothing anywhere else."""
    with closing(_Bar(wanted=wanted)) as bar:
        yield bar.report


@contextmanager
def waiting(stage: str = "answer", *, wanted: bool = True) -> Iterator[Callable[[], None]]:
    """Draw that something is under way which reports nothing itself; what is yielded ends it, before anything else is printed."""
    with closing(_Bar(wanted=wanted)) as bar:
        bar.report(stage, 0, None)
        yield bar.close
