"""Files for the bulk import of Neo4j, loaded by the real one."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import GraphError
from kg.model import Entity, Graph, Literal, Statement
from kg.stores.neo4j.files import write_files
from kg.stores.property_graph import PropertyGraph
from kg.vocabulary import BASE
from tests.servers import SCRIPTS, Neo4jServer
from tests.stores.neo4j_databases import GRAPH, HOSTILE, database, evidence, pulled, pushed
from tests.stores.test_round_trip import lines

#: Names that an import could take apart, or for nothing.
NAMES = (*HOSTILE, 'a "quoted" name', ",", ";", "a\x1fb", "\x1e", "|", "'", "\n", " spaces ", "true", "12", "전문가 혼합", "\ufeff", "\u2028", '""', '\\"')


def entities() -> tuple[Entity, ...]:
    named = (Entity(f"method/{number:03d}", "method", name, (Literal(name, language="ko"), Literal(f"{name}!"))) for number, name in enumerate(NAMES))
    return tuple(sorted((*GRAPH.entities, *named, Entity("paper/other", "paper", "Other")), key=lambda entity: entity.id))


#: A year that is a number for one paper, and words for another.
YEAR = Statement("paper/other", "kg:year", Literal("about 2024", "integer"), (evidence(),))
HARD = Graph(entities(), tuple(sorted((*GRAPH.statements, YEAR), key=lambda statement: statement.order)), GRAPH.sources)


def load(server: Neo4jServer, folder: Path, *arguments: str) -> None:
    """Run a script of import with the command of the server that the tests have."""
    environment = os.environ | {"NEO4J_ADMIN": f"{SCRIPTS / 'neo4j'} admin --home {server.home}"}
    done = subprocess.run([folder / "import.sh", *arguments], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_imported_is_what_would_be_pushed(empty_neo4j: Neo4jServer, tmp_path: Path) -> None:
    write_files(HARD, tmp_path / "files", base=BASE, version="1")
    empty_neo4j.stop()
    load(empty_neo4j, tmp_path / "files", "--overwrite-destination", "neo4j")
    empty_neo4j.start()
    assert lines(pulled(empty_neo4j)) == lines(HARD)
    with database(empty_neo4j) as opened:
        assert opened.run("MATCH (p:Paper) RETURN p.year ORDER BY p.id") == [[2024], ["about 2024"]]
    assert pushed(empty_neo4j, HARD).unchanged
    assert empty_neo4j.run("SHOW CONSTRAINTS YIELD name WHERE name = 'kg_id' RETURN name") == [{"name": "kg_id"}]


def test_the_files_are_the_same_for_the_same_graph(tmp_path: Path) -> None:
    script = write_files(HARD, tmp_path / "files", base=BASE, version="1")
    write_files(HARD, tmp_path / "again", base=BASE, version="1")
    files = {path.name: path.read_bytes() for path in (tmp_path / "files").iterdir()}
    assert files == {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert files["Kg-Author.csv"].decode().splitlines()[0] == "id:ID,name:string,nameKeys:string[],kgHash:long"
    assert {f"Kg-{'-'.join(node.labels)}.csv" for node in PropertyGraph(HARD).nodes()} | {"Kg-Paper-2.csv", "KgGraph.csv"} == {name for name in files if name.startswith("Kg")}
    assert "U+001D" in script.read_text(), "names hold the characters before it"


def test_files_are_written_into_a_new_folder_only(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    with pytest.raises(GraphError, match="exists already"):
        write_files(GRAPH, tmp_path / "files", base=BASE, version="1")
    (tmp_path / "file").touch()
    with pytest.raises(GraphError, match="cannot be written"):
        write_files(GRAPH, tmp_path / "file" / "files", base=BASE, version="1")


def test_a_folder_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        write_files(replace(GRAPH, entities=(*GRAPH.entities, Entity("task/x", "task", "\ud800"))), tmp_path / "files", base=BASE, version="1")
    assert list(tmp_path.iterdir()) == []
