"""The engine within this process and a Neo4j server give the same rows for the same queries."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings

from kg.errors import QueryError
from kg.model import Extraction, Graph
from kg.pipeline.building import graph_of as graph_of_texts
from kg.pipeline.extracting import extract
from kg.resources import samples_folder
from kg.stores.base import CypherStore, Value
from kg.stores.kglite.graph import project
from kg.stores.kglite.store import KgliteStore
from kg.stores.neo4j.connection import Credentials, connected
from kg.stores.neo4j.store import Neo4jStore
from kg.stores.property_graph import PropertyGraph
from tests.lookups.graphs import graph as small_graph
from tests.servers import Neo4jServer
from tests.stores.cypher_queries import DIFFERENT, QUERIES
from tests.stores.graphs import graphs

#: A query whose rows have an order ends in one.
SORTS: Final = "ORDER BY"
WRONG: Final = "wrong"


def embedded(graph: Graph) -> KgliteStore:
    return KgliteStore(project(PropertyGraph(graph).nodes(), PropertyGraph(graph).relationships(), lambda _stage, _done: None))


def fill(server: Neo4jServer, graph: Graph) -> None:
    """Make a server hold a graph and nothing else."""
    server.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS")
    rows: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for node in PropertyGraph(graph).nodes():
        rows[node.labels].append(dict(node.properties))
    for labels, some in rows.items():
        server.run(f"CREATE INDEX IF NOT EXISTS FOR (n:{labels[0]}) ON (n.id)")
        server.run(f"UNWIND $rows AS row CREATE (n:{':'.join(labels)}) SET n = row", rows=some)
    label = {row["id"]: labels[0] for labels, some in rows.items() for row in some}
    rows.clear()
    for item in PropertyGraph(graph).relationships():
        rows[label[item.start], item.type, label[item.end]].append({"start": item.start, "end": item.end, "properties": dict(item.properties)})
    for (start, kind, end), some in rows.items():
        server.run(f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}), (b:{end} {{id: row.end}}) CREATE (a)-[r:{kind}]->(b) SET r = row.properties",
                   rows=some)


@pytest.fixture(scope="module")
def samples() -> Graph:
    return graph_of_texts(found for found in extract(samples_folder(), learned=False) if isinstance(found, Extraction))


@pytest.fixture
def server(neo4j: Neo4jServer) -> Iterator[CypherStore]:
    if not neo4j.ours:
        pytest.skip("the server is not the tests' to fill")
    with connected(neo4j.uri, Credentials(neo4j.user, neo4j.password)) as database:
        yield Neo4jStore(database)


def answer(store: CypherStore, asked: tuple[str, dict[str, Value]]) -> tuple[tuple[str, ...], list[str]] | str:
    """Return columns and rows, in the order that a query asks for, else sorted; or that it is wrong."""
    query, parameters = asked
    try:
        found = store.cypher(query, **parameters)
    except QueryError:
        return WRONG
    rows = [json.dumps(row, ensure_ascii=False, sort_keys=True) for row in found]
    return found.names, rows if SORTS in query.rpartition("RETURN")[2] else sorted(rows)


def differences(one: CypherStore, other: CypherStore) -> dict[str, tuple[Any, Any]]:
    pairs = {name: (answer(one, asked), answer(other, asked)) for name, asked in QUERIES.items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1] or pair[0] == WRONG}


def test_both_engines_answer_alike(neo4j: Neo4jServer, server: CypherStore, samples: Graph) -> None:
    for graph in (small_graph(), samples):
        fill(neo4j, graph)
        assert differences(embedded(graph), server) == {}


def test_queries_have_answers(samples: Graph) -> None:
    stores = (embedded(samples), embedded(small_graph()))
    nothing = [name for name, (query, parameters) in QUERIES.items() if not any(store.cypher(query, **parameters).rows for store in stores)]
    assert nothing == ["a pattern with a property that nothing has", "words that try to be code"]


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graphs())
def test_both_engines_answer_alike_of_any_graph(neo4j: Neo4jServer, server: CypherStore, graph: Graph) -> None:
    fill(neo4j, graph)
    assert differences(embedded(graph), server) == {}


def test_known_differences_are_still_there(neo4j: Neo4jServer, server: CypherStore) -> None:
    fill(neo4j, small_graph())
    here = embedded(small_graph())
    assert [name for name in DIFFERENT if answer(here, DIFFERENT[name]) == answer(server, DIFFERENT[name])] == []
