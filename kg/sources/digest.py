"""Daily and weekly digests: a dated heading, under it a heading for each paper, votes, authors, and what is said of the paper.

All layouts of the family: with and without votes and authors, authors by commas or as a Python list, plain bullets, labelled bullets
(`***What's New***: …`), paragraphs; pictures and videos between; several digests in one file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.errors import SourceError
from kg.identifiers import document_id
from kg.model import Document, Entry, Field, Source, Span
from kg.sources.base import Text
from kg.sources.fields import arxiv_field, author_fields, date_field, language_of, natural_order, title_fields
from kg.sources.labels import link_fields
from kg.sources.markup import LINK, Heading, blocks, content, headings, lines, trim
from kg.sources.tags import is_tag, names, tokens
from kg.vocabulary import ARXIV, AUTHOR, DATE, VOTES

_DATED: Final = re.compile(r"^#{1,3} [^\n]{0,80}\d{4}\s?[-./년]\s?\d{1,2}\s?[-./월]\s?\d{1,2}[^\n]{0,40}$", re.MULTILINE)
_PAPER: Final = re.compile(r"^#{2,4} [^\n]*\S", re.MULTILINE)
_COUNT: Final = r"(?P<{}>\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}})"
_VOTE: Final = re.compile(
    rf"[*_]{{0,3}}(?:votes?|upvotes?|추천)\s?[*_]{{0,3}}\s?[:：][*_]{{0,3}}\s?(?:{_COUNT.format('after')})?|[^\w\n]{{0,6}}{_COUNT.format('before')}\s?(?:up)?votes?\s*$", re.IGNORECASE)
_NUMBER: Final = re.compile(r"#?\d{1,3}[.):]\s+")
_AUTHORS: Final = re.compile(r"[*_]{0,3}(?:authors?|저자)[*_]{0,3}\s?[:：][*_]{0,3}\s?", re.IGNORECASE)
_MEDIA: Final = re.compile(r"!\[|<(?:video|img|iframe|source|/video)\b|\[watch video\]|(?:<[^<>\n]*>\s*)+$", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"<?https?://\S+\s*$")
_LABEL: Final = re.compile(r"(?:\*{2,3}|_{2})[^*_\n]{2,40}?(?:\*{2,3}|_{2})\s?[:：]\s*|\*\*[^*\n]{2,40}[:：]\*\*\s*")


class DigestReader:
    """Read digests: each dated heading governs the papers under it."""

    name = "digest"

    def recognises(self, head: str) -> bool:
        """Look for a dated heading with a deeper heading below it."""
        dated = _DATED.search(head)
        if not dated:
            return False
        level = len(dated[0]) - len(dated[0].lstrip("#"))
        below = _PAPER.search(head, dated.end())
        return below is not None and len(below[0]) - len(below[0].lstrip("#")) > level

    def read(self, text: Text) -> Iterator[Document | SourceError]:
        """Yield one document with an entry for each paper's heading."""
        content = text.content
        entries = tuple(_entries(content))
        dates = {field.value for entry in entries for field in entry.fields if field.name == DATE}
        source = Source(document_id(content), text.name, format=self.name, language=language_of(content),
                        date=dates.pop() if len(dates) == 1 else None)
        yield Document(source, content, entries)


def _entries(text: str) -> Iterator[Entry]:
    found = headings(text)
    date: Field | None = None
    top = 0
    for number, heading in enumerate(found):
        stated = date_field(text, heading.words.start, heading.words.end) if LINK.match(text, heading.words.start) is None else None
        if stated and (not top or heading.level <= top):
            date, top = stated, heading.level
        elif date and heading.level == top + 1:
            end = next((found[later].line.start for later in range(number + 1, len(found)) if found[later].level <= top + 1), len(text))
            yield _entry(text, heading, end, date)


def _entry(text: str, heading: Heading, end: int, date: Field) -> Entry:
    title, linked = _title(text, heading)
    fields = [*title_fields(text, title.start, title.end), date]
    if arxiv := arxiv_field(text, heading.words.start, heading.words.end):
        fields.append(arxiv)
    fields += link_fields(text, heading.line.start, heading.line.end, label="project" if linked else "")
    body: list[Span] = []
    known = {field.name for field in fields}
    for block in blocks(text, heading.line.end, end):
        found = list(_read(text, block, body, known))
        known.update(field.name for field in found)
        fields += found
    return Entry(trim(text, heading.line.start, end), tuple(fields), tuple(body))


def _title(text: str, heading: Heading) -> tuple[Span, bool]:
    """Return the title's bounds in a heading, and whether it is a link: links behind it that say what they lead to are no title."""
    number = _NUMBER.match(text, heading.words.start, heading.words.end)
    start = number.end() if number else heading.words.start
    if link := LINK.match(text, start, heading.words.end):
        return Span(*link.span("words")), True
    tag = next((token for token in tokens(text, start, heading.words.end) if token.url and is_tag(text, token)), None)
    return trim(text, start, tag.span.start if tag else heading.words.end, edges=" \t([|-–:"), False


def _read(text: str, block: Span, body: list[Span], known: set[str]) -> Iterator[Field]:
    """Yield the fields of a block, and add its running text, which lines of fields may interrupt, to the body."""
    start = block.start
    for line in lines(text, block.start, block.end):
        words = content(text, line)
        found = _line_fields(text, words)
        if found is None and not body and AUTHOR not in known and text.startswith("\n", block.start - 1):
            found = names(text, words) or None
        if found is not None:
            yield from (field for field in found if field.name != ARXIV or ARXIV not in known)
            yield from _prose(text, Span(start, line.start), body)
            start = line.end
    yield from _prose(text, Span(start, block.end), body)


def _prose(text: str, bounds: Span, body: list[Span]) -> Iterator[Field]:
    """Add running text to the body without the label before it; yield its links, but for those to other papers."""
    words = trim(text, bounds.start, bounds.end)
    label = _LABEL.match(text, words.start, words.end)
    words = Span(label.end() if label else words.start, words.end)
    if words.start < words.end:
        body.append(words)
        yield from (link for link in link_fields(text, words.start, words.end) if link.name != "link:arxiv")


def _line_fields(text: str, line: Span) -> tuple[Field, ...] | None:
    """Return the fields of a line that is no running text (votes, authors, media, an address), or None."""
    if vote := _VOTE.match(text, line.start, line.end):
        group = "after" if vote["after"] else "before"
        return (Field(VOTES, vote[group].replace(",", ""), Span(*vote.span(group))),) if vote[group] else ()
    if authors := _AUTHORS.match(text, line.start, line.end):
        return people(author_fields(text, authors.end(), line.end))
    if _ADDRESS.match(text, line.start, line.end):
        arxiv = arxiv_field(text, line.start, line.end)
        return (*((arxiv,) if arxiv else ()), *link_fields(text, line.start, line.end))
    return () if _MEDIA.match(text, line.start, line.end) else None


def people(names: tuple[Field, ...]) -> tuple[Field, ...]:
    """Return names with two one-word neighbours made one person: `Lunati, Michele` among full names."""
    if all(" " not in (name.value or "") for name in names):
        return names
    joined: list[Field] = []
    for name in names:
        last = joined[-1] if joined else name
        if last is not name and " " not in f"{last.value}{name.value}":
            joined[-1] = Field(AUTHOR, natural_order(f"{last.value}, {name.value}"), Span(last.span.start, name.span.end))
        else:
            joined.append(name)
    return tuple(joined)
