from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.tokens import tokens
from kg.model import Span


@pytest.mark.parametrize(("text", "words"), [
    ("미세조정된 Llama-3을", ["미세조정", "된", "Llama", "-", "3", "을"]),
    ("모델들은 학습하는 데", ["모델", "들은", "학습", "하", "는", "데"]),
    ("정확도 93.5%", ["정확도", "93.5", "%"]),
    ("GPT-4o/LLaVA", ["GPT", "-", "4", "o", "/", "LLaVA"]),
    ("", []),
])
def test_tokens_end_where_names_may(text: str, words: list[str]) -> None:
    assert [text[token.start:token.end] for token in tokens(text, Span(0, len(text)))] == words


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_tokens_cover_all_but_white_space_once(text: str) -> None:
    found = list(tokens(text, Span(0, len(text))))
    assert all(token.start < token.end for token in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert "".join(text[token.start:token.end] for token in found) == "".join(text.split())
