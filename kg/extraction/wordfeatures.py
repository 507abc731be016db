"""Features that a word alone decides, made once for each word: its form, and what it tells the tokens around it.

Features are UTF-8: CRFsuite takes bytes as they are and would encode text each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.extraction.kinds import head_kind
from kg.extraction.text import PARTICLES, is_coined, is_hangul

_REPEATED: Final = re.compile(r"(.)\1+")
_PARTICLES: Final = frozenset(PARTICLES)
#: Features of the form that a word tells its neighbours, by how they begin.
_TOLD: Final = ("w=", "s=", "x2", "he", "co")
#: Places that a word is seen from: two tokens behind it to two before it (OWN: the word itself), the tokens of the run of nouns
#: that it ends (RUN), and those of the run before it (AFTER).
OWN: Final = 2
RUN: Final = 5
AFTER: Final = 6
_STEPS: Final = range(-OWN, OWN + 1)
#: How the features of two words side by side begin: those of the right one, and those of the left one.
_BEHIND: Final = "-1|0="
_AHEAD: Final = "0|1="
#: Words that are remembered before all are made anew.
_REMEMBERED: Final = 65_536

Features = tuple[bytes, ...]
_NOTHING: Final[tuple[Features, Features]] = (), ()
#: Features of a word, or of a clue, by the place that it is seen from.
Places = tuple[Features, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """Hold a word in lower case, whether it may go on a run of nouns, and what it says by place."""

    lower: str
    joins: bool
    places: Places


class WordFeatures:
    """Make the features of words; only those of `kept`, where it is given: the rest would weigh nothing."""

    def __init__(self, kept: Iterable[str] | None = None) -> None:
        """Remember no word yet."""
        self._kept = None if kept is None else {feature: feature.encode() for feature in kept}
        self._pairs = None if self._kept is None else _pairs(self._kept)
        self._made: dict[str, Word] = {}
        self._clues: dict[str, Places] = {}

    def of(self, word: str) -> Word:
        """Return what a word says; the empty word is what lies beyond the ends of a sentence."""
        found = self._made.get(word)
        if found is None:
            if len(self._made) >= _REMEMBERED:
                self._made.clear()
            joins = (is_hangul(word[:1]) or word[:1].isalnum()) and word not in _PARTICLES
            found = self._made[word] = Word(word.lower(), joins, tuple(map(self.kept, _places(word))))
        return found

    def clue(self, name: str) -> Places:
        """Return what a clue says of its token and tells the tokens around it."""
        found = self._clues.get(name)
        if found is None:
            found = self._clues[name] = (*(self.kept((f"{step}{name}" if step else name,)) for step in _STEPS), (), ())
        return found

    def pair(self, left: str, right: str) -> tuple[Features, Features]:
        """Return what two words in lower case side by side say, of the left one and of the right one."""
        both = f"{left}|{right}"
        if self._pairs is None:
            return (f"{_AHEAD}{both}".encode(),), (f"{_BEHIND}{both}".encode(),)
        return self._pairs.get(both, _NOTHING)

    def kept(self, features: Iterable[str]) -> Features:
        """Return those features that count."""
        known = self._kept
        if known is None:
            return tuple(feature.encode() for feature in features)
        return tuple([known[feature] for feature in features if feature in known])


def _pairs(kept: Mapping[str, bytes]) -> dict[str, tuple[Features, Features]]:
    """Return what `WordFeatures.pair` returns for the pairs that count."""
    found: dict[str, tuple[Features, Features]] = {}
    for feature, made in kept.items():
        if feature.startswith(_AHEAD):
            both = feature.removeprefix(_AHEAD)
            found[both] = (made,), found.get(both, _NOTHING)[1]
        elif feature.startswith(_BEHIND):
            both = feature.removeprefix(_BEHIND)
            found[both] = found.get(both, _NOTHING)[0], (made,)
    return found


def _places(word: str) -> Iterator[list[str]]:
    form = _form(word) if word else []
    lower = word.lower()
    told = [feature for feature in form if feature[:2] in _TOLD]
    for step in _STEPS:
        yield [f"{step}{feature}" for feature in told] if step else form
    yield [f"run={lower}", f"runhead={head_kind(word)}"]
    yield [f"after={lower}"]


def _form(word: str) -> list[str]:
    lower = word.lower()
    form = [f"w={lower}", f"s={_shape(word)}", f"x2={lower[-2:]}"]
    if len(word) > 2:
        form.append(f"p2={lower[:2]}")
    if len(word) > 3:
        form += [f"p3={lower[:3]}", f"x3={lower[-3:]}"]
    if is_hangul(word[0]):
        form += [f"n={lower[start:start + 2]}" for start in range(len(lower) - 1)]
    if is_coined(word):
        form.append("coined")
    if kind := head_kind(word):
        form.append(f"head={kind}")
    return form


def _shape(word: str) -> str:
    signs = ("X" if sign.isupper() else "x" if sign.islower() else "d" if sign.isdecimal() else "h" if is_hangul(sign) else sign for sign in word)
    return _REPEATED.sub(r"\1\1", "".join(signs))
