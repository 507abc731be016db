from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.concepts import Scheme, read_scheme
from kg.linking.linker import link
from kg.linking.model import Linking
from kg.model import Extraction, Literal
from tests import making


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return making.small_scheme()


def note(number: int = 1, **record: Any) -> Extraction:
    return making.extraction({"title": f"A study of number {number}", **record}, name=f"{number}.md")


def entity_of(linking: Linking, extraction: Extraction, name: str) -> str:
    return linking.papers[extraction.source.id, 0].names[name]


# Papers

def test_a_paper_is_its_arxiv_id_and_a_title_alone_finds_it(scheme: Scheme) -> None:
    one = making.extraction({"title": "Medusa: Simple Decoding Heads", "arxiv": "2401.10774"}, name="a")
    two = making.extraction({"title": "MEDUSA - simple decoding heads"}, name="b")
    three = making.extraction({"arxiv": "2401.10774"}, name="c")
    linking = link([one, two, three], scheme)
    assert {links.paper for links in linking.papers.values()} == {"paper/2401.10774"}
    assert linking.entities["paper/2401.10774"].label == "MEDUSA - simple decoding heads"


def test_a_paper_s_label_has_the_formulas_of_its_title_in_signs(scheme: Scheme) -> None:
    one = making.extraction({"title": r"Fast$\times$Grep: Search over H$_2$O", "arxiv": "2401.10775"}, name="a")
    two = making.extraction({"title": "FasttimesGrep: Search over H2O", "arxiv": "2401.10775"}, name="b")
    three = making.extraction({"title": "Fast×Grep: Search over H₂O"}, name="c")
    linking = link([one, two, three], scheme)
    assert {links.paper for links in linking.papers.values()} == {"paper/2401.10775"}
    assert linking.entities["paper/2401.10775"].label == "Fast×Grep: Search over H₂O"


def test_a_name_is_one_with_its_signs_and_with_them_spelt_out(scheme: Scheme) -> None:
    notes = [note(number, introduces=[name]) for number, name in enumerate(("Fast×Grep", "FasttimesGrep", r"Fast$\times$Grep"))]
    linking = link(notes, scheme)
    assert len({entity_of(linking, one, name) for one, name in zip(notes, ("Fast×Grep", "FasttimesGrep", r"Fast$\times$Grep"), strict=True)}) == 1


def test_two_arxiv_ids_stay_two_papers_under_one_title(scheme: Scheme) -> None:
    notes = [making.extraction({"title": "A Survey", "arxiv": number}, name=number) for number in ("2401.00001", "2401.00002", "2401.00003")]
    assert len({links.paper for links in link(notes, scheme).papers.values()}) == 3


def test_papers_without_title_or_number_stay_apart(scheme: Scheme) -> None:
    found = link([making.extraction({"votes": 1}, {"votes": 2}, name="a")], scheme)
    assert len({links.paper for links in found.papers.values()}) == 2


def test_a_cited_arxiv_id_is_a_paper_though_no_text_presents_it(scheme: Scheme) -> None:
    one = note(cites=["2211.17192"])
    assert entity_of(link([one], scheme), one, "2211.17192") == "paper/2211.17192"
    assert link([one], scheme).entities["paper/2211.17192"].kind == "paper"


# People

def test_an_author_is_one_whatever_accents_and_points(scheme: Scheme) -> None:
    notes = [note(1, authors=["José M. Pérez", "김 철수"]), note(2, authors=["Jose M Perez"])]
    ids = {name for links in link(notes, scheme).papers.values() for name in links.authors.values()}
    assert ids == {"author/jose-m-perez", "author/김-철수"}


# Names

def test_the_scheme_decides_first(scheme: Scheme) -> None:
    one = note(methods=["mixture-of-expert", "전문가 혼합 모델"])
    linking = link([one], scheme)
    assert {entity_of(linking, one, name) for name in ("mixture-of-expert", "전문가 혼합 모델")} == {"method/mixture-of-experts"}
    assert linking.entities["method/mixture-of-experts"].label == "Mixture of Experts"
    assert "method/machine-learning" in linking.entities


def test_a_definition_in_one_text_joins_names_in_all(scheme: Scheme) -> None:
    notes = [note(1, methods=[("Switch Routing", "스위치 라우팅")]), note(2, methods=["스위치 라우팅"]), note(3, methods=["Switch Routing"])]
    linking = link(notes, scheme)
    assert {entity_of(linking, notes[1], "스위치 라우팅"), entity_of(linking, notes[2], "Switch Routing")} == {"method/switch-routing"}
    assert Literal("스위치 라우팅", language="ko") in linking.entities["method/switch-routing"].aliases


def test_names_that_more_texts_keep_apart_are_not_joined(scheme: Scheme) -> None:
    notes = [note(1, methods=[("Fast Router", "Slow Router")]), *(note(n, methods=["Fast Router", "Slow Router"]) for n in (2, 3))]
    linking = link(notes, scheme)
    assert entity_of(linking, notes[1], "Fast Router") != entity_of(linking, notes[1], "Slow Router")


def test_two_concepts_never_become_one(scheme: Scheme) -> None:
    notes = [note(n, methods=[("Reinforcement Learning", "Representation Learning")]) for n in range(5)]
    alone = note(9, methods=["Representation Learning"])
    linking = link([*notes, alone], scheme)
    assert entity_of(linking, alone, "Representation Learning") == "method/representation-learning"
    assert entity_of(linking, notes[0], "Reinforcement Learning") == "method/reinforcement-learning"


def test_an_abbreviation_of_two_things_joins_neither_and_means_the_likelier(scheme: Scheme) -> None:
    long, other = "Sparse Inference Network", "Spatial Index Node"
    notes = [*(note(n, methods=[(long, "SIN")]) for n in (1, 2)), note(3, methods=[(other, "SIN")]), note(4, methods=["SIN"])]
    linking = link(notes, scheme)
    assert entity_of(linking, notes[3], "SIN") == entity_of(linking, notes[0], long)
    assert entity_of(linking, notes[2], "SIN") == entity_of(linking, notes[2], other) == "method/spatial-index-node"


def test_an_abbreviation_of_a_concept_does_not_pull_a_coined_name_in(scheme: Scheme) -> None:
    one = note(methods=[("Map of Edges", "MoE")])
    linking = link([one], scheme)
    assert entity_of(linking, one, "Map of Edges") == "method/map-of-edges"


def test_a_kind_is_elected_and_ties_go_by_the_order_of_kinds(scheme: Scheme) -> None:
    notes = [note(1, datasets=["Quiver"]), note(2, tasks=["Quiver"]), note(3, datasets=["quiver"])]
    assert entity_of(link(notes, scheme), notes[1], "Quiver") == "dataset/quiver"
    assert entity_of(link(notes[:2], scheme), notes[1], "Quiver") == "task/quiver"


def test_a_role_tells_the_kind_of_a_name_that_nothing_else_does(scheme: Scheme) -> None:
    one = note(results=[{"value": "12.5", "metric": "Blur", "dataset": "Fogs"}], relations=[("Lens", "addresses", "defogging")])
    linking = link([one], scheme)
    assert [entity_of(linking, one, name) for name in ("Blur", "Fogs", "Lens", "defogging")] == [
        "metric/blur", "dataset/fogs", "method/lens", "task/defogging"]


def test_a_coined_thing_never_takes_the_id_of_a_concept(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("header\nspin\tmethod\tSPIN\t\t\t\t\t\tcased", encoding="utf-8")
    scheme = read_scheme(tmp_path)
    one = note(methods=["spin"])
    assert entity_of(link([one], scheme), one, "spin") not in scheme.concepts


NAMES = st.sampled_from(["Mixture of Experts", "MoE", "Medusa", "medusa", "Medusa Heads", "메두사", "RL", "Router", "라우터", "FID", "Gate"])
RECORD = st.fixed_dictionaries({
    "title": st.sampled_from(["Medusa and its many heads", "Routing", "routing!", "게이트"]),
    "methods": st.lists(st.one_of(NAMES, st.lists(NAMES, min_size=2, max_size=3, unique=True).map(tuple)), max_size=4),
    "introduces": st.lists(NAMES, max_size=2), "tasks": st.lists(NAMES, max_size=2), "cites": st.lists(NAMES, max_size=2),
}, optional={"arxiv": st.sampled_from(["2401.10774", "2401.10775"])})


@given(st.lists(RECORD, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_texts_does_not_matter(records: list[dict[str, Any]], random: Any) -> None:
    scheme = making.small_scheme()
    texts = [making.extraction(record, name=f"{number}.md") for number, record in enumerate(records)]
    shuffled = random.sample(texts, len(texts))
    assert link(texts, scheme) == link(shuffled, scheme)
