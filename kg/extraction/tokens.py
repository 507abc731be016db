"""Tokens of mixed Korean and English text: Latin words, numbers, signs; Hangul words parted into stem, verbal ending and particle.

`미세조정된` gives `미세조정` and `된`, `모델을` gives `모델` and `을`: names end inside Korean words, and a token must end where a name may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise, starmap
from typing import Final

from kg.extraction.text import is_hangul, without_particle
from kg.formulas import FILL
from kg.model import Span

_TOKEN: Final = re.compile(rf"[A-Za-zÀ-ɏ]+|\d+(?:\.\d+)?|[가-힣]+|[^\s{FILL}]")
#: What turns a noun into a verb, an adjective or a plural.
_ENDING: Final = re.compile(
    r"(?P<stem>[가-힣]{2,}?)(?:하(?:는|고|여|며|기|면|도록|였|지|게|거나|려|던)?|되|된|한|할|함|됨|했|됐|해|될|시키|시킨|시켜|합니다|됩니다|입니다|이다|이며|들)[가-힣]*")


def tokens(text: str, block: Span) -> Iterator[Span]:
    """Yield the tokens of a block in order.

    >>> text = "미세조정된 Llama-3을"
    >>> [text[token.start:token.end] for token in tokens(text, Span(0, len(text)))]
    ['미세조정', '된', 'Llama', '-', '3', '을']
    """
    return starmap(Span, bounds(text, block))


def bounds(text: str, block: Span) -> list[tuple[int, int]]:
    """Return where each token of a block starts and ends."""
    found: list[tuple[int, int]] = []
    for token in _TOKEN.finditer(text, block.start, block.end):
        start, end = place = token.span()
        if is_hangul(text[start]):
            found += [(start + left, start + right) for left, right in _parts(text[start:end])]
        else:
            found.append(place)
    return found


@lru_cache(maxsize=65_536)
def _parts(word: str) -> tuple[tuple[int, int], ...]:
    """Return the parts of a Hangul word."""
    stem = len(without_particle(word))
    ending = _ENDING.fullmatch(word, 0, stem)
    return tuple(pairwise(sorted({0, *((ending.end("stem"),) if ending else ()), stem, len(word)})))
