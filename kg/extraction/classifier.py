"""A maximum-entropy classifier (Berger et al. 1996) over named features."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, islice
from pathlib import Path
from typing import Final

import numpy as np

from kg.extraction.linear import Array, Weights

#: Things that are weighed at a time: what bounds the memory.
_TOGETHER: Final = 512


class Classifier:
    """Tell how likely each label is."""

    def __init__(self, weights: Path) -> None:
        """Open a file of weights."""
        found = Weights.read(weights)
        self.labels = found.labels
        self._numbers = {feature: number for number, feature in enumerate(found.features, 1)}
        # Each sum begins with row 0, which weighs nothing.
        self._rows = np.vstack((np.zeros((1, len(found.labels))), found.rows))

    def chances(self, things: Iterable[Iterable[str]]) -> Iterator[dict[str, float]]:
        """Yield the probability of each label for each set of features."""
        rest = iter(things)
        while batch := list(islice(rest, _TOGETHER)):
            for row in _probabilities(self._sums(batch)).tolist():
                yield dict(zip(self.labels, row, strict=True))

    def chances_of_groups(self, things: Sequence[Sequence[tuple[str, ...]]]) -> Array:
        """Return the probabilities of labels, a row for each thing, by its groups of features, as many for each; things share groups."""
        numbers: dict[tuple[str, ...], int] = {}
        places = [[numbers.setdefault(group, len(numbers)) for group in groups] for groups in things]
        return _probabilities(self._sums(numbers)[places].sum(axis=1))

    def _sums(self, things: Iterable[Iterable[str]]) -> Array:
        """Return what sets of features weigh, a row each."""
        known = self._numbers
        rows = [[0, *[known[feature] for feature in features if feature in known]] for features in things]
        starts = [0, *accumulate(map(len, rows[:-1]))]
        sums: Array = np.add.reduceat(self._rows[list(chain.from_iterable(rows))], starts, axis=0)
        return sums


def _probabilities(weights: Array) -> Array:
    odds = np.exp(weights - weights.max(axis=1, keepdims=True))
    chances: Array = odds / odds.sum(axis=1, keepdims=True)
    return chances
