"""The command `kg`: parse, run, turn what went wrong into one sentence and an exit code."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from types import FrameType
from typing import Final, NoReturn

from kg.cli.arguments import UsageError
from kg.cli.output import say
from kg.cli.parser import parser
from kg.errors import KgError

FAILED: Final = 1
USAGE: Final = 2
INTERRUPTED: Final = 130
TERMINATED: Final = 143


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; a wrong call raises SystemExit, as argparse has it."""
    _open_streams()
    _speak_utf8()
    whole = parser()
    options = whole.parse_args(arguments)
    if options.version:
        from importlib.metadata import version  # noqa: PLC0415 - seldom wanted

        sys.stdout.write(f"kg {version('mlkg')}\n")
        return 0
    if options.command is None:
        whole.print_help(sys.stderr)
        return USAGE
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    """Run a command; what goes wrong is said in one sentence."""
    try:
        with _termination():
            code = int(options.run(options))
            sys.stdout.flush()
        return code
    except KgError as error:
        say(str(error))
        return USAGE if isinstance(error, UsageError) else FAILED
    except MemoryError:
        say("there is not enough memory for this")
        return FAILED
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except OSError as error:
        _drop_output()
        if isinstance(error, BrokenPipeError):
            # Whoever read has read enough.
            return 0
        say(f"{error.filename or 'the output'}: cannot be used ({error.strerror or error})")
        return FAILED


@contextlib.contextmanager
def _termination() -> Iterator[None]:
    """Let a request to end unwind what was begun, as an interrupt does."""
    def end(_signal: int, _frame: FrameType | None) -> NoReturn:
        raise SystemExit(TERMINATED)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _drop_output() -> None:
    """Send what is still buffered nowhere: it must not be tried again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_streams() -> None:
    """Open the standard streams that the caller closed onto nothing."""
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - it stays open to the end
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - same
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - same


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale; what no text can hold is written as a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
