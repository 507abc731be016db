"""A time limit for work that hears neither clocks nor signals: an engine of native code, which nothing can call off."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Thread
from traceback import clear_frames
from typing import Final, NoReturn

from kg.cli.output import say
from kg.cli.progress import waiting

_FAILED: Final = 1
_INTERRUPTED: Final = 130


def within(seconds: float, work: Callable[[Callable[[], None]], int], *, what: str) -> int:
    """Return what work returns, raise what it raises; say so and end the process where it takes longer (0: as long as it takes).

    The work has a thread of its own, so that this one hears an interrupt. A thread cannot be ended, but the process can. The work is
    given what it has to call before it prints on the terminal, where it is drawn that it is under way.
    """
    outcome: Future[int] = Future()
    try:
        with waiting() as quiet:
            Thread(target=_fulfil, args=(outcome, lambda: work(quiet)), daemon=True).start()
            finished = wait((outcome,), seconds or None).done
        if finished:
            return outcome.result()
        say(f"{what} takes longer than {seconds:g} s: ask for less, or set --timeout SECONDS, 0 for as long as it takes")
        _leave(_FAILED)
    except KeyboardInterrupt:
        if outcome.done():
            raise
        say("interrupted")
        _leave(_INTERRUPTED)
    except SystemExit as end:
        if outcome.done():
            raise
        _leave(end.code if isinstance(end.code, int) else _FAILED)


def _fulfil(outcome: Future[int], work: Callable[[], int]) -> None:
    try:
        outcome.set_result(work())
    except BaseException as error:  # noqa: BLE001 - whatever it is, the thread that waits raises it
        _let_go(error)
        outcome.set_exception(error)


def _let_go(error: BaseException) -> None:
    """Drop here what the failed calls held: an engine's objects may be dropped by the thread only that made them."""
    chain: BaseException | None = error
    while chain is not None:
        clear_frames(chain.__traceback__)
        chain = chain.__context__


def _leave(code: int) -> NoReturn:
    """End the process at once: an orderly end would wait for the engine, or pull its data from under it."""
    sys.stderr.flush()
    os._exit(code)
