"""Short notes: an address, the title with its authors in brackets, some lines of thought, `#tags`; one paper or many in one text.

A line that begins with a paper's address begins a paper; an address within a sentence is a citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.errors import SourceError
from kg.identifiers import document_id
from kg.model import Document, Entry, Field, Source, Span
from kg.sources.base import Text
from kg.sources.fields import arxiv_field, author_fields, language_of, link_kind, title_fields, urls
from kg.sources.labels import link_fields
from kg.sources.markup import content, heading, lines, trim
from kg.vocabulary import ARXIV, KEYWORD, TITLE

_TAG: Final = re.compile(r"(?<![^\s])#(?P<tag>[^\W\d_][\w\-]{0,60})")
_TAGS: Final = re.compile(r"(?:\s*#[^\W\d_][\w\-]{0,60})+\s*")
_ADDRESS: Final = re.compile(r"[ \t]{0,8}(?:[-*+•][ \t]{1,4})?<?(?=https?://)")
#: The title and the authors, which may run over several lines.
_TITLED: Final = re.compile(r"(?P<title>[^\n()]{3,300}(?:\([^()\n]{1,40}\)[^\n()]{0,200}){0,2}?(?:\n[ \t]{1,4}[^\n()]{1,200})?)\s?\((?P<authors>[^()]{3,20000})\)[ \t]*(?:\n|\Z)")
_NAME: Final = re.compile(r"(?![가-힣])[^\W\d_][\w'’.‘`\-]*(?:\s[\w'’.‘`\-]+){0,5}|[가-힣]{2,4}")
#: Places where a post points to what others said, not to the paper.
_TALK: Final = re.compile(r"https?://(?:www\.)?(?:twitter\.com|x\.com|reddit\.com|news\.ycombinator\.com|youtube\.com|youtu\.be|facebook\.com|linkedin\.com)/", re.IGNORECASE)


class NotesReader:
    """Read notes: what begins with an address, has a line that begins with a paper's, or ends in tags."""

    name = "notes"

    def recognises(self, head: str) -> bool:
        """Look for an address on the first line, a paper's address that begins a line, or a last line of tags only."""
        first = trim(head, 0, len(head))
        for line in lines(head, first.start):
            if _ADDRESS.match(head, line.start, line.end) and (line.start == first.start or arxiv_field(head, line.start, line.end)):
                return True
            if heading(head, line):
                return False
        last = head.rstrip().rpartition("\n")[2]
        return _TAGS.fullmatch(last) is not None

    def read(self, text: Text) -> Iterator[Document | SourceError]:
        """Yield one document with an entry for each paper."""
        content = text.content
        starts = [line.start for line in lines(content) if _begins(content, line)] or [0]
        # What stands above the first address belongs to it: a remark, the address of a post about it.
        bounds = zip([0, *starts[1:]], [*starts[1:], len(content)], strict=True)
        entries = tuple(_entry(content, start, end) for start, end in bounds)
        yield Document(Source(document_id(content), text.name, format=self.name, language=language_of(content)), content, entries)


def _begins(text: str, line: Span) -> bool:
    address = _ADDRESS.match(text, line.start, line.end)
    return address is not None and text.startswith(("http://arxiv.org/", "https://arxiv.org/", "https://www.arxiv.org/"), address.end())


def _entry(text: str, start: int, end: int) -> Entry:
    fields: list[Field] = []
    reached = start
    body: list[Span] = []
    while reached < end:
        line = next(lines(text, reached, end))
        reached = min(line.end + 1, end)
        if _ADDRESS.match(text, line.start, line.end):
            address = next(urls(text, line.start, line.end), None)
            fields += _address_fields(text, line, address, fields) if address else ()
            rest = trim(text, address.end if address else line.start, line.end, edges=" \t>")
            body += [rest] if rest.start < rest.end else []
        elif text[line.start:line.end].strip():
            titled = _titled(text, line, end) if not _has(fields, TITLE) and not _is_late(body) else None
            if titled:
                fields += titled[0]
                reached = titled[1]
            else:
                body += _words(text, line)
                fields += [link for link in link_fields(text, line.start, line.end) if link.name == "link:github"]
    fields += [Field(KEYWORD, found["tag"].replace("_", " "), Span(*found.span("tag"))) for found in _TAG.finditer(text, start, end)]
    return Entry(trim(text, start, end), tuple(fields), tuple(body))


def _has(fields: list[Field], name: str) -> bool:
    return any(field.name == name for field in fields)


def _is_late(body: list[Span]) -> bool:
    return len(body) > 1


def _words(text: str, line: Span) -> list[Span]:
    words = content(text, line)
    bare = _TAGS.fullmatch(text, line.start, line.end) is not None
    return [] if bare or words.start >= words.end else [words]


def _address_fields(text: str, line: Span, address: Span, known: list[Field]) -> Iterator[Field]:
    """Yield what an address on a line of its own states: the paper's id and link, its code, its page."""
    url = text[address.start:address.end]
    arxiv = arxiv_field(text, address.start, address.end)
    alone = not text[address.end:line.end].strip(" \t>")
    kind = link_kind(url)
    if arxiv and not _has(known, ARXIV):
        yield arxiv
        yield Field("link:arxiv", url, address)
    elif kind in {"github", "dataset", "demo"} or (alone and not arxiv and kind is None and not _TALK.match(url)):
        yield Field(f"link:{kind or 'project'}", url, address)
    elif kind == "project":
        yield Field("link:project", url, address)


def _titled(text: str, line: Span, end: int) -> tuple[tuple[Field, ...], int] | None:
    """Return the title and authors that begin at a line, and where they end; or None."""
    first = trim(text, line.start, line.end)
    found = _TITLED.match(text, first.start, min(end, first.start + 20_600))
    if not found:
        return None
    authors = author_fields(text, *found.span("authors"))
    if not authors or sum(_NAME.fullmatch(author.value or "") is not None for author in authors) < 0.8 * len(authors):
        return None
    if len(authors) == 1 and " " not in (authors[0].value or ""):
        return None
    return (*title_fields(text, *found.span("title")), *authors), found.end()
