from __future__ import annotations

import doctest

import pytest

import kg.assembly.changes
from kg.assembly.changes import is_change


def test_examples_of_the_module_hold() -> None:
    assert doctest.testmod(kg.assembly.changes).failed == 0


@pytest.mark.parametrize(("quote", "value", "change"), [
    ("기존 대비 12.5% 향상되었다.", "12.5", True),
    ("정확도가 +6.22% 올랐다.", "+6.22", True),
    ("2.3배 빠르다.", "2.3", True),
    ("It scores 84.2 on MMLU.", "84.2", False),
    ("1.55의 FID를 기록했다.", "1.55", False),
    ("기존 CNN에 비해 5%p(퍼센트 포인트) 이상의 정확도 향상을 보였다.", "5", True),
    ("BBH에서 1.94%, MATH 레벨-5에서 9.2% (49.8%에서 59.0%로), SQuAD에서 7.8%의 성능 향상을 얻었다.", "1.94", True),
    ("BBH에서 1.94%, MATH 레벨-5에서 9.2% (49.8%에서 59.0%로), SQuAD에서 7.8%의 성능 향상을 얻었다.", "9.2", True),
    ("BBH에서 1.94%, MATH 레벨-5에서 9.2% (49.8%에서 59.0%로), SQuAD에서 7.8%의 성능 향상을 얻었다.", "59.0", False),
    ("MMLU 85.2%, GSM8K 90.1%를 기록했다.", "85.2", False),
    ("정확도를 29.2%에서 46.4%까지 향상시켰다.", "46.4", False),
    ("It improves accuracy from 62.1% to 70.3%.", "62.1", False),
    ("정확도가 49.5%에서 7.9%로 떨어졌다.", "7.9", False),
    ("정확도가 최대 13%까지 떨어진다.", "13", True),
    ("12% 더 많은 문제를 풀었다.", "12", True),
    ("EAGLE보다 20%에서 40% 빠르다.", "40", True),
    ("4%에서 13%의 성능 향상을 보였다.", "13", True),
    ("상대적 향상률이 14.14%, 7.12%, 9.40%로 나타났다.", "9.40", True),
    ("95%의 정확도를 달성하며 향상되었다.", "95", False),
    ("It gains 184.2 points, up from 4.2.", "4.2", False),
])
def test_a_difference_is_told_from_an_amount(quote: str, value: str, change: bool) -> None:  # noqa: FBT001 - a case
    assert is_change(quote, value) is change


@pytest.mark.parametrize("piece", ["와 1 ", ", 1 1 1 1 1", "가 나 ", " ,", "(", "에서 1% "])
def test_hostile_sentences_are_looked_at_in_few_steps(piece: str) -> None:
    assert isinstance(is_change("1.5%" + piece * 20_000, "1.5"), bool)
