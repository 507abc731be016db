from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import fulltext
from kg.fulltext import EXACT, PREFIX, WORDS, matches, parts, rank
from kg.identifiers import key


def test_examples_hold() -> None:
    assert doctest.testmod(fulltext).failed == 0


@pytest.mark.parametrize(("name", "words"), [
    ("Speculative Decoding", "speculative"), ("Speculative Decoding", "DECODING, spec"), ("Mixture-of-Experts", "expert mix"),
    ("Mixture of Experts", "mixtureof"), ("추측적 디코딩", "추측적디코딩"), ("추측적디코딩", "추측적 디코딩"), ("전문가 혼합(MoE)", "moe 전문가"),
    ("Qwen2.5-7B", "qwen2.5"), ("Qwen2.5-7B", "7b"), ("HumanEval+", "humaneval"), ("HumanEval+", "HumanEval+"), ("Große Modelle", "GROSSE")])
def test_words_find_a_name(name: str, words: str) -> None:
    assert matches(name, words)


@pytest.mark.parametrize(("name", "words"), [
    ("Speculative Decoding", "coding"), ("Speculative Decoding", "speculative sampling"), ("Medusa", ""), ("Medusa", "…"), ("", "Medusa"),
    ("OPT-1.3B", "opt13b"), ("추측적 디코딩", "코딩")])
def test_words_do_not_find_a_name(name: str, words: str) -> None:
    assert not matches(name, words)


def test_names_are_ranked() -> None:
    assert [rank(name, "mixture of expert") for name in ("Mixture-of-Experts", "Mixture of Experts Routing", "Expert Mixture of Data", "Medusa")] == [
        EXACT, PREFIX, WORDS, None]


@given(st.text(min_size=1, max_size=30))
def test_a_name_finds_itself_in_whatever_case_and_spacing(name: str) -> None:
    if key(name):
        assert rank(name, name) == EXACT
        assert matches(name, f" {name} -")


@given(st.text(max_size=30), st.text(max_size=30))
def test_what_a_name_must_hold_is_in_its_key(name: str, words: str) -> None:
    """Stores look for the parts in keys before names are looked at."""
    if matches(name, words):
        assert all(part in key(name) for part in parts(words))
