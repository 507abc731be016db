"""The learned models as they ship: what they find in texts of our own, that they are sure of it, and that they can be left out."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.concepts import load_scheme
from kg.extraction.extractor import Extractor, load_extractor
from kg.extraction.models import load_models
from kg.extraction.recogniser import chunks
from kg.model import Paper
from kg.vocabulary import KIND_OF_TYPE
from tests.extraction.reading_of import document
from tests.extraction.test_extractor import PIECES, all_evidence

TITLE = "Mixtral of Experts: A Sparse Model for Language"
BODY = """Mixtral 8x7B는 희소 전문가 혼합(Sparse Mixture of Experts) 언어 모델입니다. 라우터가 토큰마다 두 전문가를 고릅니다.
MMLU와 GSM8K 벤치마크에서 Llama 2 70B보다 높은 정확도를 보입니다. 코드 생성과 수학적 추론에서 특히 좋습니다."""


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor(load_scheme(), models=load_models())


def read(extractor: Extractor, body: str, title: str = TITLE) -> Paper:
    return extractor.extract(document(body, title=title)).papers[0]


@pytest.mark.parametrize("short", ["SPN", "QDec", "CM", "ABC", "SPIN"])
@pytest.mark.parametrize("title", ["Baz for All", "Learning to Sort", "Corge: Another Model"])
def test_a_short_name_behind_the_title_is_introduced(extractor: Extractor, title: str, short: str) -> None:
    (found,) = extractor.extract(document("모델을 학습한다 ..", title=title, short=short)).papers[0].introduces
    assert short in {found.name, *found.aliases}


def test_models_find_things_of_every_kind(extractor: Extractor) -> None:
    found = read(extractor, BODY)
    assert any("Mixtral" in item.name for item in found.introduces)
    assert "method/sparse-mixture-of-experts" in {item.concept for item in found.methods}
    assert {"MMLU", "GSM8K"} <= {item.name for item in found.datasets}
    assert found.tasks
    assert {item.concept for item in found.metrics} == {"metric/accuracy"}


def test_models_state_relations_of_the_papers_own(extractor: Extractor) -> None:
    kinds = {(relation.type, relation.tail) for relation in read(extractor, BODY).relations}
    assert ("outperforms", "Llama 2 70B") in kinds
    assert {("evaluatedOn", "MMLU"), ("evaluatedOn", "GSM8K")} <= kinds


@pytest.mark.parametrize(("body", "kind"), [
    ("We release Corvid, a dataset of 9,000 bird songs. The Corvid dataset is annotated by hand. We evaluate Whisper on the Corvid dataset.", "dataset"),
    ("Corvid 데이터셋은 새소리 9,000개를 담았다. Whisper를 Corvid에서 평가했다.", "dataset"), ("Corvid is a routing method. We evaluate Corvid on GSM8K.", "method"),
])
def test_the_papers_own_has_its_type(extractor: Extractor, body: str, kind: str) -> None:
    (found,) = read(extractor, body, "Corvid: Bird Songs at Scale").introduces
    assert (found.name, KIND_OF_TYPE[found.type]) == ("Corvid", kind)


@pytest.mark.parametrize("body", ["RetNet은 RWKV보다 정확도가 높지 않다.", "RetNet does not outperform RWKV on long inputs."])
def test_what_a_text_denies_is_not_stated(extractor: Extractor, body: str) -> None:
    assert "outperforms" not in {relation.type for relation in read(extractor, body, "RetNet: Retentive Network").relations}


def test_every_mention_of_a_thing_has_the_chance_of_the_thing(extractor: Extractor) -> None:
    found = read(extractor, BODY)
    things = (*found.introduces, *found.methods, *found.tasks, *found.datasets, *found.metrics)
    assert all(len({item.confidence for item in thing.evidence}) == 1 for thing in things)
    assert len({thing.evidence[0].confidence for thing in things}) > 3


def test_models_know_english(extractor: Extractor) -> None:
    found = read(extractor, "We propose FlashRoute, a routing algorithm for mixture-of-experts models. It outperforms Switch Transformer on WikiText-103 in perplexity.",
                 "FlashRoute: Routing Without Balance Losses")
    assert [item.name for item in found.introduces][:1] == ["FlashRoute"]
    assert "WikiText-103" in {item.name for item in found.datasets}


def test_all_chances_are_probabilities(extractor: Extractor) -> None:
    assert all(0 <= evidence.confidence <= 1 for evidence in all_evidence(read(extractor, BODY)))


@settings(max_examples=60)
@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=40).map("".join))
def test_every_quote_is_the_text_at_its_offsets(extractor: Extractor, body: str) -> None:
    made = document(body, title=TITLE)
    for evidence in all_evidence(extractor.extract(made).papers[0]):
        assert made.text[evidence.span.start:evidence.span.end] == evidence.quote


def test_the_same_text_gives_the_same_paper(extractor: Extractor) -> None:
    assert read(extractor, BODY) == read(load_extractor(load_scheme(), models=load_models()), BODY)


def test_a_folder_without_weights_holds_no_models(tmp_path: Path) -> None:
    assert load_models(tmp_path) is None


@pytest.mark.parametrize("body", ["MoE, " * 20_000, "FooNet보다 " * 10_000, "a" * 200_000, "가 " * 60_000])
def test_hostile_entries_end(extractor: Extractor, body: str) -> None:
    assert read(extractor, body).title is not None


@pytest.mark.parametrize(("labels", "found"), [
    (["O", "B-task", "I-task", "B-task"], [(1, 2, "task"), (3, 3, "task")]), (["B-task", "I-method"], [(0, 0, "task"), (1, 1, "method")]), ([], []),
])
def test_runs_of_labels_are_chunks(labels: list[str], found: list[tuple[int, int, str]]) -> None:
    assert list(itertools.islice(chunks(labels), 5)) == found
