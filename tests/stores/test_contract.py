"""What every store of a graph answers alike: in memory, on disk, behind Oxigraph's server and behind Fuseki."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
import rdflib
from rdflib.namespace import RDF, RDFS

from kg.errors import GraphError, QueryError
from kg.identifiers import iri
from kg.lookups.facts import show
from kg.lookups.neighbourhood import neighbourhood
from kg.lookups.papers import papers
from kg.lookups.related import related
from kg.lookups.search import search
from kg.lookups.stats import stats
from kg.model import Literal
from kg.stores.asking import SparqlStore
from kg.stores.base import Triple
from kg.stores.rdf import quads
from kg.stores.remote.push import push_rdf
from kg.stores.remote.store import RemoteStore
from kg.stores.store import OxigraphStore
from tests.lookups.graphs import graph
from tests.servers import SparqlServer
from tests.stores.directories import graph_directory

REFERENCE = OxigraphStore.hold(quads(graph()))


@pytest.fixture(scope="module", params=["memory", "disk", "oxigraph_server", "fuseki_server"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SparqlStore:
    if request.param == "memory":
        return REFERENCE
    directory, folder = graph_directory(tmp_path_factory.mktemp("contract"), graph())
    if request.param == "disk":
        return OxigraphStore.read(folder)
    server: SparqlServer = request.getfixturevalue(request.param)
    server.start()
    server.clear()
    push_rdf(directory, server.uri)
    return RemoteStore.reach(server.query)


def test_cells_have_the_types_of_their_terms(store: SparqlStore) -> None:
    found = store.select("""SELECT ?a ?b ?c ?d ?e ?f ?g ?h ?i { BIND(7 AS ?a) BIND(0.5 AS ?b) BIND(true AS ?c) BIND("말\\n\\"'<&>"@ko AS ?d)
        BIND(kg:Method AS ?e) BIND(<https://w3id.org/mlkg/method/전문가-혼합> AS ?f) BIND(<urn:x> AS ?g) BIND("2024-01"^^xsd:gYearMonth AS ?h) }""")
    assert found.names == ("a", "b", "c", "d", "e", "f", "g", "h", "i")
    assert found.rows == ((7, Decimal("0.5"), True, "말\n\"'<&>", "kg:Method", "method/전문가-혼합", "urn:x", "2024-01", None),)


def test_every_form_of_query_is_answered(store: SparqlStore) -> None:
    assert store.ask("ASK { $x a kg:Method }", x="method/medusa")
    assert not store.ask("ASK { $x a kg:Task }", x="method/medusa")
    year: Triple = ("paper/2401.10774", "kg:year", Literal("2024", "integer"))
    assert store.construct("CONSTRUCT WHERE { ?p kg:year ?y ; kg:arxivId '2401.10774' }") == (("paper/2401.10774", "kg:arxivId", Literal("2401.10774")), year)
    assert year in store.construct("DESCRIBE $x", x="paper/2401.10774")
    assert store.select("SELECT ?x { ?x kg:year 1066 }").rows == ()
    for ask, query in ((store.select, "ASK { ?s ?p ?o }"), (store.ask, "SELECT * { ?s ?p ?o }"), (store.construct, "ASK { ?s ?p ?o }")):
        with pytest.raises(QueryError, match="is no"):
            ask(query)


def test_parameters_are_bound_as_terms(store: SparqlStore) -> None:
    for value in ('" } ; DROP ALL # $key', "'''\\\"\n\t\0", "<urn:x>", "שלום\u200b\u202e", "}) DETACH DELETE n //"):
        assert store.select("SELECT ?e { ?e kg:nameKey $key }", key=Literal(value)).rows == ()
        if "\0" not in value:
            assert store.select("SELECT ?v { BIND($key AS ?v) }", key=Literal(value)).rows == ((value,),)
    assert store.select("SELECT ?l { $m skos:altLabel ?l FILTER(LANG(?l) = 'ko') }", m="method/medusa").rows == (("메두사",),)
    assert store.ask("ASK { ?p kg:votes $n FILTER($n > $least) }", n=41, least=Decimal("40.5"))
    with pytest.raises(QueryError, match=r"no parameter \$name"):
        store.select("SELECT ?e { ?e a kg:Method }", name=3)
    assert store.ask("ASK { ?s ?p ?o }")


def test_each_text_has_a_graph(store: SparqlStore) -> None:
    query = "SELECT ?d (COUNT(*) AS ?n) { GRAPH ?d { ?s ?p ?o } FILTER(CONTAINS(STR(?d), 'document/')) } GROUP BY ?d ORDER BY ?d"
    assert store.select(query) == REFERENCE.select(query)


def test_a_wrong_query_shows_the_place_and_what_it_may_have_meant(store: SparqlStore) -> None:
    with pytest.raises(QueryError, match=r"line 2, column 10:\n  \?s \?p }\n {9}\^"):
        store.select("SELECT ?s {\n  ?s ?p }")
    with pytest.raises(QueryError, match="no prefix skso is declared or known: did you mean skos"):
        store.select("SELECT ?s { ?s skso:prefLabel ?o }")
    assert store.hints("SELECT ?s { ?s kg:introduce ?o ; rdf:type kg:Paper }") == (
        "kg:introduce: neither the ontology nor the graph knows this term: did you mean kg:introduces?",)
    with pytest.raises(QueryError, match="SERVICE"):
        store.select("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")


@pytest.mark.parametrize("style", ["xml", "sparql-json"])
def test_solutions_are_written_in_the_formats_of_the_w3c(store: SparqlStore, style: str) -> None:
    def written(asked: SparqlStore) -> bytes:
        stream = io.BytesIO()
        asked.stream("SELECT ?l ?v ?no { $m rdfs:label ?l . ?p kg:votes ?v }", m="method/medusa").write(stream, style=style)
        return stream.getvalue()

    assert written(store) == written(REFERENCE)
    assert b"Medusa" in written(store)


@pytest.mark.parametrize("style", ["turtle", "ntriples"])
def test_triples_are_written_the_same_in_whatever_order_they_come(store: SparqlStore, style: str) -> None:
    def written(asked: SparqlStore) -> bytes:
        stream = io.BytesIO()
        asked.stream("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . ?s a kg:Paper }").write(stream, style=style)
        return stream.getvalue()

    assert written(store) == written(REFERENCE)
    assert b"2401.10774" in written(store)


def test_every_lookup_works(store: SparqlStore) -> None:
    assert show(store, "메두사") == show(REFERENCE, "메두사")
    assert related(store, "Medusa") == related(REFERENCE, "Medusa")
    assert papers(store, method="speculative decoding") == papers(REFERENCE, method="speculative decoding")
    assert neighbourhood(store, "MoE", limit=20) == neighbourhood(REFERENCE, "MoE", limit=20)
    assert stats(store) == stats(REFERENCE)
    assert search(store, "decoding") == search(REFERENCE, "decoding")


def _words(triples: rdflib.Graph) -> set[tuple[str, ...]]:
    """Return triples without what a plain literal is told by: no datatype, or that of strings."""
    return {tuple(map(str, triple)) for triple in triples}


def test_rdflib_reads_the_same_everywhere(store: SparqlStore) -> None:
    whole, reference = (rdflib.Graph(store=asked.rdflib_store()) for asked in (store, REFERENCE))
    assert len(whole) == len(reference) == len(list(whole))
    assert _words(whole) == _words(reference)
    medusa = rdflib.URIRef(iri("method/medusa"))
    assert str(whole.value(medusa, RDFS.label)) == "Medusa"
    assert (medusa, RDFS.label, rdflib.Literal("Medusa")) in whole
    assert {str(row[0]) for row in whole.query("SELECT ?l { ?p kg:introduces :method\\/medusa ; rdfs:label ?l }")} == {"Medusa: Simple Decoding Heads"}  # type: ignore[index] # rows
    assert bool(whole.query("ASK { :method\\/medusa a kg:Method }"))
    assert set(whole.query("CONSTRUCT WHERE { ?m a kg:Method }")) == set(reference.triples((None, RDF.type, rdflib.URIRef(iri("kg:Method")))))


def test_rdflib_reads_one_text_by_the_name_of_its_graph_everywhere(store: SparqlStore) -> None:
    name = rdflib.URIRef(iri(f"document/{graph().sources[0].id}"))
    text, reference = (rdflib.Graph(store=asked.rdflib_store(), identifier=name) for asked in (store, REFERENCE))
    assert _words(text) == _words(reference)
    assert _words(store.rdflib().get_context(name)) == _words(reference)
    assert 0 < len(text) < len(rdflib.Graph(store=store.rdflib_store()))


def test_rdflib_writes_nothing(store: SparqlStore) -> None:
    whole = rdflib.Graph(store=store.rdflib_store())
    with pytest.raises(GraphError, match="for reading only"):
        whole.add((rdflib.URIRef("urn:s"), RDFS.label, rdflib.Literal("x")))
    with pytest.raises(GraphError, match="for reading only"):
        whole.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
