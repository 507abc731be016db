from __future__ import annotations

from kg.concepts import load_scheme
from kg.extraction.extractor import load_extractor
from kg.extraction.models import load_models
from tests.extraction.reading_of import document, paper

BODY = "QuxNet은 ResNet-50을 바탕으로 하며 FooFormer보다 빠르다. 자세한 것은 https://arxiv.org/abs/1512.03385 에 있다."
TITLE = "QuxNet: Fast Routing for Image Classification"


def test_rules_cite_works_of_others_and_linked_papers() -> None:
    assert [cited.value for cited in paper(BODY, title=TITLE).cites] == ["ResNet-50", "FooFormer", "1512.03385"]


def test_the_judge_cites_works_of_others_with_its_chance_and_never_the_papers_own() -> None:
    found = load_extractor(load_scheme(), models=load_models()).extract(document(BODY, title=TITLE)).papers[0]
    assert {"FooFormer", "1512.03385"} <= {cited.value for cited in found.cites}
    assert "QuxNet" not in {cited.value for cited in found.cites}
    judged = [item for cited in found.cites for item in cited.evidence if item.extractor == "model.citation"]
    assert judged
    assert all(0.3 <= item.confidence <= 1 for item in judged)


def test_an_own_arxiv_id_is_no_citation() -> None:
    assert paper("https://arxiv.org/abs/1512.03385", title=TITLE, arxiv="1512.03385").cites == ()
