"""A graph directory is asked in Cypher by what it keeps beside its version, which is made anew wherever that is not good."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import GraphError, QueryError
from kg.pipeline.projecting import open_cypher
from kg.stores.directory import Manifest, writing
from kg.stores.property_graph import PropertyGraph
from kg.stores.rdf import quads
from kg.stores.store import write
from kg.vocabulary import BASE
from tests.lookups.graphs import graph

ASKED = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS relationships"
READER = """
import sys
from kg.pipeline.projecting import open_cypher
print(open_cypher(sys.argv[1]).cypher(sys.argv[2]).rows[0])
"""


def counted() -> tuple[int, int]:
    return sum(1 for _ in PropertyGraph(graph()).nodes()), sum(1 for _ in PropertyGraph(graph()).relationships())


def publish(path: Path, *, base: str = BASE) -> None:
    with writing(path) as writer, writer.version() as folder:
        write(folder, quads(graph(), base=base))
        writer.publish(Manifest(folder.name, "0", "0", base, "0"))


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    path = tmp_path / "graph"
    publish(path)
    return path


def kept(directory: Path) -> list[Path]:
    return sorted((directory / "projections").iterdir())


def ask(directory: Path) -> tuple[object, ...]:
    return open_cypher(directory).cypher(ASKED).rows[0]


def test_the_first_question_keeps_what_the_next_ones_use(directory: Path) -> None:
    assert ask(directory) == counted()
    [path] = kept(directory)
    made = path.stat()
    assert ask(directory) == counted()
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (made.st_ino, made.st_mtime_ns)


def test_progress_is_heard_of_once(directory: Path) -> None:
    heard: list[tuple[str, int]] = []
    open_cypher(directory, progress=lambda stage, done, _total: heard.append((stage, done)))
    assert heard[0] == ("read", 0)
    assert {("nodes", counted()[0]), ("relationships", counted()[1])} <= set(heard)
    heard.clear()
    open_cypher(directory, progress=lambda stage, done, _total: heard.append((stage, done)))
    assert heard == []


@pytest.mark.parametrize("left", [b"", b"no graph", None])
def test_what_is_damaged_is_made_anew(directory: Path, left: bytes | None) -> None:
    ask(directory)
    [path] = kept(directory)
    path.write_bytes(path.read_bytes()[:-40] if left is None else left)
    assert ask(directory) == counted()
    assert kept(directory) == [path]
    assert path.stat().st_size > 1000


def test_another_version_has_its_own_and_the_next_writer_removes_the_old_one(directory: Path) -> None:
    ask(directory)
    [old] = kept(directory)
    publish(directory, base="https://example.org/")
    assert ask(directory) == counted()
    assert len(kept(directory)) == 2
    with writing(directory):
        pass
    [new] = kept(directory)
    assert new != old


def test_a_projection_is_no_foreign_file_and_may_be_removed(directory: Path) -> None:
    ask(directory)
    shutil.rmtree(directory / "projections")
    with writing(directory):
        pass
    assert ask(directory) == counted()


def test_readers_that_make_it_at_once_do_no_harm(directory: Path) -> None:
    readers = [subprocess.Popen([sys.executable, "-c", READER, directory, ASKED], stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [reader.communicate(timeout=60)[0] for reader in readers] == [f"{counted()}\n"] * 3
    assert len(kept(directory)) == 1


@pytest.mark.parametrize("what", ["nothing", "a file"])
def test_a_folder_that_takes_no_files_is_asked_all_the_same(directory: Path, what: str) -> None:
    blocked = directory / "projections"
    if what == "a file":
        blocked.write_text("", encoding="utf-8")
    elif os.geteuid() == 0:
        blocked.symlink_to(directory / "nowhere" / "else")
    else:
        directory.chmod(0o500)
    try:
        assert ask(directory) == counted()
    finally:
        directory.chmod(0o700)


def test_a_limit_of_time_is_the_querys(directory: Path) -> None:
    impatient = open_cypher(directory, timeout=0.1)
    with pytest.raises(QueryError, match=r"longer than 0\.1 s"):
        impatient.cypher("UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(*) AS n")
    assert open_cypher(directory, timeout=0).cypher("RETURN 1 AS one").rows == ((1,),)


def test_a_graph_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no such graph"):
        open_cypher(tmp_path / "none")
    assert not (tmp_path / "none").exists()
