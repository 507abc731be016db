from __future__ import annotations

import pytest

from tests.extraction.reading_of import paper

TITLE = "QuxNet: Fast Routing"


def triples(body: str) -> set[tuple[str, str, str]]:
    return {(relation.head, relation.type, relation.tail) for relation in paper(body, title=TITLE).relations}


@pytest.mark.parametrize(("body", "triple"), [
    ("QuxNet은 FooNet보다 빠르다.", ("QuxNet", "outperforms", "FooNet")),
    ("FooNet을 능가하는 성능을 보인다.", ("QuxNet", "outperforms", "FooNet")),
    ("BarNet은 FooNet 대비 높은 점수를 얻었다.", ("BarNet", "outperforms", "FooNet")),
    ("QuxNet outperforms FooNet on long inputs.", ("QuxNet", "outperforms", "FooNet")),
    ("It is compared with FooNet.", ("QuxNet", "comparesWith", "FooNet")),
    ("FooNet을 확장한 구조다.", ("QuxNet", "extends", "FooNet")),
    ("It builds on FooNet.", ("QuxNet", "extends", "FooNet")),
    ("강화 학습을 활용한다.", ("QuxNet", "uses", "강화 학습")),
    ("It leverages FooNet.", ("QuxNet", "uses", "FooNet")),
    ("이미지 생성을 위한 방법이다.", ("QuxNet", "addresses", "이미지 생성")),
    ("FooBench에서 높은 성능을 달성했다.", ("QuxNet", "evaluatedOn", "FooBench")),
    ("We evaluate on FooBench.", ("QuxNet", "evaluatedOn", "FooBench")),
])
def test_cues_of_both_languages_state_relations_in_the_right_direction(body: str, triple: tuple[str, str, str]) -> None:
    assert triple in triples(body)


def test_joined_names_share_the_cue() -> None:
    assert {("QuxNet", "outperforms", name) for name in ("FooNet", "BarNet")} <= triples("FooNet 및 BarNet보다 빠르다.")
    assert {("QuxNet", "outperforms", name) for name in ("FooNet", "BarNet", "BazNet")} <= triples("It outperforms FooNet, BarNet and BazNet.")


@pytest.mark.parametrize("body", ["FooNet보다 빠르지 않다.", "It does not outperform FooNet."])
def test_what_a_text_denies_is_not_stated(body: str) -> None:
    assert ("QuxNet", "outperforms", "FooNet") not in triples(body)


def test_a_relation_without_a_known_head_is_not_stated() -> None:
    assert paper("FooNet보다 빠르다.").relations == ()


def test_the_evidence_is_the_sentence() -> None:
    found = paper("첫 문장이다. FooNet보다 빠르다. 끝.", title=TITLE).relations
    assert [relation.evidence[0].quote for relation in found if relation.type == "outperforms"] == ["FooNet보다 빠르다."]
