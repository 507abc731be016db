from __future__ import annotations

import pytest

from kg.extraction.definitions import find_definitions, long_form
from tests.extraction.reading_of import begun


def names(text: str) -> list[list[str]]:
    reading = begun(text)
    return [[reading.words(span) for span in definition.spans] for definition in find_definitions(reading)]


@pytest.mark.parametrize(("text", "expected"), [
    ("이 논문은 전문가 혼합(Mixture of Experts, MoE)을 다룬다.", [["전문가 혼합", "Mixture of Experts", "MoE"]]),
    ("효율적인 교차 주의 메커니즘(Cross-Attention)으로", [["교차 주의 메커니즘", "Cross-Attention"]]),
    ("강화 학습(RL)과 MoE(전문가 혼합)를", [["강화 학습", "RL"], ["MoE", "전문가 혼합"]]),
    ("We study large language models (LLMs) here.", [["large language models", "LLMs"]]),
    ("RLHF (Reinforcement Learning from Human Feedback) is used.", [["RLHF", "Reinforcement Learning from Human Feedback"]]),
    ("Split Classifier-Free Guidance(Split-CFG)를", [["Split Classifier-Free Guidance", "Split-CFG"]]),
    ("성능이 오른다 (예: 12%)", []),
    ("see the appendix (e.g. Table 3)", []),
    ("(MoE)", []),
    ("a dense model (which is slow)", []),
])
def test_brackets_define_names(text: str, expected: list[list[str]]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(("text", "short", "words"), [
    ("we use low-rank adaptation", "LoRA", "low-rank adaptation"), ("the speculative decoding", "SD", "speculative decoding"), ("a cat", "KV", None), ("x", "x", None),
])
def test_an_abbreviation_takes_its_letters_from_the_right(text: str, short: str, words: str | None) -> None:
    span = long_form(text, 0, len(text), short)
    assert (text[span.start:span.end] if span else None) == words


def test_a_hundred_thousand_brackets_are_read_in_linear_time() -> None:
    assert names("(" * 100_000 + ")" * 100_000) == []
