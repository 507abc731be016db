"""How far to believe a statement: a function of its evidence, after INDRA's simple belief model (Gyori et al., 2017).

Readings of one rule share its systematic error, so that a thousand of them never become certainty; different rules err
independently.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import prod
from typing import Final

from kg.model import Evidence

#: Chance that a component is wrong about everything of a kind, by the first part of its name.
SYSTEMATIC_ERROR: Final = {"reader": 0.01, "lexicon": 0.05, "rule": 0.1, "assembly": 0.2}
_UNKNOWN: Final = 0.15


def belief(evidence: Iterable[Evidence]) -> float:
    """Return the belief, from 0 to 1, in what the evidence states; words that deny it take from what others give.

    A confidence counts with the four decimals with which graphs keep it, and the order of the evidence does not matter.

    >>> from kg.model import Span
    >>> one = Evidence("d", Span(0, 1), "x", "rule.gloss", 0.7)
    >>> round(belief([one]), 3), round(belief([one] * 1000), 3)
    (0.63, 0.9)
    """
    return _belief(tuple(sorted([(item.extractor, four_decimals(item.confidence), item.negated) for item in evidence])))


# Numbers repeat by the thousand, and rounding one takes longer than anything else that is done with it.
@lru_cache(maxsize=65_536)
def four_decimals(number: float) -> float:
    """Return a belief or a confidence as graphs keep it."""
    return round(number, 4)


# Most statements rest on one reading, and few readings differ in what counts here.
@lru_cache(maxsize=65_536)
def _belief(readings: Sequence[tuple[str, float, bool]]) -> float:
    return _noisy_or(readings, negated=False) * (1 - _noisy_or(readings, negated=True))


def _noisy_or(readings: Sequence[tuple[str, float, bool]], *, negated: bool) -> float:
    errors: defaultdict[str, list[float]] = defaultdict(list)
    for extractor, confidence, denies in readings:
        if denies == negated:
            errors[extractor].append(1 - confidence)
    return 1 - prod(_doubt(extractor, errors[extractor]) for extractor in errors)


def _doubt(extractor: str, errors: list[float]) -> float:
    """Return the chance that readings of one extractor are all wrong: it errs as a whole, or each reading by itself."""
    systematic = SYSTEMATIC_ERROR.get(extractor.partition(".")[0], _UNKNOWN)
    return systematic + (1 - systematic) * prod(errors)
