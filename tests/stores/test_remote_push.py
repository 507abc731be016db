"""What a server holds after pushes of one graph and the next, whole or broken off, beside what others put there."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings

from kg.errors import ServerError
from kg.model import Graph
from kg.pipeline.pushing import push
from kg.stores.remote.push import RdfPushReport, push_rdf
from kg.stores.remote.server import discover
from kg.vocabulary import BASE
from tests.lookups.graphs import graph
from tests.servers import SparqlServer
from tests.stores.directories import graph_directory
from tests.stores.graphs import graphs

OTHERS = """INSERT DATA { <urn:their> <urn:p> "of others" . <https://w3id.org/mlkg/ontology#Paper> <urn:p> "theirs"
  GRAPH <urn:their> { <https://w3id.org/mlkg/method/medusa> <urn:p> "of others" } }"""
SMALLER = replace(graph(), statements=tuple(item for item in graph().statements if item.predicate != "kg:extends"), sources=graph().sources[:1])


@pytest.fixture(params=["oxigraph", "fuseki"])
def server(request: pytest.FixtureRequest) -> SparqlServer:
    found: SparqlServer = request.getfixturevalue(request.param)
    return found


def held(server: SparqlServer) -> set[str]:
    """Return everything that a server holds but the digests of pushes."""
    found = set()
    for pattern in ("{ ?s ?p ?o }", "{ GRAPH ?g { ?s ?p ?o } }"):
        reply = discover(server.uri, base=BASE).store.connection.send(
            "POST", f"SELECT * {pattern}".encode(), kind="application/sparql-query", accept="application/sparql-results+json")
        solutions = pyoxigraph.parse_query_results(reply.body, format=pyoxigraph.QueryResultsFormat.JSON)
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        names = {name.value for name in solutions.variables}
        for row in solutions:
            name = row["g"] if "g" in names else ""
            if str(name) != f"<{BASE}push>":
                found.add(f"{row['s']} {row['p']} {row['o']} {name}".strip())
    return found


def expected(folder: Path) -> set[str]:
    store = pyoxigraph.Store.read_only(str(folder))
    return {f"{quad.triple} {'' if isinstance(quad.graph_name, pyoxigraph.DefaultGraph) else quad.graph_name}".strip() for quad in store}


def test_a_server_holds_the_graph_and_what_others_put_there(server: SparqlServer, tmp_path: Path) -> None:
    server.change(OTHERS)
    theirs = held(server)
    directory, folder = graph_directory(tmp_path, graph())
    first = push_rdf(directory, server.uri)
    assert held(server) == expected(folder) | theirs
    assert (first.replaced, first.dropped, first.removed) == (len(graph().sources) + 1, 0, 0)
    assert push_rdf(directory, f"{server.uri}/").unchanged
    assert push_rdf(directory, server.query).unchanged
    assert held(server) == expected(folder) | theirs


def test_the_next_push_sends_differences_and_removes_what_is_gone(server: SparqlServer, tmp_path: Path) -> None:
    server.change(OTHERS)
    theirs = held(server)
    push_rdf(graph_directory(tmp_path / "one", graph())[0], server.uri)
    directory, folder = graph_directory(tmp_path / "two", SMALLER)
    report = push_rdf(directory, server.uri)
    assert held(server) == expected(folder) | theirs
    assert report.removed > 0
    assert report.added < len(expected(folder)) / 10
    back, whole = graph_directory(tmp_path / "three", graph())
    push_rdf(back, server.uri)
    assert held(server) == expected(whole) | theirs


def test_a_graph_that_somebody_dropped_comes_back(server: SparqlServer, tmp_path: Path) -> None:
    directory, folder = graph_directory(tmp_path, graph())
    push_rdf(directory, server.uri)
    server.change(f"DROP GRAPH <{BASE}document/{graph().sources[0].id}>")
    assert push_rdf(directory, server.uri) == RdfPushReport(replaced=1)
    assert held(server) == expected(folder)


def test_graphs_of_two_bases_live_in_one_server(server: SparqlServer, tmp_path: Path) -> None:
    one, first = graph_directory(tmp_path / "one", graph())
    two, second = graph_directory(tmp_path / "two", graph(), base="https://kg.example/")
    push_rdf(one, server.uri)
    push_rdf(two, server.uri)
    assert push_rdf(one, server.uri).unchanged
    assert expected(first) | expected(second) <= held(server)


def test_a_server_that_goes_away_in_the_middle_holds_it_all_after_the_next_push(oxigraph: SparqlServer, tmp_path: Path) -> None:
    directory, folder = graph_directory(tmp_path, graph())
    stages: list[str] = []

    def take_away(stage: str, _done: int, _total: int | None) -> None:
        stages.append(stage)
        if stages.count("write") == 2:
            oxigraph.kill()

    with pytest.raises(ServerError, match="cannot be reached"):
        push_rdf(directory, oxigraph.uri, progress=take_away)
    oxigraph.start()
    assert held(oxigraph) != expected(folder)
    assert not push_rdf(directory, oxigraph.uri).unchanged
    assert held(oxigraph) == expected(folder)
    assert push_rdf(directory, oxigraph.uri).unchanged


def test_a_push_that_is_killed_at_any_moment_is_completed_by_the_next(server: SparqlServer, tmp_path: Path) -> None:
    one, first = graph_directory(tmp_path / "one", graph())
    two, second = graph_directory(tmp_path / "two", SMALLER)
    code = "import sys\nfrom kg.stores.remote.push import push_rdf\nprint(flush=True)\npush_rdf(sys.argv[1], sys.argv[2])"
    for number, directory in enumerate((one, two, one, two)):
        with subprocess.Popen([sys.executable, "-c", code, str(directory), server.uri], stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.read(1)
            time.sleep(0.03 + 0.06 * number)
            process.send_signal(signal.SIGKILL)
    push_rdf(one, server.uri)
    assert held(server) == expected(first)
    push_rdf(two, server.uri)
    assert held(server) == expected(second)


def test_what_two_pushes_at_the_same_time_leave_is_put_right_by_the_next(server: SparqlServer, tmp_path: Path) -> None:
    one, first = graph_directory(tmp_path / "one", graph())
    two, second = graph_directory(tmp_path / "two", SMALLER)

    def push_another(stage: str, done: int, _total: int | None) -> None:
        if (stage, done) == ("write", 0):
            push_rdf(other, server.uri)

    for pushed, other, whole in ((one, two, second), (two, one, first)):
        push_rdf(pushed, server.uri, progress=push_another)
        push_rdf(other, server.uri)
        assert held(server) == expected(whole)
        assert push_rdf(other, server.uri).unchanged


def test_a_server_that_is_not_there_is_named_as_it_was_given(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match=r"^http://127\.0\.0\.1:1/ds/query: cannot be reached"):
        push_rdf(graph_directory(tmp_path, graph())[0], "http://127.0.0.1:1/ds/query")


@pytest.mark.parametrize("address", ["ftp://example.org/", "localhost:7687", "graph", "ftp://user:secret@example.org/"])
def test_an_address_of_neither_kind_is_told_both(tmp_path: Path, address: str) -> None:
    with pytest.raises(ServerError, match=r"is no address of a server: name one of Neo4j, such as neo4j://[^ ]*, or one of SPARQL") as failed:
        push(graph_directory(tmp_path, graph())[0], address)
    assert "secret" not in str(failed.value)


def test_a_server_without_a_graph_store_is_said(server: SparqlServer, tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="has no graph store that is known"):
        push_rdf(graph_directory(tmp_path, graph())[0], f"{server.uri}/nothing")


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=graphs())
def test_any_graph_arrives_as_it_is(server: SparqlServer, tmp_path: Path, drawn: Graph) -> None:
    server.clear()
    directory, folder = graph_directory(tmp_path, drawn)
    push_rdf(directory, server.uri)
    assert held(server) == expected(folder)
    assert push_rdf(directory, server.uri).unchanged
