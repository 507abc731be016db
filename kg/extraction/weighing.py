"""How two things of an entry relate: a learned judgement over the words of each pair, weighed by how the pair stands among the others."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.extraction.classifier import Classifier
from kg.extraction.clusters import form
from kg.extraction.names import is_name
from kg.extraction.pairs import UNRELATED, Pair, pairs
from kg.extraction.reading import Reading
from kg.extraction.relations import is_refused
from kg.extraction.things import LABELS as FIELDS
from kg.extraction.trees import Chances, Numbers, Trees
from kg.identifiers import has_hangul
from kg.model import Relation, Span
from kg.vocabulary import JOINED, KIND_OF_TYPE, RELATIONS

#: Labels of a pair, in the order of their chances.
LABELS: Final = (UNRELATED, *RELATIONS)
#: Chance from which on a relation is stated.
STATED: Final = 0.25
#: Chance by its words alone from which on a pair is no longer weighed: it is unrelated.
_UNLIKELY: Final = 0.95
#: No relation is beyond doubt.
_SUREST: Final = 0.999
_KINDS: Final = ("method", "dataset", "task", "metric")
_PART: Final = LABELS.index("partOf")

Places = NDArray[np.intp]


def judge_relations(reading: Reading, judge: Classifier, trees: Trees) -> Reading:
    """Return the reading with the relations that are likely enough, each with the words that bring the two together."""
    return replace(reading, relations=tuple(_judged(reading, judge, trees)))


def _judged(reading: Reading, judge: Classifier, trees: Trees) -> Iterator[Relation]:
    found = list(pairs(reading))
    if not found:
        return
    chances = word_chances(found, judge)
    weighed = np.flatnonzero(chances[:, 0] < _UNLIKELY)
    if not len(weighed):
        return
    made = trees.chances(pair_numbers(reading, found, chances)[weighed])
    stated = (made[:, 1:] >= STATED).any(axis=1)
    for number, row in zip(weighed[stated].tolist(), made[stated].tolist(), strict=True):
        pair = found[number]
        head, tail = reading.clusters[pair.head], reading.clusters[pair.tail]
        kinds = KIND_OF_TYPE[head.type], KIND_OF_TYPE[tail.type]
        likely = {label: chance for label, chance in zip(RELATIONS, row[1:], strict=True) if chance >= STATED and kinds in JOINED[label]}
        if not likely:
            continue
        best = max(likely, key=lambda label: (likely[label], label))
        sentence = pair.nearest.sentence if pair.nearest else naming(reading, pair)
        if not (best == "outperforms" and is_refused(reading.text, sentence)):
            yield Relation(head.name, best, tail.name, (reading.evidence(sentence, "model.relation", round(min(likely[best], _SUREST), 3)),))


def naming(reading: Reading, pair: Pair) -> Span:
    """Return the first sentence of the running text, else that of the title, that names the thing of a pair that the paper is not about."""
    main = _main(reading)
    cluster = reading.clusters[pair.head if pair.tail == main else pair.tail]
    outside = (mention.span for mention in cluster.mentions if not reading.in_title(mention.span))
    return reading.sentence_of(next(outside, cluster.mentions[0].span))


def _main(reading: Reading) -> int:
    """Return the number of the first thing that is the paper's own, -1 where there is none."""
    return next((number for number, cluster in enumerate(reading.clusters) if cluster.own), -1)


def word_chances(found: Sequence[Pair], judge: Classifier) -> Chances:
    """Return the chances of all labels by the words of each pair alone."""
    chances = np.zeros((len(found), len(LABELS)))
    chances[:, [LABELS.index(label) for label in judge.labels]] = judge.chances_of_groups([pair.groups for pair in found])
    return chances


def pair_numbers(reading: Reading, found: Sequence[Pair], chances: Chances) -> Numbers:
    """Return what is seen of each pair in numbers: both things, how they meet, and the chances by words among those of the other pairs."""
    things = _things(reading)
    heads, tails = (np.array([getattr(pair, end) for pair in found], dtype=np.intp) for end in ("head", "tail"))
    kinds = [KIND_OF_TYPE[cluster.type] for cluster in reading.clusters]
    entry = (len(things), sum(cluster.own for cluster in reading.clusters), len(reading.text), len(reading.sentences), *map(kinds.count, _KINDS))
    main = _main(reading)
    columns = (things[heads], tails[:, None] == main, things[tails], heads[:, None] == main, chances, _among(heads, tails, chances, main),
               _meetings(reading, found), np.broadcast_to(entry, (len(found), len(entry))))
    return np.concatenate(columns, axis=1).astype(np.float32)


def _things(reading: Reading) -> Chances:
    """Return what is seen of each thing."""
    length = len(reading.text) or 1
    starts = [sentence.start for sentence in reading.sentences]
    first = {mentions[0].span for sentence in reading.sentences if (mentions := reading.mentions_in(sentence))}
    return np.array([(
        *(cluster.chances or (0.0,) * len(FIELDS)), _KINDS.index(KIND_OF_TYPE[cluster.type]), cluster.own, number, len(cluster.mentions), len(cluster.names),
        cluster.mentions[0].span.start / length, cluster.mentions[-1].span.start / length, any(reading.in_title(mention.span) for mention in cluster.mentions),
        cluster.concept is not None, cluster.name.count(" "), len(cluster.name), has_hangul(cluster.name), is_name(cluster.name.partition(" ")[0]),
        sum(mention.span in first for mention in cluster.mentions), bisect_right(starts, cluster.mentions[0].span.start),
        max(mention.confidence for mention in cluster.mentions),
    ) for number, cluster in enumerate(reading.clusters)])


def _meetings(reading: Reading, found: Sequence[Pair]) -> Chances:
    """Return how the two things of each pair meet."""
    forms = [form(cluster.name) for cluster in reading.clusters]
    return np.array([(
        pair.met, *((pair.nearest.distance, pair.nearest.head_first, pair.nearest.between) if pair.nearest else (-1, -1, -1)),
        forms[pair.tail] in forms[pair.head], forms[pair.head] in forms[pair.tail],
    ) for pair in found], dtype=np.float64)


def _among(heads: Places, tails: Places, chances: Chances, main: int) -> Chances:
    """Return how the chances of each pair stand among those of its head, its tail and the entry."""
    count = int(max(heads.max(), tails.max())) + 1
    related = 1 - chances[:, 0]
    best = chances[:, 1:].argmax(axis=1) + 1
    most = chances[np.arange(len(best)), best]
    top = np.zeros(count)
    np.maximum.at(top, tails, related)
    part = np.full(count, -1.0)
    part[heads[tails == main]] = chances[tails == main, _PART]
    groups = [(np.bincount(ends, minlength=count)[ends], np.bincount(ends, related, minlength=count)[ends], _ranks(ends, related)) for ends in (heads, tails)]
    whole = np.full(len(best), len(best)), np.full(len(best), related.sum())
    return np.stack([*groups[0], *groups[1], *whole, top[tails], best, chances.sum(axis=0)[best], _ranks(best, most), _ranks(tails * len(LABELS) + best, most), part[heads]], axis=1)


def _ranks(groups: Places, values: Chances) -> Places:
    """Return how many of the same group have a greater value, or the same one earlier."""
    order = np.lexsort((-values, groups))
    ordered = groups[order]
    ranks = np.empty_like(order)
    ranks[order] = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    return ranks
