"""Learn boosted trees: one a label and round, each a step along the gradient of the likelihood (Friedman 2001), over histograms (Ke et al. 2017)."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kg.extraction.trees import ALL, LEAVES, TREE, Chances, Numbers

#: Rounds, step, and penalty of a leaf's weight, chosen on texts held out.
ROUNDS: Final = 60
STEP: Final = 0.1
PENALTY: Final = 5.0
#: Rows that a leaf has at least; shares of the features and of the rows that a tree sees.
ROWS: Final = 40
_FEATURES: Final = 0.4
_SEEN: Final = 0.8
#: Values that a number is cut into.
BINS: Final = 64

Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Slopes:
    """Hold first and second derivatives of the loss by the weight of one label, for each row."""

    first: Chances
    second: Chances


@dataclass(frozen=True, slots=True)
class _Leaf:
    """Hold the rows of a leaf, its histogram (slopes, curvatures and rows, by feature and bin), and its best split: gain, feature and bin."""

    rows: NDArray[np.intp]
    histogram: Chances
    gain: float
    feature: int
    bin: int


@dataclass(frozen=True, slots=True)
class _Split:
    """Hold a decision and what is on its two sides: further decisions or leaves, by their place among the tree's parts."""

    feature: int
    bin: int
    left: int
    right: int


def boost(rows: Numbers, labels: NDArray[np.intp], count: int, *, rounds: int = ROUNDS) -> NDArray[Any]:
    """Return the trees that tell `count` labels apart, records of TREE: a row for each round, a column for each label."""
    random = np.random.default_rng(0)
    cuts = [_cuts(column) for column in rows.T]
    codes = np.stack([np.searchsorted(cut, column) + BINS * number for number, (cut, column) in enumerate(zip(cuts, rows.T, strict=True))], axis=1)
    right = labels[:, None] == np.arange(count)
    start = np.log(right.mean(axis=0) + 1e-6)
    weights = np.tile(start, (len(rows), 1))
    trees = np.zeros((rounds, count), dtype=TREE)
    for number in range(rounds):
        odds = np.exp(weights - weights.max(axis=1, keepdims=True))
        chances = odds / odds.sum(axis=1, keepdims=True)
        seen = np.sort(random.permutation(len(rows))[:ceil(_SEEN * len(rows))])
        for label in range(count):
            slopes = _Slopes(chances[:, label] - right[:, label], chances[:, label] * (1 - chances[:, label]) * count / max(1, count - 1))
            chosen = np.sort(random.permutation(len(cuts))[:ceil(_FEATURES * len(cuts))])
            parts = _grown(codes, chosen, slopes, seen)
            trees[number, label], weights[:, label] = _written(parts, codes, cuts, weights[:, label])
            trees[number, label]["value"] += start[label] if number == 0 else 0.0
    return trees


def write_trees(path: Path, trees: NDArray[Any]) -> None:
    """Write trees to a file."""
    with path.open("wb") as stream:
        np.save(stream, trees)


def _cuts(column: Numbers) -> Numbers:
    """Return the values between which a number is told apart."""
    values = np.unique(column)
    return values[:-1] if len(values) <= BINS else np.unique(np.quantile(column, np.linspace(0, 1, BINS + 1)[1:-1], method="lower"))


def _grown(codes: Codes, chosen: NDArray[np.intp], slopes: _Slopes, seen: NDArray[np.intp]) -> list[_Split | float]:
    """Return the parts of a tree, the first is its root: decisions, and the weights of its leaves; the leaf that gains most is split first."""
    parts: list[_Split | float] = [0.0]
    inner = codes[:, chosen] - BINS * chosen + BINS * np.arange(len(chosen))
    leaves = {0: _leaf(seen, _histogram(inner, slopes, seen), chosen)}
    while len(leaves) < LEAVES:
        place, leaf = max(leaves.items(), key=lambda item: (item[1].gain, -item[0]))
        if leaf.gain <= 0:
            break
        below = codes[leaf.rows, leaf.feature] <= leaf.bin + BINS * leaf.feature
        sides = leaf.rows[below], leaf.rows[~below]
        small = int(len(sides[1]) < len(sides[0]))
        histogram = _histogram(inner, slopes, sides[small])
        both = (histogram, leaf.histogram - histogram) if small == 0 else (leaf.histogram - histogram, histogram)
        del leaves[place]
        parts[place] = _Split(leaf.feature, leaf.bin, len(parts), len(parts) + 1)
        for side, counted in zip(sides, both, strict=True):
            leaves[len(parts)] = _leaf(side, counted, chosen)
            parts.append(0.0)
    for place, leaf in leaves.items():
        first, second = slopes.first[leaf.rows].sum(), slopes.second[leaf.rows].sum()
        parts[place] = float(-STEP * first / (second + PENALTY))
    return parts


def _histogram(inner: Codes, slopes: _Slopes, rows: NDArray[np.intp]) -> Chances:
    """Return the sums of slopes and curvatures and the number of some rows, by feature and bin."""
    width = inner.shape[1]
    flat = inner[rows].ravel()
    weights = slopes.first[rows], slopes.second[rows], np.ones(len(rows))
    sums = [np.bincount(flat, np.repeat(weight, width), minlength=BINS * width) for weight in weights]
    return np.stack(sums).astype(np.float64).reshape(3, width, BINS)


def _leaf(rows: NDArray[np.intp], histogram: Chances, chosen: NDArray[np.intp]) -> _Leaf:
    """Return a leaf with the split that gains most."""
    below = histogram.cumsum(axis=2)
    whole = below[:, :, -1:]
    first, second, count = below
    gains = first**2 / (second + PENALTY) + (whole[0] - first)**2 / (whole[1] - second + PENALTY) - whole[0]**2 / (whole[1] + PENALTY)
    gains[(count < ROWS) | (whole[2] - count < ROWS)] = 0.0
    feature, cut = divmod(int(gains.argmax()), BINS)
    return _Leaf(rows, histogram, float(gains[feature, cut]) if gains[feature, cut] > 1e-9 else 0.0, int(chosen[feature]), cut)


def _written(parts: list[_Split | float], codes: Codes, cuts: list[Numbers], weights: Chances) -> tuple[Any, Chances]:
    """Return a tree as a record, its leaves from left to right, and the weights of all rows with those of their leaves."""
    tree = np.zeros((), dtype=TREE)
    tree["most"], tree["left"] = np.inf, ALL
    added = weights.copy()
    leaves = decisions = 0
    waiting: list[tuple[int, NDArray[np.intp], int | None]] = [(0, np.arange(len(codes)), None)]
    while waiting:
        place, rows, ends = waiting.pop()
        if ends is not None:  # the left side of a decision is written: those leaves go where it fails
            decision, begun = ends, place
            tree["left"][decision] = ALL & ~((1 << leaves) - (1 << begun))
            continue
        part = parts[place]
        if isinstance(part, float):
            tree["value"][leaves] = part
            added[rows] += part
            leaves += 1
            continue
        tree["feature"][decisions], tree["most"][decisions] = part.feature, cuts[part.feature][part.bin]
        below = codes[rows, part.feature] <= part.bin + BINS * part.feature
        waiting += [(part.right, rows[~below], None), (leaves, rows[:0], decisions), (part.left, rows[below], None)]
        decisions += 1
    return tree, added
