from __future__ import annotations

import pytest

from kg.extraction.kinds import context_kind, head_kind, is_head, shape_kind
from kg.extraction.names import coined_names, english_phrases, is_name
from tests.extraction.reading_of import begun


@pytest.mark.parametrize(("text", "expected"), [
    ("VTO-UDiT와 GPT-4 Turbo를 쓴다", ["VTO-UDiT", "GPT-4 Turbo"]),
    ("Llama-2 70B Chat beats vLLM", ["Llama-2 70B Chat", "vLLM"]),
    ("OpenAI's ChatGPT's answers", ["ChatGPT"]),
    ("a Large-Scale, Real-World study on 8 GPUs in FP16 at 30FPS", []),
    ("3D 64x64 1.5B 10K", []),
    ("Cross-Attention", ["Cross-Attention"]),
])
def test_coined_names_are_found_whole_and_plain_abbreviations_left_out(text: str, expected: list[str]) -> None:
    assert [mention.name for mention in coined_names(begun(text))] == expected


@pytest.mark.parametrize(("text", "kind"), [("LongBench로", "dataset"), ("ABCD 데이터셋에서", "dataset"), ("FooBar score", "metric"), ("FooNet-X model", "method")])
def test_the_neighbour_or_the_shape_tells_the_kind(text: str, kind: str) -> None:
    assert [mention.kind for mention in coined_names(begun(text))] == [kind]


def test_phrases_end_in_a_head_noun_and_begin_behind_function_words() -> None:
    found = [(mention.name, mention.kind) for mention in english_phrases(begun("It uses a temporal attention block for visual question answering."))]
    assert found == [("temporal attention block", "method"), ("visual question answering", "task")]


@pytest.mark.parametrize(("name", "kind"), [
    ("Video Virtual Try-On", "task"), ("교차 주의 메커니즘", "method"), ("scalability", None), ("question answering", "task"), ("exact match score", "metric"), ("", None), ("이미지생성", "task"),
])
def test_head_nouns_tell_kinds(name: str, kind: str | None) -> None:
    assert head_kind(name) == kind


def test_bare_heads_are_no_names() -> None:
    assert is_head("Algorithm")
    assert not is_head("sorting algorithm")
    assert shape_kind("HotpotQA") == "dataset"
    assert shape_kind("HyenaDNA") is None
    assert context_kind("X", 1) is None


@pytest.mark.parametrize(("word", "name"), [("MoE", True), ("SOTA", False), ("GPUs", False), ("A", False), ("12B", False), ("x", False), ("Zero-Shot", False)])
def test_is_name(word: str, *, name: bool) -> None:
    assert is_name(word) is name
