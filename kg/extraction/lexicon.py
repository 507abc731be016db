"""Known names in a text: one Aho-Corasick pass over all labels, indifferent to case, spacing and hyphens, careful at both ends.

Rules of acceptance, measured over Korean and English notes: a Latin name stands free of other Latin letters and digits and is no
beginning of a longer one (`Llama` in `Llama-3`); a Hangul name has no syllable on its left and a particle or nothing on its right.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ahocorasick_rs import AhoCorasick

from kg.concepts import Scheme
from kg.extraction.reading import Reading
from kg.extraction.text import ends_name, is_hangul
from kg.formulas import FILL
from kg.model import Mention, Span

CONFIDENCE: Final = 0.8
_RUN: Final = re.compile(rf"[^\s\-‐–_{FILL}]+")
#: Joined names shorter than this are too likely to be two words of a sentence.
_JOINED: Final = 6
_BOUND: Final = re.compile(r"-(?:based|style|like|aware|driven|free|augmented|enhanced|guided|trained|tuned|only|level|specific|powered|generated)")


@dataclass(frozen=True, slots=True)
class Term:
    """Hold one name of the list: what it names, of which type, and whether only this very spelling counts."""

    name: str
    type: str
    concept: str | None
    cased: bool = False


@dataclass(frozen=True, slots=True)
class Compact:
    """Hold a text without blanks and hyphens in lower case: where its runs begin, and how far each is from where it stood."""

    text: str
    starts: list[int]
    shifts: list[int]

    def place(self, number: int) -> int:
        """Return where a character stood."""
        return number + self.shifts[bisect_right(self.starts, number) - 1]


def compact(text: str) -> Compact:
    """Return a text in the form that names are looked up in."""
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    length = 0
    for found in _RUN.finditer(text):
        run, lower = found[0], found[0].lower()
        pieces.append(lower if len(lower) == len(run) else run)
        starts.append(length)
        shifts.append(found.start() - length)
        length += len(run)
    return Compact("".join(pieces), starts, shifts)


def scheme_terms(scheme: Scheme) -> Iterator[Term]:
    """Yield every name of every concept."""
    for concept in scheme.concepts.values():
        for name in concept.names:
            yield Term(name.value, concept.type, concept.id, "cased" in concept.flags)


class Lexicon:
    """Find the names of a list in texts."""

    def __init__(self, terms: Iterable[Term]) -> None:
        """Index `terms`; of two with the same spelling the first one counts."""
        by_form: dict[str, Term] = {}
        for term in terms:
            form = compact(term.name).text
            if len(form) >= 2:
                by_form.setdefault(form, term)
        self._forms = list(by_form)
        self._terms = list(by_form.values())
        self._automaton = AhoCorasick(self._forms)

    def find(self, text: str) -> Iterator[tuple[Span, Term]]:
        """Yield the longest names from left to right, without overlaps."""
        small = compact(text)
        hits = [(small.place(start), -small.place(end - 1) - 1, number)
                for number, start, end in self._automaton.find_matches_as_indexes(small.text, overlapping=True)]
        reached = 0
        for start, negative_end, number in sorted(hits):
            end = -negative_end
            if start < reached or not _stands(text, start, end, self._terms[number]):
                continue
            reached = end + 1 if _is_plural(text, end) else end
            yield Span(start, reached), self._terms[number]

    def __call__(self, reading: Reading) -> tuple[Mention, ...]:
        """Return the mentions of known names in the blocks of a reading."""
        found = []
        for block in reading.blocks:
            for span, term in self.find(reading.words(block)):
                place = Span(block.start + span.start, block.start + span.end)
                found.append(Mention(place, reading.words(place), term.type, "lexicon.concept", CONFIDENCE, term.concept))
        return tuple(found)


def _stands(text: str, start: int, end: int, term: Term) -> bool:
    words = text[start:end]
    if term.cased and words != term.name:
        return False
    # `GAN` may be written `gan`, but `Gan` is somebody's name.
    if words.istitle() and term.name.isupper() and len(words) <= _JOINED:
        return False
    if " " not in term.name and "-" not in term.name and len(term.name) < _JOINED and len(words) != len(term.name):
        return False
    return "\n" not in words and _free_left(text, start) and _free_right(text, end)


def _free_left(text: str, start: int) -> bool:
    before, first = text[start - 1:start] if start else "", text[start]
    if is_hangul(first):
        return not is_hangul(before)
    if before == "-" and start >= 2:
        return not text[start - 2].isalnum()
    return not (before.isascii() and before.isalnum())


def _is_plural(text: str, end: int) -> bool:
    return text[end:end + 1] == "s" and text[end - 1].isascii() and text[end - 1].isalpha() and not text[end + 1:end + 2].isalpha()


def _free_right(text: str, end: int) -> bool:
    if is_hangul(text[end - 1]):
        return ends_name(text, end)
    if _is_plural(text, end):
        end += 1
    after, beyond = text[end:end + 1], text[end + 1:end + 2]
    if after == "-":
        return not beyond.isalnum() or is_hangul(beyond) or (beyond.islower() and _BOUND.match(text, end) is not None)
    if after in {".", "+"}:
        return not beyond.isdecimal() and after != "+"
    return not (after.isascii() and (after.isalnum() or after == "_"))
