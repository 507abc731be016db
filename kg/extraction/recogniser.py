"""A learned recogniser of names: a linear-chain conditional random field (Lafferty et al. 2001) over the features of tokens.

It ships as weights learnt by `scripts/train`; its labels are the kinds of things, and `own` for what the paper introduces.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pycrfsuite

from kg.extraction.emissions import Emissions
from kg.extraction.features import Clues, views
from kg.extraction.linear import Weights
from kg.extraction.reading import Proposals, Reading
from kg.model import Mention, Span

#: Label of what the paper introduces, beside the kinds of things.
OWN: Final = "own"
OUTSIDE: Final = "O"
#: How a field begins: its name, and its size in bytes.
_HEADER: Final = struct.Struct("<4sI")


class Recogniser:
    """Find names by weights that were learnt from annotated texts."""

    def __init__(self, weights: Path) -> None:
        """Open a file of weights."""
        found = Weights.read(weights)
        self._emissions = Emissions(found.features, found.rows)
        # The field's own features are the labels: each weighs what the emissions say.
        self._labels = [label.encode() for label in found.labels]
        # The library crashes on a field that was cut off, and reads where these bytes lie without holding them.
        self._frame = found.frame
        if self._frame[:_HEADER.size] != _HEADER.pack(b"lCRF", len(self._frame)):
            raise ValueError(f"{weights.name} is not whole")
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(self._frame)

    def propose(self, reading: Reading, clues: Clues) -> Proposals:
        """Return the names that a reading holds."""
        mentions: list[Mention] = []
        own: set[Span] = set()
        tokens: list[tuple[int, int]] = []
        chances: list[float] = []
        for view in views(reading, clues):
            weights = self._emissions.of(view).tolist()
            for first, last, _ in view.sentences:
                labels = self._tagger.tag([dict(zip(self._labels, row, strict=False)) for row in weights[first:last]])
                inside = [1 - self._tagger.marginal(OUTSIDE, number) for number in range(len(labels))]
                tokens += view.spans[first:last]
                chances += inside
                for start, end, kind in chunks(labels):
                    span = Span(view.spans[first + start][0], view.spans[first + end][1])
                    chance = round(min(inside[start:end + 1]), 3)
                    mentions.append(Mention(span, reading.words(span), "method" if kind == OWN else kind, "model.recogniser", chance))
                    if kind == OWN:
                        own.add(span)
        return Proposals(tuple(mentions), frozenset(own), tuple(start for start, _ in tokens), tuple(end for _, end in tokens), tuple(chances))


def chunks(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the first and last place and the kind of each run of labels (`B-task`, `I-task`).

    >>> list(chunks(["O", "B-task", "I-task", "B-method"]))
    [(1, 2, 'task'), (3, 3, 'method')]
    """
    start = 0
    while start < len(labels):
        end = start + 1
        if labels[start] != OUTSIDE:
            kind = labels[start][2:]
            while end < len(labels) and labels[end] == f"I-{kind}":
                end += 1
            yield start, end - 1, kind
        start = end
