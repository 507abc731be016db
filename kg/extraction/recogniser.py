"""A learned recogniser of names: a linear-chain conditional random field (Lafferty et al. 2001) over the features of tokens.

It ships as weights learnt by `scripts/train`; its labels are the kinds of things, and `own` for what the paper introduces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pycrfsuite

from kg.extraction.features import Clues, featured
from kg.extraction.reading import Proposals, Reading
from kg.extraction.wordfeatures import WordFeatures
from kg.model import Mention, Span

#: Label of what the paper introduces, beside the kinds of things.
OWN: Final = "own"
OUTSIDE: Final = "O"


class Recogniser:
    """Find names by weights that were learnt from annotated texts."""

    def __init__(self, weights: Path, features: Path) -> None:
        """Open a file of weights, and the list of the features that weigh something: one a line."""
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(weights))
        self._features = WordFeatures(features.read_text(encoding="utf-8").split("\n"))

    def propose(self, reading: Reading, clues: Clues) -> Proposals:
        """Return the names that a reading holds."""
        mentions: list[Mention] = []
        own: set[Span] = set()
        tokens: list[Span] = []
        chances: list[float] = []
        for sentence in featured(reading, clues, self._features):
            labels = self._tagger.tag(sentence.features)
            inside = [1 - self._tagger.marginal(OUTSIDE, number) for number in range(len(labels))]
            tokens += sentence.tokens
            chances += inside
            for first, last, kind in chunks(labels):
                span = Span(sentence.tokens[first].start, sentence.tokens[last].end)
                chance = round(min(inside[first:last + 1]), 3)
                mentions.append(Mention(span, reading.words(span), "method" if kind == OWN else kind, "model.recogniser", chance))
                if kind == OWN:
                    own.add(span)
        return Proposals(tuple(mentions), frozenset(own), tuple(tokens), tuple(chances))



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
