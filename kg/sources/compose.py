"""Documents from records: a record's values written down as a text, in which every field has its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.errors import SourceError
from kg.identifiers import document_id
from kg.model import Document, Entry, Field, Source, Span
from kg.sources.decoding import normal
from kg.sources.fields import language_of
from kg.sources.labels import BODY, labelled_fields, record_title
from kg.vocabulary import ARXIV, DATE, KEYWORD, TITLE

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Part:
    """Hold a value of a record and the field that it belongs to (of `kg.sources.labels`, or empty for other words)."""

    field: str
    label: str
    #: Words as they stand, or values that are known one by one, as the authors of a list.
    value: str | tuple[str, ...]


def paper_document(parts: Iterable[Part], *, name: str, locator: str, format_: str, place: str) -> Document | SourceError:
    """Return the record of a paper as a document, or what is wrong with it at its place in the file."""
    try:
        document = record_document(parts, name=name, locator=locator, format_=format_)
    except SourceError as error:
        return SourceError(name, f"{place} {error.reason}")
    if not any(field.name in {TITLE, ARXIV} for field in document.entries[0].fields):
        return SourceError(name, f"{place} has neither a title nor an arXiv id")
    return document


def record_document(parts: Iterable[Part], *, name: str, locator: str, format_: str) -> Document:
    """Return a record as a document with one entry: the title, labelled lines, then the running text.

    Raises SourceError where a value holds no text.
    """
    shown = sorted((_cleaned(part, name) for part in parts), key=lambda part: (part.field == BODY, part.field != TITLE))
    text = ""
    fields: list[Field] = []
    body: list[Span] = []
    for part in shown:
        if not part.value:
            continue
        bare = part.field in {TITLE, BODY}
        text += ("\n\n" if bare else "\n") * bool(text) + ("" if bare else f"{part.label}: ")
        start = len(text)
        text += part.value if isinstance(part.value, str) else ", ".join(part.value)
        fields += _fields(text, start, part)
        body += _paragraphs(text, start) if part.field in {BODY, KEYWORD} else []
    values = {field.name: field.value for field in reversed(fields)}
    address = next((text[field.span.start:field.span.end] for field in fields if field.name.startswith("link:")), None)
    source = Source(document_id(text), name, locator, format_, language_of(text), values.get(TITLE), address, values.get(DATE))
    return Document(source, text, (Entry(Span(0, len(text)), tuple(fields), tuple(body)),))


def _cleaned(part: Part, name: str) -> Part:
    if isinstance(part.value, str):
        value = normal(name, _CONTROL.sub(" ", part.value)).strip()
        return Part(part.field, part.label, value if part.field == BODY else " ".join(value.split()))
    cleaned = (normal(name, " ".join(_CONTROL.sub(" ", value).split())) for value in part.value)
    return Part(part.field, part.label, tuple(value for value in cleaned if value))


def _fields(text: str, start: int, part: Part) -> Iterable[Field]:
    if isinstance(part.value, str):
        whole = Span(start, len(text))
        return record_title(text, whole, label=part.label) if part.field == TITLE else labelled_fields(part.field, text, whole, label=part.label)
    fields = []
    for value in part.value:
        fields.append(Field(part.field, value, Span(start, start + len(value))))
        start += len(value) + 2
    return fields


def _paragraphs(text: str, start: int) -> list[Span]:
    return [Span(start + found.start(), start + found.end()) for found in re.finditer(r"\S(?:[^\n]|\n(?!\s*\n))*", text[start:])]
