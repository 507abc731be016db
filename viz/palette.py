"""Names, colours and shapes of the kinds of things, in the order of the legend.

Hues are Okabe and Ito's for colour-blind eyes (https://jfly.uni-koeln.de/color/), darkened to a contrast of 3 on a light and on a
dark ground alike; things of one family share the hue, and the shape alone tells kinds apart.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Style(NamedTuple):
    """Hold how one kind of thing is named and drawn; `shape` is one of vis-network's."""

    english: str
    korean: str
    colour: str
    shape: str


STYLES: Final = {
    "paper": Style("Paper", "논문", "#2878b8", "dot"),
    "author": Style("Author", "저자", "#b5638f", "dot"),
    "method": Style("Method", "방법", "#d35c10", "diamond"),
    "model": Style("Model", "모델", "#d35c10", "hexagon"),
    "system": Style("System", "시스템", "#d35c10", "square"),
    "task": Style("Task", "과제", "#0f9068", "triangle"),
    "dataset": Style("Dataset", "데이터셋", "#7b6bc4", "square"),
    "benchmark": Style("Benchmark", "벤치마크", "#7b6bc4", "star"),
    "metric": Style("Metric", "지표", "#a37a1c", "triangleDown"),
    "venue": Style("Venue", "학회", "#76808f", "square"),
    "result": Style("Result", "결과", "#a37a1c", "dot"),
}

_OTHER: Final = Style("Other", "기타", "#76808f", "dot")


def style(kind: str) -> Style:
    """Return the style of a kind of `kg.vocabulary.CLASSES`; kinds unknown here share one."""
    return STYLES.get(kind, _OTHER)
