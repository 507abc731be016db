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
from kg.sources.markup import LINK, Heading, blocks, headings, trim
from kg.vocabulary import AUTHOR, DATE, VOTES

_DATED: Final = re.compile(r"^#{1,3} [^\n]{0,80}\d{4}\s?[-./년]\s?\d{1,2}\s?[-./월]\s?\d{1,2}[^\n]{0,40}$", re.MULTILINE)
_PAPER: Final = re.compile(r"^#{2,4} [^\n]*\S", re.MULTILINE)
_VOTE: Final = re.compile(r"[*_]{0,3}(?:votes?|upvotes?|추천)[*_]{0,3}\s?[:：][*_]{0,3}\s?(?P<votes>\d{1,7})?", re.IGNORECASE)
_AUTHORS: Final = re.compile(r"[*_]{0,3}(?:authors?|저자)[*_]{0,3}\s?[:：][*_]{0,3}\s?", re.IGNORECASE)
_MEDIA: Final = re.compile(r"!\[|<(?:video|img|iframe|source|/video)\b|\[watch video\]|https?://\S+\s*$", re.IGNORECASE)
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
            end = next((later.line.start for later in found[number + 1:] if later.level <= top + 1), len(text))
            yield _entry(text, heading, end, date)


def _entry(text: str, heading: Heading, end: int, date: Field) -> Entry:
    link = LINK.match(text, heading.words.start, heading.words.end)
    words = link.span("words") if link else (heading.words.start, heading.words.end)
    fields = [*title_fields(text, *words), date]
    if arxiv := arxiv_field(text, words[1], heading.words.end):
        fields.append(arxiv)
    fields += link_fields(text, heading.line.start, heading.line.end, label="project" if link else "")
    body: list[Span] = []
    for block in blocks(text, heading.line.end, end):
        found = _line_fields(text, block)
        if found is None:
            body.append(_without_label(text, block))
            fields += [link for link in link_fields(text, block.start, block.end) if link.name != "link:arxiv"]
        else:
            fields += found
    return Entry(trim(text, heading.line.start, end), tuple(fields), tuple(span for span in body if span.start < span.end))


def _line_fields(text: str, block: Span) -> tuple[Field, ...] | None:
    """Return the fields of a line that is no running text (votes, authors, media), or None."""
    if vote := _VOTE.match(text, block.start, block.end):
        return (Field(VOTES, vote["votes"], Span(*vote.span("votes"))),) if vote["votes"] else ()
    if authors := _AUTHORS.match(text, block.start, block.end):
        return people(author_fields(text, authors.end(), block.end))
    return () if _MEDIA.match(text, block.start, block.end) else None


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


def _without_label(text: str, block: Span) -> Span:
    label = _LABEL.match(text, block.start, block.end)
    return Span(label.end(), block.end) if label else block
