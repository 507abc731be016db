"""A maximum-entropy classifier (Berger et al. 1996) over named features; its weights are a conditional random field's of one token."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pycrfsuite


class Classifier:
    """Tell how likely each label is."""

    def __init__(self, weights: Path) -> None:
        """Open a file of weights."""
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(weights))
        self.labels: tuple[str, ...] = tuple(sorted(self._tagger.labels()))

    def chances(self, features: Sequence[str], *, unless: str = "", above: float = 1.0) -> dict[str, float]:
        """Return the probability of each label for a set of features; only that of `unless` where it is above a bound."""
        self._tagger.set([list(features)])
        if unless in self.labels and (chance := self._tagger.marginal(unless, 0)) > above:
            return {unless: chance}
        return {label: self._tagger.marginal(label, 0) for label in self.labels}
