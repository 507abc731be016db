"""Reading lists ("awesome" lists): items under headings, each a paper's title with links, venue, authors, keywords in some order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from kg.errors import SourceError
from kg.identifiers import document_id
from kg.model import Document, Entry, Field, Source, Span
from kg.sources.base import Text
from kg.sources.fields import arxiv_field, language_of, title_fields
from kg.sources.labels import BODY, field_of, head, labelled_fields, link_fields
from kg.sources.listing import Item, items
from kg.sources.markup import IMAGE, headings, is_blank, is_item, prose_lines, trim
from kg.sources.prose import check_lines
from kg.sources.tags import Token, is_paper_address, is_paper_label, is_tag, names, tag_fields, tokens, when_and_where
from kg.vocabulary import ARXIV, AUTHOR, DATE, KEYWORD, SECTION, TITLE, VENUE, YEAR

#: Papers that make a text a list, and the part of its lines that they must take.
_ENOUGH: Final = 3
_SHARE: Final = 0.4
#: Fewest papers of a list, and most characters of running text beside so few: more of it cites them.
_FEWEST: Final = 2
_MOST_PROSE: Final = 200
#: Headings under which things stand that are no papers.
_OTHERS: Final = re.compile(
    r"\b(?:blogs?|posts?|books?|courses?|lectures?|tutorials?|videos?|talks?|tools?|toolkits?|software|librar(?:y|ies)|codebases?|code|repos(?:itories)?"
    r"|frameworks?|projects|products|websites?|news|updates?|changelog|contents|contribut\w+|licen[cs]e|citation|acknowledg\w+|star history|related (?:lists|awesome)"
    r"|awesome lists|communit\w+)\b|블로그|강의|도서|도구|목차|소식", re.IGNORECASE)
_EDGES: Final = " \t\n*_`,.;:|–—·+-"
#: What parts the pieces of a line; the stop of an initial (`Diederik P. Kingma`) does not.
_BREAK: Final = re.compile(r"\s[|–—·-]\s|<br\s?/?>|(?<!\b[A-Z])[.。]\**\s|\t|,?\s\*(?!\*)|\*\*[\s.,:]")
_BOLD: Final = re.compile(r"(?:\*\*|__)(?P<words>(?:[^*_\n]++|[*_](?![*_]))*+)(?:\*\*|__)")
_QUOTED: Final = re.compile(r"[\"“「](?P<words>[^\"“”「」\n]{12,300})[\"”」]")


@dataclass(slots=True)
class _Found:
    """Gather what an item states."""

    fields: list[Field] = field(default_factory=list)
    body: list[Span] = field(default_factory=list)

    def has(self, name: str) -> bool:
        return any(field.name == name for field in self.fields)

    def add(self, fields: tuple[Field, ...]) -> None:
        """Add fields; the first date, venue or year counts."""
        self.fields += [item for item in fields if item.name not in {DATE, VENUE, YEAR} or not self.has(item.name)]


class ReadingListReader:
    """Read a list of papers."""

    name = "reading-list"

    def recognises(self, head: str) -> bool:
        """Take a text most of whose lines belong to items that present papers."""
        if "](" not in head:
            return False
        found = [item for item, _ in _papers(head)]
        taken = sum(1 + sum(1 for _, part in item.parts if not item.row and part.start < part.end) for item in found)
        beside = [line for line in prose_lines(head) if not is_blank(head, line) and not head.startswith("#", line.start)]
        return taken >= _SHARE * len(beside) and (len(found) >= _ENOUGH or (len(found) >= _FEWEST and _prose(head, beside, found) <= _MOST_PROSE))

    def read(self, text: Text) -> Iterator[Document | SourceError]:
        """Yield one document with an entry a paper; its sections' headings stand above the entries that they belong to."""
        content = text.content
        check_lines(text)
        entries = tuple(entry for _, entry in _papers(content))
        source = Source(document_id(content), text.name, format=self.name, language=language_of(content), title=_name(content))
        yield Document(source, content, entries)


def _prose(text: str, beside: list[Span], papers: list[Item]) -> int:
    """Return how many characters of running text lines hold that belong to no paper and are no items."""
    return sum(line.end - line.start for line in beside
               if not is_item(text, line) and not any(paper.span.start < line.end and line.start < paper.span.end for paper in papers))


def _name(text: str) -> str | None:
    """Return the list's own title, without badges."""
    top = next((found.words for found in headings(text) if found.level == 1), None)
    return IMAGE.sub("", text[top.start:top.end]).strip(_EDGES) or None if top else None


def _papers(text: str) -> Iterator[tuple[Item, Entry]]:
    for item in items(text, _begins_paper):
        if entry := _entry(text, item):
            yield item, entry


def _begins_paper(text: str, line: Span) -> bool:
    """Say whether an indented line presents a paper by itself: a title and a mark of a paper, no label before them."""
    if line.end - line.start > 2_000 or head(text, line):
        return False
    marks = list(tokens(text, line.start, line.end))
    first = trim(text, line.start, line.end, edges=" \t*-+•")
    return _title(text, first, marks) is not None and any(_shows_paper(text, mark, sure=True) for mark in marks)


def _shows_paper(text: str, mark: Token, *, sure: bool) -> bool:
    """Say whether a mark belongs to papers only; `sure` asks for a paper's address or label, else a venue or date does."""
    words = text[mark.words.start:mark.words.end]
    url = text[mark.url.start:mark.url.end] if mark.url else ""
    if url.startswith("http") and (is_paper_address(url) or is_paper_label(words)):
        return True
    return not sure and bool(tag_fields(text, mark))


def _entry(text: str, item: Item) -> Entry | None:
    """Return an item as an entry, or None where nothing shows that it is about a paper."""
    first, parts = _title_part(text, item)
    marks = list(tokens(text, first.start, first.end))
    title = _title(text, first, marks)
    if title is None:
        return None
    others = [list(tokens(text, part.start, part.end)) for _, part in parts]
    sure = any(_OTHERS.search(text, above.words.start, above.words.end) for above in item.headings)
    if not any(_shows_paper(text, mark, sure=sure) for mark in [*marks, *(mark for row in others for mark in row)]):
        return None
    found = _Found()
    found.add(title_fields(text, title.start, title.end))
    if not found.has(TITLE):
        return None
    _read_first(text, first, title, marks, found)
    for (label, part), inner in zip(parts, others, strict=True):
        _read_part(text, label, part, inner, found)
    found.add(_links(text, item.span, found))
    sections = tuple(Field(SECTION, text[above.words.start:above.words.end], above.words) for above in item.headings)
    return Entry(item.span, (*found.fields, *sections), tuple(found.body))


def _title_part(text: str, item: Item) -> tuple[Span, list[tuple[str, Span]]]:
    """Return the part that holds the title and the others: the first line, or the cell under `Title`, or the first that has one."""
    if not item.row:
        return item.first, list(item.parts)
    named = [cell for column, cell in item.parts if field_of(column) == TITLE]
    rest = [cell for _, cell in item.parts if _title(text, cell, list(tokens(text, cell.start, cell.end)))]
    cell = (named or rest or [item.first])[0]
    return cell, [(column, other) for column, other in item.parts if other != cell]


def _title(text: str, first: Span, marks: list[Token]) -> Span | None:
    """Return the bounds of the title in an item's first part: what stands before the marks, in bold or quotation, or a link's words."""
    start = first.start
    leading = 0
    for mark in marks:
        if mark.span.start > first.end or text[start:mark.span.start].strip(_EDGES + "[(") or not is_tag(text, mark):
            break
        start, leading = mark.span.end, leading + 1
    start = trim(text, start, first.end, edges=_EDGES + ")]").start
    rest = marks[leading:]
    linked = next((mark for mark in rest if mark.url and not is_tag(text, mark)), None)
    stop = next((mark.span.start for mark in rest if mark.url or is_tag(text, mark) or mark.words.start == mark.span.start), first.end)
    before = text[start:min(stop, first.end)].strip(_EDGES + "[")
    if linked and (len(before) < 12 or (before != text[start:stop].strip(" \t*[") and text[start:stop].rstrip(" *").endswith(":"))):
        return linked.words
    return _plain_title(text, start, max(start, stop)) if len(before) > 1 else None


def _plain_title(text: str, start: int, stop: int) -> Span | None:
    for pattern in (_BOLD, _QUOTED):
        found = pattern.search(text, max(0, start - 2), stop)
        if found and found.end("words") - max(start, found.start("words")) > 1 and found.start() <= start + (0 if pattern is _BOLD else 200):
            return trim(text, max(start, found.start("words")), found.end("words"), edges=_EDGES)
    cut = _BREAK.search(text, start, stop)
    title = trim(text, start, cut.start() if cut else stop, edges=_EDGES + "[(")
    return title if any(map(str.isalpha, text[title.start:title.end])) else None


def _read_first(text: str, first: Span, title: Span, marks: list[Token], found: _Found) -> None:
    """Read what stands before and after the title: marks, and pieces of text between them."""
    around = [mark.span for mark in marks if mark.span.start < title.end and title.start < mark.span.end]
    before, after = min([title, *around]).start, max(title.end, *(mark.end for mark in around), title.end)
    for start, end in ((first.start, before), (after, first.end)):
        place = start
        for mark in (mark for mark in marks if start <= mark.span.start < end):
            _read_pieces(text, place, mark.span.start, found)
            found.add(tag_fields(text, mark))
            place = mark.span.end
        _read_pieces(text, place, end, found)


def _read_pieces(text: str, start: int, end: int, found: _Found) -> None:
    """Read text beside the title: names, a venue, a date; the rest from its first other words on is running text."""
    while start < end:
        cut = _BREAK.search(text, start, end)
        piece = trim(text, start, cut.start() if cut else end, edges=_EDGES + "()[]")
        piece = _without_tail(text, piece, found)
        if not found.has(AUTHOR) and (authors := names(text, piece)):
            found.add(authors)
        elif known := when_and_where(text, piece):
            found.add(known)
        elif text.count(" ", piece.start, piece.end) >= 3:
            found.body.append(trim(text, piece.start, end))
            return
        start = cut.end() if cut else end


def _without_tail(text: str, piece: Span, found: _Found) -> Span:
    """Take a venue and a year off the end of a list of names."""
    while (comma := text.rfind(",", piece.start, piece.end)) >= 0:
        tail = trim(text, comma + 1, piece.end, edges=_EDGES)
        known = when_and_where(text, tail)
        if not known:
            break
        found.add(known)
        piece = Span(piece.start, comma)
    return piece


def _read_part(text: str, label: str, part: Span, marks: list[Token], found: _Found) -> None:
    """Read a line below the title, or a cell beside it."""
    named = head(text, part)
    label, value = (named.label, named.value) if named else (label, part)
    known = field_of(label) if label else None
    if known and known != TITLE:
        found.add(labelled_fields(known, text, value, label=label))
        found.body += [value] if known in {BODY, KEYWORD} and value.start < value.end else []
    elif not found.has(AUTHOR) and not found.body and (authors := names(text, part, alone=True)):
        found.add(authors)
    elif date := when_and_where(text, part):
        found.add(date)
    else:
        for mark in marks:
            found.add(tag_fields(text, mark))
        if _has_words(text, part, marks):
            found.body.append(part)


def _has_words(text: str, part: Span, marks: list[Token]) -> bool:
    """Say whether words remain beside a part's links."""
    place, left = part.start, []
    for mark in marks:
        left.append(text[place:mark.span.start])
        place = mark.span.end if mark.url or mark.words.start == mark.span.start else mark.span.start
    return sum(map(str.isalpha, "".join([*left, text[place:part.end]]))) > 12


def _links(text: str, span: Span, found: _Found) -> tuple[Field, ...]:
    """Return an item's links and arXiv id, but for those that a labelled line gave already."""
    known = {item.span for item in found.fields}
    stated = () if found.has(ARXIV) or not (paper := arxiv_field(text, span.start, span.end)) else (paper,)
    return (*stated, *(link for link in link_fields(text, span.start, span.end) if link.span not in known))
