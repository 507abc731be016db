from __future__ import annotations

import doctest

import pytest

import kg.extraction.text
from kg.extraction.text import blanked, ends_name, is_coined, sentences, without_particle
from kg.model import Span


@pytest.mark.parametrize("text", [
    "see https://arxiv.org/abs/2401.04088 now", "the loss $\\mathcal{L}_{KL}$ falls", "a <b>bold</b> word", "![alt](picture.png) and [words](https://x.y)",
    "the model Foo$^{2}$Bar-$π$",
])
def test_blanking_keeps_every_offset(text: str) -> None:
    clean = blanked(text)
    assert len(clean) == len(text)
    assert not {"$", "<", "://"} & {sign for sign in ("$", "<", "://") if sign in clean}


def test_examples_of_the_module_hold() -> None:
    assert doctest.testmod(kg.extraction.text).failed == 0


def test_sentences_of_mixed_text_end_at_points_lines_and_cut_marks() -> None:
    text = "MoE를 쓴다. It works vs. a dense model. 그리고 끝이 잘린 문장 .. 다음 문장\n새 줄"
    assert [text[span.start:span.end] for span in sentences(text, Span(0, len(text)))] == [
        "MoE를 쓴다.", "It works vs. a dense model.", "그리고 끝이 잘린 문장", "다음 문장", "새 줄"]


@pytest.mark.parametrize(("name", "stem"), [
    ("강화 학습을", "강화 학습"), ("전문가 혼합으로부터", "전문가 혼합"), ("성능 평가", "성능 평가"), ("정확도", "정확도"), ("언어", "언어"), ("Llama", "Llama"), ("", ""),
])
def test_particles_fall_away_and_nouns_that_end_like_one_stay(name: str, stem: str) -> None:
    assert without_particle(name) == stem


@pytest.mark.parametrize(("text", "end", "free"), [("강화 학습을 쓴다", 5, True), ("강화 학습기는", 5, False), ("강화 학습", 5, True), ("강화 학습 기반", 5, True)])
def test_a_hangul_name_ends_before_a_particle_only(text: str, end: int, *, free: bool) -> None:
    assert ends_name(text, end) is free


@pytest.mark.parametrize(("word", "coined"), [("MoE", True), ("vLLM", True), ("GPT4", True), ("Mixtral", False), ("model", False), ("A", False)])
def test_coined_words_have_capitals_inside_or_digits(word: str, *, coined: bool) -> None:
    assert is_coined(word) is coined
