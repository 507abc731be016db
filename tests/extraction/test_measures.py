"""Results by the models that ship."""

from __future__ import annotations

import pytest

from kg.concepts import load_scheme
from kg.extraction.extractor import Extractor, load_extractor
from kg.extraction.models import load_models
from kg.model import Paper, Result
from tests.extraction.reading_of import document

TITLE = "QuxNet: Fast Routing for Image Classification"


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor(load_scheme(), models=load_models())


def paper(extractor: Extractor, body: str) -> Paper:
    return extractor.extract(document(body, title=TITLE)).papers[0]


def told(result: Result) -> tuple[str, str | None, str | None, str | None]:
    return result.value, result.unit, result.metric, result.dataset


def test_a_figure_has_its_metric_and_dataset(extractor: Extractor) -> None:
    found = paper(extractor, "QuxNet은 이미지 분류 모델로, ImageNet에서 정확도 84.2%를 달성했다.")
    assert [told(result) for result in found.results] == [("84.2", "%", "정확도", "ImageNet")]
    assert found.results[0].method == "QuxNet"
    assert found.results[0].evidence[0].extractor == "model.result"


def test_figures_in_a_list_belong_to_the_names_in_the_same_places(extractor: Extractor) -> None:
    found = paper(extractor, "QuxNet은 CIFAR-10과 CIFAR-100에서 각각 97.1%, 83.4%의 정확도를 기록했다.")
    assert {(result.value, result.dataset) for result in found.results} >= {("97.1", "CIFAR-10"), ("83.4", "CIFAR-100")}


def test_a_metric_that_a_result_needs_counts_among_the_metrics(extractor: Extractor) -> None:
    found = paper(extractor, "QuxNet은 추론 시간을 37% 줄였다.")
    names = {item.name for item in found.metrics}
    assert {result.metric for result in found.results if result.metric} <= names


def test_what_it_is_compared_with_is_named(extractor: Extractor) -> None:
    found = paper(extractor, "QuxNet은 ResNet-50보다 ImageNet에서 3.1% 높은 정확도를 보인다.")
    assert {(result.value, result.versus) for result in found.results} == {("3.1", "ResNet-50")}


def test_sizes_and_counts_are_no_results(extractor: Extractor) -> None:
    assert paper(extractor, "QuxNet은 7B 매개변수와 32개의 층으로 이루어진 모델이다.").results == ()
