"""The least F1 that fields must reach, from the command line or a file."""

from __future__ import annotations

import re
from typing import Final

from kg.errors import SourceError
from kg.evaluation.fields import FIELDS
from kg.resources import read_text

_FIGURE: Final = re.compile(r"(?:0?\.\d{1,9}|[01](?:\.0{0,9})?)", re.ASCII)


def floor(words: str) -> tuple[str, float]:
    """Return the field and the least F1 of `FIELD=F1`; raise ValueError with what is wrong."""
    name, _, figure = (part.strip() for part in words.partition("="))
    if name not in FIELDS:
        raise ValueError(f"{words!r} names no field; fields are {', '.join(FIELDS)}")
    if not _FIGURE.fullmatch(figure):
        raise ValueError(f"{words!r} gives {name} no F1 from 0 to 1, as in {name}=0.75")
    return name, float(figure)


def read_floors(path: str) -> dict[str, float]:
    """Return the floors of a file: `FIELD=F1` on each line; lines that are empty or begin with `#` do not count. Raises SourceError."""
    lines = read_text(path).splitlines()
    return dict(_floor(path, number, line) for number, line in enumerate(lines, start=1) if line.strip() and not line.lstrip().startswith("#"))


def _floor(path: str, number: int, line: str) -> tuple[str, float]:
    try:
        return floor(line)
    except ValueError as error:
        raise SourceError(f"{path}:{number}", str(error)) from error
