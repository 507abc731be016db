"""Which of the named things count, what kind each is and which are the paper's own, and of what type: learned judgements over all their mentions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import repeat
from operator import contains
from typing import Final

from kg.extraction.classifier import Classifier
from kg.extraction.clusters import form
from kg.extraction.introduces import SHORT_NAME_RULE, TITLE_CONFIDENCE, after_name, is_proposed
from kg.extraction.kinds import context_kind, head_kind, shape_kind
from kg.extraction.names import is_name
from kg.extraction.reading import Cluster, Own, Reading
from kg.identifiers import has_hangul
from kg.model import Mention, Span
from kg.vocabulary import KIND_OF_TYPE, NAMED_FIELDS

#: Label of what is no thing of a graph.
NOTHING: Final = "none"
#: Labels of a thing, in the order of its chances.
LABELS: Final = (NOTHING, *NAMED_FIELDS)
#: Chance of being nothing up to which a thing counts.
DOUBT: Final = 0.5
#: Things of an entry that the others are compared with, a text that names more is a list; and characters of names that are compared.
_COMPARED: Final = 100
_COMPARABLE: Final = 100
_CHANCES: Final = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97)


def judge_things(reading: Reading, judge: Classifier, types: Classifier) -> Reading:
    """Return the reading with the clusters that count, each with its kind and whether it is the paper's own; `types` tells the types of those."""
    kept: list[Cluster] = []
    doubted: list[Cluster] = []
    seen = list(thing_features(reading))
    for cluster, features, judged in zip(reading.clusters, seen, judge.chances(seen), strict=True):
        chances = {"introduces": TITLE_CONFIDENCE} if _is_stated(cluster) else judged
        nothing = chances.pop(NOTHING, 0.0)
        if chances:
            field = max(chances, key=lambda label: (chances[label], label))
            own = field == "introduces"
            type_ = _own_type(cluster, *types.chances([features])) if own else _type(cluster, NAMED_FIELDS[field])
            every = (nothing, *(chances.get(label, 0.0) for label in NAMED_FIELDS))
            decided = replace(_surest(cluster, 1 - nothing), own=own, type=type_, chance=round(chances[field], 3), chances=every)
            (kept if nothing <= DOUBT else doubted).append(decided)
    mentions = tuple(sorted((mention for cluster in kept for mention in cluster.mentions), key=lambda mention: mention.span))
    spans = {mention.span for mention in mentions}
    return replace(reading, clusters=tuple(kept), doubted=tuple(doubted), mentions=tuple(mention for mention in reading.mentions if mention.span in spans),
                   own=tuple(_own(kept)))


def _is_stated(cluster: Cluster) -> bool:
    """Say whether a text states that a coined name is its paper's own, by writing it in brackets behind the title: nothing is left to judge."""
    return cluster.concept is None and any(mention.extractor == SHORT_NAME_RULE and is_name(mention.name) for mention in cluster.mentions)


def _type(cluster: Cluster, kind: str) -> str:
    """Return the type of a thing of a kind: its finer one, if that is of this kind."""
    return cluster.type if KIND_OF_TYPE[cluster.type] == kind else kind


def _own_type(cluster: Cluster, chances: Mapping[str, float]) -> str:
    """Return the likeliest type of a thing that is the paper's own; what the vocabulary knows keeps its type."""
    return cluster.type if cluster.concept is not None else max(chances, key=lambda label: (chances[label], label), default=cluster.type)


def _surest(cluster: Cluster, chance: float) -> Cluster:
    """Return a thing whose mentions are no surer than it is."""
    most = round(chance, 3)
    return replace(cluster, mentions=tuple(mention._replace(confidence=most) if mention.confidence > most else mention for mention in cluster.mentions))


def _own(clusters: Iterable[Cluster]) -> Iterator[Own]:
    own = [cluster for cluster in clusters if cluster.own]
    for number, cluster in enumerate(own):
        for mention in cluster.mentions:
            yield Own(mention, part=number > 0)


def thing_features(reading: Reading, *, chosen: Container[int] | None = None) -> Iterator[list[str]]:
    """Yield, for each cluster of a reading or those of some numbers, what is seen of the thing: by the recogniser, in its names, around its mentions."""
    labels = _proposed(reading)
    forms = [form(cluster.name) for cluster in reading.clusters]
    ruled = {own.mention.span: own.mention.extractor for own in reading.own}
    compared = [name for name in forms[:_COMPARED] if len(name) <= _COMPARABLE]
    for number, cluster in enumerate(reading.clusters):
        if chosen is not None and number not in chosen:
            continue
        others = [other for other in compared if other != forms[number]]
        features = [
            f"mentions={min(len(cluster.mentions), 4)}", f"all={bucket(len(reading.mentions), (3, 8, 15, 30))}",
            f"concept={cluster.type if cluster.concept else ''}", f"id={cluster.concept or ''}", f"format={reading.document.source.format}",
            f"part={any(map(contains, others, repeat(forms[number])))}", f"whole={any(map(forms[number].__contains__, others))}",
            *_seen(reading, cluster, labels), *_around(reading, cluster), *(f"own={ruled[mention.span]}" for mention in cluster.mentions if mention.span in ruled),
            *(feature for name in cluster.names for feature in _of_name(name)), f"names={min(len(cluster.names), 3)}",
        ]
        yield list(dict.fromkeys(features))


def bucket(value: float, cuts: Sequence[float]) -> int:
    """Return how many of the cuts, which are sorted, a value is above."""
    return bisect_left(cuts, value)


def _proposed(reading: Reading) -> list[tuple[int, int, str]]:
    """Return the ends and starts of the recogniser's mentions, in order, each with its label."""
    proposals = reading.proposals
    if proposals is None:
        return []
    return sorted((mention.span.end, mention.span.start, "own" if mention.span in proposals.own else mention.kind) for mention in proposals.mentions)


def _label(labels: list[tuple[int, int, str]], mention: Mention) -> str:
    place = bisect_right(labels, (mention.span.end, mention.span.start, "~"))
    found = labels[place - 1] if place else (-1, -1, "")
    return found[2] if found[0] == mention.span.end and found[1] <= mention.span.start else "none"


def _seen(reading: Reading, cluster: Cluster, labels: list[tuple[int, int, str]]) -> Iterator[str]:
    """Yield what the recogniser and the other sources say of a thing's mentions."""
    count = len(cluster.mentions)
    given = [_label(labels, mention) for mention in cluster.mentions]
    said = dict.fromkeys(given)
    top = max(said, key=lambda label: (given.count(label), label))
    chances = [reading.proposals.chance(mention.span) for mention in cluster.mentions] if reading.proposals else [0.0]
    most = bucket(max(chances), _CHANCES)
    sources = sorted({mention.extractor for mention in cluster.mentions})
    yield from (f"top={top}", f"share={bucket(given.count(top) / count, (0.34, 0.5, 0.67, 0.99))}:{top}", f"most={most}", f"most={most}:{top}",
                f"mean={bucket(sum(chances) / count, _CHANCES)}", f"sources={'+'.join(sources)}")
    yield from (f"said={label}" for label in said)
    yield from (f"source={source}" for source in sources)


def _around(reading: Reading, cluster: Cluster) -> Iterator[str]:
    """Yield where a thing's mentions stand and the words next to them."""
    text = reading.text
    inside = [reading.in_title(mention.span) for mention in cluster.mentions]
    yield f"title={any(inside)}:{not all(inside)}"
    yield f"first={bucket(cluster.mentions[0].span.start / max(1, len(text)), (0.1, 0.3, 0.6))}"
    for mention in cluster.mentions:
        yield from _next_to(text, mention.span)


@lru_cache(maxsize=4096)
def _next_to(text: str, span: Span) -> tuple[str, ...]:
    """Return the words next to a mention; things and citations both ask for them."""
    end = after_name(text, span.end)
    right = text[end:end + 6].split()
    left = text[max(0, span.start - 24):span.start].split()
    return (f"right={right[0][:3] if right else ''}", f"left={left[-1].lower()[-10:] if left else ''}", f"context={context_kind(text, span.end)}",
            *(("proposed",) if is_proposed(text, end) else ()))


@lru_cache(maxsize=65_536)
def _of_name(name: str) -> tuple[str, ...]:
    words = name.lower().split()
    short = (f"name={form(name)}",) if len(name) < 24 else ()
    return (f"head={head_kind(name)}", f"last={words[-1][-8:]}", f"begins={words[0][:8]}", f"words={min(len(words), 5)}", f"korean={has_hangul(name)}",
            f"shape={shape_kind(name)}", f"coined={is_name(name.split(maxsplit=1)[0])}:{name.isupper()}", f"ends={' '.join(words[-2:])}", *short)
