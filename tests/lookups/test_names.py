from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NotFoundError
from kg.lookups.names import METHODS, candidates, resolve, suggestions
from kg.model import Entity, Graph
from kg.stores.rdf import quads
from kg.stores.store import OxigraphStore
from tests.lookups.graphs import graph

STORE = OxigraphStore.hold(quads(graph()))


@pytest.mark.parametrize(("name", "found"), [
    ("Medusa", "method/medusa"), ("medusa", "method/medusa"), ("메두사", "method/medusa"), ("method/medusa", "method/medusa"),
    ("MoE", "method/mixture-of-experts"), ("Mixture-of-Expert", "method/mixture-of-experts"), ("전문가  혼합", "method/mixture-of-experts"),
    ("2401.10774", "paper/2401.10774"), ("arXiv:2401.10774v2", "paper/2401.10774"), ("https://arxiv.org/pdf/2401.10774.pdf", "paper/2401.10774"),
    ("paper/2401.10774", "paper/2401.10774"), ("Medusa: simple decoding heads", "paper/2401.10774"), ("Tri Dao", "author/tri-dao"),
    ("ICML", "venue/icml"), (" MT-Bench ", "dataset/mt-bench"),
])
def test_a_thing_has_many_names(store: OxigraphStore, name: str, found: str) -> None:
    assert resolve(store, name).id == found


def test_what_may_mean_several_things_names_them(store: OxigraphStore) -> None:
    with pytest.raises(NotFoundError, match=r"'RL' may mean method/reinforcement-learning .*method/representation-learning .*by its id"):
        resolve(store, "RL")
    assert [thing.id for thing in candidates(store, "RL")] == ["method/reinforcement-learning", "method/representation-learning"]


def test_a_label_goes_before_other_names() -> None:
    store = OxigraphStore.hold(quads(Graph(entities=(Entity("method/mamba", "method", "Mamba"), Entity("method/mambas", "model", "MAMBA")))))
    assert resolve(store, "Mamba").id == "method/mamba"
    assert resolve(store, "MAMBA").id == "method/mambas"
    with pytest.raises(NotFoundError, match="may mean"):
        resolve(store, "mamba")


def test_an_unknown_name_brings_close_ones(store: OxigraphStore) -> None:
    with pytest.raises(NotFoundError, match="no thing in the graph is called 'Medussa': did you mean Medusa"):
        resolve(store, "Medussa")
    with pytest.raises(NotFoundError, match=r"called 'zzzz'$"):
        resolve(store, "zzzz")
    assert suggestions(store, "Flash")[0].startswith("FlashAttention")


def test_kinds_restrict_what_a_name_means(store: OxigraphStore) -> None:
    assert resolve(store, "Mixtral", kinds=METHODS).kind == "model"
    with pytest.raises(NotFoundError, match="no method in the graph"):
        resolve(store, "Tri Dao", kinds=METHODS)


@pytest.mark.parametrize("name", ["", "  ", "…", '"} ; DROP ALL #', "method/", "method/a b<c>", "<script>", "\ud800", "\x00", "$key", "?x"])
def test_hostile_names_are_only_names(store: OxigraphStore, name: str) -> None:
    with pytest.raises(NotFoundError):
        resolve(store, name)


@given(st.text(max_size=40))
def test_any_name_is_answered_or_not_found(name: str) -> None:
    try:
        found = resolve(STORE, name).label
    except NotFoundError as error:
        found = str(error)
    assert found
    assert "\n" not in found


def test_a_name_of_a_million_letters_is_refused_at_once(store: OxigraphStore) -> None:
    start = time.monotonic()
    with pytest.raises(NotFoundError):
        resolve(store, "a" * 1_000_000)
    assert time.monotonic() - start < 2
