from __future__ import annotations

import pytest

from tests.extraction.reading_of import paper


def results(body: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(result.value, result.unit, result.metric, result.dataset) for result in paper(body, title="QuxNet: Fast Routing").results]


@pytest.mark.parametrize(("body", "expected"), [
    ("FooBench에서 FID 2.42를 달성했다.", [("2.42", None, "FID", "FooBench")]),
    ("성능이 12.5% 향상되었다.", [("12.5", "%", None, None)]),
    ("속도가 2.3배 빠르다.", [("2.3", "x", None, None)]),
    ("It gives a 3x speedup and improves FID by 6.2 points.", [("3", "x", None, None), ("6.2", "pp", "FID", None)]),
    ("정확도가 +6.22% 올라 향상을 보였다.", [("+6.22", "%", None, None)]),
])
def test_figures_have_value_unit_metric_and_dataset(body: str, expected: list[tuple[str, str | None, str | None, str | None]]) -> None:
    assert results(body) == expected


@pytest.mark.parametrize("body", ["7B 매개변수와 100K 토큰으로 학습했다.", "2024년에 나온 128개 과제.", "Llama-3 70B를 달성했다.", "8 GPUs for 3 hours"])
def test_sizes_and_counts_are_no_results(body: str) -> None:
    assert results(body) == []


def test_a_result_belongs_to_the_papers_own_method_and_quotes_its_sentence() -> None:
    found = paper("처음. FID 2.42를 달성했다.", title="QuxNet: Fast Routing").results[0]
    assert (found.method, found.evidence[0].quote) == ("QuxNet", "FID 2.42를 달성했다.")
