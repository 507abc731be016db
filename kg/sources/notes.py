"""Short notes: an address, the title with its authors in brackets, some lines of thought, `#tags`; one paper or many in one text.

A line that begins with a paper's address begins a paper, and so does `Title (address)`; an address within a sentence is a citation.
Where titles stand above the addresses, a paper begins at its title.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Final

from kg.errors import SourceError
from kg.identifiers import document_id
from kg.model import Document, Entry, Field, Source, Span
from kg.sources.base import Text
from kg.sources.fields import arxiv_field, author_fields, language_of, link_kind, title_fields, urls
from kg.sources.hashtags import is_tags, tag_keywords
from kg.sources.labels import link_fields
from kg.sources.markup import content, heading, lines, trim
from kg.vocabulary import ARXIV, TITLE

_ADDRESS: Final = re.compile(r"[ \t]{0,8}(?:[-*+•][ \t]{1,4})?<?(?=https?://|(?:www\.)?arxiv\.org/)")
_BARE: Final = re.compile(r"(?:www\.)?arxiv\.org/[\w./-]*\w")
_PAPER: Final = re.compile(rf"{_ADDRESS.pattern}(?:https?://)?(?:www\.)?arxiv\.org/\S+(?![ \t]+(?:은|는|을|를|과|와|의|에|에서|로|으로|도|처럼)[ \t])")
#: The title and the authors, which may run over several lines.
_TITLED: Final = re.compile(
    r"(?P<title>[^\n()]{3,300}(?:\([^()\n]{0,40}\)[^\n()]{0,200}){0,2}?(?:\n[ \t]{1,4}[^\n()]{1,200})?)\s?\((?P<authors>[^()]{3,20000})\)[ \t]*(?:\n|\Z)")
#: A person's name; Korean ones are short and have no blanks.
_NAME: Final = re.compile(r"[가-힣]{2,4}|(?![^(),]*[가-힣])[^\W\d_](?:[^\W\d_]|['’.‘`\-])*(?:\s(?:[^\W\d_]|['’.‘`\-])+){0,5}")
_WORD: Final = r"(?:[^\s가-힣.]|\.(?!\s))+"
#: A title by itself: it begins like one, has two words or more, and is no sentence.
_TITLE: Final = re.compile(rf"[\"“'‘]?[A-Z0-9][^\s가-힣]* (?!\(){_WORD}(?: {_WORD})*")
_TITLE_LIMIT: Final = 200
#: Places where a post points to what others said, not to the paper.
_TALK: Final = re.compile(r"https?://(?:www\.)?(?:twitter\.com|x\.com|reddit\.com|news\.ycombinator\.com|youtube\.com|youtu\.be|facebook\.com|linkedin\.com)/", re.IGNORECASE)
#: A site's own address behind the last sentence of a line.
_HOME: Final = re.compile(r"(?<=[.!?] )https?://[^\s/()]{3,80}/?$")
#: How many lines of running text may stand between a paper's address and its title with authors.
_LATE: Final = 2


@dataclass(frozen=True, slots=True)
class _Read:
    """Hold what a line states, its words that are running text, and where reading goes on."""

    fields: tuple[Field, ...]
    words: Span | None
    end: int


class NotesReader:
    """Read notes: what begins with an address, has lines that begin with a paper's, or ends in tags."""

    name = "notes"

    def recognises(self, head: str) -> bool:
        """Look for an address on the first line, lines that begin papers, or a last line of tags only; one heading may stand above."""
        top = _top(head)
        begun = 0 if top or not _ADDRESS.match(head, trim(head, 0, len(head)).start) else 1
        for line in lines(head, trim(head, top, len(head)).start):
            if heading(head, line):
                return False
            begun += _begins(head, line)
            if begun > (top > 0):
                return True
        end = len(head.rstrip())
        return is_tags(head, Span(head.rfind("\n", 0, end) + 1, end))

    def read(self, text: Text) -> Iterator[Document | SourceError]:
        """Yield one document with an entry for each paper."""
        content = text.content
        top = _top(content)
        starts = _starts(content, top) or [top]
        # What stands above the first paper belongs to it: a remark, the address of a post about it.
        bounds = zip([top, *starts[1:]], starts, [*starts[1:], len(content)], strict=True)
        entries = tuple(_entry(content, *bound) for bound in bounds)
        name = content[:top].strip("# \n") or None
        yield Document(Source(document_id(content), text.name, format=self.name, language=language_of(content), title=name), content, entries)


def _top(text: str) -> int:
    """Return where a text begins below its first heading."""
    first = next((line for line in lines(text, trim(text, 0, len(text)).start)), None)
    return min(first.end + 1, len(text)) if first and heading(text, first) else 0


def _begins(text: str, line: Span) -> bool:
    """Say whether a line begins a paper: with its address, or as `Title (address)`."""
    named = _named(text, line)
    return _PAPER.match(text, line.start, line.end) is not None or (named is not None and not _rest(text, named[1], line))


def _named(text: str, line: Span) -> tuple[Span, Span] | None:
    """Return the title and the paper's address of a line `Title (address) …`, or None."""
    place = text.find("arxiv.org/", line.start, line.end)
    address = next((url for url in urls(text, line.start, line.end) if url.start < place < url.end), None) if place >= 0 else None
    title = trim(text, content(text, line).start, address.start, edges=" \t([<:") if address else line
    return (title, address) if address and _is_title(text, title) else None


def _rest(text: str, address: Span, line: Span) -> str:
    return text[address.end:line.end].strip(" \t)]>.")


def _is_title(text: str, words: Span) -> bool:
    short = 8 < words.end - words.start <= _TITLE_LIMIT and not text.endswith((".", ",", ";", ":", "!"), words.start, words.end)
    return short and "://" not in text[words.start:words.end] and _TITLE.fullmatch(text, words.start, words.end) is not None


def _starts(text: str, top: int) -> list[int]:
    """Return where papers begin: at their addresses, or at the titles above them where the first has its title there."""
    starts: list[int] = []
    above = Span(top, top)
    titled: bool | None = None
    for line in lines(text, top):
        if _begins(text, line):
            leads = _PAPER.match(text, line.start) is not None and _title(text, above, above.end, plain=True) is not None
            titled = leads if titled is None else titled
            starts.append(above.start if titled and leads else line.start)
        above = line if text[line.start:line.end].strip() else above
    return starts


def _entry(text: str, start: int, begin: int, end: int) -> Entry:
    """Return the paper that begins at `begin`, and to which a remark from `start` on belongs."""
    fields: list[Field] = []
    body: list[Span] = []
    said = 0
    reached = start
    while reached < end:
        line = next(lines(text, reached, end))
        read = _read(text, line, end, known={field.name for field in fields}, said=said if line.start >= begin else _LATE)
        fields += read.fields
        reached = read.end
        if read.words and read.words.start < read.words.end:
            body.append(read.words)
            said += line.start >= begin
    fields += [] if any(field.name == ARXIV for field in fields) else _only_paper(text, start, end)
    fields += tag_keywords(text, start, end)
    return Entry(trim(text, start, end), tuple(fields), tuple(body))


def _read(text: str, line: Span, end: int, *, known: Container[str], said: int) -> _Read:
    """Read a line, `said` lines of running text after the paper's beginning."""
    following = min(line.end + 1, end)
    if address := _address(text, line):
        rest = trim(text, address.end, line.end, edges=" \t>")
        return _Read(tuple(_address_fields(text, address, known, alone=rest.start == rest.end)), rest, following)
    if TITLE not in known and not said and (named := _named(text, line)):
        title, address = named
        fields = (*title_fields(text, title.start, title.end), *_address_fields(text, address, known, alone=False))
        return _Read(fields, content(text, line) if _rest(text, address, line) else None, following)
    if TITLE not in known and said < _LATE and (titled := _title(text, line, end, plain=not said)):
        return titled
    return _Read(_line_links(text, line), None if is_tags(text, line) else content(text, line), following)


def _address(text: str, line: Span) -> Span | None:
    """Return the web address that begins a line, `arxiv.org/…` too, or None."""
    found = _ADDRESS.match(text, line.start, line.end)
    if not found:
        return None
    bare = _BARE.match(text, found.end(), line.end)
    return Span(*bare.span()) if bare else next(urls(text, found.end(), line.end), None)


def _title(text: str, line: Span, end: int, *, plain: bool) -> _Read | None:
    """Read the title and authors that begin at a line, or, where that will do, a title alone."""
    first = trim(text, line.start, line.end)
    found = _TITLED.match(text, first.start, min(end, first.start + 20_600))
    authors = author_fields(text, *found.span("authors")) if found else ()
    if found and _are_names(authors):
        return _Read((*title_fields(text, *found.span("title")), *authors), None, found.end())
    return _Read(title_fields(text, first.start, first.end), None, min(line.end + 1, end)) if plain and _is_title(text, first) else None


def _are_names(authors: tuple[Field, ...]) -> bool:
    names = [author.value or "" for author in authors]
    return (len(names) > 1 or " " in "".join(names)) and sum(_NAME.fullmatch(name) is not None for name in names) >= 0.8 * len(names)


def _address_fields(text: str, address: Span, known: Container[str], *, alone: bool) -> Iterator[Field]:
    """Yield what an address at the head of a line states: the paper's id and link, its code, its page."""
    words = text[address.start:address.end]
    url = words if "://" in words else f"https://{words}"
    arxiv = arxiv_field(text, address.start, address.end)
    kind = link_kind(url)
    if arxiv and ARXIV not in known:
        yield arxiv
        yield Field("link:arxiv", url, address)
    elif not arxiv and (kind or (alone and not _TALK.match(url))):
        yield Field(f"link:{kind or 'project'}", url, address)


def _line_links(text: str, line: Span) -> tuple[Field, ...]:
    """Return a running line's link to code, and the site that it ends in."""
    home = _HOME.search(text, line.start, line.end) if text.find("://", line.start, line.end) >= 0 else None
    page = (Field("link:project", home[0], Span(*home.span())),) if home and not link_kind(home[0]) and not _TALK.match(home[0]) else ()
    return (*(link for link in link_fields(text, line.start, line.end) if link.name == "link:github"), *page)


def _only_paper(text: str, start: int, end: int) -> list[Field]:
    """Return the paper that a note without an address of its own links to, where it is the only one: several are citations."""
    found = [(field, url) for url in urls(text, start, end) if (field := arxiv_field(text, url.start, url.end))]
    if len({field.value for field, _ in found}) != 1:
        return []
    field, url = found[0]
    return [field, Field("link:arxiv", text[url.start:url.end], url)]
