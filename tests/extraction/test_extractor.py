from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extraction.extractor import load_extractor
from kg.model import Evidence, Paper
from kg.records import to_record
from tests.extraction.reading_of import document, paper
from tests.making import small_scheme

PIECES = st.sampled_from(["MoE", "전문가 혼합", "(", ")", " ", "는 ", "보다 ", "FooNet", "QuxBench", "3.2%", "FID", "\n", ", ", "및 ", "$", "제안한다. ", "We propose ", "강화 학습", "[", "](", "https://x.y/z", "é", "😀"])


def all_evidence(found: Paper) -> list[Evidence]:
    values = [found.title, found.arxiv, found.date, found.venue, found.year, found.votes, *found.authors, *found.cites, *found.links]
    items = [*values, *found.introduces, *found.methods, *found.tasks, *found.datasets, *found.metrics, *found.relations, *found.results]
    return [evidence for item in items if item for evidence in item.evidence]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=60).map("".join))
def test_every_quote_is_the_text_at_its_offsets(body: str) -> None:
    made = document(body, title="QuxNet: Fast Routing")
    found = load_extractor(small_scheme()).extract(made).papers[0]
    for evidence in all_evidence(found):
        assert made.text[evidence.span.start:evidence.span.end] == evidence.quote
        assert evidence.document == made.source.id


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_names_of_relations_results_and_citations_are_names_of_the_paper(body: str) -> None:
    found = paper(body, title="QuxNet: Fast Routing")
    names = {item.name for field in (found.introduces, found.methods, found.tasks, found.datasets, found.metrics) for item in field}
    assert {name for relation in found.relations for name in (relation.head, relation.tail)} <= names
    assert {name for result in found.results for name in (result.method, result.metric, result.dataset) if name} <= names
    assert {cite.value for cite in found.cites} <= names


def test_citations_are_named_works_and_linked_papers() -> None:
    found = paper("FooNet과 강화 학습을 쓴다. https://arxiv.org/abs/2401.04088 를 참고했고 arxiv.org/abs/2302.13971 도 그렇다.", title="QuxNet: Fast Routing", arxiv="2302.13971")
    assert [cite.value for cite in found.cites] == ["FooNet", "2401.04088"]


@pytest.mark.parametrize(("body", "marked"), [
    ("이 논문은 새로운 딥러닝 모델을 제안합니다. XYZ-Net은 합성곱 신경망을 개선하여 기존 모델보다 향상된 성능을 보입니다.", True),
    ("최근 arXiv에 게시된 논문은 특정 문제를 푸는 알고리즘을 다룹니다. 여러 데이터에서 실험했습니다.", True),
    ("이 글은 새로운 기법이나 알고리즘을 내놓아 여러 과제를 풉니다. 벤치마크(benchmark)에서 좋은 성능을 보입니다.", True),
    ("실험에서는 여러 데이터셋(dataset)을 썼고, 특정 지표에서 몇 퍼센트의 향상을 얻었다고 알립니다.", True),
    ("죄송합니다. 제공된 초록이 없습니다.", True),
    ("요약할 본문을 제공해 주세요.", True),
    ("여러 과제를 다루는 연구로 보입니다. 방법의 세부 사항은 따로 제공되지 않았습니다.", True),
    ("I cannot sum this up, since no abstract was provided.", True),
    ("QuxNet은 새로운 기법이나 알고리즘 없이 토큰을 나누며, 학습 세부 사항은 제공되지 않았습니다.", False),
    ("라우터는 잡음이 섞인 토큰에서도 흔들리지 않으며, 앞선 연구에서 언급되지 않은 수치까지 함께 보고한다.", False),
    ("짧은 글이다.", False),
    ("이 논문은 새로운 딥러닝 모델인 QuxNet을 제안합니다. 여러 실험에서 기존 모델보다 향상되었습니다.", False),
    ("It routes tokens with a new method that needs no balance loss and keeps all experts busy.", False),
    ("모델을 키우면 성능이 오르는 까닭을 살피고, 작은 실험으로 그 한계를 보인다. 긴 글에서도 그렇다.", False),
])
def test_phrases_about_no_paper_in_particular_are_marked(body: str, *, marked: bool) -> None:
    assert bool(paper(body, title="QuxNet: Routes for Tokens, a Benchmark").boilerplate) is marked


@pytest.mark.parametrize("body", ["가" * 300_000, "A-" * 150_000, "MoE, " * 60_000, "(a" * 100_000, "1.1%" * 60_000, "는 " * 100_000])
def test_hostile_entries_end(body: str) -> None:
    assert paper(body, title="QuxNet: Fast Routing").title is not None


def test_components_are_a_table_that_can_be_cut() -> None:
    extractor = load_extractor(small_scheme())
    short = replace(extractor, components=extractor.components[:1])
    made = document("FooNet을 쓴다.")
    assert short.extract(made).papers[0].methods == ()
    assert extractor.components[0][0] == "sentences"


def test_the_record_of_an_extraction_names_its_evidence() -> None:
    made = document("강화 학습을 쓴다.", title="QuxNet: Fast Routing")
    record = to_record(load_extractor(small_scheme()).extract(made).papers[0], made.source)
    assert record["title"] == "QuxNet: Fast Routing"
    assert record["evidence"]["title"][0]["extractor"] == "reader.prose"
    assert "method/reinforcement-learning" in [item["concept"] for item in record["methods"]]
