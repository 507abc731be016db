"""The command `kg`: parse, run, turn what went wrong into one sentence and an exit code."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from typing import Final

from kg.cli.commands import say
from kg.cli.parser import parser
from kg.errors import KgError

FAILED: Final = 1
USAGE: Final = 2
INTERRUPTED: Final = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; a wrong call raises SystemExit, as argparse has it."""
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
    try:
        code = int(options.run(options))
        sys.stdout.flush()
    except KgError as error:
        say(str(error))
        return FAILED
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read has read enough; what is still buffered must not be tried again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale; what no text can hold is written as a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
