from __future__ import annotations

import doctest

import pytest

import kg.assembly.labels
from kg.assembly.labels import is_change, result_label


def test_examples_of_the_module_hold() -> None:
    assert doctest.testmod(kg.assembly.labels).failed == 0


@pytest.mark.parametrize(("quote", "value", "change"), [
    ("기존 대비 12.5% 향상되었다.", "12.5", True),
    ("정확도가 +6.22% 올랐다.", "+6.22", True),
    ("2.3배 빠르다.", "2.3", True),
    ("It scores 84.2 on MMLU.", "84.2", False),
    ("1.55의 FID를 기록했다.", "1.55", False),
    ("It gains 184.2 points, up from 4.2.", "4.2", False),
])
def test_a_difference_is_told_from_an_amount(quote: str, value: str, change: bool) -> None:  # noqa: FBT001 - a case
    assert is_change(quote, value) is change


def test_labels_say_what_is_known() -> None:
    said = {"kg:resultValue": "2.42", "kg:resultMetric": "FID", "kg:resultDataset": "ImageNet"}
    assert result_label(said, change=False) == "FID 2.42 on ImageNet"
    assert result_label({"kg:resultValue": "3", "kg:resultUnit": "%", "kg:resultMetric": "FID"}, change=True) == "FID changes by 3%"
