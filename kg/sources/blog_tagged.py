"""Items of a blog's list page that carry link tags behind the title: `Title (SPIN) [Github] [arXiv](2024/02/16 version v1) Abstract …`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.model import Entry, Field, Span
from kg.sources.blog_text import MENU, NUMBER, TITLE_LIMIT, parts, unturned
from kg.sources.fields import date_field, label_kind, title_fields, urls
from kg.sources.markup import LINK, content, lines, trim

_TAG: Final = re.compile(r"\[(?P<label>[^\[\]\n]{2,30})\](?:\((?P<target>[^()\n]{0,300})\))?[ \t]{0,4}")
#: Where a text is cut off, and another item may follow on the same line.
_CUT: Final = re.compile(r"\.\.[ \t]+(?=\S)")


def tagged_items(text: str) -> Iterator[Entry]:
    """Yield the items that have link tags behind a title, on the title's line or the next."""
    above, first = Span(0, 0), True
    for line in _pieces(text):
        tags = _tags(text, line)
        if not tags:
            above = line if text[line.start:line.end].strip() else above
            continue
        title = _title(text, Span(line.start, tags[0].start()), first=first) or _title(text, above, first=first)
        first = False
        fields = title_fields(text, title.start, title.end) if title else ()
        if fields:
            links = (field for tag in tags for field in _tag_fields(text, tag))
            body = tuple(parts(text, unturned(text, Span(tags[-1].end(), line.end))))
            yield Entry(Span(fields[0].span.start, trim(text, tags[-1].end(), line.end).end), (*fields, *links), body)


def _title(text: str, bounds: Span, *, first: bool) -> Span | None:
    """Return the words before an item's tags without marks, a number, the link that they are; without the page's menu before the first."""
    bare = content(text, bounds)
    menu = MENU.match(text, bare.start, bare.end) if first else None
    bare = Span(menu.end(), bare.end) if menu else bare
    number = NUMBER.match(text, bare.start, bare.end)
    bare = trim(text, number.end() if number else bare.start, bare.end, edges=" \t*_")
    linked = LINK.match(text, bare.start, bare.end)
    bare = Span(*linked.span("words")) if linked else bare
    return bare if bare.start < bare.end else None


def _pieces(text: str) -> Iterator[Span]:
    """Yield lines, and parts of lines where an item with tags follows one that is cut off."""
    for line in lines(text):
        start = line.start
        for cut in _CUT.finditer(text, line.start, line.end):
            following = _TAG.search(text, cut.end(), min(line.end, cut.end() + TITLE_LIMIT))
            if following and label_kind(following["label"]):
                yield Span(start, cut.end())
                start = cut.end()
        yield Span(start, line.end)


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
