"""The word lists of `words/`: one entry a line, `#` begins a comment."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "words"


@cache
def words(name: str) -> frozenset[str]:
    """Return the entries of a list."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
