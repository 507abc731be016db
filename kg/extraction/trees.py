"""Boosted trees (Friedman 2001) over numbers: small trees of decisions for each label, whose leaves add up to its weight.

All decisions of all trees are taken at once: each that fails strikes out the leaves on its left, and the first that is left counts
(Lucchese et al., "QuickScorer", 2015).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

#: Leaves of a tree. A tree holds, for each decision, the number that it looks at, up to what it holds, and the leaves that are left where
#: it fails, as bits; and the weights of its leaves, from left to right.
LEAVES: Final = 8
TREE: Final = np.dtype([("feature", "u1", LEAVES - 1), ("most", "<f4", LEAVES - 1), ("left", "u1", LEAVES - 1), ("value", "<f4", LEAVES)])
#: All leaves of a tree, and the first of any set of them.
ALL: Final = (1 << LEAVES) - 1
_FIRST: Final = np.array([0, *((number & -number).bit_length() - 1 for number in range(1, ALL + 1))], dtype=np.intp)

Numbers = NDArray[np.float32]
Chances = NDArray[np.float64]


class Trees:
    """Tell how likely each label is; `trees` holds records of TREE, a row for each round and a column for each label."""

    def __init__(self, trees: NDArray[Any]) -> None:
        """Take trees apart into what is looked up at once."""
        flat = trees.reshape(-1)
        self._shape = trees.shape
        self._features = flat["feature"].astype(np.intp)
        self._most, self._left, self._values = (np.ascontiguousarray(flat[name]) for name in ("most", "left", "value"))
        self._places = np.arange(len(flat))

    def chances(self, rows: Numbers) -> Chances:
        """Return the probability of each label, a row for each row of numbers."""
        holds = (rows[:, self._features] <= self._most).astype(np.uint8)
        leaves = _FIRST[np.bitwise_and.reduce(-holds | self._left, axis=2)]
        weights = self._values[self._places, leaves].reshape(len(rows), *self._shape).sum(axis=1, dtype=np.float64)
        odds = np.exp(weights - weights.max(axis=1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def read_trees(path: Path) -> Trees:
    """Return the trees of a file; raise ValueError where it holds none, or not whole."""
    with path.open("rb") as stream:
        try:
            found = np.load(stream)
        except (EOFError, ValueError) as error:
            raise ValueError(f"{path.name} is not whole") from error
    if found.dtype != TREE or found.ndim != 2:
        raise ValueError(f"{path.name} is not whole")
    return Trees(found)
