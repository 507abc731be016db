from __future__ import annotations

import io
import re
from itertools import chain

import pyoxigraph
import pytest
import rdflib
from hypothesis import given

from kg.errors import GraphError
from kg.model import Entity, Graph
from kg.stores.description import Program, description, description_iri
from kg.stores.export import FORMATS, WITH_TRIPLE_TERMS, export
from kg.stores.imports import FORMATS as RDF
from kg.stores.imports import load
from kg.stores.rdf import quads
from kg.stores.store import OxigraphStore
from kg.vocabulary import BASE, VERSION
from tests.lookups.graphs import graph as small_graph
from tests.stores.graphs import graphs


def lines(graph: Graph) -> list[str]:
    found = chain(quads(graph), description(graph, Program("0.1.0", "00ff00ff00ff00ff", VERSION)))
    return [f"{line}\n" for line in "".join(found).split("\n") if line]


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    return OxigraphStore.hold(lines(small_graph()))


def exported(store: OxigraphStore, style: str, *, triple_terms: bool = False) -> bytes:
    stream = io.BytesIO()
    export(store, stream, style=style, triple_terms=triple_terms)
    return stream.getvalue()


def back(data: bytes, style: str) -> OxigraphStore:
    store = pyoxigraph.Store()
    load(store, "-", style=style, stdin=io.BytesIO(data))
    return OxigraphStore(store)


@pytest.mark.parametrize("style", FORMATS)
def test_an_export_has_the_same_bytes_in_whatever_order_it_was_written(store: OxigraphStore, style: str) -> None:
    other = OxigraphStore.hold(reversed(lines(small_graph())))
    assert exported(store, style) == exported(other, style)


@pytest.mark.parametrize("style", ["nquads", "trig", "jsonld"])
def test_an_export_of_quads_reads_back_as_the_same_dataset(store: OxigraphStore, style: str) -> None:
    assert exported(back(exported(store, style), style), "nquads") == exported(store, "nquads")


@pytest.mark.parametrize("style", ["turtle", "ntriples", "rdfxml"])
def test_an_export_of_triples_reads_back_as_the_default_graph(store: OxigraphStore, style: str) -> None:
    assert exported(back(exported(store, style), style), "nquads") == exported(store, "ntriples")


@pytest.mark.parametrize(("style", "form"), [("turtle", "turtle"), ("ntriples", "nt"), ("rdfxml", "xml")])
def test_an_export_of_triples_reads_in_rdflib(store: OxigraphStore, style: str, form: str) -> None:
    graph = rdflib.Graph().parse(data=exported(store, style), format=form)
    assert len(graph) == store.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0][0]


@given(graphs())
def test_no_name_breaks_a_format(graph: Graph) -> None:
    store = OxigraphStore.hold(lines(graph))
    whole = exported(store, "nquads")
    for style in ("trig", "jsonld"):
        assert exported(back(exported(store, style), style), "nquads") == whole
    assert exported(back(exported(store, "turtle"), "turtle"), "nquads") == exported(store, "ntriples")


@given(graphs())
def test_no_name_breaks_rdf_xml_that_it_can_hold(graph: Graph) -> None:
    store = OxigraphStore.hold(re.sub(r"\\u(00[01][0-9A-F]|FFF[EF])", "", line) for line in lines(graph))
    written = exported(store, "rdfxml")
    assert exported(back(written, "rdfxml"), "nquads") == exported(store, "ntriples")
    assert len(rdflib.Graph().parse(data=written, format="xml")) > 0


@pytest.mark.parametrize("style", WITH_TRIPLE_TERMS)
def test_statements_reify_triple_terms_where_asked(store: OxigraphStore, style: str) -> None:
    written = exported(store, style, triple_terms=True)
    terms = pyoxigraph.Store()
    terms.load(written, format=RDF[style])
    assert not any(terms.quads_for_pattern(None, pyoxigraph.NamedNode(f"{rdflib.RDF}subject"), None))
    nodes = store.select("SELECT (COUNT(*) AS ?n) { ?s a rdf:Statement }").rows[0][0]
    assert sum(isinstance(quad.object, pyoxigraph.Triple) for quad in terms) == nodes
    assert exported(back(written, style), "ntriples") == exported(store, "ntriples")


@pytest.mark.parametrize("style", ["jsonld", "graphml", "void"])
def test_a_format_without_triple_terms_says_so(store: OxigraphStore, style: str) -> None:
    with pytest.raises(GraphError, match=f"{style}: cannot hold triple terms; turtle"):
        exported(store, style, triple_terms=True)


def test_the_description_stands_in_its_own_graph_and_is_written_alone(store: OxigraphStore) -> None:
    assert b"void#" in exported(store, "nquads")
    assert b"void#triples" not in exported(store, "ntriples")
    assert description_iri(BASE).encode() in exported(store, "nquads", triple_terms=True)
    alone = rdflib.Graph().parse(data=exported(store, "void"), format="turtle")
    assert len(alone) == len(list(description(small_graph(), Program("", "", ""))))
    with pytest.raises(GraphError, match="no description"):
        exported(OxigraphStore.hold(quads(small_graph())), "void")


def test_graphml_reads_in_networkx(store: OxigraphStore) -> None:
    import networkx as nx  # noqa: PLC0415 - slow, and only this test needs it

    graph = nx.parse_graphml(exported(store, "graphml").decode())
    assert graph.nodes["method/medusa"] == {"label": "Medusa", "class": "kg:Method"}
    assert graph.edges["paper/2401.10774", "method/medusa"] == {"predicate": "kg:introduces", "texts": 1}


def test_an_unknown_format_names_the_known(store: OxigraphStore) -> None:
    with pytest.raises(GraphError, match="turtle, nquads"):
        exported(store, "docx")


def test_a_character_that_xml_cannot_hold_is_named() -> None:
    store = OxigraphStore.hold(quads(Graph((Entity("method/x", "method", "form\x0cfeed"),))))
    with pytest.raises(GraphError, match=r"method/x> holds the character U\+000C"):
        exported(store, "rdfxml")
