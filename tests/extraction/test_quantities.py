from __future__ import annotations

import pytest

from kg.extraction.quantities import quantities
from tests.extraction.reading_of import begun


@pytest.mark.parametrize(("body", "expected"), [
    ("기존 대비 추론 시간을 3.7배 줄이고 계산 비용을 40% 낮춘다.", ["추론 시간", "계산 비용"]),
    ("It lowers GPU memory usage by 45% at the same accuracy.", ["GPU memory usage", "accuracy"]),
    ("빠른 추론 속도가 장점이다.", []),
    ("속도가 2배다.", ["속도"]),
])
def test_quantities_of_sentences_with_figures_are_found(body: str, expected: list[str]) -> None:
    assert [mention.name for mention in quantities(begun(body))] == expected
