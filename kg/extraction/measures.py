"""Which numbers are results, and of which metric on which dataset: learned judgements over numbers and over pairs of number and name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import Final

from kg.extraction.classifier import Classifier
from kg.extraction.figures import Figure, figure_features, figures, scene
from kg.extraction.reading import Cluster, Reading
from kg.extraction.relations import is_subject, nearest_cue
from kg.extraction.text import PIECE
from kg.extraction.things import bucket
from kg.model import Mention, Result, Span
from kg.vocabulary import KIND_OF_TYPE

#: Label of a number that is a measured figure, and of a name that it is measured by or on.
MEASURED: Final = "measured"
#: Label of the rest.
UNMEASURED: Final = "none"
#: Chance from which on a number is a result; a name is its metric or dataset; the likeliest name is, where no other is sure.
STATED: Final = 0.4
SURE: Final = 0.7
POSSIBLE: Final = 0.1
#: Metrics and datasets of a sentence beyond which none is looked at, and those that one figure may belong to.
NEAR: Final = 20
_SHARING: Final = 6
#: Characters between a figure and a name that are looked at.
_GAP: Final = 400
_KINDS: Final = ("metric", "dataset")
_RESPECTIVELY: Final = re.compile(r"각각|respectively", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """Hold a name that a figure may be measured by or on: its cluster's number and kind, and the features of the two."""

    cluster: int
    kind: str
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """Hold a number of an entry with its features and links."""

    figure: Figure
    features: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """Hold a mention of a metric or dataset: its cluster, whether that counts, and its place among those of its kind in the sentence."""

    mention: Mention
    cluster: int
    kind: str
    kept: bool
    number: int


@dataclass(frozen=True, slots=True)
class _Near:
    """Hold the metrics and datasets of a sentence, its figures in order, and whether it says that they go by turns."""

    names: Sequence[_Named]
    figures: Sequence[Figure]
    respectively: bool


def judge_results(reading: Reading, judge: Classifier, linker: Classifier) -> Reading:
    """Return the reading with its results; a metric or dataset that a result needs counts, too, if it was doubted."""
    known = (*reading.clusters, *reading.doubted)
    needed: set[int] = set()
    results: list[Result] = []
    of_mention = {mention.span: cluster for cluster in reading.clusters for mention in cluster.mentions}
    compared = cache(lambda sentence: _compared(reading, sentence, of_mention))
    found = list(measured_figures(reading))
    for measured, chances in zip(found, judge.chances(measured.features for measured in found), strict=True):
        chance = chances.get(MEASURED, 0.0)
        if chance >= STATED:
            links = [(link, likely.get(MEASURED, 0.0)) for link, likely in zip(measured.links, linker.chances(link.features for link in measured.links), strict=True)]
            metrics, datasets = (_chosen([pair for pair in links if pair[0].kind == kind]) for kind in _KINDS)
            needed.update(number for number, _ in (*metrics, *datasets) if number is not None)
            method, versus = compared(measured.figure.sentence)
            for (metric, by), (dataset, on) in product(metrics, datasets):
                evidence = (reading.evidence(measured.figure.sentence, "model.result", round(min(chance, by, on), 3)),)
                results.append(Result(measured.figure.value, evidence, measured.figure.unit, method, known[metric].name if metric is not None else None,
                                      known[dataset].name if dataset is not None else None, versus))
    return replace(_with(reading, [known[number] for number in sorted(needed) if number >= len(reading.clusters)]), results=tuple(dict.fromkeys(results)))


def _with(reading: Reading, rescued: Sequence[Cluster]) -> Reading:
    """Return the reading with some doubted clusters among those that count, in the order of the text."""
    if not rescued:
        return reading
    clusters = sorted((*reading.clusters, *(replace(cluster, own=False) for cluster in rescued)), key=lambda cluster: cluster.mentions[0].span)
    mentions = sorted((*reading.mentions, *(mention for cluster in rescued for mention in cluster.mentions)), key=lambda mention: mention.span)
    return replace(reading, clusters=tuple(clusters), mentions=tuple(mentions), doubted=tuple(cluster for cluster in reading.doubted if cluster not in rescued))


def _chosen(links: Sequence[tuple[Link, float]]) -> Sequence[tuple[int | None, float]]:
    """Return the clusters that a figure belongs to, with their chances: those that are sure, else the likeliest if it is possible, else None."""
    sure: Sequence[tuple[int | None, float]] = [(link.cluster, chance) for link, chance in links if chance >= SURE][:_SHARING]
    best = max(links, key=lambda pair: pair[1], default=None)
    return sure or [(best[0].cluster, best[1]) if best and best[1] >= POSSIBLE else (None, 1.0)]


def _compared(reading: Reading, sentence: Span, of_mention: Mapping[Span, Cluster]) -> tuple[str | None, str | None]:
    """Return the names of what a sentence measures, its subject or else the paper's own, and of what it is compared with."""
    inside = [mention for mention in reading.mentions_in(sentence) if KIND_OF_TYPE[mention.kind] == "method" and mention.span in of_mention]
    subject = next((of_mention[mention.span] for mention in inside if is_subject(reading.text, mention.span)), reading.own_method)
    cues = [(mention, nearest_cue(reading.text, sentence, mention, inside[place - 1] if place else None)) for place, mention in enumerate(inside)]
    other = next((of_mention[mention.span] for mention, cue in cues if cue in {"outperforms", "comparesWith"} and of_mention[mention.span] is not subject), None)
    return (subject.name if subject else None), (other.name if other else None)


def measured_figures(reading: Reading) -> Iterator[Measured]:
    """Yield the numbers of an entry with what is seen of them, and of the metrics and datasets that they may belong to."""
    by_sentence: dict[Span, list[Figure]] = defaultdict(list)
    for figure in figures(reading):
        by_sentence[figure.sentence].append(figure)
    named = _named(reading)
    far = _elsewhere(reading)
    for sentence, group in by_sentence.items():
        near = _Near(named.get(sentence, []), group, _RESPECTIVELY.search(reading.text, sentence.start, sentence.end) is not None)
        around = scene(reading, sentence, len(group))
        for figure in group:
            links = () if figure.counts else tuple(_links(reading.text, figure, near, far))
            yield Measured(figure, tuple(figure_features(reading, figure, around)), links)


def _links(text: str, figure: Figure, near: _Near, far: Mapping[tuple[int, str], tuple[str, ...]]) -> Iterator[Link]:
    """Yield what a figure may be measured by or on: the nearest mention of each name of its sentence counts, else what is known from elsewhere."""
    nearest = {(name.cluster, name.kind): name for name in sorted(near.names, key=lambda name: -_distance(figure, name))}
    for place in dict.fromkeys((*far, *nearest)):
        yield Link(*place, _link_features(text, figure, nearest[place], near) if place in nearest else far[place])


def _elsewhere(reading: Reading) -> dict[tuple[int, str], tuple[str, ...]]:
    """Return the datasets of an entry with what is seen of them from sentences that do not name them."""
    found = [(number, cluster) for number, cluster in enumerate(reading.clusters) if KIND_OF_TYPE[cluster.type] == "dataset"][:NEAR]
    return {(number, "dataset"): (f"far={min(len(found), 4)}:{cluster.own}", f"far:mentions={min(len(cluster.mentions), 4)}:{order == 0}",
                                  f"far:title={reading.title is not None and cluster.mentions[0].span.start < reading.title.end}")
            for order, (number, cluster) in enumerate(found)}


def _named(reading: Reading) -> dict[Span, list[_Named]]:
    """Return the mentions of metrics and datasets by sentence."""
    places = sorted(((mention, number, KIND_OF_TYPE[cluster.type]) for number, cluster in enumerate((*reading.clusters, *reading.doubted))
                     for mention in cluster.mentions), key=lambda place: (place[0].span, place[1]))
    found: dict[Span, list[_Named]] = defaultdict(list)
    seen: Counter[tuple[Span, str]] = Counter()
    for mention, number, kind in places:
        sentence = reading.sentence_of(mention.span)
        if kind in _KINDS and seen[sentence, kind] < NEAR:
            found[sentence].append(_Named(mention, number, kind, number < len(reading.clusters), seen[sentence, kind]))
            seen[sentence, kind] += 1
    return found


def _span(figure: Figure) -> Span:
    return figure.span


def _distance(figure: Figure, name: _Named) -> int:
    first, second = sorted((figure.span, name.mention.span))
    return second.start - first.end


def _link_features(text: str, figure: Figure, name: _Named, near: _Near) -> tuple[str, ...]:
    """Return what is seen of a figure and a name of its sentence: order, distance, what stands between, and who else is there."""
    span, group = name.mention.span, near.figures
    first, second = sorted((figure.span, span))
    gap = text[first.end:min(second.start, first.end + _GAP)].lower()
    peers = [other for other in near.names if other.kind == name.kind]
    before = span < figure.span
    between = sum(first < other.mention.span < second for other in peers)
    numbers = bisect_left(group, second, key=_span) - bisect_right(group, first, key=_span)
    rank = sum(_distance(figure, other) < _distance(figure, name) for other in peers)
    aligned = f"{len(peers) == len(group)}:{name.number == figure.number}:{near.respectively}"
    kind = name.kind
    return tuple(dict.fromkeys((
        f"{kind}:before={before}:{bucket(second.start - first.end, (1, 4, 10, 25, 60))}", f"{kind}:between={min(between, 3)}:{min(numbers, 3)}:{before}",
        f"{kind}:rank={min(rank, 3)}:{before}", f"{kind}:peers={min(len(peers), 4)}:{min(len(group), 4)}", f"{kind}:aligned={aligned}", f"{kind}:kept={name.kept}",
        f"{kind}:chance={bucket(name.mention.confidence, (0.2, 0.4, 0.6, 0.8))}", f"{kind}:known={name.mention.concept is not None}", f"{kind}:unit={figure.unit}",
        f"{kind}:last={name.mention.name.lower().split()[-1][-6:]}|{figure.unit}", f"{kind}:right={text[span.end:span.end + 3]}",
        *((f"{kind}:gap={gap.strip()}:{before}",) if len(gap.strip()) < 12 else ()), *(f"{kind}:p={piece}:{before}" for piece in PIECE.findall(gap)[:10]),
    )))
