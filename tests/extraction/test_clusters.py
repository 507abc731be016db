from __future__ import annotations

from tests.extraction.reading_of import clustered, paper


def test_spellings_glosses_and_concepts_are_one_thing() -> None:
    found = clustered("전문가 혼합(Mixture of Experts, MoE)은 크다. mixture-of-experts와 MoE의 차이. 전문가 혼합 모델도 있다.").clusters
    assert [(cluster.name, cluster.concept) for cluster in found] == [("Mixture of Experts", "method/mixture-of-experts")]
    assert set(found[0].names) >= {"MoE", "전문가 혼합"}
    assert len(found[0].mentions) == 6


def test_the_canonical_name_is_english_and_full() -> None:
    assert clustered("LLM(대형 언어 모델)과 대형 언어 모델").clusters[0].names == ("LLM", "대형 언어 모델")
    assert clustered("We use quick unified networks (QUNs).").clusters[0].name == "quick unified networks"


def test_a_gloss_of_a_plain_word_names_nothing() -> None:
    found = paper("확장성(scalability)과 알고리즘(algorithm)이 좋다.")
    assert (found.methods, found.tasks, found.metrics) == ((), (), ())


def test_kinds_go_to_their_fields() -> None:
    found = paper("이미지 생성에서 FID가 좋아졌고 QuxSet 데이터셋으로 강화 학습을 했다.")
    assert [item.concept for item in found.tasks] == ["task/image-generation"]
    assert [item.concept for item in found.metrics] == ["metric/fid"]
    assert [item.name for item in found.datasets] == ["QuxSet"]
    assert [item.name for item in found.methods] == ["강화 학습"]
