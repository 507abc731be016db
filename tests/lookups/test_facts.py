from __future__ import annotations

import pytest

from kg.errors import NotFoundError
from kg.lookups.facts import Description, Fact, show
from kg.lookups.names import Thing
from kg.lookups.reading import entities, sources, statements_of, statements_to
from kg.model import Entity, Evidence, Graph, Literal, Source, Span, Statement
from kg.stores.rdf import quads
from kg.stores.store import OxigraphStore
from tests.lookups.graphs import extractions, graph


def find(description: Description, phrase: str) -> list[Fact]:
    return [fact for fact in description.facts if fact.phrase == phrase]


def test_a_methods_facts_lead_both_ways(store: OxigraphStore) -> None:
    found = show(store, "메두사")
    assert found.thing == Thing("method/medusa", "method", "Medusa")
    assert [alias.value for alias in found.entity.aliases] == ["메두사"]
    told = {(fact.phrase, fact.other.label) for fact in found.facts if isinstance(fact.other, Thing)}
    assert told >= {("extends", "Speculative Decoding"), ("uses", "Tree Attention"), ("outperformed by", "EAGLE"),
                    ("introduced by", "Medusa: Simple Decoding Heads"), ("measured in", "speedup 2.2x")}
    assert [fact.inverse for fact in found.facts] == sorted(fact.inverse for fact in found.facts)


def test_a_papers_fields_are_facts(store: OxigraphStore) -> None:
    found = show(store, "2401.10774")
    assert [(fact.phrase, fact.other) for fact in found.facts if isinstance(fact.other, Literal)] == [
        ("title", Literal("Medusa: Simple Decoding Heads")), ("arXiv id", Literal("2401.10774")), ("date", Literal("2024-01-19", "date")),
        ("year", Literal("2024", "integer")), ("votes", Literal("41", "integer")),
        ("code", Literal("https://github.com/FasterDecoding/Medusa", "anyURI"))]
    assert [fact.other.label for fact in find(found, "author") if isinstance(fact.other, Thing)] == ["Tianle Cai", "Tri Dao"]


def test_every_quote_names_the_file_and_the_place(store: OxigraphStore) -> None:
    quote = find(show(store, "Medusa"), "introduced by")[0].quotes[0]
    assert (quote.words, quote.file, quote.end - quote.start) == ("Medusa(메두사)", "digest.md", len("Medusa(메두사)"))
    assert (quote.extractor, quote.confidence, quote.negated) == ("rule.gloss", 0.8, False)


def test_the_scheme_needs_no_quote(store: OxigraphStore) -> None:
    broader = find(show(store, "MoE"), "comes under")
    assert [(fact.other, fact.quotes) for fact in broader] == [(Thing("method/machine-learning", "method", "Machine Learning"), ())]
    assert [fact.other.label for fact in find(show(store, "machine learning"), "has under it") if isinstance(fact.other, Thing)] == [
        "Mixture of Experts", "Reinforcement Learning", "Representation Learning"]


def test_what_a_text_denies_is_shown_as_denied() -> None:
    denied = Evidence("00ff00ff00ff00ff", Span(0, 3), "not", "rule.relation", 0.7, negated=True)
    store = OxigraphStore.hold(quads(Graph(
        entities=(Entity("method/a", "method", "A"), Entity("method/b", "method", "B")),
        statements=(Statement("method/a", "kg:uses", "method/b", (denied,)),), sources=(Source("00ff00ff00ff00ff", "a.md", "row 2"),))))
    fact, = show(store, "A").facts
    assert fact.negated
    assert (fact.quotes[0].file, fact.quotes[0].locator) == ("a.md", "row 2")


def test_a_thing_without_facts_has_none() -> None:
    store = OxigraphStore.hold(quads(Graph(entities=(Entity("method/a", "method", "A"),))))
    assert show(store, "A").facts == ()
    with pytest.raises(NotFoundError):
        show(store, "B")


def test_statements_come_back_as_they_were_written(store: OxigraphStore) -> None:
    made = graph()
    names = [entity.id for entity in made.entities]
    written = {item for item in made.statements if item.predicate != "skos:prefLabel"}
    assert set(statements_of(store, names)) == written
    assert set(statements_to(store, names)) == {item for item in written if isinstance(item.object, str)}


def test_entities_and_sources_come_back_as_they_were_written(store: OxigraphStore) -> None:
    made = graph()
    read = {entity.id: entity for entity in entities(store, [entity.id for entity in made.entities])}
    assert {name: (entity.kind, entity.label) for name, entity in read.items()} == {entity.id: (entity.kind, entity.label) for entity in made.entities}
    assert read["method/mixture-of-experts"].aliases == next(entity.aliases for entity in made.entities if entity.id == "method/mixture-of-experts")
    texts = {text.source.id: text.source for text in extractions()}
    assert sources(store, texts) == texts
