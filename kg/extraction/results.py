"""Measured figures: a number with a unit or beside a metric's name, and the metric, dataset and method that the sentence gives it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.extraction.reading import Cluster, Reading
from kg.model import Mention, Result, Span
from kg.vocabulary import KIND_OF_TYPE

CONFIDENCE: Final = 0.6
_FIGURE: Final = re.compile(
    r"(?<![\w.\-‐–/^_])(?P<value>[+\-−]?\d{1,3}(?:,\d{3})*(?:\.\d+)?(?:\s?[-–~∼]\s?\d+(?:\.\d+)?(?=\s?(?:%|배|x|×)))?)\s?"
    r"(?P<unit>%p|%포인트|%|퍼센트|percent\b|pp\b|percentage points?\b|points?\b|점|배|x(?![A-Za-z0-9])|×|times\b|-fold|fold\b|dB|ms\b|fps\b|FPS\b|초|밀리초)?")
_UNITS: Final = {"%p": "pp", "%포인트": "pp", "퍼센트": "%", "percent": "%", "percentage point": "pp", "percentage points": "pp", "point": "pp", "points": "pp", "점": None,
                 "배": "x", "×": "x", "times": "x", "-fold": "x", "fold": "x", "초": "s", "밀리초": "ms", "FPS": "fps"}
#: Words after a number that make it a count or a size, no measured figure.
_COUNT: Final = re.compile(r"\s?(?:[가-힣]{0,3}\s?(?:개|가지|명|번|단계|시간|년|월|일|차원|장|토큰|쌍|종|편|층|회|건|억|만|천|조)(?![가-힣]{2})|[BMKG](?![a-z])|billion|million|tokens?|parameters?|GPUs?|hours?|steps?|layers?|images?|samples?|languages?|tasks?|-?shot|bit|step|D\b)")
_LEARNT: Final = re.compile(r"성능|향상|개선|달성|기록|정확도|감소|증가|단축|절감|빠르|가속|보여|점수|상승|높|낮|achiev|improv|accura|reduc|increas|faster|speed|gain|score|obtain|outperform|surpass|reach|attain|boost|up to", re.IGNORECASE)
_CLAUSE: Final = re.compile(r"\band\b|[,;:]|및|그리고|[고며]\s")
_DECIMAL: Final = re.compile(r"\d\.\d")


def find_results(reading: Reading) -> Reading:
    """Return the reading with the figures of its body."""
    if not reading.clusters:
        return reading
    of_mention = {mention.span: cluster for cluster in reading.clusters for mention in cluster.mentions}
    body = [sentence for sentence in reading.sentences if not reading.title or sentence.start >= reading.title.end]
    found = tuple(result for sentence in body for result in _in_sentence(reading, sentence, of_mention))
    return replace(reading, results=found)


def _in_sentence(reading: Reading, sentence: Span, of_mention: dict[Span, Cluster]) -> Iterator[Result]:
    inside = reading.mentions_in(sentence)
    metrics = [mention for mention in inside if KIND_OF_TYPE[mention.kind] == "metric"]
    datasets = [mention for mention in inside if KIND_OF_TYPE[mention.kind] == "dataset"]
    told = _LEARNT.search(reading.text, sentence.start, sentence.end) is not None
    main = next((cluster for cluster in reading.clusters if cluster.own and KIND_OF_TYPE[cluster.type] == "method"), None)
    for figure in _FIGURE.finditer(reading.text, sentence.start, sentence.end):
        span = Span(figure.start(), figure.end("unit") if figure["unit"] else figure.end("value"))
        metric, dataset = _nearest(reading.text, metrics, span), _nearest(reading.text, datasets, span)
        if _inside(inside, span) or not _is_result(reading.text, figure, metric is not None, told=told):
            continue
        yield Result(figure["value"].replace("−", "-"), (reading.evidence(sentence, "rule.result", CONFIDENCE),), _unit(figure["unit"]),
                     main.name if main else None, of_mention[metric.span].name if metric else None, of_mention[dataset.span].name if dataset else None)


def _inside(mentions: Sequence[Mention], span: Span) -> bool:
    place = bisect_right(mentions, span.start, key=lambda mention: mention.span.start)
    return place > 0 and span.start < mentions[place - 1].span.end


def _is_result(text: str, figure: re.Match[str], measured: bool, *, told: bool) -> bool:  # noqa: FBT001 - the match decides with both
    if figure["unit"]:
        return told or measured
    return measured and _DECIMAL.search(figure["value"]) is not None and _COUNT.match(text, figure.end("value")) is None


def _unit(printed: str | None) -> str | None:
    return _UNITS.get(printed, printed) if printed else None


def _nearest(text: str, mentions: list[Mention], span: Span) -> Mention | None:
    """Return the mention next to a figure: one before it, or one behind it in the same clause that is less than half as far."""
    place = bisect_left(mentions, span.start, key=lambda mention: mention.span.start)
    before = mentions[place - 1] if place else None
    behind = mentions[place] if place < len(mentions) else None
    if behind and _CLAUSE.search(text, span.end, behind.span.start):
        behind = None
    if before and behind:
        return before if span.start - before.span.end <= 2 * (behind.span.start - span.end) + 1 else behind
    return before or behind
