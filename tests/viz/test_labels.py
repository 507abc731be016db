from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.labels import width, wrap


@pytest.mark.parametrize(("text", "columns"), [("MoE", 3), ("전문가", 6), ("e\u0301", 1), ("", 0)])
def test_hangul_is_twice_as_wide(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(("text", "lines"), [
    ("Mixture of Experts", ["Mixture of", "Experts"]),
    ("전문가 혼합 모델", ["전문가 혼합", "모델"]),
    ("one two three four five six seven", ["one two", "three four", "five six…"]),
    ("Electroencephalography", ["Electroenceph…"[:11] + "…"]),
    ("", [""]),
])
def test_wrap(text: str, lines: list[str]) -> None:
    assert wrap(text, columns=12).split("\n") == lines


@given(st.text(), st.integers(4, 30))
def test_no_line_is_wider_than_its_columns_and_there_are_at_most_three(text: str, columns: int) -> None:
    lines = wrap(text, columns=columns).split("\n")
    assert len(lines) <= 3
    assert all(width(line) <= columns for line in lines)
