from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.errors import GraphError
from kg.stores.directory import SCHEMA, Manifest, current, writing
from kg.stores.store import OxigraphStore, write
from kg.vocabulary import VERSION

ROOT = Path(__file__).parents[2]

#: A writer that builds one version and says at each step where it is, then waits to be killed.
WRITER = """
import sys, time
from pathlib import Path
from kg.stores import directory
from kg.stores.store import write
stop = sys.argv[2]
def at(place):
    if place == stop:
        print("there", flush=True)
        time.sleep(60)
replace = Path.replace
def slow(self, target):
    at("manifest")
    done = replace(self, target)
    at("after")
    return done
Path.replace = slow
with directory.writing(Path(sys.argv[1])) as writer:
    at("lock")
    with writer.version() as folder:
        (folder / "partial").write_bytes(b"x")
        (folder / "partial").unlink()
        at("empty")
        write(folder, ['<urn:a> <urn:b> "new" .\\n'])
        at("data")
        writer.publish(directory.Manifest(folder.name, "c", "o", "urn:", "i"))
"""


def publish(directory: Path, value: str) -> None:
    with writing(directory) as writer, writer.version() as folder:
        count = write(folder, [f'<urn:a> <urn:b> "{value}" .\n'])
        writer.publish(Manifest(folder.name, "code", "ontology", "urn:", "input", {"quads": count}))


def value(directory: Path) -> object:
    return OxigraphStore.read(current(directory)[1]).select("SELECT ?o { ?s ?p ?o }").rows[0][0]


@contextmanager
def stopped_writer(directory: Path, place: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", WRITER, str(directory), place]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "there\n"
        try:
            yield process
        finally:
            process.send_signal(signal.SIGKILL)


def test_a_version_becomes_current_and_the_one_before_stays_for_its_readers(tmp_path: Path) -> None:
    publish(tmp_path, "one")
    reader = OxigraphStore.read(current(tmp_path)[1])
    publish(tmp_path, "two")
    assert value(tmp_path) == "two"
    assert reader.select("SELECT ?o { ?s ?p ?o }").rows == (("one",),)
    assert current(tmp_path)[0].counts == {"quads": 1}


@pytest.mark.parametrize(("place", "expected"), [("lock", "old"), ("empty", "old"), ("data", "old"), ("manifest", "old"), ("after", "new")])
def test_a_kill_leaves_the_graph_whole_and_the_next_writer_tidies(tmp_path: Path, place: str, expected: str) -> None:
    publish(tmp_path, "old")
    with stopped_writer(tmp_path, place):
        pass
    assert value(tmp_path) == expected
    publish(tmp_path, "next")
    assert value(tmp_path) == "next"
    publish(tmp_path, "last")
    assert len(list((tmp_path / "versions").iterdir())) == 2


def test_a_kill_of_the_first_build_leaves_a_folder_to_build_in(tmp_path: Path) -> None:
    with stopped_writer(tmp_path / "graph", "data"):
        pass
    with pytest.raises(GraphError, match="holds no graph"):
        current(tmp_path / "graph")
    publish(tmp_path / "graph", "one")
    assert value(tmp_path / "graph") == "one"


def test_a_second_writer_is_told_who_writes_and_a_dead_one_is_no_hindrance(tmp_path: Path) -> None:
    with stopped_writer(tmp_path, "lock") as process, pytest.raises(GraphError, match=f"process {process.pid}"), writing(tmp_path):
        pass
    with writing(tmp_path):
        assert (tmp_path / "lock").read_text().strip() == str(os.getpid())


def test_a_failed_build_leaves_nothing_behind(tmp_path: Path) -> None:
    publish(tmp_path, "old")
    with pytest.raises(KeyboardInterrupt), writing(tmp_path) as writer, writer.version():
        raise KeyboardInterrupt
    assert value(tmp_path) == "old"
    assert len(list((tmp_path / "versions").iterdir())) == 1


@pytest.mark.parametrize("place", ["", "new", "new/deeper"])
def test_a_first_build_that_makes_nothing_leaves_nothing(tmp_path: Path, place: str) -> None:
    with writing(tmp_path / place) as writer, pytest.raises(KeyboardInterrupt), writer.version():
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_first_build_that_makes_no_graph_keeps_what_came_into_its_folder(tmp_path: Path) -> None:
    cache = tmp_path / "new" / "extractions.sqlite"
    with writing(tmp_path / "new"):
        cache.write_bytes(b"x")
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["extractions.sqlite", "lock"]


def test_a_lock_that_its_holder_removed_is_taken_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flock = fcntl.flock

    def slow(descriptor: int, operation: int) -> None:
        monkeypatch.setattr(fcntl, "flock", flock)
        (tmp_path / "lock").unlink()
        flock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", slow)
    with writing(tmp_path):
        assert (tmp_path / "lock").read_text().strip() == str(os.getpid())


def test_a_folder_of_other_things_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}")
    (tmp_path / "thesis.tex").write_text("x")
    with pytest.raises(GraphError, match=r"thesis\.tex"), writing(tmp_path):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == ["manifest.json", "thesis.tex"]
    with pytest.raises(GraphError, match="is a file"), writing(tmp_path / "thesis.tex"):
        pass


def test_what_is_no_graph_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no such graph"):
        current(tmp_path / "missing")
    publish(tmp_path, "one")
    manifest = tmp_path / "manifest.json"
    whole = manifest.read_text()
    for damage, message in (("{", "damaged"), ("[]", "damaged"),
                            ('{"schema": 2}', "damaged"), (whole.replace('"version": "v', '"version": "x'), "missing")):
        manifest.write_text(damage)
        with pytest.raises(GraphError, match=message):
            current(tmp_path)
    publish(tmp_path, "again")
    assert value(tmp_path) == "again"


@pytest.mark.parametrize(("schema", "advice"), [(SCHEMA - 1, "quick where its cache of extractions still serves"), (SCHEMA + 1, "a newer version of this program")])
def test_a_graph_of_another_schema_is_refused_with_both_versions_and_made_anew(tmp_path: Path, schema: int, advice: str) -> None:
    publish(tmp_path, "one")
    manifest = tmp_path / "manifest.json"
    manifest.write_text(manifest.read_text().replace(f'"schema": {SCHEMA}', f'"schema": {schema}'))
    with pytest.raises(GraphError, match=rf"of schema {schema}, and this program reads schema {SCHEMA} \(ontology {VERSION}\): .*{advice}"):
        current(tmp_path)
    publish(tmp_path, "again")
    assert value(tmp_path) == "again"


def test_the_version_of_the_ontology_tells_the_schema() -> None:
    assert VERSION.split(".")[1] == str(SCHEMA)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(GraphError, match="cannot be written"), writing(tmp_path / "graph"):
        pass


def test_a_place_where_nothing_can_be_made_is_said() -> None:
    with pytest.raises(GraphError, match="cannot be written"), writing(Path("/proc/graph")):
        pass


def test_the_address_of_a_server_is_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    place = Path("http://localhost:7878/query")
    with pytest.raises(GraphError, match=r"^http://localhost:7878/query: is the address of a server"):
        current(place)
    with pytest.raises(GraphError, match="is the address of a server"), writing(place):
        pass
    assert not list(tmp_path.iterdir())
