from __future__ import annotations

import pytest

from kg.errors import NotFoundError
from kg.lookups.papers import papers
from kg.stores.store import OxigraphStore


def test_papers_about_a_method_are_those_that_introduce_it_then_those_that_mention_it(store: OxigraphStore) -> None:
    found = papers(store, method="메두사")
    assert [(item.paper.id, item.date, item.arxiv, [thing.label for thing in item.introduces]) for item in found] == [
        ("paper/2401.10774", "2024-01-19", "2401.10774", ["Medusa"])]
    assert [item.paper.id for item in papers(store, method="Speculative Decoding")] == ["paper/2401.15077", "paper/2401.10774"]


def test_the_kinds_of_a_method_count_too(store: OxigraphStore) -> None:
    found = papers(store, method="기계 학습")
    assert [(item.paper.label, [thing.label for thing in item.mentions]) for item in found] == [
        ("Mixtral of Experts", ["Mixture of Experts"]), ("Learning from Rewards", ["Reinforcement Learning", "Representation Learning"])]


def test_only_methods_have_papers(store: OxigraphStore) -> None:
    with pytest.raises(NotFoundError, match="no method in the graph is called 'Tri Dao'"):
        papers(store, method="Tri Dao")
