"""BibTeX: an entry a paper, with LaTeX resolved, so that a quote is what a reader of the bibliography sees."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from kg.errors import SourceError
from kg.model import Document
from kg.sources.base import Text
from kg.sources.compose import Part, record_document
from kg.sources.labels import BODY, LINKS, REMARK
from kg.sources.latex import plain
from kg.vocabulary import ARXIV, AUTHOR, DATE, KEYWORD, TITLE, VENUE, YEAR

if TYPE_CHECKING:
    from bibtexparser.model import Block, Entry, ParsingFailedBlock

_ENTRY: Final = re.compile(r"(?:\s|%[^\n]*\n)*+@(?:[A-Za-z]{4,20})\s*[{(]\s*[^\s{}()=]*\s*[,=\"{]")
#: BibTeX's fields and what they hold, in the order in which they are shown.
_FIELDS: Final = {
    "title": TITLE, "author": AUTHOR, "journal": VENUE, "journaltitle": VENUE, "booktitle": VENUE, "year": YEAR, "date": DATE, "eprint": ARXIV,
    "url": LINKS, "pdf": LINKS, "code": LINKS, "howpublished": LINKS, "doi": LINKS, "keywords": KEYWORD, "note": REMARK, "abstract": BODY, "annote": BODY,
}
#: Fields that say nothing of the paper itself.
_SILENT: Final = frozenset(("editor", "publisher", "address", "pages", "volume", "number", "series", "month", "day", "isbn", "issn", "archiveprefix",
                            "primaryclass", "eprinttype", "eprintclass", "file", "timestamp", "biburl", "bibsource", "organization", "location",
                            "language", "urldate", "numpages", "articleno", "issue_date", "school", "institution", "type", "crossref", "edition"))
#: Where a value is put together of several.
_JOINED: Final = re.compile(r"[\"}]\s*#\s*[\"{]")
_ADDRESS: Final = re.compile(r"https?://[^\s{}]+")


class BibtexReader:
    """Read a bibliography."""

    name = "bibtex"

    def recognises(self, head: str) -> bool:
        """Take a text that begins with an entry, perhaps after comments."""
        return _ENTRY.match(head) is not None

    def read(self, text: Text) -> Iterator[Document | SourceError]:
        """Yield a document an entry, with the entry's key as locator."""
        from bibtexparser.entrypoint import parse_string  # noqa: PLC0415 - slow to import, and few texts are bibliographies

        with _silence("bibtexparser"):
            library = parse_string(text.content)
        for block in library.blocks:
            if found := _document(text, block):
                yield found


def _document(text: Text, block: Block) -> Document | SourceError | None:
    """Return an entry's document, or what is wrong with it, or None for comments and abbreviations."""
    from bibtexparser.model import Entry, ParsingFailedBlock  # noqa: PLC0415

    line = (block.start_line or 0) + 1
    repeats = isinstance(block, ParsingFailedBlock)
    if isinstance(block, ParsingFailedBlock):
        # An entry that repeats a key or a field can be read all the same.
        if not isinstance(block.ignore_error_block, Entry):
            return SourceError(text.name, f"the entry on line {line} is broken: {_reason(block)}")
        block = block.ignore_error_block
    if not isinstance(block, Entry):
        return None
    values = _values(block, enclosed=repeats)
    if not values.get("title"):
        return SourceError(text.name, f"the entry `{block.key[:80]}` on line {line} has no title")
    try:
        return record_document(_parts(values), name=text.name, locator=f"entry {block.key[:80]}", format_=BibtexReader.name)
    except SourceError as error:
        return SourceError(text.name, f"the entry on line {line} {error.reason}")


def _reason(block: ParsingFailedBlock) -> str:
    words = " ".join(str(getattr(block.error, "abort_reason", block.error)).split())
    return words[:200].rstrip(" .") or "it does not end"


def _values(entry: Entry, *, enclosed: bool) -> dict[str, str]:
    """Return the fields of an entry under lower-case names, the first of each; `enclosed` says that they may keep their braces."""
    values: dict[str, str] = {}
    for field in entry.fields:
        values.setdefault(field.key.lower(), _unquoted(str(field.value)) if enclosed else str(field.value))
    return values


def _unquoted(value: str) -> str:
    """Take the braces or quotation marks off a value, which a repeated field keeps."""
    return value[1:-1] if len(value) > 1 and (value[0], value[-1]) in {("{", "}"), ('"', '"')} and not _JOINED.search(value) else value


def _parts(values: Mapping[str, str]) -> Iterator[Part]:
    preprint = values.get("archiveprefix", values.get("eprinttype", "arxiv")).lower() == "arxiv"
    for key, field in _FIELDS.items():
        value = values.get(key, "")
        if not value or (field == ARXIV and not preprint):
            continue
        if field == AUTHOR:
            yield Part(AUTHOR, "Authors", tuple(_people(value)))
        elif field == LINKS:
            yield Part(LINKS, key, " ".join(_ADDRESS.findall(value.replace("\\_", "_").replace("\\%", "%"))) or plain(value))
        else:
            yield Part(field, key.capitalize(), plain(value))
    for key in sorted(values.keys() - _FIELDS.keys() - _SILENT):
        yield Part("", key, plain(values[key]))


def _people(value: str) -> Iterator[str]:
    """Yield the names of an author field in natural order."""
    from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names  # noqa: PLC0415

    for person in split_multiple_persons_names(value):
        if person.strip().lower() == "others":
            continue
        try:
            yield plain(parse_single_name_into_parts(person, strict=False).merge_first_name_first)
        except (ValueError, IndexError):
            yield plain(person)


@contextmanager
def _silence(name: str) -> Iterator[None]:
    """Keep a library's warnings to itself: what it could not read is in its result."""
    loggers = [logging.getLogger(found) for found in (name, *logging.root.manager.loggerDict) if found == name or found.startswith(f"{name}.")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
