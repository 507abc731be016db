"""A Markdown list as items: bullets with what is indented under them, linked lines, table rows, each with the headings above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kg.model import Span
from kg.sources.markup import Heading, content, heading, is_blank, prose_lines, trim

_BULLET: Final = re.compile(r"[ \t]*(?:[-*+•](?:[ \t]|(?=\[))|\d{1,3}[.)][ \t])")
_LINKED: Final = re.compile(r"[*_]{0,3}\[|\*\*\S")
#: Deeper than any line: what follows running text never belongs to it.
_DEEPEST: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Item:
    """Hold an item: the part that begins it, the parts below or beside it, and the headings above it."""

    span: Span
    first: Span
    #: Each part under its column's name, empty for lines.
    parts: tuple[tuple[str, Span], ...]
    headings: tuple[Heading, ...]
    #: Whether the item is a row of a table, the parts of which are all its cells.
    row: bool = False


def items(text: str, is_paper: Callable[[str, Span], bool]) -> Iterator[Item]:
    """Yield the items of a text; a bullet that `is_paper` takes for one begins an item wherever it is indented."""
    above: tuple[Heading, ...] | None = None
    columns: tuple[str, ...] = ()
    row_end = 0
    for first, *others in _groups(text, is_paper):
        if title := heading(text, first):
            # A first heading of level 1 is the text's title.
            above = () if above is None and title.level == 1 else (*(upper for upper in above or () if upper.level < title.level), title)
        elif _is_row(text, first):
            cells = _cells(text, first)
            if len(cells) == len(columns) and "\n\n" not in text[row_end:first.start]:
                yield Item(first, cells[0], tuple(zip(columns, cells, strict=True)), above or (), row=True)
            else:
                columns = tuple(text[cell.start:cell.end].strip("*_` ") for cell in cells)
            row_end = first.end
        elif _BULLET.match(text, first.start, first.end) or _LINKED.match(text, first.start, first.end):
            parts = tuple(("", content(text, line)) for line in others)
            yield Item(trim(text, first.start, others[-1].end if others else first.end), content(text, first), parts, above or ())


def _groups(text: str, is_paper: Callable[[str, Span], bool]) -> Iterator[list[Span]]:
    """Yield a text's lines in groups: a heading or a row alone, a bullet or a paragraph with the lines that belong to it."""
    group: list[Span] = []
    indent, gap = _DEEPEST, True
    for line in prose_lines(text):
        if is_blank(text, line):
            gap = True
            continue
        alone = _is_row(text, line) or heading(text, line) is not None
        depth = trim(text, line.start, line.end).start - line.start
        bullet = _BULLET.match(text, line.start, line.end) is not None
        beside = depth <= indent and (bullet or gap)
        gap = alone
        if group and not (alone or beside or (bullet and is_paper(text, line))):
            group.append(line)
            continue
        if group:
            yield group
        group = [line]
        indent = depth if bullet or (not alone and _LINKED.match(text, line.start, line.end)) else _DEEPEST
    if group:
        yield group


def _is_row(text: str, line: Span) -> bool:
    bare = trim(text, line.start, line.end)
    return bare.end - bare.start > 2 and text[bare.start] == "|" == text[bare.end - 1]


def _cells(text: str, line: Span) -> list[Span]:
    bare = trim(text, line.start, line.end)
    bars = [place for place in range(bare.start, bare.end) if text[place] == "|"]
    return [content(text, Span(start + 1, stop)) for start, stop in pairwise(bars)]
