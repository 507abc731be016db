"""A maximum-entropy classifier (Berger et al. 1996) over named features."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate, chain, islice
from pathlib import Path
from typing import Final

import numpy as np

from kg.extraction.linear import Weights

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
        rest, known = iter(things), self._numbers
        while batch := [[0, *[known[feature] for feature in features if feature in known]] for features in islice(rest, _TOGETHER)]:
            starts = [0, *accumulate(map(len, batch[:-1]))]
            scores = np.add.reduceat(self._rows[list(chain.from_iterable(batch))], starts, axis=0)
            odds = np.exp(scores - scores.max(axis=1, keepdims=True))
            for row in (odds / odds.sum(axis=1, keepdims=True)).tolist():
                yield dict(zip(self.labels, row, strict=True))
