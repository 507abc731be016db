from __future__ import annotations

import pytest

from kg.extraction.lexicon import Lexicon, Term, compact

TERMS = (
    Term("Mixture of Experts", "method", "method/mixture-of-experts"), Term("MoE", "method", "method/mixture-of-experts"),
    Term("전문가 혼합", "method", "method/mixture-of-experts"), Term("Llama", "model", "method/llama"), Term("language model", "method", "method/language-model"),
    Term("large language model", "method", "method/large-language-model"), Term("DROP", "dataset", "dataset/drop", cased=True), Term("강화 학습", "method", "method/rl"),
)


def found(text: str) -> list[str]:
    return [text[span.start:span.end] for span, _ in Lexicon(TERMS).find(text)]


@pytest.mark.parametrize(("text", "names"), [
    ("a mixture-of-experts layer", ["mixture-of-experts"]),
    ("Mixture\u00a0of Experts and MoEs", ["Mixture\u00a0of Experts", "MoEs"]),
    ("전문가혼합을 쓴다", ["전문가혼합"]),
    ("강화학습으로 배운다", ["강화학습"]),
    ("a large language model", ["large language model"]),
    ("MoE-based, non-MoE, SMoE", ["MoE"]),
    ("Llama-3 and Llama, then Llama.", ["Llama", "Llama"]),
    ("we drop DROP", ["DROP"]),
    ("초전문가 혼합", []),
    ("mixture of\nexperts", []),
])
def test_names_count_whole_in_any_spacing_and_the_longest_wins(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_the_first_of_two_terms_of_one_spelling_counts() -> None:
    lexicon = Lexicon((Term("RL", "method", "method/a"), Term("R-L", "task", "task/b")))
    assert [term.concept for _, term in lexicon.find("RL")] == ["method/a"]


def test_compact_text_remembers_where_each_character_stood() -> None:
    small = compact("A B-c\nİx")
    assert small.text[:3] == "abc"
    assert [small.place(number) for number in range(len(small.text))] == [0, 2, 4, 6, 7]
