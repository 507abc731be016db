"""List pages of paper blogs: items on lines or run together, cut off by `..`, with words of navigation around them.

Two families: items that carry link tags behind the title (`Title (SPIN) [Github] [arXiv](2024/02/16 version v1) Abstract …`), and
items that a tag begins (`[Paper Review] Title (ICLR, 2025) TL;DR: …`, `[ICLR 2025] Title`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from kg.errors import SourceError
from kg.identifiers import document_id
from kg.model import Document, Entry, Field, Source, Span
from kg.sources.base import HEAD, Text
from kg.sources.blog_tagged import tagged_items
from kg.sources.blog_text import MENU, NUMBER, TITLE_LIMIT, parts, unturned
from kg.sources.fields import date_field, label_kind, language_of, title_fields, venue_fields
from kg.sources.markup import content, lines, trim
from kg.vocabulary import VENUE

#: Where it is within a link's words, a page's brackets are round.
_REVIEW: Final = re.compile(
    r"(?:\[|(?:(?<=\[)|(?<=\[\*\*))\()(?:[^\[\]()\n]{1,20} )?(?:(?:paper|논문|article)[ -]?(?:review|리뷰|summary|요약|정리)|paper|review|논문|리뷰)[\])](?![\](])[ \t]*"
    r"|^(?:paper[ -]?review|논문[ -]?리뷰) ?[:|] ?", re.IGNORECASE | re.MULTILINE)
#: `[ICLR 2024]`, which is no link.
_VENUE_TAG: Final = re.compile(r"\[(?P<venue>[A-Za-z][A-Za-z .&-]{1,20}[ ,]{0,2}['’]?(?:20)?\d\d)\](?!\()[ \t]*")
_DATED: Final = re.compile(r"\[(?P<label>[^\[\]\n]{2,30})\]\(\d{4}[/.-]\d{1,2}[/.-]\d{1,2}")
_ARXIV: Final = re.compile(r"\[arxiv\](?!\]|\(\s?http)", re.IGNORECASE)
_HEADING: Final = re.compile(r"^#{1,4} ", re.MULTILINE)
#: What may stand before a tag that begins an item: a line's start and marks, or the end of an item that is cut off.
_LEAD: Final = re.compile(r"(?:^|(?<=\.\.)[ \t])[ \t]{0,8}(?:(?:#{1,6}|[-*+•>]|\d{1,3}[.)])[ \t]{1,4}){0,2}[*_\[]{0,4}\Z", re.MULTILINE)
_LEAD_LIMIT: Final = 40
#: Where a link around a title leads to.
_TARGET: Final = re.compile(r"\*{0,2}\]\([^()\s]{0,500}\)\*{0,2}")
#: Where the title of a run-together item ends: at a summary, a heading, or Korean prose.
_TITLE_END: Final = re.compile(r"\s*(?:TL;?DR|초록|요약\s?:|\bAbstract\b|\b1\.\s?Introduction|\n|\*{0,2}\]\(|(?<=\s)(?=[가-힣])|\.\.(?:\s|$))")
_BRACKET: Final = re.compile(r"\((?P<words>[^()\n]{2,40})\)")
#: Longest line, in characters, beside a page's only item.
_BESIDE: Final = 60


class BlogListReader:
    """Read a blog's list page: an entry for each item."""

    name = "blog-list"

    def recognises(self, head: str) -> bool:
        """Look for two items of either family, or one with little beside it; headings among them ask for dated tags, or for tags that begin lines."""
        dated, begun = _dated(head), _beginnings(head)
        if max(len(dated), sum(_begins_item(head, tag) for tag in begun)) >= 2:
            return True
        links = list(_ARXIV.finditer(head))
        among = len(links) >= 2 and _HEADING.search(head, links[0].start())
        return (len(links) >= 2 and not among) or (len(begun) >= 2 and not _HEADING.search(head)) or _has_one(head)

    def read(self, text: Text) -> Iterator[Document | SourceError]:
        """Yield one document with an entry for each item."""
        source = Source(document_id(text.content), text.name, format=self.name, language=language_of(text.content))
        yield Document(source, text.content, tuple(_items(text.content)))


def _items(text: str) -> Iterator[Entry]:
    """Yield the items of the family that the text is of."""
    begun, dated = _beginnings(text), _dated(text)
    counted = [tag for tag in begun if _begins_item(text, tag)] if len(dated) >= 2 else begun
    if len(counted) >= 2:
        return _begun(text, begun)
    reviews = [] if dated or len(_ARXIV.findall(text)) >= 2 else _reviews(text)
    return _begun(text, reviews) if reviews else tagged_items(text)


def _has_one(text: str) -> bool:
    """Say whether a text has one item and but short lines beside it: behind a review's tag, the item's own text follows on the line."""
    dated, reviews = _dated(text), _reviews(text)
    if len(dated) != 1 and (dated or len(reviews) != 1 or not _begins_item(text, reviews[0])):
        return False
    found = list(islice(tagged_items(text) if dated else _begun(text, reviews), 2))
    if len(found) != 1 or not found[0].body:
        return False
    start, title, body = found[0].span.start, found[0].fields[0].span, found[0].body
    whole = Span(start, next(lines(text, body[-1].start if dated else title.end)).end)
    beside = (*lines(text, 0, whole.start), *lines(text, whole.end))
    return (bool(dated) or body[0].end <= whole.end) and title.end - title.start < TITLE_LIMIT and all(line.end - line.start <= _BESIDE for line in beside)


def _reviews(text: str) -> list[re.Match[str]]:
    return list(_REVIEW.finditer(text))


def _dated(text: str) -> list[re.Match[str]]:
    """Return the link tags that show a date and no address."""
    return [tag for tag in _DATED.finditer(text) if label_kind(tag["label"])]


def _lead(text: str, tag: re.Match[str]) -> int | None:
    """Return where the marks before a tag begin, or None where it stands among other words."""
    found = _LEAD.search(text, max(0, tag.start() - _LEAD_LIMIT), tag.start())
    return found.start() if found else None


def _begins_item(text: str, tag: re.Match[str]) -> bool:
    """Say whether a tag stands at the head of a line, of what follows a cut, or behind the page's menu."""
    menu = MENU.match(text, 0, tag.start() + 1) if tag.start() <= TITLE_LIMIT else None
    return _lead(text, tag) is not None or bool(menu and menu.end() == tag.start())


def _beginnings(text: str) -> list[re.Match[str]]:
    """Return the tags that begin items: those of reviews, else, where no links are, those of venues."""
    reviews = _reviews(text)
    if len(reviews) >= 2 or text.find("](http", 0, HEAD) >= 0:
        return reviews
    return [tag for tag in _VENUE_TAG.finditer(text) if _has_venue(text, Span(*tag.span("venue")))]


def _has_venue(text: str, words: Span) -> bool:
    return any(field.name == VENUE for field in venue_fields(text, words.start, words.end))


def _begun(text: str, tags: list[re.Match[str]]) -> Iterator[Entry]:
    """Yield the items that a tag begins."""
    leads = [(_lead(text, tag), tag.start()) for tag in tags[1:]]
    ends = [*(start if lead is None else lead for lead, start in leads), len(text)]
    for tag, end in zip(tags, ends, strict=True):
        item = trim(text, tag.end(), end)
        number = NUMBER.match(text, item.start, item.end)
        start = number.end() if number else item.start
        stop = _title_end(text, Span(start, item.end))
        if fields := title_fields(text, start, stop):
            venue = venue_fields(text, *tag.span("venue")) if tag.re is _VENUE_TAG else ()
            target = _TARGET.match(text, stop, end)
            date, body = _body(text, target.end() if target else stop, end)
            yield Entry(Span(tag.start(), item.end), (*fields, *venue, *date), body)


def _title_end(text: str, item: Span) -> int:
    limit = min(item.end, item.start + TITLE_LIMIT)
    found = _TITLE_END.search(text, item.start + 1, limit)
    stop = found.start() if found else limit
    for bracket in _BRACKET.finditer(text, item.start, stop):
        if _has_venue(text, Span(*bracket.span("words"))):
            return bracket.end()
    return stop


def _body(text: str, start: int, end: int) -> tuple[tuple[Field, ...], tuple[Span, ...]]:
    """Return the date that a line of its own gives, and the running text above it without words of navigation."""
    body: list[Span] = []
    for line in lines(text, start, end):
        words = content(text, line) if text.startswith(("#", "- "), line.start) else trim(text, line.start, line.end)
        words = unturned(text, words)
        date = date_field(text, words.start, words.end) if words.end - words.start <= 30 else None
        if date and not any(map(str.isalnum, text[words.start:date.span.start])):
            return (date,), tuple(body)
        body += parts(text, words)
    return (), tuple(body)
