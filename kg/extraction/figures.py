"""Numbers that may be measured figures, with the units that texts print, and what is seen around them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kg.extraction.reading import Reading
from kg.extraction.text import PIECE
from kg.model import Mention, Span

_UNIT: Final = (
    r"%p|%포인트|%|퍼센트|percent\b|pp\b|percentage points?\b|points?\b|점|배|x(?![A-Za-z0-9])|×|times\b|-fold|fold\b|dB|ms\b|fps\b|FPS\b"
    r"|밀리초|초|분(?=[에의이만 ,.]|$)|시간|seconds?\b|minutes?\b|hours?\b|[MGT]B\b|달러")
_FIGURE: Final = re.compile(
    rf"(?<![\w.\-‐–/^_])(?P<value>[+\-−]?\d{{1,3}}(?:,\d{{3}})*(?:\.\d+)?(?:(?:%p?|배|x|×)?\s?[-–~∼]\s?\d+(?:\.\d+)?(?=\s?(?:%|배|x|×|pp|초|시간)))?)\s?(?P<unit>{_UNIT})?")
#: A unit as results give it; the rest stay as printed.
_UNITS: Final = {"%p": "pp", "%포인트": "pp", "퍼센트": "%", "percent": "%", "percentage point": "pp", "percentage points": "pp", "point": "pp", "points": "pp", "점": None,
                 "배": "x", "×": "x", "times": "x", "-fold": "x", "fold": "x", "초": "s", "second": "s", "seconds": "s", "밀리초": "ms", "FPS": "fps", "분": "min", "minute": "min",
                 "minutes": "min", "시간": "h", "hour": "h", "hours": "h", "달러": "$"}
_INNER_UNIT: Final = re.compile(r"(?<=\d)(?:%p?|배|x|×)(?=\s?[-–~∼])")
#: Words after a number that make it a count or a size, no measured figure.
COUNT: Final = re.compile(r"\s?(?:[가-힣]{0,3}\s?(?:개|가지|명|번|단계|시간|년|월|일|차원|장|토큰|쌍|종|편|층|회|건|억|만|천|조)(?![가-힣]{2})|[BMKG](?![a-z])|billion|million|tokens?|parameters?|GPUs?|hours?|steps?|layers?|images?|samples?|languages?|tasks?|-?shot|bit|step|D\b)")
#: Words of sentences that tell how well something does.
_TOLD: Final = re.compile(r"성능|향상|개선|달성|기록|정확도|감소|증가|단축|절감|빠르|가속|보여|점수|상승|높|낮|achiev|improv|accura|reduc|increas|faster|speed|gain|score|obtain|outperform|surpass|reach|attain|boost|up to", re.IGNORECASE)
#: Numbers of an entry beyond which none is looked at: a text that prints more is a table.
MOST: Final = 200
_DIGITS: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold a number of running text: its place with the unit, value and unit, its sentence, and its place among the sentence's figures."""

    span: Span
    value: str
    unit: str | None
    sentence: Span
    number: int
    #: Whether a word that counts things follows it.
    counts: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """Hold what all figures of a sentence share: its mentions and their kinds, how many figures there are, whether it tells how well something does."""

    mentions: Sequence[Mention]
    kinds: frozenset[str]
    total: int
    told: bool


def scene(reading: Reading, sentence: Span, total: int) -> Scene:
    """Return what the `total` figures of a sentence share."""
    mentions = reading.mentions_in(sentence)
    return Scene(mentions, frozenset(mention.kind for mention in mentions), total, is_told(reading.text, sentence))


def is_told(text: str, sentence: Span) -> bool:
    """Say whether a sentence tells how well something does."""
    return _TOLD.search(text, sentence.start, sentence.end) is not None


def figures(reading: Reading) -> Iterator[Figure]:
    """Yield the first numbers of a reading's body that stand in no name."""
    return islice(_figures(reading), MOST)


def _figures(reading: Reading) -> Iterator[Figure]:
    inside = reading.mentions
    for sentence in reading.sentences:
        if reading.title and sentence.start < reading.title.end:
            continue
        number = 0
        for found in _FIGURE.finditer(reading.text, sentence.start, sentence.end):
            span = Span(found.start(), found.end("unit") if found["unit"] else found.end("value"))
            if not is_inside(inside, span):
                value = _INNER_UNIT.sub("", found["value"]).replace("−", "-")
                yield Figure(span, value, unit(found["unit"]), sentence, number, not found["unit"] and COUNT.match(reading.text, span.end) is not None)
                number += 1


def unit(printed: str | None) -> str | None:
    """Return a printed unit as results give it."""
    return _UNITS.get(printed, printed) if printed else None


def is_inside(mentions: Sequence[Mention], span: Span) -> bool:
    """Say whether a place lies in one of some mentions, which are in the order of the text."""
    place = bisect_right(mentions, span.start, key=lambda mention: mention.span.start)
    return place > 0 and span.start < mentions[place - 1].span.end


def figure_features(reading: Reading, figure: Figure, around: Scene) -> list[str]:
    """Return what is seen of a number: its shape and unit, the words beside it, and the names of its sentence."""
    text, span, sentence, mentions, kinds = reading.text, figure.span, figure.sentence, around.mentions, around.kinds
    left = text[max(sentence.start, span.start - 30):span.start].lower()
    right = text[span.end:min(sentence.end, span.end + 30)].lower()
    before, behind = left.split()[-2:], right.split()[:2]
    place = bisect_left(mentions, span.start, key=lambda mention: mention.span.start)
    near = mentions[place - 1] if place else None
    follows = mentions[place] if place < len(mentions) else None
    shape = _DIGITS.sub(lambda digits: "9" * min(len(digits[0]), 3), figure.value)
    return list(dict.fromkeys((
        f"unit={figure.unit}", f"shape={shape}", f"unit={figure.unit}|shape={shape}", f"counts={figure.counts}", f"figures={min(around.total, 5)}",
        f"told={around.told}", f"format={reading.document.source.format}",
        f"right={right[:4]}", f"right2={right[:2]}", f"left={left[-4:]}", *(f"before={word[-6:]}" for word in before), *(f"behind={word[:5]}" for word in behind),
        f"metric={'metric' in kinds}|{figure.unit}", f"dataset={'dataset' in kinds or 'benchmark' in kinds}",
        f"near={near.kind if near else None}:{near is not None and span.start - near.span.end < 12}",
        f"follows={follows.kind if follows else None}:{follows is not None and follows.span.start - span.end < 12}",
        *(f"l={piece}" for piece in PIECE.findall(left)), *(f"r={piece}" for piece in PIECE.findall(right)),
    )))
