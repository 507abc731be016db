"""Every named query gives the same rows in SPARQL and in Cypher, embedded and on a server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product
from typing import Final

import pytest

from kg.clock import Clock
from kg.lookups.queries import DATE, DOCUMENT, NUMBER, NamedQuery, load_queries, run, run_cypher
from kg.model import Graph
from kg.pipeline.building import build
from kg.pipeline.opening import open_graph
from kg.resources import ontology_folder, samples_folder
from kg.stores.base import CypherStore, GraphStore, Rows
from kg.stores.kglite.graph import project
from kg.stores.kglite.store import KgliteStore
from kg.stores.neo4j.store import Neo4jStore
from kg.stores.property_graph import PropertyGraph
from kg.stores.rdf import quads
from kg.stores.reading import read_graph
from kg.stores.store import OxigraphStore
from kg.vocabulary import CLASSES, KIND_OF_TYPE
from tests.lookups.answers import CASES, graph
from tests.servers import Neo4jServer
from tests.stores.neo4j_databases import database, pushed

QUERIES: Final = load_queries(ontology_folder() / "queries")
#: What a query of the samples is asked with: these, and the things of most triples.
_PLAIN: Final = {DATE: ("2023", "2024-06-03"), NUMBER: ("0", "0.7", "2024")}
_BUSIEST: Final = "SELECT ?x { VALUES ?class { %s } ?x rdf:type ?class { ?x ?p ?y } UNION { ?y ?p ?x } } GROUP BY ?x ORDER BY DESC(COUNT(?p)) ?x"
#: Calls of one query at most.
_CALLS: Final = 64

Calls = tuple[tuple[NamedQuery, Mapping[str, str]], ...]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """Return the graph of the bundled samples."""
    folder = tmp_path_factory.mktemp("samples") / "graph"
    build([samples_folder()], folder)
    store = open_graph(folder)
    return read_graph(store.store, base=store.base)


def hold(held: Graph) -> OxigraphStore:
    return OxigraphStore.hold(quads(held))


def project_whole(held: Graph) -> KgliteStore:
    return KgliteStore(project(PropertyGraph(held).nodes(), PropertyGraph(held).relationships(), Clock().report))


def calls(store: GraphStore) -> Calls:
    """Return each query with what it may be asked about in a graph."""
    return tuple((query, values) for query in QUERIES.values() for values in _values(store, query))


def _values(store: GraphStore, query: NamedQuery) -> Iterator[Mapping[str, str]]:
    wanted = [parameter for parameter in query.parameters if parameter.default is None]
    each = round(_CALLS ** (1 / max(1, len(wanted))))
    for values in product(*(_choices(store, parameter.kind)[:each] for parameter in wanted)):
        yield {parameter.name: value for parameter, value in zip(wanted, values, strict=True)}


def _choices(store: GraphStore, kind: str) -> tuple[str, ...]:
    if kind in _PLAIN:
        return _PLAIN[kind]
    classes = ["kg:Document"] if kind == DOCUMENT else [name for of, name in CLASSES.items() if kind in {KIND_OF_TYPE.get(of, of), "thing"} and of != "result"]
    return tuple(str(thing) for thing, in store.select(_BUSIEST % " ".join(classes)))


def plain(rows: Rows) -> tuple[tuple[str, ...], ...]:
    """Return columns and rows, numbers as they are written with four decimals and whole ones without."""
    return (rows.names, *(tuple(f"{cell:.4f}" if isinstance(cell, Decimal | float) else repr(cell) for cell in row) for row in rows))


def differing(store: GraphStore, engine: CypherStore, asked: Calls) -> list[tuple[str, Mapping[str, str], object, object]]:
    """Return the calls whose rows differ, with the rows of either language."""
    found = ((query.name, values, plain(run(store, query, values)), plain(run_cypher(store, engine, query, values))) for query, values in asked)
    return [(name, values, sparql, cypher) for name, values, sparql, cypher in found if sparql != cypher]


BY_HAND: Final[Calls] = tuple((QUERIES[case.query], case.values) for case in CASES)


def test_the_embedded_engine_gives_the_rows_of_sparql() -> None:
    assert differing(hold(graph()), project_whole(graph()), BY_HAND) == []


def test_the_embedded_engine_gives_the_rows_of_sparql_on_the_samples(samples: Graph) -> None:
    store = hold(samples)
    asked = calls(store)
    assert differing(store, project_whole(samples), asked) == []
    assert len({query.name for query, values in asked if run(store, query, values).rows}) >= 35


def test_neo4j_gives_the_rows_of_sparql(neo4j: Neo4jServer) -> None:
    pushed(neo4j, graph())
    with database(neo4j) as opened:
        assert differing(hold(graph()), Neo4jStore(opened), BY_HAND) == []


def test_neo4j_gives_the_rows_of_sparql_on_the_samples(neo4j: Neo4jServer, samples: Graph) -> None:
    pushed(neo4j, samples)
    store = hold(samples)
    with database(neo4j) as opened:
        assert differing(store, Neo4jStore(opened), calls(store)) == []
