"""Graphs brought to a real Neo4j server and back by the command line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from kg.cli import main
from kg.pipeline.building import build
from kg.pipeline.opening import export
from kg.resources import samples_folder
from tests.servers import Neo4jServer
from tests.stores.neo4j_databases import secret_file

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the graph of the sample texts."""
    directory = tmp_path_factory.mktemp("samples") / "graph"
    build([samples_folder()], directory)
    return directory


@pytest.fixture
def server(empty_neo4j: Neo4jServer, monkeypatch: pytest.MonkeyPatch) -> Neo4jServer:
    """Return an empty server whose password is in the environment."""
    monkeypatch.setenv("NEO4J_USER", empty_neo4j.user)
    monkeypatch.setenv("NEO4J_PASSWORD", empty_neo4j.password)
    return empty_neo4j


def run(capsys: Capture, *words: str | Path) -> tuple[int, str]:
    """Return the exit code of a command and what it printed, wherever."""
    code = main([str(word) for word in words])
    printed = capsys.readouterr()
    return code, printed.out + printed.err


def exported(directory: Path) -> bytes:
    stream = io.BytesIO()
    export(directory, stream, style="nquads")
    return stream.getvalue()


def test_the_samples_come_back_from_a_server_the_same(server: Neo4jServer, samples: Path, tmp_path: Path, capsys: Capture) -> None:
    count = server.run("RETURN COUNT { (:Kg) } AS n")[0]["n"]
    code, said = run(capsys, "push", "--to", server.uri, "--graph", samples)
    nodes = server.run("RETURN COUNT { (:Kg) } AS n")[0]["n"]
    links = server.run("RETURN COUNT { (:Kg)-->(:Kg) } AS n")[0]["n"]
    assert (code, count, said) == (0, 0, f"{server.uri} now holds {samples}: {nodes:,} nodes and {links:,} relationships written, 0 removed\n")
    assert run(capsys, "push", "--to", server.uri, "--graph", samples) == (0, f"{server.uri} is up to date\n")
    back = tmp_path / "back"
    code, said = run(capsys, "pull", "--from", server.uri, "--graph", back)
    assert (code, said.partition(": ")[0]) == (0, f"{back} was read from {server.uri.partition(': ')[0]}")
    assert exported(back) == exported(samples)
    assert run(capsys, "pull", "--from", server.uri, "--graph", back)[1].startswith(f"{back} is up to date: 55 papers, ")
    assert run(capsys, "pull", "--from", server.uri, "--graph", samples)[1].startswith(f"{samples} is up to date: 55 papers, ")
    assert run(capsys, "push", "--to", server.uri, "--graph", back) == (0, f"{server.uri} is up to date\n")


def test_a_server_is_asked_in_cypher_and_checked(server: Neo4jServer, samples: Path, capsys: Capture) -> None:
    run(capsys, "push", "--to", server.uri, "--graph", samples)
    asked = ("cypher", "--at", server.uri, "--format", "tsv")
    assert run(capsys, *asked, "-p", "arxiv=2401.10774", "MATCH (p:Paper {arxivId: $arxiv})-[:INTRODUCES]->(m) RETURN m.name AS name, m ORDER BY m.id LIMIT 1") == (
        0, "name\tm\nMedusa\tmethod/medusa\n")
    assert run(capsys, *asked, "MATCH (n) DETACH DELETE n") == (1, "kg: the query writes: questions leave the graph as it is\n")
    assert run(capsys, "validate", "--at", server.uri) == (0, "kg: the graph keeps to the shapes\n")
    server.run("MATCH (s:Statement {predicate: 'kg:year'}) WITH s ORDER BY s.id LIMIT 1 SET s.value = '24'")
    code, said = run(capsys, "validate", "--at", server.uri)
    assert code == 1
    assert said.endswith(": A year has four digits.\nkg: 1 things break the shapes\n")


def test_a_password_comes_from_a_file_and_never_from_the_command_line(server: Neo4jServer, samples: Path, tmp_path: Path, capsys: Capture,
                                                                      monkeypatch: pytest.MonkeyPatch) -> None:
    path = secret_file(tmp_path, f"{server.user}\n{server.password}\n")
    monkeypatch.delenv("NEO4J_PASSWORD")
    assert run(capsys, "push", "--to", server.uri, "--graph", samples, "--credentials", path)[0] == 0
    code, said = run(capsys, "push", "--to", server.uri, "--graph", samples)
    assert (code, said) == (1, "kg: no password: set $NEO4J_PASSWORD, or name a file of user and password with --credentials\n")
    code, said = run(capsys, "push", "--to", f"neo4j://{server.user}:secret@localhost", "--graph", samples)
    assert code == 1
    assert "secret" not in said


def test_files_for_the_bulk_import_are_a_folder(samples: Path, tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "files"
    assert run(capsys, "export", "--format", "neo4j-import", "-o", folder, "--graph", samples) == (
        0, f"{folder}/import.sh loads the files into a Neo4j server that does not run\n")
    assert (folder / "Kg-Paper.csv").read_text(encoding="utf-8").startswith("id:ID,")
    assert run(capsys, "export", "--format", "neo4j-import", "--graph", samples) == (2, "kg: neo4j-import is a folder of files: name a new one with --output\n")
    assert run(capsys, "export", "--format", "neo4j-import", "-o", folder, "--graph", samples) == (1, f"kg: {folder}: exists already: name a new folder\n")
