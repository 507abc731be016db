"""Running text about one paper: a title, perhaps labelled lines (`Authors: …`), paragraphs. Takes every text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.errors import SourceError
from kg.identifiers import document_id
from kg.model import Document, Entry, Field, Source, Span
from kg.sources.base import Text
from kg.sources.dateline import date_line
from kg.sources.fields import arxiv_field, language_of, urls
from kg.sources.labels import BODY, LINKS, head, labelled_fields, link_fields
from kg.sources.markup import LINK, blocks, heading, lines, prose_lines, trim
from kg.vocabulary import ARXIV, DATE, TITLE

#: Longest line, in characters, that can be a title.
TITLE_LIMIT: Final = 200
#: Longest line, in characters, of a running text; a longer one is data.
LINE_LIMIT: Final = 1_000_000
#: How many lines from the start may be labelled ones.
_HEADS: Final = 40
_SENTENCE_ENDS: Final = (".", "。", "!", ",", ";", ":", "다", "요")


class ProseReader:
    """Read a text as one paper's: the reader of last resort."""

    name = "prose"

    def recognises(self, head: str) -> bool:
        """Take every text."""
        return bool(head)

    def read(self, text: Text) -> Iterator[Document | SourceError]:
        """Yield one document with one entry; raise SourceError where a line is too long for running text."""
        content = text.content
        if len(content) > LINE_LIMIT:
            check_lines(text)
        entry = prose_entry(content)
        fields = {field.name: field.value for field in reversed(entry.fields)}
        source = Source(document_id(content), text.name, format=self.name, language=language_of(content), title=fields.get(TITLE),
                        date=fields.get(DATE))
        yield Document(source, content, (entry,))


def check_lines(text: Text) -> None:
    """Raise SourceError, naming the line, where one is longer than a line of running text can be."""
    for number, line in enumerate(lines(text.content), start=1):
        if line.end - line.start > LINE_LIMIT:
            raise SourceError(text.name, f"line {number} has {line.end - line.start:,} characters, too many for a text (at most {LINE_LIMIT:,})")


def prose_entry(text: str, start: int = 0, end: int | None = None) -> Entry:
    """Return the entry that a running text is, from labelled lines, a title line and paragraphs."""
    end = len(text) if end is None else end
    fields: list[Field] = []
    body: list[Span] = []
    begin = start
    for line in _first_lines(text, start, end):
        if found := head(text, line):
            fields += labelled_fields(found.field, text, found.value, label=found.label)
            body += [found.value] if found.field == BODY and found.value.start < found.value.end else []
        elif _is_address(text, line):
            fields += labelled_fields(LINKS, text, line)
        elif not any(field.name == DATE for field in fields) and (dated := date_line(text, line)):
            fields.append(dated)
        elif not any(field.name == TITLE for field in fields) and (title := _title(text, line, end)):
            fields += title
        else:
            break
        begin = line.end
    body += blocks(text, begin, end)
    return Entry(Span(start, end), _with_links(text, fields, begin, end), tuple(body))


def _first_lines(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the first lines that have words."""
    left = _HEADS
    for line in prose_lines(text, start, end):
        if text[line.start:line.end].strip():
            yield line
            left -= 1
        if not left:
            return


def _is_address(text: str, line: Span) -> bool:
    """Say whether a line holds a web address and nothing else."""
    words = LINK.sub(lambda link: link["words"], text[line.start:min(line.end, line.start + 2_000)])
    found = next(urls(words, 0, len(words)), Span(0, 0))
    return not (words[:found.start] + words[found.end:]).strip(" \t<>*-#")


def _title(text: str, line: Span, end: int) -> tuple[Field, ...]:
    """Return the title that a line is: a heading, or a short line that ends like no sentence and stands alone or over labelled lines."""
    if found := heading(text, line):
        return labelled_fields(TITLE, text, found.words)
    words = trim(text, line.start, line.end)
    if not 3 < words.end - words.start <= TITLE_LIMIT or text.endswith(_SENTENCE_ENDS, words.start, words.end) or "://" in text[words.start:words.end]:
        return ()
    after = next(lines(text, line.end + 1, end), Span(end, end))
    alone = not text[after.start:after.end].strip() and after.end < end
    return labelled_fields(TITLE, text, words) if alone or head(text, after) else ()


def _with_links(text: str, fields: list[Field], start: int, end: int) -> tuple[Field, ...]:
    """Add the links of the running text, and an arXiv id where it is the only one in it: several are citations."""
    links = link_fields(text, start, end)
    papers = {found.value for link in links if link.name == "link:arxiv" and (found := arxiv_field(text, link.span.start, link.span.end))}
    stated = any(field.name == ARXIV for field in fields)
    only = [] if stated or len(papers) > 1 or not (found := arxiv_field(text, start, end)) else [found]
    kept = [link for link in links if link.name != "link:arxiv" or only]
    return (*fields, *only, *kept)
