"""Texts about no paper in particular: entries of phrases that would fit any paper, which some digests hold where nothing was written.

Such an entry names nothing: no coined word, no gloss, no figure; only the stock of general words about models, data and results.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.extraction.reading import Reading
from kg.extraction.text import WORD, is_coined
from kg.model import Span

_PLACEHOLDER: Final = re.compile(
    r"(?:이|본|해당)\s(?:논문|연구)(?:은|는|에서는)?\s(?:새로운|혁신적인|최신)\s(?:접근|방법|기술|모델|인공지능|알고리즘)[^.\n]{0,60}(?:제안|소개|다룹|제시)"
    r"|(?:this|the)\spaper\s(?:presents|proposes|introduces)\sa\s(?:new|novel)\s(?:approach|method)\s(?:to|for)\s(?:improve|solving|the\sproblem)\b"
    r"|(?:내용|초록|요약|abstract|summary)[^.\n]{0,20}(?:제공되지|없습니다|없음|not\s(?:available|provided))", re.IGNORECASE)
_NAMED: Final = re.compile(rf"[(（][^()\n]{{0,6}}[A-Za-z]|\d|{WORD}")


def find_boilerplate(reading: Reading) -> Reading:
    """Return the reading with the sentences of stock phrases, where the body has nothing else."""
    body = sorted(reading.blocks[1:] if reading.title else reading.blocks)
    inside = tuple(sentence for sentence in reading.sentences if _within(sentence, body))
    stock = tuple(sentence for sentence in inside if _PLACEHOLDER.search(reading.text, sentence.start, sentence.end))
    if not stock or any(_names_something(reading.words(sentence)) for sentence in inside):
        return reading
    return replace(reading, boilerplate=stock)


def _within(inner: Span, blocks: Sequence[Span]) -> bool:
    """Say whether the last of the sorted blocks that begins no later than a span holds it."""
    place = bisect_right(blocks, inner.start, key=lambda block: block.start) - 1
    return place >= 0 and inner.end <= blocks[place].end


def _names_something(sentence: str) -> bool:
    return any(found[0][0] in "(（" or found[0][0].isdecimal() or is_coined(found[0]) for found in _NAMED.finditer(sentence))
