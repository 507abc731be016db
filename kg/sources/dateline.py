"""A line that gives a date and nothing else, as posts print it: `2023. 5. 4. 12:30`, `May 4, 2023`."""

from __future__ import annotations

import re
from typing import Final

from kg.model import Field, Span
from kg.sources.fields import date_field

_TIME: Final = re.compile(r"(?:\s?일)?[\s.,·]*(?:[(]?(?:[월화수목금토일]|mon|tue|wed|thu|fri|sat|sun)[a-z요일]{0,6}[)]?[\s.,·]*)?"
                          r"(?:(?:오전|오후|[ap]\.?m\.?)?\s?\d{1,2}:\d\d(?::\d\d)?\s?(?:[ap]\.?m\.?)?)?\s*", re.IGNORECASE)
#: Longest line, in characters, that is read as a date.
_LIMIT: Final = 60


def date_line(text: str, line: Span) -> Field | None:
    """Return the date that a line is, with the day of the week or the time at most, or None."""
    if line.end - line.start > _LIMIT:
        return None
    found = date_field(text, line.start, line.end)
    alone = found and not text[line.start:found.span.start].strip(" \t*_") and _TIME.fullmatch(text[found.span.end:line.end].strip(" \t*_"))
    return found if alone else None
