"""Features that a word alone decides, by name: its form, and what it tells the tokens around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
STEPS: Final = range(-OWN, OWN + 1)
_STEP: Final = re.compile("-?[12]")
_RUN: Final = "run="
_RUN_HEAD: Final = "runhead="
_AFTER: Final = "after="
#: What stands beyond the ends of a sentence.
BEYOND: Final = ""
#: Features of the first token of a sentence and of the last, and how those of two words side by side begin: of the right one, of the left one.
FIRST: Final = ("first", "-1none")
LAST: Final = ("1none",)
BEHIND: Final = "-1|0="
AHEAD: Final = "0|1="

#: Features of a word, or of what is said of it, by the place that it is seen from.
Places = tuple[tuple[str, ...], ...]


def joins(word: str) -> bool:
    """Say whether a word may go on a run of nouns."""
    return (is_hangul(word[:1]) or word[:1].isalnum()) and word not in _PARTICLES


def word_signals(word: str) -> list[str]:
    """Return what a word says, of itself and of the run of nouns that it ends."""
    lower = word.lower()
    return [*(_form(word) if word else ()), f"{_RUN}{lower}", f"{_RUN_HEAD}{head_kind(word)}", f"{_AFTER}{lower}"]


def word_places(word: str) -> Places:
    """Return the features of a word by place."""
    *form, run, head, after = word_signals(word)
    told = [signal for signal in form if signal[:2] in _TOLD]
    return *(tuple([f"{step}{signal}" for signal in told]) if step else tuple(form) for step in STEPS), (run, head), (after,)


def clue_places(clues: Iterable[str]) -> Places:
    """Return the features of what is said of a word by place: it tells all of it to the words around it."""
    said = tuple(clues)
    return *(tuple([f"{step}{clue}" if step else clue for clue in said]) for step in STEPS), (), ()


def place_of(feature: str) -> tuple[str, int]:
    """Return the signal that a feature of a word or clue comes from, and the place that it is seen from.

    >>> place_of("-1w=mean"), place_of("w=mean"), place_of("after=mean")
    (('w=mean', 1), ('w=mean', 2), ('after=mean', 6))
    """
    if feature.startswith((_RUN, _RUN_HEAD)):
        return feature, RUN
    if feature.startswith(_AFTER):
        return feature, AFTER
    step = _STEP.match(feature)
    return (feature[step.end():], int(step[0]) + OWN) if step else (feature, OWN)


def pair_of(feature: str, sign: str) -> tuple[str, str] | None:
    """Return the words of which a feature with a certain beginning speaks, None for another feature.

    >>> pair_of("0|1=mean|average", AHEAD), pair_of("0|1=|||", AHEAD), pair_of("w=mean", AHEAD)
    (('mean', 'average'), ('|', '|'), None)
    """
    if not feature.startswith(sign):
        return None
    # A token with a bar in it is a bar.
    words = feature.removeprefix(sign)
    middle = words.index("|", 1)
    return words[:middle], words[middle + 1:]


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
