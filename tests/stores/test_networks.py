from __future__ import annotations

import networkx as nx
from hypothesis import given

from kg.model import Graph
from kg.stores.networks import to_networkx
from kg.stores.rdf import asserted, quads
from kg.stores.store import OxigraphStore
from tests.lookups.graphs import graph as small_graph
from tests.stores.graphs import graphs


def test_a_network_has_things_and_what_leads_from_one_to_another() -> None:
    network = to_networkx(small_graph())
    assert isinstance(network, nx.MultiDiGraph)
    assert network.nodes["method/medusa"] == {"kind": "method", "label": "Medusa", "aliases": ["메두사"], "properties": {}}
    assert network.nodes["paper/2401.10774"]["properties"]["votes"] == 41
    edge = network.edges["method/eagle", "method/medusa", "kg:outperforms"]
    assert (edge["predicate"], edge["texts"], edge["statement"].partition("/")[0]) == ("kg:outperforms", 1, "statement")
    assert 0 < edge["belief"] < 1
    assert network.edges["method/mixture-of-experts", "method/machine-learning", "skos:broader"] == {"predicate": "skos:broader"}


def test_the_network_of_a_store_is_that_of_its_graph() -> None:
    network = to_networkx(OxigraphStore.hold(quads(small_graph())))
    assert nx.utils.graphs_equal(network, to_networkx(small_graph()))


@given(graphs())
def test_every_asserted_relation_is_one_edge(graph: Graph) -> None:
    network = to_networkx(graph)
    assert set(network.nodes) == {entity.id for entity in graph.entities}
    assert set(network.edges(keys=True)) == {(item.subject, item.object, item.predicate) for item in graph.statements if isinstance(item.object, str) and asserted(item)}
