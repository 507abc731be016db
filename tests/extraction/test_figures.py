from __future__ import annotations

import pytest

from kg.extraction.figures import figures
from tests.extraction.reading_of import begun, mentioned


@pytest.mark.parametrize(("body", "expected"), [
    ("정확도가 29.2%에서 46.4%까지 올랐다.", [("29.2", "%"), ("46.4", "%")]),
    ("2.3배 빠르고 12 dB 높다.", [("2.3", "x"), ("12", "dB")]),
    ("It takes 1.4 seconds and 30 MB.", [("1.4", "s"), ("30", "MB")]),
    ("8-30% 줄고 20%-50% 빠르다.", [("8-30", "%"), ("20-50", "%")]),
    ("It gains $4.5\\%$ and runs $20\\times$ faster.", [("4.5", "%"), ("20", "x")]),
    ("점수는 −1.5점이다.", [("-1.5", None)]),
])
def test_values_and_units_are_read_as_printed(body: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(figure.value, figure.unit) for figure in figures(begun(body))] == expected


def test_a_number_in_a_name_or_in_the_title_is_no_figure() -> None:
    assert [figure.value for figure in figures(mentioned("Llama-3 70B는 84.2점이다.", title="QuxNet: 3 Ways"))] == ["84.2"]


def test_counts_are_marked_and_figures_of_a_sentence_numbered() -> None:
    found = list(figures(begun("128개 과제에서 3.5와 4.5다.")))
    assert [(figure.value, figure.counts, figure.number) for figure in found] == [("128", True, 0), ("3.5", False, 1), ("4.5", False, 2)]
