"""List pages of paper blogs as plain text: items on lines or run together, cut off by `..`, with words of navigation around them.

Two families: items that carry link tags behind the title (`Title (SPIN) [Github] [arXiv](2024/02/16 version v1) Abstract …`), and
items that a tag begins (`[Paper Review] Title (ICLR, 2025) TL;DR: …`, `[ICLR 2025] Title`).
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
_REVIEW: Final = re.compile(
    r"\[(?:[^\[\]\n]{1,20} )?(?:(?:paper|논문|article)[ -]?(?:review|리뷰|summary|요약|정리)|paper|review|논문|리뷰)\][ \t]*"
    r"|^(?:paper[ -]?review|논문[ -]?리뷰) ?[:|] ?", re.IGNORECASE | re.MULTILINE)
#: `[ICLR 2024]`, which is no link.
_VENUE_TAG: Final = re.compile(r"\[(?P<venue>[A-Za-z][A-Za-z .&-]{1,20}[ ,]{0,2}['’]?(?:20)?\d\d)\](?!\()[ \t]*")
_DATED: Final = re.compile(r"\[[^\[\]\n]{2,30}\]\(\d{4}[/.-]\d{1,2}[/.-]\d{1,2}")
_ARXIV: Final = re.compile(r"\[arxiv\](?!\(\s?http)", re.IGNORECASE)
#: Where the title of a run-together item ends: at a summary, a heading, or Korean prose.
_TITLE_END: Final = re.compile(r"\s*(?:TL;?DR|초록|요약\s?:|\bAbstract\b|\b1\.\s?Introduction|\n|(?<=\s)(?=[가-힣])|\.\.(?:\s|$))")
_BRACKET: Final = re.compile(r"\((?P<words>[^()\n]{2,40})\)")
_NUMBER: Final = re.compile(r"\(?\d{1,3}[.)]\s+")
#: Names of a post's parts, which run into its sentences.
_SECTIONS: Final = (
    r"(?:Abstract|Introduction|Related Works?|Background|Preliminar(?:y|ies)|Motivation|Methods?|Methodology|Approach|Experiments?|Evaluation|Results?|Discussions?|Limitations?"
    r"|Conclusions?|Problem (?:Setting|Formulation|Statement))(?:\s(?:and|&)\s(?:Preliminar(?:y|ies)|Background|Motivation|Discussions?|Results?))?")
_PART: Final = re.compile(
    rf"TL;?DR\s?[:：]?|(?<!\S)(?:초록|요약)\s?[:：]?(?=\s)|(?<!\S){_SECTIONS}(?=\s[A-Z가-힣\d(])|(?<!\d)\d{{1,2}}\.\s?{_SECTIONS}")
#: Where a text is cut off, and another item may follow on the same line.
_CUT: Final = re.compile(r"\.\.[ \t]+(?=\S)")
_NAVIGATION: Final = re.compile(r"(?:이전|prev(?:ious)?|«|‹)[ \t\d.…]{0,60}(?:다음|next|»|›)\s*", re.IGNORECASE)
_TITLE_LIMIT: Final = 300


class BlogListReader:
    """Read a blog's list page: an entry for each item."""

    name = "blog-list"

    def recognises(self, head: str) -> bool:
        """Look for two items of either family, in a text without Markdown headings."""
        if re.search(r"^#{1,4} ", head, re.MULTILINE):
            return False
        return max(len(_DATED.findall(head)), len(_ARXIV.findall(head)), len(_beginnings(head))) >= 2

    def read(self, text: Text) -> Iterator[Document | SourceError]:
        """Yield one document with an entry for each item."""
        content = text.content
        beginnings = _beginnings(content)
        entries = tuple(_begun(content, beginnings) if len(beginnings) >= 2 else _tagged(content))
        yield Document(Source(document_id(content), text.name, format=self.name, language=language_of(content)), content, entries)


def _beginnings(text: str) -> list[re.Match[str]]:
    """Return the tags that begin items: those of reviews, else, where no links are, those of venues."""
    reviews = list(_REVIEW.finditer(text))
    if len(reviews) >= 2 or "](http" in text:
        return reviews
    return [tag for tag in _VENUE_TAG.finditer(text) if _has_venue(text, Span(*tag.span("venue")))]


def _has_venue(text: str, words: Span) -> bool:
    return any(field.name == VENUE for field in venue_fields(text, words.start, words.end))


def _begun(text: str, tags: list[re.Match[str]]) -> Iterator[Entry]:
    """Yield the items that a tag begins."""
    ends = [*(tag.start() for tag in tags[1:]), len(text)]
    for tag, end in zip(tags, ends, strict=True):
        item = trim(text, tag.end(), end)
        number = _NUMBER.match(text, item.start, item.end)
        start = number.end() if number else item.start
        stop = _title_end(text, Span(start, item.end))
        if fields := title_fields(text, start, stop):
            venue = venue_fields(text, *tag.span("venue")) if tag.re is _VENUE_TAG else ()
            date, body = _body(text, stop, end)
            yield Entry(Span(tag.start(), item.end), (*fields, *venue, *date), body)


def _title_end(text: str, item: Span) -> int:
    limit = min(item.end, item.start + _TITLE_LIMIT)
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
        words = trim(text, line.start, line.end)
        turn = _NAVIGATION.search(text, words.start, words.end)
        words = trim(text, words.start, turn.start()) if turn and turn.end() == words.end else words
        date = date_field(text, words.start, words.end) if words.end - words.start <= 30 else None
        if date and not any(map(str.isalnum, text[words.start:date.span.start])):
            return (date,), tuple(body)
        body += _parts(text, words)
    return (), tuple(body)


def _parts(text: str, words: Span) -> Iterator[Span]:
    """Yield running text between the names of its parts."""
    start = words.start
    for found in (*_PART.finditer(text, words.start, words.end), None):
        part = trim(text, start, found.start() if found else words.end)
        if part.start < part.end:
            yield part
        start = found.end() if found else start


def _tagged(text: str) -> Iterator[Entry]:
    """Yield the items that have link tags behind a title, on the title's line or the next."""
    above = Span(0, 0)
    for line in _pieces(text):
        tags = _tags(text, line)
        if not tags:
            above = line if text[line.start:line.end].strip() else above
            continue
        title = trim(text, line.start, tags[0].start())
        title = title if title.start < title.end else trim(text, above.start, above.end)
        number = _NUMBER.match(text, title.start, title.end)
        if fields := title_fields(text, number.end() if number else title.start, title.end):
            links = (field for tag in tags for field in _tag_fields(text, tag))
            body = tuple(_parts(text, Span(tags[-1].end(), line.end)))
            yield Entry(Span(title.start, trim(text, title.end, line.end).end), (*fields, *links), body)


def _pieces(text: str) -> Iterator[Span]:
    """Yield lines, and parts of lines where an item with tags follows one that is cut off."""
    for line in lines(text):
        start = line.start
        for cut in _CUT.finditer(text, line.start, line.end):
            following = _TAG.search(text, cut.end(), min(line.end, cut.end() + _TITLE_LIMIT))
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
