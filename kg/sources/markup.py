"""Markdown as spans: lines, headings, links and blocks of running text, each found in one pass over the text.

A full Markdown parser moves text about; these helpers keep offsets, and every pattern stops at the next bracket or line end, so
hostile nesting costs no more than its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.model import Span

#: `[words](address)`, where the words may hold one level of brackets; `[]()` too.
LINK: Final = re.compile(
    r"(?<!!)\[(?P<words>(?:[^\[\]\n]++|\[[^\[\]\n]*+\](?!\())*+)\]"
    r"\(\s{0,4}<?(?P<url>(?:[^\s()<>\[\]]++|\([^\s()<>\[\]]*+\))*+)>?(?:\s{1,4}\"[^\"\n]{0,300}\")?\s{0,4}\)")
#: A picture, and one that is a link.
IMAGE: Final = re.compile(r"(?P<linked>\[\s{0,4})?!\[[^\[\]\n]*+\]\([^()\[\]\n]*+(?:\([^()\[\]\n]*+\)[^()\[\]\n]*+)*+\)(?(linked)\s{0,4}\]\([^()\[\]\n]*+\))")
_MARKER: Final = re.compile(r"[ \t]*(?:(?:[-*+•]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?|>[ \t]?)")
_RULE: Final = frozenset("-=*_|:+ \t")


@dataclass(frozen=True, slots=True)
class Heading:
    """Bound a heading's line and its words; `level` counts from 1."""

    level: int
    line: Span
    words: Span


def trim(text: str, start: int, end: int, *, edges: str = " \t\n") -> Span:
    """Return the bounds without the characters of `edges` at both ends."""
    while start < end and text[start] in edges:
        start += 1
    while end > start and text[end - 1] in edges:
        end -= 1
    return Span(start, end)


def lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the lines within bounds, without their ends."""
    end = len(text) if end is None else end
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield Span(start, stop)
        start = stop + 1


def prose_lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the lines within bounds that stand outside code fences and HTML comments, empty ones too."""
    closing = ""
    for line in lines(text, start, end):
        content = text[line.start:min(line.end, line.start + 200)].lstrip(" \t>")
        if closing:
            closing = "" if closing in text[line.start:line.end] else closing
        elif content.startswith(("```", "~~~")):
            closing = content[:3] if content.count(content[:3]) == 1 else ""
        elif content.startswith("<!--"):
            closing = "" if text.find("-->", line.start, line.end) >= 0 else "-->"
        else:
            yield line


def heading(text: str, line: Span) -> Heading | None:
    """Return the heading that a line is (`## Words ##`), or None."""
    bare = trim(text, line.start, line.end)
    level = 0
    while level < 7 and bare.start + level < bare.end and text[bare.start + level] == "#":
        level += 1
    if not 1 <= level <= 6 or text[bare.start + level:bare.start + level + 1] not in {" ", "\t", "["}:
        return None
    words = trim(text, bare.start + level, bare.end, edges=" \t#")
    return Heading(level, line, words) if words.start < words.end else None


def headings(text: str) -> list[Heading]:
    """Return the headings of a text, in order."""
    return [found for line in prose_lines(text) if text.find("#", line.start, line.start + 5) >= 0 and (found := heading(text, line))]


def content(text: str, line: Span) -> Span:
    """Return a line's words without heading signs, quote and list markers and outer blanks."""
    start = line.start
    while found := _MARKER.match(text, start, line.end):
        start = found.end()
    return trim(text, trim(text, start, line.end, edges=" \t#").start, line.end)


def is_item(text: str, line: Span) -> bool:
    """Say whether a line begins a list item or a heading, which ends the paragraph before it."""
    found = _MARKER.match(text, line.start, line.end)
    return bool(found and ">" not in found[0]) or text[line.start:line.end].lstrip(" \t")[:1] in {"#", "|"}


def is_blank(text: str, line: Span) -> bool:
    """Say whether a line holds no words: blanks, a rule, the rule of a table, pictures only."""
    words = text[line.start:line.end]
    return not words.strip() or _RULE.issuperset(words) or ("](" in words and "![" in words and not IMAGE.sub("", words).strip())


def blocks(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the pieces of running text within bounds: paragraphs, list items, headings, table rows, without their markers."""
    block: Span | None = None
    follows = -1
    for line in prose_lines(text, start, end):
        words = content(text, line)
        blank = words.start >= words.end or is_blank(text, line)
        if block and (blank or line.start != follows or is_item(text, line)):
            yield block
            block = None
        if not blank:
            block = Span(block.start if block else words.start, words.end)
        # What follows a heading is no part of it.
        follows = -1 if text.startswith("#", line.start) else line.end + 1
    if block:
        yield block
