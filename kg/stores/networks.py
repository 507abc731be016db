"""A graph as a network of networkx: entities as nodes, what leads from one to another as edges."""

from __future__ import annotations

import networkx as nx

from kg.model import Graph
from kg.stores.asking import SparqlStore
from kg.stores.property_graph import support, values
from kg.stores.rdf import asserted
from kg.stores.reading import graph_in


def to_networkx(source: Graph | SparqlStore) -> nx.MultiDiGraph:
    """Return a graph, or the one in an open directory, as a network.

    A node has `kind`, `label`, `aliases` (names alone) and `properties` (the values that texts state, by name; the smallest where they
    differ). An edge's key is its predicate, which is its attribute too; where texts state it, it has `belief`, `texts` (how many) and
    `statement` (the id of its node in RDF). What texts only deny is no edge.
    """
    graph = graph_in(source)
    stated = values(graph.statements)
    network = nx.MultiDiGraph()
    for entity in graph.entities:
        network.add_node(entity.id, kind=entity.kind, label=entity.label, aliases=[alias.value for alias in entity.aliases],
                         properties=dict(stated.get(entity.id, {})))
    for statement in graph.statements:
        if isinstance(statement.object, str) and asserted(statement):
            network.add_edge(statement.subject, statement.object, key=statement.predicate, predicate=statement.predicate, **support(statement))
    return network
