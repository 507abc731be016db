"""How far to believe a statement: a function of its evidence, after INDRA's simple belief model (Gyori et al., 2017).

Readings of one rule share its systematic error, so that a thousand of them never become certainty; different rules err
independently.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from kg.model import Evidence

#: Chance that a component is wrong about everything of a kind, by the first part of its name.
SYSTEMATIC_ERROR: Final = {"reader": 0.01, "lexicon": 0.05, "rule": 0.1, "assembly": 0.2}
_UNKNOWN: Final = 0.15


def belief(evidence: Iterable[Evidence]) -> float:
    """Return the belief, from 0 to 1, in what the evidence states; words that deny it take from what others give.

    >>> from kg.model import Span
    >>> one = Evidence("d", Span(0, 1), "x", "rule.gloss", 0.7)
    >>> round(belief([one]), 3), round(belief([one] * 1000), 3)
    (0.63, 0.9)
    """
    stated: defaultdict[str, float] = defaultdict(lambda: 1.0)
    denied: defaultdict[str, float] = defaultdict(lambda: 1.0)
    for item in evidence:
        (denied if item.negated else stated)[item.extractor] *= 1 - item.confidence
    return _noisy_or(stated) * (1 - _noisy_or(denied))


def _noisy_or(random_errors: dict[str, float]) -> float:
    doubt = 1.0
    for extractor, error in random_errors.items():
        systematic = SYSTEMATIC_ERROR.get(extractor.partition(".")[0], _UNKNOWN)
        doubt *= systematic + (1 - systematic) * error
    return 1 - doubt
