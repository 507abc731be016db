"""What the tokens of a text weigh for each label: sums of the weights of their features, made once for each word and each set of clues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kg.extraction.features import REACH, View
from kg.extraction.linear import Array
from kg.extraction.wordfeatures import AFTER, AHEAD, BEHIND, BEYOND, FIRST, LAST, OWN, RUN, STEPS, joins, pair_of, place_of, word_signals

#: Words that are remembered before all are looked up anew.
_REMEMBERED: Final = 65_536
_PLACES: Final = AFTER + 1

Numbers = NDArray[np.intp]


class Emissions:
    """Weigh the tokens of views by the weights of named features."""

    def __init__(self, features: Sequence[str], weights: Array) -> None:
        """Take the names of features, and for each a row of weights, one a label."""
        self._alone = dict(zip(features, weights, strict=True))
        self._nothing: Array = np.zeros(weights.shape[1])
        self._marks = [self._sum(names) for names in (("glued",), ("titled",), FIRST, LAST)]
        self._signals, self._weights = _by_signal(features, weights)
        self._vocabulary: dict[str, int] = {}
        self._ahead, self._behind = (_Pairs(features, weights, sign, self._vocabulary) for sign in (AHEAD, BEHIND))
        self._abouts: dict[tuple[str, ...], Array] = {}
        self._clues: dict[tuple[str, ...], int] = {}
        self._clue_weights = self._table()
        self._forget()

    def of(self, view: View) -> Array:
        """Return the weights of a view's tokens, a row each; the rows of what stands around sentences mean nothing."""
        if len(self._words) > _REMEMBERED:
            self._forget()
        numbers, word = self._words, self._word
        words = np.array([numbers[name] if name in numbers else word(name) for name in view.words], np.intp)
        told: Array = self._word_weights.rows[words]
        if view.clues:
            said = [self._clue(clues) for clues in view.clues.values()]
            told[list(view.clues)] += self._clue_weights.rows[said]
        found: Array = told[:, OWN].copy()
        for step in STEPS:
            if step < 0:
                found[-step:] += told[:step, OWN + step]
            elif step > 0:
                found[:-step] += told[step:, OWN + step]
        ends = _run_ends(self._joins.rows[words])
        found[:-1] += told[ends, RUN] + told[ends + 1, AFTER]
        lower: Numbers = self._lower.rows[words]
        self._ahead.add(found[:-1], lower)
        self._behind.add(found[1:], lower)
        self._mark(found, view)
        return found

    def _mark(self, found: Array, view: View) -> None:
        """Add what single tokens, and all of a sentence, weigh beside their words."""
        firsts, lasts = [first for first, _, _ in view.sentences], [last - 1 for _, last, _ in view.sentences]
        for places, weights in zip((view.glued, view.titled, firsts, lasts), self._marks, strict=True):
            found[places] += weights
        for first, last, about in view.sentences:
            if about not in self._abouts:
                self._abouts[about] = self._sum(about)
            found[first:last] += self._abouts[about]

    def _sum(self, features: Iterable[str]) -> Array:
        return sum((self._alone[feature] for feature in features if feature in self._alone), self._nothing)

    def _by_place(self, signals: Iterable[str]) -> Array:
        """Return the sums of the weights of signals by place."""
        known = self._signals
        sums: Array = self._weights[[known[signal] for signal in signals if signal in known]].sum(axis=0)
        return sums

    def _word(self, word: str) -> int:
        self._joins.add(joins(word))
        self._lower.add(self._vocabulary.get(word.lower(), 0))
        self._words[word] = number = self._word_weights.add(self._by_place(word_signals(word)))
        return number

    def _clue(self, clues: tuple[str, ...]) -> int:
        number = self._clues.get(clues)
        if number is None:
            number = self._clues[clues] = self._clue_weights.add(self._by_place(clues))
        return number

    def _table(self) -> _Table:
        return _Table(np.zeros((1, *self._weights.shape[1:])))

    def _forget(self) -> None:
        self._words: dict[str, int] = {}
        self._word_weights, self._joins, self._lower = self._table(), _Table(np.zeros(1, bool)), _Table(np.zeros(1, np.intp))
        self._word(BEYOND)


def _by_signal(features: Sequence[str], weights: Array) -> tuple[dict[str, int], Array]:
    """Return the signals of words and clues with their numbers, and the weights of each by place."""
    places = [place_of(feature) for feature in features]
    signals = {signal: number for number, signal in enumerate(dict.fromkeys(signal for signal, _ in places))}
    found: Array = np.zeros((len(signals), _PLACES, weights.shape[1]))
    found[[signals[signal] for signal, _ in places], [place for _, place in places]] = weights
    return signals, found


class _Table:
    """Hold rows in an array that grows."""

    def __init__(self, rows: NDArray[Any]) -> None:
        self.rows = rows
        self._count = 0

    def add(self, row: object) -> int:
        """Add a row and return its number."""
        number = self._count
        if number == len(self.rows):
            self.rows = np.concatenate((self.rows, np.zeros_like(self.rows)))
        self.rows[number] = row
        self._count += 1
        return number


class _Pairs:
    """Weigh two words side by side, which a vocabulary numbers from 1 on."""

    def __init__(self, features: Sequence[str], weights: Array, sign: str, vocabulary: dict[str, int]) -> None:
        named = [(pair, row) for feature, row in zip(features, weights, strict=True) if (pair := pair_of(feature, sign))]
        numbers = [[vocabulary.setdefault(word, len(vocabulary) + 1) for word in pair] for pair, _ in named]
        self._keys, order = np.unique(np.array([_key(left, right) for left, right in numbers], np.int64), return_index=True)
        self._weights = np.array([row for _, row in named])[order] if named else weights[:0]

    def add(self, found: Array, words: Numbers) -> None:
        """Add to each row what a word and the next one weigh; words of no number weigh nothing."""
        if len(self._keys):
            keys = _key(words[:-1], words[1:])
            places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
            hits = np.flatnonzero(self._keys[places] == keys)
            found[hits] += self._weights[places[hits]]


def _key(left: Any, right: Any) -> Any:  # noqa: ANN401 - numbers, or arrays of them
    return (left << 31) | right


def _run_ends(joined: NDArray[np.bool_]) -> Numbers:
    """Return, for each token but the last, the end of the run of nouns that it stands in, as far as `REACH` tokens on."""
    places = np.arange(len(joined) - 1)
    stops = np.flatnonzero(~joined)
    ends: Numbers = np.minimum(stops[np.searchsorted(stops, places, side="right")] - 1, places + REACH)
    return ends
