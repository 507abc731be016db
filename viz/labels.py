"""Labels that fit a drawing: wrapped by how wide a terminal or a canvas shows them, Hangul twice as wide as Latin."""

from __future__ import annotations

import unicodedata

_LINES = 3


def width(text: str) -> int:
    """Return the number of columns that a text takes, two for wide characters and none for combining ones."""
    return sum(0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _cut(text: str, columns: int) -> str:
    """Return the longest beginning of a text that fits."""
    used = 0
    for place, sign in enumerate(text):
        used += width(sign)
        if used > columns:
            return text[:place]
    return text


def wrap(text: str, *, columns: int = 24) -> str:
    """Return a text in at most three lines of `columns`, an ellipsis where it goes on; words longer than a line are cut."""
    lines = [""]
    for word in text.split():
        line = f"{lines[-1]} {word}".strip()
        if width(line) <= columns or not lines[-1]:
            lines[-1] = _cut(line, columns) if width(line) <= columns else _cut(line, columns - 1) + "…"
        else:
            lines.append(_cut(word, columns) if width(word) <= columns else _cut(word, columns - 1) + "…")
    if len(lines) <= _LINES:
        return "\n".join(lines)
    return "\n".join((*lines[:_LINES - 1], _cut(lines[_LINES - 1], columns - 1) + "…"))
