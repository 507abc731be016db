"""How far confidence can be believed: reliability by bins and expected calibration error.

Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning" (2015); Guo et al., "On Calibration of
Modern Neural Networks" (2017).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, fsum
from typing import Final

from kg.evaluation.verdicts import Verdict
from kg.vocabulary import NAMED_FIELDS

#: Bins of equal width, each without its lower bound.
BINS: Final = 10
#: What is looked at, and the fields that it is of.
GROUPS: Final = {"entities": tuple(NAMED_FIELDS), "relations": ("relations",), "both": (*NAMED_FIELDS, "relations")}


@dataclass(frozen=True, slots=True)
class Bin:
    """Hold the items whose confidence is above `low` and at most `high`; means are of those."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """Hold the bins of one group that are not empty, its means, and its expected calibration error."""

    group: str
    bins: tuple[Bin, ...]
    count: int
    confidence: float
    right: float
    error: float


def calibrate(verdicts: Sequence[Verdict]) -> tuple[Reliability, ...]:
    """Return how sure and how right the items of each of GROUPS are; items without confidence, and optional ones, do not count."""
    return tuple(_reliability(group, [verdict for verdict in verdicts if verdict.field in fields]) for group, fields in GROUPS.items())


def _reliability(group: str, verdicts: Iterable[Verdict]) -> Reliability:
    judged = [(verdict.confidence, verdict.outcome == "found") for verdict in verdicts if verdict.outcome != "missed" and verdict.confidence is not None]
    filled: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        filled.setdefault(max(ceil(confidence * BINS) - 1, 0), []).append((confidence, right))
    bins = tuple(Bin(number / BINS, (number + 1) / BINS, len(items), *_means(items)) for number, items in sorted(filled.items()))
    error = fsum(part.count * abs(part.right - part.confidence) for part in bins) / (len(judged) or 1)
    return Reliability(group, bins, len(judged), *_means(judged), error)


def _means(items: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Return mean confidence and the share that is right."""
    count = len(items) or 1
    return fsum(confidence for confidence, _ in items) / count, sum(right for _, right in items) / count
