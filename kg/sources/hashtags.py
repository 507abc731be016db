"""Tags that stand in a text itself: `#attention #low_rank`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.model import Field, Span
from kg.vocabulary import KEYWORD

_TAG: Final = re.compile(r"(?<![^\s])#(?P<tag>[^\W\d_][\w\-]{0,60})")
_TAGS: Final = re.compile(r"(?:\s*#[^\W\d_][\w\-]{0,60})+\s*")


def is_tags(text: str, line: Span) -> bool:
    """Say whether a line has tags and nothing else."""
    return _TAGS.fullmatch(text, line.start, line.end) is not None


def tag_keywords(text: str, start: int, end: int) -> Iterator[Field]:
    """Yield the tags within bounds as keywords, a blank for each underscore."""
    for found in _TAG.finditer(text, start, end):
        yield Field(KEYWORD, found["tag"].replace("_", " "), Span(*found.span("tag")))
