from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.assembly.assembler import assemble
from kg.linking.linker import link
from kg.model import Extraction, Graph, Literal, Named, Paper, Relation, Statement, Value
from kg.vocabulary import CLASSES
from tests import making

Doubted = TypeVar("Doubted", Named, Value)


def graph(*extractions: Extraction) -> Graph:
    scheme = making.small_scheme()
    return assemble(extractions, link(extractions, scheme), scheme)


def find(found: Graph, predicate: str) -> list[Statement]:
    return [statement for statement in found.statements if statement.predicate == predicate]


FULL: dict[str, Any] = {
    "title": "Medusa: Simple Decoding Heads", "arxiv": "2401.10774", "date": "2024-01-19", "year": 2024, "votes": 7, "venue": "ICML",
    "authors": ["Tianle Cai"], "links": {"github": "https://github.com/x/y"}, "introduces": ["Medusa"], "methods": ["Mixture of Experts"],
    "relations": [("Medusa", "uses", "Mixture of Experts")], "cites": ["Blockwise Decoding"],
    "results": [{"value": "2.2", "unit": "x", "method": "Medusa", "metric": "speedup"}],
}


def test_one_paper_states_what_its_record_says() -> None:
    found = graph(making.extraction(FULL))
    triples = {(item.subject, item.predicate, item.object) for item in found.statements}
    subject = "paper/2401.10774"
    result = find(found, "kg:reports")[0].object
    assert triples == {
        (subject, "dcterms:title", Literal("Medusa: Simple Decoding Heads")), (subject, "kg:arxivId", Literal("2401.10774")),
        (subject, "dcterms:date", Literal("2024-01-19", "date")), (subject, "kg:year", Literal("2024", "integer")),
        (subject, "kg:votes", Literal("7", "integer")), (subject, "kg:venue", "venue/icml"), (subject, "dcterms:creator", "author/tianle-cai"),
        (subject, "kg:githubLink", Literal("https://github.com/x/y", "anyURI")), (subject, "kg:introduces", "method/medusa"),
        (subject, "kg:mentionsMethod", "method/mixture-of-experts"), ("method/medusa", "kg:uses", "method/mixture-of-experts"),
        (subject, "kg:refersTo", "method/blockwise-decoding"), (subject, "kg:reports", result),
        (result, "kg:resultValue", Literal("2.2")), (result, "kg:resultUnit", Literal("x")), (result, "kg:resultMethod", "method/medusa"),
        (result, "kg:resultMetric", "metric/speedup"),
        ("method/mixture-of-experts", "skos:prefLabel", Literal("전문가 혼합", language="ko")),
        ("method/mixture-of-experts", "skos:broader", "method/machine-learning"),
        ("method/machine-learning", "skos:prefLabel", Literal("기계 학습", language="ko")),
    }
    assert {entity.label for entity in found.entities if entity.kind == "result"} == {"speedup 2.2x"}


def test_a_triple_of_two_texts_is_one_statement_with_the_evidence_of_both() -> None:
    texts = [making.extraction(FULL, name="a"), making.extraction({**FULL, "votes": 8}, name="b")]
    found = graph(*texts)
    uses = find(found, "kg:uses")
    assert len(uses) == 1
    assert {item.document for item in uses[0].evidence} == {text.source.id for text in texts}
    assert [item.object for item in find(found, "kg:votes")] == [Literal("7", "integer"), Literal("8", "integer")]
    assert len(find(found, "kg:reports")) == 1


def test_a_reference_to_what_one_other_paper_introduces_is_a_citation() -> None:
    home = making.extraction({"arxiv": "2401.10774", "introduces": ["Medusa"]}, name="a")
    citing = making.extraction({"arxiv": "2402.00001", "cites": ["medusa"]}, name="b")
    found = find(graph(home, citing), "cito:cites")
    assert [(item.subject, item.object) for item in found] == [("paper/2402.00001", "paper/2401.10774")]
    assert [item.extractor for item in found[0].evidence] == ["assembly.citation"]
    rival = making.extraction({"arxiv": "2403.00001", "introduces": ["Medusa"]}, name="c")
    assert find(graph(home, citing, rival), "cito:cites") == []


def test_a_cited_arxiv_id_is_a_citation_with_its_own_evidence() -> None:
    found = graph(making.extraction({"arxiv": "2402.00001", "cites": ["2401.10774"]}))
    assert [(item.object, item.evidence[0].extractor) for item in find(found, "cito:cites")] == [("paper/2401.10774", "rule.citation")]


def test_the_kind_that_the_corpus_gives_a_thing_decides_how_it_is_mentioned() -> None:
    texts = [making.extraction({"votes": number, "datasets": ["Quiver"]}, name=str(number)) for number in (1, 2)]
    odd = making.extraction({"votes": 3, "methods": ["Quiver"]}, name="odd")
    found = graph(*texts, odd)
    assert {item.object for item in find(found, "kg:mentionsDataset")} == {"dataset/quiver"}
    assert find(found, "kg:mentionsMethod") == []


def test_a_learnt_alias_rests_on_the_words_that_define_it() -> None:
    found = find(graph(making.extraction({"votes": 1, "methods": [("Switch Routing", "스위치 라우팅")]})), "skos:altLabel")
    assert [(item.subject, item.object) for item in found] == [("method/switch-routing", Literal("스위치 라우팅", language="ko"))]
    assert found[0].evidence[0].quote == "Switch Routing(스위치 라우팅)"


def test_nothing_relates_to_itself() -> None:
    text = "MoE and Mixture of Experts"
    relation = Relation("MoE", "uses", "Mixture of Experts", making.evidence(text, "MoE", "rule.x"))
    base = making.extraction(text=text)
    assert graph(Extraction(base.source, (Paper(relations=(relation,)),))).statements == ()


def test_every_statement_is_about_entities_of_the_graph() -> None:
    found = graph(making.extraction(FULL), making.extraction({**FULL, "arxiv": "2402.00001", "cites": ["Medusa"]}, name="b"))
    known = {entity.id for entity in found.entities}
    named = {name for item in found.statements for name in (item.subject, item.object) if isinstance(name, str)}
    assert named <= known
    assert {entity.kind for entity in found.entities} <= CLASSES.keys()


RECORD = st.fixed_dictionaries({
    "introduces": st.lists(st.sampled_from(["Medusa", "MoE", "메두사"]), max_size=2),
    "methods": st.lists(st.sampled_from([("Medusa", "메두사"), "Mixture of Experts", ("Gate Net", "GN"), "GN"]), max_size=3),
    "cites": st.lists(st.sampled_from(["Medusa", "2401.10774", "GN"]), max_size=2), "authors": st.lists(st.sampled_from(["A Bc", "Á Bc"]), max_size=2),
}, optional={"arxiv": st.sampled_from(["2401.10774", "2401.10775"]), "votes": st.integers(0, 3)})


@given(st.lists(RECORD, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_texts_does_not_matter(records: list[dict[str, Any]], random: Any) -> None:
    texts = [making.extraction(record, name=f"{number}.md") for number, record in enumerate(records)]
    assert graph(*texts) == graph(*random.sample(texts, len(texts)))


@pytest.mark.parametrize(("kind", "confidence", "stated"), [("comparesWith", 0.49, 0), ("comparesWith", 0.5, 1), ("uses", 0.59, 0), ("uses", 0.6, 1)])
def test_a_graph_states_relations_that_are_likely_enough_for_their_kind(kind: str, confidence: float, stated: int) -> None:
    base = making.extraction({"methods": ["Medusa", "Mixture of Experts"], "relations": [("Medusa", kind, "Mixture of Experts")]})
    relation = base.papers[0].relations[0]
    doubted = replace(relation, evidence=tuple(item._replace(confidence=confidence) for item in relation.evidence))
    found = graph(replace(base, papers=(replace(base.papers[0], relations=(doubted,)),)))
    assert len(find(found, f"kg:{kind}")) == stated


@pytest.mark.parametrize(("name", "stated"), [("Medusa-2", 1), ("Medusa v2", 1), ("Medusa3", 1), ("Medusaology", 0), ("EAGLE", 0)])
def test_what_is_named_as_a_later_version_of_a_work_is_the_likelier_to_extend_it(name: str, stated: int) -> None:
    base = making.extraction({"methods": [name, "Medusa"], "relations": [(name, "extends", "Medusa")]})
    paper = base.papers[0]
    doubted = tuple(replace(item, evidence=tuple(evidence._replace(confidence=0.35) for evidence in item.evidence)) for item in paper.relations)
    found = graph(replace(base, papers=(replace(paper, relations=doubted),)))
    assert len(find(found, "kg:extends")) == stated


@pytest.mark.parametrize(("confidence", "stated"), [(0.49, 0), (0.5, 1)])
def test_a_graph_states_what_a_paper_mentions_where_it_is_likelier_than_not(confidence: float, stated: int) -> None:
    base = making.extraction({"tasks": ["machine translation"], "cites": ["Medusa"], "methods": ["Medusa"]})
    paper = base.papers[0]
    doubted = replace(paper, tasks=tuple(_doubted(item, confidence) for item in paper.tasks), cites=tuple(_doubted(item, confidence) for item in paper.cites))
    found = graph(replace(base, papers=(doubted,)))
    assert (len(find(found, "kg:mentionsTask")), len(find(found, "kg:refersTo"))) == (stated, stated)


def test_a_relation_is_stated_between_things_of_kinds_that_it_joins() -> None:
    found = graph(making.extraction({"methods": ["Medusa"], "tasks": ["machine translation"], "relations": [
        ("Medusa", "addresses", "machine translation"), ("machine translation", "addresses", "Medusa")]}))
    assert [statement.subject for statement in find(found, "kg:addresses")] == ["method/medusa"]


def test_works_extend_works_and_no_class_of_models() -> None:
    found = graph(making.extraction({"methods": ["EAGLE-2", "EAGLE", "Diffusion Model"], "relations": [
        ("EAGLE-2", "extends", "EAGLE"), ("EAGLE-2", "extends", "Diffusion Model")]}))
    assert [statement.object for statement in find(found, "kg:extends")] == ["method/eagle"]


def test_a_task_is_mentioned_by_the_paper_that_claims_it() -> None:
    found = graph(making.extraction({"introduces": ["machine translation", "Medusa"]}), making.extraction({"tasks": ["machine translation"]}, name="b.md"),
                  making.extraction({"tasks": ["machine translation"]}, name="c.md"))
    assert [statement.object for statement in find(found, "kg:introduces")] == ["method/medusa"]
    assert {statement.object for statement in find(found, "kg:mentionsTask")} == {"task/machine-translation"}


def _doubted(item: Doubted, confidence: float) -> Doubted:
    return replace(item, evidence=tuple(evidence._replace(confidence=confidence) for evidence in item.evidence))
