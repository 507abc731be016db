from __future__ import annotations

import pytest

from kg.fulltext import EXACT, PREFIX
from kg.lookups.search import Found, search
from kg.model import Entity, Graph, Literal
from kg.stores.rdf import quads
from kg.stores.store import OxigraphStore


def ids(found: tuple[Found, ...]) -> list[str]:
    return [item.thing.id for item in found]


def test_the_exact_name_goes_first_then_what_begins_with_it_then_the_rest() -> None:
    names = ("Attention", "Attention Sink", "Flash Attention", "Attentive Pooling", "Paged Attentions", "Inattention")
    store = OxigraphStore.hold(quads(Graph(tuple(Entity(f"method/{number}", "method", name) for number, name in enumerate(names)))))
    assert [item.thing.label for item in search(store, "attention")] == ["Attention", "Attention Sink", "Flash Attention", "Paged Attentions"]


def test_what_more_texts_tell_of_goes_first_among_equals(store: OxigraphStore) -> None:
    found = search(store, "de")
    assert [item.texts for item in found] == sorted((item.texts for item in found), reverse=True)
    assert search(store, "Tri Dao")[0].texts == 2


@pytest.mark.parametrize(("words", "first", "name", "rank"), [
    ("speculative", "method/speculative-decoding", "Speculative Decoding", PREFIX), ("추측디코딩", "method/speculative-decoding", "추측 디코딩", EXACT),
    ("moe", "method/mixture-of-experts", "MoE", EXACT), ("메두", "method/medusa", "메두사", PREFIX)])
def test_a_thing_is_found_by_any_of_its_names(store: OxigraphStore, words: str, first: str, name: str, rank: int) -> None:
    best = search(store, words)[0]
    assert (best.thing.id, best.name, best.rank) == (first, name, rank)


def test_words_must_be_in_one_name(store: OxigraphStore) -> None:
    assert "method/mixture-of-experts" in ids(search(store, "experts mixture"))
    assert search(store, "moe mixture") == ()


def test_kinds_restrict_what_is_found(store: OxigraphStore) -> None:
    assert {item.thing.kind for item in search(store, "medusa")} == {"method", "paper"}
    assert {item.thing.kind for item in search(store, "medusa", kind="paper")} == {"paper"}


@pytest.mark.parametrize("words", ["", "…", '"} ; DROP ALL #', "$part0", "\ud800", "\x00", "x" * 100_000, "xq " * 1000])
def test_hostile_words_find_nothing(store: OxigraphStore, words: str) -> None:
    assert search(store, words) == ()


def test_the_function_finds_in_a_query_what_a_search_finds(store: OxigraphStore) -> None:
    query = "SELECT DISTINCT ?x { ?x rdfs:label|skos:altLabel|skos:prefLabel ?name FILTER(kg:matches(?name, $words)) } ORDER BY ?x"
    for words in ("decoding", "추측디코딩", "tree att", "de"):
        assert [row[0] for row in store.select(query, words=Literal(words))] == sorted(ids(search(store, words)))
    assert store.select("SELECT ?x { ?x kg:votes ?n FILTER(kg:matches(?x, 'paper')) }").rows == ()
    assert store.select("SELECT ?x { ?x rdfs:label ?n FILTER(kg:matches(?n)) }").rows == ()
