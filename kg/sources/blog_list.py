"""List pages of paper blogs as plain text: items on lines or run together, cut off by `..`, with words of navigation around them.

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
from kg.sources.base import Text
from kg.sources.fields import date_field, label_kind, language_of, title_fields, urls, venue_fields
from kg.sources.markup import LINK, content, lines, trim
from kg.vocabulary import VENUE

_TAG: Final = re.compile(r"\[(?P<label>[^\[\]\n]{2,30})\](?:\((?P<target>[^()\n]{0,300})\))?[ \t]{0,4}")
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
_COUNT: Final = r"\((?!(?:19|20)\d\d\))\d{1,3}(?:,?\d{3})?\)"
#: Words of navigation before the first title, where a page's lines run together: links that skip them, a category with its count, views.
_MENU: Final = re.compile(
    r"(?=[^\s])(?:(?:(?:본문|메뉴|[컨콘]텐츠)\s?바로\s?가기|skip to (?:the )?(?:main )?(?:content|menu|navigation))\s+)*"
    rf"(?:(?=[^()\[\]]*[가-힣])[^()\[\]]{{1,80}}?{_COUNT}\s+|(?:[\w-]+\s){{0,2}}(?:papers?|reviews?|posts?)\s{_COUNT}\s+)?(?:(?:썸네일형|리스트형)\s+)*(?=\S)", re.IGNORECASE)
_TITLE_LIMIT: Final = 300
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
    return _tagged(text) if dated or len(_ARXIV.findall(text)) >= 2 else _begun(text, _reviews(text))


def _has_one(text: str) -> bool:
    """Say whether a text has one item and but short lines beside it: behind a review's tag, the item's own text follows on the line."""
    dated, reviews = _dated(text), _reviews(text)
    if len(dated) != 1 and (dated or len(reviews) != 1 or not _begins_item(text, reviews[0])):
        return False
    found = list(islice(_tagged(text) if dated else _begun(text, reviews), 2))
    if len(found) != 1 or not found[0].body:
        return False
    start, title, body = found[0].span.start, found[0].fields[0].span, found[0].body
    whole = Span(start, next(lines(text, body[-1].start if dated else title.end)).end)
    beside = (*lines(text, 0, whole.start), *lines(text, whole.end))
    return (bool(dated) or body[0].end <= whole.end) and title.end - title.start < _TITLE_LIMIT and all(line.end - line.start <= _BESIDE for line in beside)


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
    menu = _MENU.match(text, 0, tag.start() + 1) if tag.start() <= _TITLE_LIMIT else None
    return _lead(text, tag) is not None or bool(menu and menu.end() == tag.start())


def _beginnings(text: str) -> list[re.Match[str]]:
    """Return the tags that begin items: those of reviews, else, where no links are, those of venues."""
    reviews = _reviews(text)
    if len(reviews) >= 2 or "](http" in text:
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
        number = _NUMBER.match(text, item.start, item.end)
        start = number.end() if number else item.start
        stop = _title_end(text, Span(start, item.end))
        if fields := title_fields(text, start, stop):
            venue = venue_fields(text, *tag.span("venue")) if tag.re is _VENUE_TAG else ()
            target = _TARGET.match(text, stop, end)
            date, body = _body(text, target.end() if target else stop, end)
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
        words = content(text, line) if text.startswith(("#", "- "), line.start) else trim(text, line.start, line.end)
        words = _unturned(text, words)
        date = date_field(text, words.start, words.end) if words.end - words.start <= 30 else None
        if date and not any(map(str.isalnum, text[words.start:date.span.start])):
            return (date,), tuple(body)
        body += _parts(text, words)
    return (), tuple(body)


def _unturned(text: str, words: Span) -> Span:
    """Return words without those that turn the page, where they end in them."""
    turn = _NAVIGATION.search(text, words.start, words.end)
    return trim(text, words.start, turn.start()) if turn and turn.end() == words.end else words


def _parts(text: str, words: Span) -> Iterator[Span]:
    """Yield running text between the names of its parts."""
    start = words.start
    for found in (*_PART.finditer(text, words.start, words.end), None):
        part = trim(text, start, found.start() if found else words.end, edges=" \t\n*")
        if part.start < part.end:
            yield part
        start = found.end() if found else start


def _tagged(text: str) -> Iterator[Entry]:
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
            body = tuple(_parts(text, _unturned(text, Span(tags[-1].end(), line.end))))
            yield Entry(Span(fields[0].span.start, trim(text, tags[-1].end(), line.end).end), (*fields, *links), body)


def _title(text: str, bounds: Span, *, first: bool) -> Span | None:
    """Return the words before an item's tags without marks, a number, the link that they are; without the page's menu before the first."""
    bare = content(text, bounds)
    menu = _MENU.match(text, bare.start, bare.end) if first else None
    bare = Span(menu.end(), bare.end) if menu else bare
    number = _NUMBER.match(text, bare.start, bare.end)
    bare = trim(text, number.end() if number else bare.start, bare.end, edges=" \t*_")
    linked = LINK.match(text, bare.start, bare.end)
    bare = Span(*linked.span("words")) if linked else bare
    return bare if bare.start < bare.end else None


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
