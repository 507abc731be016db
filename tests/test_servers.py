from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest

from tests.servers import BRIEFLY, SCRIPTS, Neo4jServer, SparqlServer, fetch

ROOT = Path(__file__).parents[1]
NAME = '혼합 "전문가"\n모형 🧠 }) DETACH DELETE n //'

#: A session of tests that is killed while its server runs.
SESSION = """
import sys, time
from pathlib import Path
from tests.servers import oxigraph_server
with oxigraph_server(Path(sys.argv[1])) as server:
    print(server.uri, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def own_neo4j(neo4j: Neo4jServer) -> Neo4jServer:
    if not neo4j.ours:
        pytest.skip("the server is not the tests' to stop or to empty")
    return neo4j


def test_neo4j_gives_back_what_it_is_told(neo4j: Neo4jServer) -> None:
    assert neo4j.run("CREATE (n:ServerTest {name: $name}) WITH n, n.name AS name DELETE n RETURN name", name=NAME) == [{"name": NAME}]


def test_neo4j_keeps_its_data_when_it_goes_away_and_comes_back(own_neo4j: Neo4jServer) -> None:
    for number, leave in enumerate((own_neo4j.stop, own_neo4j.kill)):
        own_neo4j.run("CREATE (:ServerTest {number: $number})", number=number)
        leave()
        own_neo4j.start()
        assert own_neo4j.run("MATCH (n:ServerTest) RETURN max(n.number) AS last, count(n) AS nodes") == [{"last": number, "nodes": number + 1}]


def test_neo4j_is_empty_for_each_test(own_neo4j: Neo4jServer) -> None:
    own_neo4j.run("CREATE CONSTRAINT FOR (n:ServerTest) REQUIRE n.name IS UNIQUE")
    own_neo4j.run("CREATE FULLTEXT INDEX FOR (n:ServerTest) ON EACH [n.name]")
    own_neo4j.run("CREATE (:ServerTest {name: 'a'})-[:KNOWS]->(:ServerTest {name: 'b'})")
    own_neo4j.clear()
    assert own_neo4j.run("MATCH (n) RETURN n") == own_neo4j.run("SHOW CONSTRAINTS") == []
    assert {row["type"] for row in own_neo4j.run("SHOW INDEXES")} <= {"LOOKUP"}


def test_neo4j_admin_works_on_a_home(tmp_path: Path) -> None:
    fetch("neo4j")
    (tmp_path / "nodes.csv").write_text('key:ID,name,:LABEL\n1,"혼합 ""전문가""",ServerTest\n', encoding="utf-8")
    done = subprocess.run([SCRIPTS / "neo4j", "admin", "--home", tmp_path / "home", "database", "import", "full", "neo4j", f"--nodes={tmp_path / 'nodes.csv'}"],
                          env=os.environ | BRIEFLY, check=True, capture_output=True, cwd=tmp_path, text=True)
    assert "1 nodes" in done.stdout


@pytest.mark.parametrize("name", ["fuseki", "oxigraph"])
def test_a_triple_store_gives_back_what_it_is_told(name: str, request: pytest.FixtureRequest) -> None:
    server: SparqlServer = request.getfixturevalue(name)
    server.change('INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> "혼합 \\"전문가\\" 모형"@ko } }')
    assert server.run("SELECT ?name ?graph { GRAPH ?graph { ?s ?p ?name } }") == [{"name": '혼합 "전문가" 모형', "graph": "urn:g"}]
    server.clear()
    assert server.run("SELECT * { GRAPH ?g { ?s ?p ?o } }") == []


def test_oxigraph_keeps_its_data_when_it_goes_away_and_comes_back(oxigraph: SparqlServer) -> None:
    oxigraph.change('INSERT DATA { <urn:a> <urn:b> "전문가" }')
    oxigraph.stop()
    with pytest.raises(URLError):
        oxigraph.run("SELECT * { ?s ?p ?o }")
    oxigraph.start()
    assert oxigraph.run("SELECT ?o { ?s ?p ?o }") == [{"o": "전문가"}]


def test_a_server_does_not_outlive_tests_that_are_killed(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", SESSION, tmp_path], stdout=subprocess.PIPE, text=True, cwd=ROOT) as session:
        assert session.stdout is not None
        address = urlsplit(session.stdout.readline().strip())
        assert listens(address.port)
        session.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while listens(address.port):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def listens(port: int | None) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def without_network(folder: Path) -> dict[str, str]:
    """Return an environment in which Maven reaches nothing."""
    maven = folder / "bin" / "mvn"
    maven.parent.mkdir()
    maven.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    maven.chmod(0o755)
    return os.environ | {"PATH": f"{maven.parent}:{os.environ['PATH']}"}


@pytest.mark.parametrize("script", ["neo4j", "fuseki"])
def test_what_was_fetched_is_there_without_a_network(script: str, tmp_path: Path) -> None:
    fetch(script)
    begin = time.monotonic()
    done = subprocess.run([SCRIPTS / script, "fetch"], env=without_network(tmp_path), capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()).exists()
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize("script", ["neo4j", "fuseki"])
def test_a_fetch_that_fails_says_why_and_leaves_nothing(script: str, tmp_path: Path) -> None:
    done = subprocess.run([SCRIPTS / script, "fetch"], env=without_network(tmp_path) | {"KG_CACHE": str(tmp_path / "cache")}, capture_output=True, text=True, check=False)
    assert done.returncode
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1].startswith("cannot fetch ")
    assert list((tmp_path / "cache").iterdir()) == []
