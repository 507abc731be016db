"""Full text over names: which names some words find, and how well.

Case, punctuation, Latin plurals and spacing between words do not count, as in `kg.identifiers.key`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final

from kg.identifiers import key, spaced_key

_GAP: Final = re.compile("[ .]")
#: The same, where a break between digits, which a key keeps, counts to what is before it.
_PIECES: Final = re.compile(r" |(?<=\.)")
#: How well a name fits, best first: it is the words, it begins with them, each of them begins a word of it.
EXACT, PREFIX, WORDS = range(3)


@lru_cache(maxsize=256)
def parts(words: str) -> tuple[str, ...]:
    """Return the parts of asked words, each of which must begin a word of a name.

    >>> parts("Speculative Decodings"), parts("…")
    (('speculative', 'decoding'), ())
    """
    return tuple(_GAP.split(spaced_key(words))) if key(words) else ()


def matches(name: str, words: str) -> bool:
    """Say whether every word of `words` begins a word of a name, or goes on where the word before it ended.

    >>> matches("Speculative Decoding", "decod spec"), matches("추측적 디코딩", "추측적디코딩"), matches("추측적디코딩", "추측적 디코딩")
    (True, True, True)
    >>> matches("Mixture of Experts", "pert"), matches("Medusa", "")
    (False, False)
    """
    asked = parts(words)
    return bool(asked) and _all_begin(spaced_key(name), asked)


def _all_begin(spaced: str, asked: Sequence[str]) -> bool:
    text = spaced.replace(" ", "")
    starts = {0, *accumulate(map(len, _PIECES.split(spaced)))}
    ends: set[int] = set()
    for part in asked:
        ends = {start + len(part) for start in starts | ends if text.startswith(part, start)}
        if not ends:
            return False
    return True


def rank(name: str, words: str) -> int | None:
    """Return how well a name fits some words: EXACT, PREFIX or WORDS; None where it does not.

    >>> rank("MoE", "moe"), rank("Mixture of Experts", "mixture"), rank("Mixture of Experts", "experts"), rank("Medusa", "MoE")
    (0, 1, 2, None)
    """
    if not matches(name, words):
        return None
    whole, asked = key(name), key(words)
    return EXACT if whole == asked else PREFIX if whole.startswith(asked) else WORDS
