"""What tests of readers share: a text read by one reader, and what must hold for every document."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from kg.errors import SourceError
from kg.model import Document, Entry
from kg.sources.base import HEAD, Reader, Text
from kg.vocabulary import DATE, FIELDS, SECTION


def read(reader: Reader, content: str) -> list[Document | SourceError]:
    return list(reader.read(Text("text", content)))


def document(reader: Reader, content: str) -> Document:
    assert reader.recognises(content[:HEAD])
    (found,) = read(reader, content)
    assert isinstance(found, Document)
    check(found)
    return found


def documents(found: Sequence[Document | SourceError]) -> list[Document]:
    return [item for item in found if isinstance(item, Document)]


def errors(found: Sequence[Document | SourceError]) -> list[str]:
    return [item.reason for item in found if isinstance(item, SourceError)]


def values(entry: Entry) -> dict[str, list[str | None]]:
    """Return the values of an entry's fields by name."""
    found: dict[str, list[str | None]] = {}
    for field in entry.fields:
        found.setdefault(field.name, []).append(field.value)
    return found


def body(document: Document, entry: Entry) -> list[str]:
    return [document.text[span.start:span.end] for span in entry.body]


def check(document: Document) -> None:
    """Assert that all spans lie where they may, and that fields are known ones."""
    size = len(document.text)
    for entry in document.entries:
        assert 0 <= entry.span.start <= entry.span.end <= size
        for field in entry.fields:
            assert field.name in FIELDS
            assert 0 <= field.span.start < field.span.end <= size
            # The heading above several entries may date them, too.
            if field.name not in {SECTION, DATE}:
                assert entry.span.start <= field.span.start
                assert field.span.end <= entry.span.end
        for span in entry.body:
            assert entry.span.start <= span.start < span.end <= entry.span.end


def check_any(reader: Reader, content: str) -> None:
    """Assert that a reader makes documents, or a SourceError, of any text that it takes."""
    with contextlib.suppress(SourceError):
        if reader.recognises(content[:HEAD]):
            for found in reader.read(Text("text", content)):
                if isinstance(found, Document):
                    check(found)
