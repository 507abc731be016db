"""What commands print: tables and files; everything else is said on standard error."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from kg.cli.tables import Table, plain, write
from kg.errors import KgError
from kg.vocabulary import KINDS

#: Names that a notice lists.
_LISTED: Final = 5


def say(message: str) -> None:
    """Say something on standard error, as this program."""
    sys.stderr.write(f"kg: {plain(message, keep_lines=True)}\n")


def listed(names: Sequence[str]) -> str:
    """Return the first names, and how many more there are."""
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f"{', '.join(names[:_LISTED])}{more}"


def counted(counts: Mapping[str, int]) -> str:
    """Say how much there is of what: entities by kind in the order of kinds, then statements and quads."""
    kinds = {f"{name}{'s' if counts[name] > 1 else ''}": counts[name] for name in KINDS if name in counts}
    return ", ".join(f"{count:,} {name}" for name, count in (kinds | {name: counts[name] for name in ("statements", "quads")}).items())


def print_table(table: Table, options: argparse.Namespace) -> None:
    """Print a table as the options say."""
    write(table, sys.stdout, style=options.format)


def print_first(table: Table, options: argparse.Namespace, *, left: int, what: str) -> None:
    """Print a table of what the limit of the options allows, and say how much of what is left out."""
    print_table(table, options)
    if left:
        say(f"{left} more {what}: --limit 0 shows all")


@contextlib.contextmanager
def output(path: str) -> Iterator[BinaryIO]:
    """Open a file to write, or standard output for `-`; a file appears whole or not at all."""
    if path == "-":
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(path)
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("wb") as stream:
            yield stream
        part.replace(target)
    except OSError as error:
        raise KgError(f"{path}: cannot be written ({error.strerror or error})") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
