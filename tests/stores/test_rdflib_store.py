from __future__ import annotations

from collections.abc import Callable

import pytest
import rdflib
from rdflib.namespace import RDFS

from kg.errors import GraphError
from kg.identifiers import iri
from kg.stores.rdf import quads
from kg.stores.store import OxigraphStore
from tests.lookups.graphs import graph as small_graph

MEDUSA = rdflib.URIRef(iri("method/medusa"))
TRIPLE = (MEDUSA, RDFS.label, rdflib.Literal("x"))


@pytest.fixture
def graph() -> rdflib.Graph:
    return rdflib.Graph(store=OxigraphStore.hold(quads(small_graph())).rdflib_store())


def test_rdflib_reads_the_default_graph(graph: rdflib.Graph) -> None:
    assert len(graph) == len(OxigraphStore.hold(quads(small_graph())).dump(named=False).splitlines()) == len(list(graph))
    assert str(graph.value(MEDUSA, RDFS.label)) == "Medusa"
    assert (MEDUSA, RDFS.label, rdflib.Literal("Medusa")) in graph
    papers = [str(row[0]) for row in graph.query("SELECT ?l { ?p kg:introduces :method\\/medusa ; rdfs:label ?l }")]  # type: ignore[index] # rows
    assert papers == ["Medusa: Simple Decoding Heads"]
    assert f"a {graph.namespace_manager.normalizeUri(iri('kg:Method'))}" in graph.serialize(format="turtle")


def test_rdflib_reads_one_text_by_the_name_of_its_graph(graph: rdflib.Graph) -> None:
    source = small_graph().sources[0]
    text = rdflib.Graph(store=graph.store, identifier=rdflib.URIRef(iri(f"document/{source.id}")))
    assert 0 < len(text) < len(graph)


@pytest.mark.parametrize("write", [lambda graph: graph.add(TRIPLE), lambda graph: graph.addN([(*TRIPLE, graph)]), lambda graph: graph.remove(TRIPLE),
                                   lambda graph: graph.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }"),
                                   lambda graph: graph.parse(data="<urn:a> <urn:b> <urn:c> .", format="turtle")])
def test_nothing_is_written(graph: rdflib.Graph, write: Callable[[rdflib.Graph], object]) -> None:
    with pytest.raises(GraphError, match="for reading only"):
        write(graph)


def test_a_dataset_is_not_written_either() -> None:
    dataset = OxigraphStore.hold(quads(small_graph())).rdflib()
    with pytest.raises(GraphError, match="for reading only"):
        dataset.default_graph.add(TRIPLE)
    with pytest.raises(GraphError, match="for reading only"):
        dataset.graph(rdflib.URIRef("urn:text")).add(TRIPLE)
