"""Pushes to a Neo4j server that are broken off, on either side: nothing is lost, and the next push completes them."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.clock import Clock
from kg.errors import GraphError, ServerError
from kg.pipeline.building import build
from kg.pipeline.opening import read_whole
from kg.pipeline.pushing import push_neo4j
from kg.stores.neo4j import connection as neo4j_connection
from kg.stores.neo4j import push as neo4j_push
from kg.stores.neo4j.push import holds, push
from kg.stores.property_graph import PropertyGraph
from kg.vocabulary import BASE
from tests.digests import write_digests
from tests.servers import Neo4jServer
from tests.stores.neo4j_databases import GRAPH, database, pulled, pushed

ROOT = Path(__file__).parents[2]
#: A push in small steps, so that there are moments to kill it at.
PUSH = "import sys; from kg.stores.neo4j import push as neo4j_push; neo4j_push.BATCH = 50; from kg.cli import main; sys.exit(main(sys.argv[1:]))"
HELD = "MATCH (g:KgGraph) RETURN COUNT { (:Kg) } AS nodes, COUNT { (:Kg)-->(:Kg) } AS relationships"


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a graph of some texts."""
    folder = tmp_path_factory.mktemp("digests")
    build([write_digests(folder / "texts", 3)], folder / "graph", learned=False)
    return folder / "graph"


@pytest.fixture
def password(spare_neo4j: Neo4jServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_USER", spare_neo4j.user)
    monkeypatch.setenv("NEO4J_PASSWORD", spare_neo4j.password)


def killed(server: Neo4jServer, directory: Path, *, nodes: int, relationships: int) -> None:
    """Kill a push as soon as the server holds so much of the graph."""
    with subprocess.Popen([sys.executable, "-c", PUSH, "push", "--to", server.uri, "--graph", str(directory)], cwd=ROOT) as process, server.driver() as driver:
        while process.poll() is None:
            held = driver.execute_query(HELD).records
            if held and held[0]["nodes"] > nodes and held[0]["relationships"] > relationships:
                process.send_signal(signal.SIGKILL)
                break
            time.sleep(0.001)
    assert process.returncode == -signal.SIGKILL


@pytest.mark.usefixtures("password")
def test_a_push_that_was_killed_is_completed_by_the_next_one(empty_neo4j: Neo4jServer, directory: Path) -> None:
    empty_neo4j.run("CREATE (:Note {text: 'mine'})")
    graph = read_whole(directory)
    for least in (0, 300):
        killed(empty_neo4j, directory, nodes=least, relationships=least)
        with pytest.raises(GraphError, match="holds a part of a graph"):
            pulled(empty_neo4j)
    before = empty_neo4j.run(HELD)[0]
    sent = push_neo4j(directory, empty_neo4j.uri)
    after = empty_neo4j.run(HELD)[0]
    assert (sent.nodes, sent.relationships, sent.removed) == (after["nodes"] - before["nodes"], after["relationships"] - before["relationships"], 0)
    assert sent.nodes == 0 < sent.relationships, "what was there is not sent again"
    assert pulled(empty_neo4j) == graph
    assert push_neo4j(directory, empty_neo4j.uri).unchanged
    assert empty_neo4j.run("MATCH (n:Note) RETURN n.text AS text") == [{"text": "mine"}]


@pytest.mark.usefixtures("password")
def test_a_replacement_that_was_killed_is_completed_by_the_next_one(empty_neo4j: Neo4jServer, directory: Path) -> None:
    pushed(empty_neo4j, GRAPH)
    killed(empty_neo4j, directory, nodes=100, relationships=0)
    push_neo4j(directory, empty_neo4j.uri)
    assert pulled(empty_neo4j) == read_whole(directory)


@pytest.fixture
def restarted(empty_neo4j: Neo4jServer) -> Iterator[threading.Thread]:
    """Return what starts the server again, beside the test."""
    thread = threading.Thread(target=empty_neo4j.start)
    yield thread
    thread.join()


def test_a_server_that_comes_back_gets_the_rest(empty_neo4j: Neo4jServer, restarted: threading.Thread, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_push, "BATCH", 3)

    def leave(stage: str, done: int, _total: int | None) -> None:
        if (stage, done) == ("relationships", 6):
            empty_neo4j.kill()
            restarted.start()

    with database(empty_neo4j) as opened:
        sent = push(GRAPH, opened, base=BASE, version="1", clock=Clock(leave))
    assert sent.relationships == empty_neo4j.run(HELD)[0]["relationships"]
    assert pulled(empty_neo4j) == GRAPH


def test_a_server_that_stays_away_gets_the_rest_later(empty_neo4j: Neo4jServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_push, "BATCH", 3)
    monkeypatch.setattr(neo4j_connection, "RETRIES", 1.0)

    def leave(stage: str, done: int, _total: int | None) -> None:
        if (stage, done) == ("nodes", 6):
            empty_neo4j.stop()

    with database(empty_neo4j) as opened, pytest.raises(ServerError, match="no Neo4j server answers there, or it went away"):
        push(GRAPH, opened, base=BASE, version="1", clock=Clock(leave))
    empty_neo4j.start()
    with database(empty_neo4j) as opened:
        assert not holds(opened, base=BASE, version="1")
    assert pushed(empty_neo4j, GRAPH).nodes == len(list(PropertyGraph(GRAPH).nodes())) - 6
    assert pulled(empty_neo4j) == GRAPH


def test_a_push_that_waits_while_another_one_begins_stops(empty_neo4j: Neo4jServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_push, "BATCH", 3)
    timers: list[threading.Timer] = []
    with empty_neo4j.driver() as driver, driver.session() as session, database(empty_neo4j) as opened:
        def begin_another(stage: str, done: int, _total: int | None) -> None:
            if (stage, done) == ("nodes", 6):
                other = session.begin_transaction()
                other.run("MATCH (g:KgGraph) SET g.push = 'other'").consume()
                timers.append(threading.Timer(0.5, other.commit))
                timers[0].start()

        with pytest.raises(ServerError, match="another push to the same database began meanwhile"):
            push(GRAPH, opened, base=BASE, version="1", clock=Clock(begin_another))
        timers[0].join()
    assert empty_neo4j.run("MATCH (g:KgGraph) RETURN g.push AS push, g.complete AS complete") == [{"push": "other", "complete": False}]


def test_nothing_is_pushed_where_there_is_no_graph(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="there is no such graph"):
        push_neo4j(tmp_path / "none", "neo4j://localhost:1")
