"""Where in the texts an item stands, or should: the paper's own passage, its language, the sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.evaluation.items import Item
from kg.model import Document, Entry, Span
from kg.records import Record
from kg.vocabulary import ARXIV, TITLE

KOREAN: Final = "Korean"
ENGLISH: Final = "English"
MIXED: Final = "mixed"
#: What a group is called where no text is at hand.
UNKNOWN: Final = "unknown"

_HANGUL: Final = re.compile("[가-힣]")
_LATIN: Final = re.compile("[A-Za-z]")
_BREAK: Final = re.compile(r"\n|(?<=[.!?。])\s")
#: Most characters of a sentence that are shown on each side of what stands in it.
_SIDE: Final = 200


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold a document and the part of it that presents one paper."""

    document: Document
    span: Span
    #: Running text, without title and other fields.
    body: tuple[Span, ...] = ()

    @property
    def language(self) -> str:
        """Tell the language of the running text."""
        return language(" ".join(self.document.text[span.start:span.end] for span in self.body or (self.span,)))


@dataclass(frozen=True, slots=True)
class Place:
    """Hold the words that state an item, and the sentence around them; offsets count in the text of the file."""

    start: int
    end: int
    sentence: str


def language(text: str) -> str:
    """Return Korean where at least half of the letters are Hangul, English where under a tenth are, mixed between.

    Names stay Latin in Korean texts of the field, so that Korean prose seldom has more than nine Hangul letters of ten.
    """
    hangul = len(_HANGUL.findall(text))
    letters = hangul + len(_LATIN.findall(text))
    if not hangul or hangul * 10 < letters:
        return ENGLISH
    return KOREAN if hangul * 2 >= letters else MIXED


def passages(documents: Sequence[Document]) -> Iterator[tuple[Record, Passage]]:
    """Yield each entry of a file's documents, as a record of its title and arXiv id to find its paper by, and its passage."""
    for document in documents:
        for entry in document.entries:
            yield _described(entry), Passage(document, entry.span, entry.body)


def _described(entry: Entry) -> Record:
    return {name: next((field.value for field in entry.fields if field.name == name), None) for name in (TITLE, ARXIV)}


def whole(document: Document) -> Passage:
    """Return a document as one passage."""
    return Passage(document, Span(0, len(document.text)))


def place(item: Item, passage: Passage | None, documents: Mapping[str, Document]) -> Place | None:
    """Return where an item stands: at its evidence, else in the sentence of the passage that names most parts of it."""
    if item.mark:
        document = documents.get(item.mark.document)
        return _around(document.text, item.mark.start, item.mark.end) if document else Place(item.mark.start, item.mark.end, "")
    if passage is None:
        return None
    text = passage.document.text
    found = [span for part in item.words if (span := _first(text, passage.span, part))]
    if not found:
        return None
    sentences = [_sentence(text, span) for span in found]
    most = max(sentences, key=lambda sentence: (_named(text, sentence, item), -sentence.start))
    inner = next(span for span, sentence in zip(found, sentences, strict=True) if sentence == most)
    return _around(text, inner.start, inner.end)


def _first(text: str, span: Span, names: Sequence[str]) -> Span | None:
    """Return where the first of some names stands that the passage has as words of its own, in any case, or with a plural s."""
    for name in names:
        pattern = re.compile(rf"(?<![A-Za-z0-9]){re.escape(unicodedata.normalize('NFC', name))}s?(?![A-Za-z0-9])", re.IGNORECASE)
        if name.strip() and (found := pattern.search(text, span.start, span.end)):
            return Span(*found.span())
    return None


def _named(text: str, sentence: Span, item: Item) -> int:
    return sum(_first(text, sentence, part) is not None for part in item.words)


def _sentence(text: str, span: Span) -> Span:
    """Return the sentence around a span, cut on both sides where it is very long."""
    left, right = max(0, span.start - _SIDE), min(len(text), span.end + _SIDE)
    start = max((found.end() for found in _BREAK.finditer(text, left, span.start)), default=left)
    after = _BREAK.search(text, span.end, right)
    return Span(start, after.start() if after else right)


def _around(text: str, start: int, end: int) -> Place:
    bounds = _sentence(text, Span(start, end))
    return Place(start, end, " ".join(text[bounds.start:bounds.end].split()))
