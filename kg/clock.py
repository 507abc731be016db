"""How far a long task is, and how long its stages take."""

from __future__ import annotations

import time
from typing import Protocol


class Progress(Protocol):
    """Hear how far a build is: a stage's name, how much is done, and of how much (None where nobody can know)."""

    def __call__(self, stage: str, done: int, total: int | None, /) -> None:
        """Take one report."""
        ...


def silent(_stage: str, _done: int, _total: int | None) -> None:
    """Say nothing."""


class Clock:
    """Pass reports on, and measure how long each stage takes."""

    def __init__(self, progress: Progress = silent) -> None:
        """Take what is to hear of it."""
        #: Wall-clock seconds by stage.
        self.seconds: dict[str, float] = {}
        self._progress = progress
        self._stage: str | None = None
        self._since = time.monotonic()

    def report(self, stage: str, done: int = 0, total: int | None = None) -> None:
        """Say how far a stage is; a new stage ends the one before."""
        if stage != self._stage:
            self.stop()
            self._stage = stage
        self._progress(stage, done, total)

    def stop(self) -> None:
        """End the stage."""
        now = time.monotonic()
        if self._stage:
            self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + now - self._since
        self._stage, self._since = None, now
