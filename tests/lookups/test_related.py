from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NotFoundError
from kg.lookups.related import REASONS, Related, _association, related
from kg.model import Entity, Evidence, Graph, Source, Span, Statement
from kg.stores.rdf import quads
from kg.stores.store import OxigraphStore
from kg.vocabulary import KIND_OF_TYPE

DOCUMENT = "00ff00ff00ff00ff"


def labels(items: Sequence[Related]) -> list[str]:
    return [item.thing.label for item in items]


def words(items: Sequence[Related], label: str) -> list[str]:
    return next([reason.words for reason in item.reasons] for item in items if item.thing.label == label)


def mentions(*groups: str) -> OxigraphStore:
    """Return a graph with a paper for each group of one-letter methods that it mentions."""
    said = (Evidence(DOCUMENT, Span(0, 1), "x", "lexicon.concept"),)
    methods = tuple(Entity(f"method/{name}", "method", name) for name in sorted(set("".join(groups))))
    papers = tuple(Entity(f"paper/{number}", "paper", f"Paper {number}") for number in range(len(groups)))
    facts = (Statement(f"paper/{number}", "kg:mentionsMethod", f"method/{name}", said) for number, group in enumerate(groups) for name in group)
    return OxigraphStore.hold(quads(Graph(methods + papers, tuple(facts), (Source(DOCUMENT, "a.md"),))))


def test_what_texts_state_relates_methods_and_says_how(store: OxigraphStore) -> None:
    found = related(store, "Medusa")
    assert labels(found) == ["Speculative Decoding", "EAGLE", "Tree Attention"]
    assert words(found, "Speculative Decoding") == ["extended by Medusa"]
    assert words(found, "EAGLE") == ["outperforms Medusa", "both address Text Generation"]


def test_the_scheme_relates_concepts(store: OxigraphStore) -> None:
    found = related(store, "MoE")
    assert words(found, "Machine Learning") == ["has Mixture of Experts under it"]
    assert words(found, "Reinforcement Learning") == ["both come under Machine Learning"]
    assert words(found, "Mixtral") == ["uses Mixture of Experts"]
    assert words(related(store, "machine learning"), "Mixture of Experts") == ["comes under Machine Learning"]


def test_methods_that_meet_more_often_than_by_chance_are_related() -> None:
    store = mentions("ab", "ab", "ab", "ac", "c", "c", "c", "d", "d")
    found = related(store, "a")
    assert [(item.thing.label, item.reasons[0].words, item.reasons[0].support) for item in found] == [("b", "in 3 papers together", 3)]


def test_one_common_paper_and_what_is_everywhere_relate_nothing() -> None:
    assert related(mentions("ab", "c"), "a") == ()
    assert related(mentions("ab", "ab", "ab"), "a") == ()


def test_papers_are_related_by_citation_method_and_author(store: OxigraphStore) -> None:
    found = related(store, "2401.10774")
    assert labels(found) == ["EAGLE: Rethinking Feature Uncertainty", "FlashAttention: Fast Attention"]
    assert words(found, labels(found)[0])[0] == "cites Medusa: Simple Decoding Heads"
    assert words(found, labels(found)[1]) == ["both by Tri Dao"]


def test_authors_are_related_by_papers(store: OxigraphStore) -> None:
    assert labels(related(store, "Tri Dao")) == ["Dan Fu", "Tianle Cai"]


def test_a_task_is_related_to_methods(store: OxigraphStore) -> None:
    assert set(labels(related(store, "Text Generation"))) >= {"Medusa", "EAGLE"}


def test_more_witnesses_make_a_higher_score_and_none_certainty(store: OxigraphStore) -> None:
    for item in related(store, "Medusa", limit=None):
        assert max(reason.weight for reason in item.reasons) <= item.score < 1
    assert related(store, "Medusa", limit=1) == related(store, "Medusa")[:1]


def test_what_has_no_related_things_says_so(store: OxigraphStore) -> None:
    with pytest.raises(NotFoundError, match="'ICML' is a venue: only method"):
        related(store, "ICML")


def test_every_kind_of_name_has_reasons() -> None:
    assert set(REASONS) == {*KIND_OF_TYPE, "paper", "author"}


@given(st.integers(1, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 1000))
def test_association_is_a_share(both: int, one: int, other: int, rest: int) -> None:
    assert 0 <= _association(both, both + one, both + other, both + one + other + rest) < 1
