from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import GraphError, QueryError
from kg.model import Entity, Evidence, Graph, Literal, Source, Span, Statement
from kg.resources import ontology_folder
from kg.stores import store as stores
from kg.stores.rdf import quads
from kg.stores.shapes import violations
from kg.stores.store import OxigraphStore, write

DOCUMENT, OTHER = "00ff00ff00ff00ff", "11ee11ee11ee11ee"


def evidence(document: str = DOCUMENT, *, start: int = 0, negated: bool = False) -> Evidence:
    return Evidence(document, Span(start, start + 6), "Medusa", "rule.gloss", 0.9, negated)


GRAPH = Graph(
    entities=(
        Entity("author/tianle-cai", "author", "Tianle Cai"),
        Entity("method/medusa", "method", "Medusa", (Literal("Medusa Heads", language="en"), Literal("메두사", language="ko"))),
        Entity("paper/2401.10774", "paper", 'Medusa: "Simple"\nDecoding'),
    ),
    statements=(
        Statement("method/medusa", "skos:prefLabel", Literal("메두사", language="ko")),
        Statement("paper/2401.10774", "dcterms:creator", "author/tianle-cai", (evidence(),)),
        Statement("paper/2401.10774", "kg:introduces", "method/medusa", (evidence(), evidence(OTHER), evidence(OTHER, start=9))),
        Statement("paper/2401.10774", "kg:mentionsMethod", "method/medusa", (evidence(negated=True),)),
        Statement("paper/2401.10774", "kg:year", Literal("2024", "integer"), (evidence(start=4),)),
    ),
    sources=(Source(DOCUMENT, "notes.md", date="2024-01-19"), Source(OTHER, "list.csv", "row 2", url="https://example.org/a b")),
)


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    return OxigraphStore.hold(quads(GRAPH))


# What is written

def test_a_fact_is_told_once_and_each_text_tells_its_own(store: OxigraphStore) -> None:
    assert store.select("SELECT ?m { $p kg:introduces ?m }", p="paper/2401.10774").rows == (("method/medusa",),)
    graphs = store.select("SELECT ?g { GRAPH ?g { ?p kg:introduces ?m } } ORDER BY ?g")
    assert graphs.rows == ((f"document/{DOCUMENT}",), (f"document/{OTHER}",))


def test_what_texts_only_deny_is_not_asserted_but_kept(store: OxigraphStore) -> None:
    assert not store.ask("ASK { ?p kg:mentionsMethod ?m }")
    assert store.ask("ASK { ?s rdf:predicate kg:mentionsMethod ; prov:wasDerivedFrom ?e . ?e kg:negated true }")


def test_a_fact_leads_to_the_words_that_it_rests_on(store: OxigraphStore) -> None:
    rows = store.select("""
        SELECT ?name ?start ?end ?quote ?extractor ?confidence WHERE {
          ?statement rdf:subject $paper ; rdf:predicate kg:introduces ; rdf:object ?thing ; prov:wasDerivedFrom ?evidence .
          ?evidence oa:hasSource ?document ; oa:start ?start ; oa:end ?end ; oa:exact ?quote ; kg:extractor ?extractor ;
                    kg:confidence ?confidence . ?document rdfs:label ?name } ORDER BY ?name ?start""", paper="paper/2401.10774").rows
    assert rows == (("list.csv", 0, 6, "Medusa", "rule.gloss", Decimal("0.9")), ("list.csv", 9, 15, "Medusa", "rule.gloss", Decimal("0.9")),
                    ("notes.md", 0, 6, "Medusa", "rule.gloss", Decimal("0.9")))


def test_evidence_of_several_statements_is_one_node(store: OxigraphStore) -> None:
    assert store.select("SELECT (COUNT(?e) AS ?n) { ?e a kg:Evidence }").rows == ((5,),)


def test_an_entity_is_found_by_the_key_of_any_name(store: OxigraphStore) -> None:
    for key in ("medusa", "medusahead", "메두사"):
        assert store.select("SELECT ?e { ?e kg:nameKey $key ; a kg:Method }", key=Literal(key)).rows == (("method/medusa",),)


def test_names_have_their_language_and_the_preferred_is_no_alias(store: OxigraphStore) -> None:
    rows = store.select("SELECT ?l { $m skos:prefLabel ?l FILTER(lang(?l) = 'ko') }", m="method/medusa").rows
    assert rows == (("메두사",),)
    assert store.select("SELECT ?l { $m skos:altLabel ?l }", m="method/medusa").rows == (("Medusa Heads",),)


def test_the_graph_conforms_to_the_shapes(store: OxigraphStore) -> None:
    assert violations(store, ontology_folder() / "shapes.ttl") == ()
    broken = OxigraphStore.hold([*quads(GRAPH), '<https://w3id.org/mlkg/method/medusa> <https://w3id.org/mlkg/ontology#uses> "x" .\n'])
    assert any("A relation leads to a thing" in item for item in violations(broken, ontology_folder() / "shapes.ttl"))


TEXT = st.text(st.characters(codec=None), min_size=1, max_size=40)


@given(TEXT, TEXT)
def test_any_name_comes_back_as_it_was(label: str, quote: str) -> None:
    entity = Entity("method/x", "method", label, (Literal(f"{label}'", language="en"),))
    item = Evidence(DOCUMENT, Span(0, len(quote)), quote, "rule.x", 0.5)
    graph = Graph((entity,), (Statement("method/x", "kg:uses", Literal(quote), (item,)),), (Source(DOCUMENT, label),))
    store = OxigraphStore.hold(quads(graph))
    whole = [text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if any("\ud800" <= c <= "\udfff" for c in text) else text
             for text in (label, quote)]
    if not any("\ud800" <= character <= "\udfff" for character in label + quote):
        assert store.select("SELECT ?l { $m rdfs:label ?l }", m="method/x").rows == ((whole[0],),)
        assert store.select("SELECT ?q { ?e oa:exact ?q }").rows == ((whole[1],),)
    assert store.ask("ASK { $m rdfs:label ?l }", m="method/x")


@pytest.mark.parametrize("name", ["method/a b", 'method/x> <urn:y> "z', "method/{}|^`\\", "method/\x00\n", "method/\ue000", "method/\ufdd0"])
def test_an_id_that_is_no_iri_is_made_one(name: str) -> None:
    store = OxigraphStore.hold(quads(Graph((Entity(name, "method", "x"),))))
    assert store.select("SELECT ?l { $m rdfs:label ?l }", m=name).rows == (("x",),)


# Questions

def test_parameters_are_bound_as_terms_and_only_where_they_are_variables(store: OxigraphStore) -> None:
    hostile = Literal('" } ; DROP ALL # $key')
    assert store.select("SELECT ?e { ?e kg:nameKey $key }", key=hostile).rows == ()
    rows = store.select("SELECT ?a ?b ?n { BIND('$n ?n' AS ?a) BIND(<urn:x#$n> AS ?b) BIND($m AS ?n) } # $m", m=3)
    assert rows.rows == (("$n ?n", "urn:x#$n", 3),)
    with pytest.raises(QueryError, match=r"no parameter \$name"):
        store.select("SELECT ?e { ?e a kg:Method }", name=3)


def test_parameters_reach_filters_paths_and_aggregates(store: OxigraphStore) -> None:
    assert store.select("SELECT (COUNT(*) AS ?n) { ?p kg:year ?y FILTER(?y >= $from) }", **{"from": 2024}).rows == ((1,),)
    assert store.ask("ASK { ?p kg:introduces/skos:altLabel $name }", name=Literal("Medusa Heads", language="en"))


def test_a_wrong_query_shows_the_place(store: OxigraphStore) -> None:
    with pytest.raises(QueryError, match=r"line 2, column 10:\n  \?s \?p }\n {9}\^"):
        store.select("SELECT ?s {\n  ?s ?p }")
    with pytest.raises(QueryError, match="wrong"):
        store.select("SELECT ?s { ?s nope:x ?o }")
    for ask, query in ((store.select, "ASK { ?s ?p ?o }"), (store.ask, "SELECT * { ?s ?p ?o }"), (store.construct, "ASK { ?s ?p ?o }")):
        with pytest.raises(QueryError, match="is no"):
            ask(query)


def test_no_question_leaves_the_machine(store: OxigraphStore) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        store.select("SELECT * { service <http://127.0.0.1:1/> { ?s ?p ?o } }")
    assert store.select("SELECT ?service { ?service kg:nameKey 'service' }").rows == ()


def test_triples_come_as_statements_have_them(store: OxigraphStore) -> None:
    found = store.construct("CONSTRUCT { ?p ?q ?o } WHERE { VALUES ?q { kg:introduces kg:year } ?p ?q ?o }")
    assert found == (("paper/2401.10774", "kg:introduces", "method/medusa"), ("paper/2401.10774", "kg:year", Literal("2024", "integer")))


def test_rdflib_sees_the_same_graph(store: OxigraphStore) -> None:
    dataset = store.rdflib()
    assert len(dataset.default_graph) == store.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0][0]


def test_a_folder_without_a_store_is_said(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="cannot be opened"):
        OxigraphStore.read(tmp_path / "nothing")
    assert write(tmp_path, quads(GRAPH)) == sum(block.count(" .\n") for block in quads(GRAPH))


def test_a_store_that_comes_in_many_parts_is_merged_and_holds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "_ENCODED", 1)
    monkeypatch.setattr(stores, "_LOADED", 1)
    files, held = {}, {}
    for bound in (1000, 10):
        monkeypatch.setattr(stores, "_MERGED", bound)
        (tmp_path / str(bound)).mkdir()
        write(tmp_path / str(bound), quads(GRAPH))
        held[bound] = sorted(OxigraphStore.read(tmp_path / str(bound)).dump(named=True).splitlines())
        files[bound] = len(list((tmp_path / str(bound)).glob("*.sst")))
    assert held[1000] == held[10] == sorted("".join(quads(GRAPH)).encode().splitlines())
    assert files[10] < files[1000]
