"""Measured figures: a number with a unit or beside a metric's name, and the metric, dataset and method that the sentence gives it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from kg.extraction.figures import Figure, figures, is_told
from kg.extraction.reading import Cluster, Reading
from kg.model import Mention, Result, Span
from kg.vocabulary import KIND_OF_TYPE

CONFIDENCE: Final = 0.6
_CLAUSE: Final = re.compile(r"\band\b|[,;:]|및|그리고|[고며]\s")
#: Characters beyond which a name behind a figure is not next to it.
_NEAR: Final = 200
#: Units of what is spent, as often on training as a result.
_SPENT: Final = frozenset({"s", "min", "h", "MB", "GB", "TB", "$"})
_DECIMAL: Final = re.compile(r"\d\.\d")


def find_results(reading: Reading) -> Reading:
    """Return the reading with the figures of its body."""
    if not reading.clusters:
        return reading
    of_mention = {mention.span: cluster for cluster in reading.clusters for mention in cluster.mentions}
    main = reading.own_method
    found = (result for sentence, group in groupby(figures(reading), key=lambda figure: figure.sentence)
             for result in _in_sentence(reading, sentence, group, of_mention, main.name if main else None))
    return replace(reading, results=tuple(found))


def _in_sentence(reading: Reading, sentence: Span, group: Iterable[Figure], of_mention: dict[Span, Cluster], method: str | None) -> Iterator[Result]:
    inside = reading.mentions_in(sentence)
    metrics, datasets = ([mention for mention in inside if KIND_OF_TYPE[mention.kind] == kind] for kind in ("metric", "dataset"))
    told = is_told(reading.text, sentence)
    for figure in group:
        metric, dataset = _nearest(reading.text, metrics, figure.span), _nearest(reading.text, datasets, figure.span)
        measured = metric is not None and _DECIMAL.search(figure.value) is not None and not figure.counts
        if (metric or (told and figure.unit not in _SPENT)) if figure.unit else measured:
            yield Result(figure.value, (reading.evidence(sentence, "rule.result", CONFIDENCE),), figure.unit, method,
                         of_mention[metric.span].name if metric else None, of_mention[dataset.span].name if dataset else None)


def _nearest(text: str, mentions: list[Mention], span: Span) -> Mention | None:
    """Return the mention next to a figure: one before it, or one behind it in the same clause that is less than half as far."""
    place = bisect_left(mentions, span.start, key=lambda mention: mention.span.start)
    before = mentions[place - 1] if place else None
    behind = mentions[place] if place < len(mentions) else None
    if behind and (behind.span.start - span.end > _NEAR or _CLAUSE.search(text, span.end, behind.span.start)):
        behind = None
    if before and behind:
        return before if span.start - before.span.end <= 2 * (behind.span.start - span.end) + 1 else behind
    return before or behind
