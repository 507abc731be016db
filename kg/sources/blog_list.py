"""List pages of paper blogs as plain text: items on lines or run together, cut off by `..`, with words of navigation around them.

Two families: items that carry link tags behind the title (`Title (SPIN) [Github] [arXiv](2024/02/16 version v1) Abstract …`), and
items that a tag begins (`[Paper Review] Title (ICLR, 2025) TL;DR: …`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.errors import SourceError
from kg.identifiers import document_id
from kg.model import Document, Entry, Field, Source, Span
from kg.sources.base import Text
from kg.sources.fields import date_field, label_kind, language_of, title_fields, urls, venue_fields
from kg.sources.markup import lines, trim
from kg.vocabulary import VENUE

_TAG: Final = re.compile(r"\[(?P<label>[^\[\]\n]{2,30})\](?:\((?P<target>[^()\n]{0,300})\))?[ \t]{0,4}")
_REVIEW: Final = re.compile(r"\[(?:(?:paper|논문|article)[ -]?(?:review|리뷰|summary|요약|정리)?|review|리뷰)\][ \t]*", re.IGNORECASE)
_DATED: Final = re.compile(r"\[[^\[\]\n]{2,30}\]\(\d{4}[/.-]\d{1,2}[/.-]\d{1,2}")
#: Where the title of a run-together item ends: at a summary, a heading, or Korean prose.
_TITLE_END: Final = re.compile(r"\s*(?:TL;?DR|초록|요약\s?:|\bAbstract\b|\b1\.\s?Introduction|\n|(?<=\s)(?=[가-힣])|\.\.(?:\s|$))")
_BRACKET: Final = re.compile(r"\((?P<words>[^()\n]{2,40})\)")
_TITLE_LIMIT: Final = 300


class BlogListReader:
    """Read a blog's list page: an entry for each item."""

    name = "blog-list"

    def recognises(self, head: str) -> bool:
        """Look for two items of either family, in a text without Markdown headings."""
        if re.search(r"^#{1,4} ", head, re.MULTILINE):
            return False
        return len(_DATED.findall(head)) >= 2 or len(_REVIEW.findall(head)) >= 2

    def read(self, text: Text) -> Iterator[Document | SourceError]:
        """Yield one document with an entry for each item."""
        content = text.content
        begun = len(_REVIEW.findall(content)) >= 2
        entries = tuple(_begun(content) if begun else _tagged(content))
        yield Document(Source(document_id(content), text.name, format=self.name, language=language_of(content)), content, entries)


def _begun(text: str) -> Iterator[Entry]:
    """Yield the items that a review tag begins."""
    tags = list(_REVIEW.finditer(text))
    ends = [*(tag.start() for tag in tags[1:]), len(text)]
    for tag, end in zip(tags, ends, strict=True):
        item = trim(text, tag.end(), end)
        stop = _title_end(text, item)
        if fields := title_fields(text, item.start, stop):
            body = trim(text, stop, end)
            yield Entry(Span(tag.start(), item.end), fields, (body,) if body.start < body.end else ())


def _title_end(text: str, item: Span) -> int:
    limit = min(item.end, item.start + _TITLE_LIMIT)
    found = _TITLE_END.search(text, item.start + 1, limit)
    stop = found.start() if found else limit
    for bracket in _BRACKET.finditer(text, item.start, stop):
        words = Span(*bracket.span("words"))
        if any(field.name == VENUE for field in venue_fields(text, words.start, words.end)):
            return bracket.end()
    return stop


def _tagged(text: str) -> Iterator[Entry]:
    """Yield the lines that have link tags behind a title."""
    for line in lines(text):
        tags = _tags(text, line)
        title = trim(text, line.start, tags[0].start()) if tags else line
        if tags and (fields := title_fields(text, title.start, title.end)):
            body = trim(text, tags[-1].end(), line.end)
            links = (field for tag in tags for field in _tag_fields(text, tag))
            yield Entry(trim(text, line.start, line.end), (*fields, *links), (body,) if body.start < body.end else ())


def _tags(text: str, line: Span) -> list[re.Match[str]]:
    """Return the first run of link tags of a line."""
    run: list[re.Match[str]] = []
    for tag in _TAG.finditer(text, line.start, line.end):
        if run and tag.start() != run[-1].end():
            break
        if label_kind(tag["label"]) or run:
            run.append(tag)
    return run


def _tag_fields(text: str, tag: re.Match[str]) -> Iterator[Field]:
    """Yield the link that a tag shows, and the date that its brackets hold."""
    kind = label_kind(tag["label"])
    if kind is None:
        return
    start, end = tag.span("target") if tag["target"] else (tag.end(), tag.end())
    url = next(urls(text, start, end), None)
    yield Field(f"link:{kind}", text[url.start:url.end] if url else None, url or Span(*tag.span("label")))
    if date := date_field(text, start, end):
        yield date
