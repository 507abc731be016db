"""Features that a word alone decides, made once for each word: its form, and what it tells the tokens around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.extraction.kinds import head_kind
from kg.extraction.text import is_coined, is_hangul

_REPEATED: Final = re.compile(r"(.)\1+")
#: Features of the form that a word tells its neighbours, by how they begin.
_TOLD: Final = ("s=", "x2", "he", "co")
#: Places that a word is seen from: two tokens behind it to two before it (OWN: the word itself), the tokens of the run of nouns
#: that it ends (RUN), and those of the run before it (AFTER).
OWN: Final = 2
RUN: Final = 5
AFTER: Final = 6
#: Words that are remembered before all are made anew.
_REMEMBERED: Final = 65_536

#: Features of a word by the place that it is seen from.
Places = tuple[tuple[str, ...], ...]


class WordFeatures:
    """Make the features of words; only those of `kept`, where it is given: the rest would weigh nothing."""

    def __init__(self, kept: frozenset[str] | None = None) -> None:
        """Remember nothing yet."""
        self._kept = kept
        self._made: dict[str, Places] = {}

    def of(self, word: str) -> Places:
        """Return what a word says, by place."""
        found = self._made.get(word)
        if found is None:
            if len(self._made) >= _REMEMBERED:
                self._made.clear()
            found = self._made[word] = tuple(tuple(self.kept(features)) for features in _places(word))
        return found

    def kept(self, features: Iterable[str]) -> Iterable[str]:
        """Return those features that count."""
        return features if self._kept is None else [feature for feature in features if feature in self._kept]


def _places(word: str) -> Iterator[list[str]]:
    form = _form(word) if word else []
    lower = word.lower()
    for step in range(-2, 3):
        yield [f"{step}w={lower}", *(f"{step}{feature}" for feature in form if feature[:2] in _TOLD)] if step else form
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
