from __future__ import annotations

import pyoxigraph
import rdflib
from hypothesis import given
from rdflib.namespace import DCAT, PROV, VOID

from kg.identifiers import iri
from kg.model import Graph
from kg.stores.description import Program, count, description, description_iri
from kg.stores.rdf import quads
from kg.stores.store import OxigraphStore
from kg.vocabulary import BASE, VERSION
from tests.lookups.graphs import graph as small_graph
from tests.stores.graphs import graphs

PROGRAM = Program("0.1.0", "00ff00ff00ff00ff", VERSION)


@given(graphs())
def test_counts_are_those_of_the_triples(graph: Graph) -> None:
    store, counts = OxigraphStore.hold(quads(graph)), count(graph)
    assert set(store.select("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p")) == set(counts.triples.items())
    assert set(store.select("SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c")) == set(counts.things.items())


def described(base: str = BASE) -> rdflib.Graph:
    store = OxigraphStore.hold(description(small_graph(), PROGRAM, base=base))
    assert list(map(str, store.store.named_graphs())) == [f"<{description_iri(base)}>"]
    alone = store.store.dump(format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.NamedNode(description_iri(base)))
    return rdflib.Graph().parse(data=alone, format="nt")


def test_a_description_says_what_a_graph_holds_and_what_made_it() -> None:
    whole = described()
    dataset = whole.value(predicate=rdflib.RDF.type, object=VOID.Dataset)
    assert (dataset, rdflib.RDF.type, DCAT.Dataset) in whole
    assert str(whole.value(dataset, VOID.uriSpace)) == BASE
    assert int(str(whole.value(dataset, VOID.triples))) == len(OxigraphStore.hold(quads(small_graph())).dump(named=False).splitlines())
    assert int(str(whole.value(dataset, VOID.entities))) == len(small_graph().entities)
    papers = whole.value(predicate=VOID["class"], object=rdflib.URIRef(iri("kg:Paper")))
    assert int(str(whole.value(papers, VOID.entities))) == 5
    assert (dataset, VOID.classPartition, papers) in whole
    assert (dataset, VOID.exampleResource, rdflib.URIRef(iri("author/dan-fu"))) in whole
    program = whole.value(whole.value(dataset, PROV.wasGeneratedBy), PROV.wasAssociatedWith)
    assert (program, rdflib.URIRef(iri("schema:softwareVersion")), rdflib.Literal("0.1.0")) in whole


def test_the_same_graph_has_the_same_description_under_its_base() -> None:
    base = "https://example.org/ml#"
    assert list(description(small_graph(), PROGRAM, base=base)) == list(description(small_graph(), PROGRAM, base=base))
    assert all(str(subject).startswith(base) for subject in described(base).subjects())
