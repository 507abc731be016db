from __future__ import annotations

import pytest

from kg.extraction.introduces import title_name
from kg.model import Span
from tests.extraction.reading_of import paper


@pytest.mark.parametrize(("title", "name"), [
    ("Medusa: Simple LLM Inference Acceleration", "Medusa"),
    ("FlashAttention-3: Fast and Accurate Attention", "FlashAttention-3"),
    ("Revisiting Evaluation with GeckoEval: On Metrics", "GeckoEval"),
    ("Towards Better Pruning: A Study", None),
    ("What Matters in Attention?: A Study", None),
    ("Attention Is All You Need", None),
    ("Mixtral of Experts", None),
])
def test_the_name_before_the_colon_is_the_papers_own(title: str, name: str | None) -> None:
    span = title_name(title, Span(0, len(title)))
    assert (title[span.start:span.end] if span else None) == name


@pytest.mark.parametrize("body", [
    "이 논문은 QuxNet을 제안합니다.", "QuxNet이라는 새로운 프레임워크를 소개한다.", "본 연구는 QuxNet(Quick Unified X Network)을 제안한다.",
    "We propose QuxNet, which halves the cache.", "We introduce a method called QuxNet for long inputs.", "QuxNet, a novel framework for routing, works well.",
])
def test_proposed_names_are_introduced(body: str) -> None:
    assert [item.name for item in paper(body).introduces if "QuxNet" in (item.name, *item.aliases)]


@pytest.mark.parametrize("body", ["QuxNet보다 빠르다.", "We compare with QuxNet.", "전문가 혼합을 제안한다고 알려져 있다."])
def test_named_and_known_things_are_not(body: str) -> None:
    assert paper(body).introduces == ()


def test_a_second_own_thing_is_part_of_the_first() -> None:
    found = paper("이를 위해 QuxHead를 제안한다.", title="QuxNet: Fast Routing")
    assert [item.name for item in found.introduces] == ["QuxNet", "QuxHead"]
    assert [(relation.head, relation.type, relation.tail) for relation in found.relations] == [("QuxHead", "partOf", "QuxNet")]


def test_a_short_name_behind_the_title_is_another_name_of_the_one_before_its_colon() -> None:
    (found,) = paper("x", title="Quux: Fast Drafts", short="QDX").introduces
    assert (found.name, found.aliases) == ("Quux", ("QDX",))
    assert [item.name for item in paper("x", title="Fast Drafts for All", short="QDX").introduces] == ["QDX"]


def test_benchmarks_and_datasets_are_told_by_shape_and_title() -> None:
    types = [paper("x", title=title).introduces[0].type for title in ("QuxBench: Measuring Routing", "Qux: A Dataset of Routes", "Qux: Fast Routing")]
    assert types == ["benchmark", "dataset", "method"]


@pytest.mark.parametrize(("title", "body", "name", "quotes"), [
    (r"Fast$\times$Grep: Long Texts", "Fast××Grep을 제안합니다.", "Fast×Grep", [r"Fast$\times$Grep", "Fast××Grep"]),
    ("FasttimesGrep: Long Texts", "빠른 검색을 위해 FAST×Grep을 제안합니다.", "FAST×Grep", ["FasttimesGrep", "FAST×Grep"]),
    (r"QuxNet-$\pi$: Routing", "이 연구는 QuxNet-$π$를 제안한다.", "QuxNet-π", [r"QuxNet-$\pi$", "QuxNet-$π$"]),
    ("$λ$-QUX: Routing", "We propose lambda-QUX for long inputs.", "λ-QUX", ["$λ$-QUX", "lambda-QUX"]),
    (r"$\textit{Qux-Net}$: Routing", "Results follow.", "Qux-Net", [r"$\textit{Qux-Net}$"]),
    ("H$_2$Q: Routing", "H2Q를 제안한다.", "H₂Q", ["H$_2$Q", "H2Q"]),
])
def test_a_formula_in_a_name_is_part_of_it(title: str, body: str, name: str, quotes: list[str]) -> None:
    (found,) = paper(body, title=title).introduces
    assert found.name == name
    assert not found.aliases
    assert [evidence.quote for evidence in found.evidence] == quotes
