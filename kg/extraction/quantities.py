"""Quantities by their head noun in sentences that print a figure: `추론 시간`, `GPU memory`; what is measured there is judged later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.extraction.reading import Reading
from kg.extraction.text import without_particle
from kg.extraction.wordlists import words
from kg.identifiers import has_hangul
from kg.model import Mention, Span

CONFIDENCE: Final = 0.3
_HEADS: Final = words("measures")
_WORD: Final = re.compile(r"[A-Za-z가-힣][A-Za-z0-9가-힣@-]*")
_DIGIT: Final = re.compile(r"\d")
#: Words that begin no name of a quantity, beside those that end in a particle or an adnominal ending.
_NO_PART: Final = words("leading") | words("no_quantity")
_ADNOMINAL: Final = re.compile(r"(?:[은는한된른할던고며]|[a-z]{2}(?:ed|ly))$")
#: Words before the head that belong to it.
_BEFORE: Final = 2


def quantities(reading: Reading) -> Iterator[Mention]:
    """Yield the phrases of sentences with figures that end in the head noun of a quantity."""
    for sentence in reading.sentences:
        if _DIGIT.search(reading.text, sentence.start, sentence.end):
            yield from _phrases(reading.text, sentence)


def _phrases(text: str, sentence: Span) -> Iterator[Mention]:
    run: list[Span] = []
    for found in _WORD.finditer(text, sentence.start, sentence.end):
        word = found[0]
        stem = without_particle(word) if has_hangul(word) else word
        if word.lower() in _NO_PART or _ADNOMINAL.search(stem):
            yield from _ending(text, run)
            run = []
            continue
        run.append(Span(found.start(), found.start() + len(stem)))
        if stem != word or text[found.end():found.end() + 1] != " " or not _WORD.match(text, found.end() + 1):
            yield from _ending(text, run)
            run = []


def _ending(text: str, run: list[Span]) -> Iterator[Mention]:
    """Yield the name of the quantity in a run of nouns: its last head with a few words before it."""
    for place in range(len(run) - 1, -1, -1):
        pair = text[run[max(0, place - 1)].start:run[place].end].lower()
        if text[run[place].start:run[place].end].lower() in _HEADS or pair in _HEADS:
            span = Span(run[max(0, place - _BEFORE)].start, run[place].end)
            yield Mention(span, text[span.start:span.end], "metric", "rule.quantity", CONFIDENCE)
            return
