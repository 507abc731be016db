"""Builds that are stopped on their way, at moments that the graph directory shows: what was there before stays whole."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.pipeline.building import build
from kg.pipeline.opening import export
from tests.digests import write_digests

ROOT = Path(__file__).parents[1]
KG = (sys.executable, "-m", "kg")
OWN = {"manifest.json", "extractions.sqlite", "versions", "lock"}
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -9}
SAID = {signal.SIGINT: b"kg: interrupted\n", signal.SIGTERM: b"", signal.SIGKILL: b""}

Moment = Callable[[Path], bool]


def versions(graph: Path) -> list[Path]:
    return list((graph / "versions").glob("*"))


def is_locked(graph: Path) -> bool:
    """Say whether the lock names a process: the fixture made it empty."""
    return (graph / "lock").read_bytes() != b""


def is_extracting(graph: Path) -> bool:
    return (graph / "extractions.sqlite-journal").exists()


def is_storing(graph: Path) -> bool:
    return len(versions(graph)) > 1


def has_data(graph: Path) -> bool:
    """Say whether a version beside the first one holds tables."""
    return sum(any(folder.glob("*.sst")) for folder in versions(graph)) > 1


MOMENTS: tuple[Moment, ...] = (is_locked, is_extracting, is_storing, has_data)


def exported(graph: Path) -> bytes:
    stream = io.BytesIO()
    export(graph, stream, style="nquads")
    return stream.getvalue()


def stats(graph: Path) -> bytes:
    return subprocess.run([*KG, "stats", "-g", str(graph)], cwd=ROOT, check=True, capture_output=True).stdout


def stopped(graph: Path, texts: Path, moment: Moment, number: signal.Signals) -> tuple[int, bytes]:
    """Return how a build ends that gets a signal at a moment, and what it says."""
    with subprocess.Popen([*KG, "build", "-g", str(graph), str(texts)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        end = time.monotonic() + 60
        while process.poll() is None and not moment(graph) and time.monotonic() < end:
            time.sleep(0.001)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    return process.returncode, said


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_digests(tmp_path_factory.mktemp("digests") / "texts", 24)


@pytest.fixture(scope="module")
def whole(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the graph of all texts, built in one go."""
    graph = tmp_path_factory.mktemp("whole") / "graph"
    build([texts], graph)
    return exported(graph)


@pytest.fixture
def graph(texts: Path, tmp_path: Path) -> Path:
    """Return a graph of a few of the texts."""
    directory = tmp_path / "graph"
    build(sorted(texts.iterdir())[:3], directory)
    (directory / "lock").write_bytes(b"")
    return directory


@pytest.mark.parametrize("number", CODES, ids=lambda number: number.name)
@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.__name__)
def test_a_stopped_build_leaves_the_graph_before_it_and_the_next_one_works(graph: Path, texts: Path, whole: bytes, moment: Moment,
                                                                           number: signal.Signals) -> None:
    before, counted = exported(graph), stats(graph)
    assert stopped(graph, texts, moment, number) == (CODES[number], SAID[number])
    assert stats(graph) == counted
    assert exported(graph) == before
    assert build([texts], graph).failures == ()
    assert exported(graph) == whole
    assert {path.name for path in graph.iterdir()} == OWN
    assert len(versions(graph)) == 2, "the new version, and the one before it for those who read it"


def test_many_killed_builds_leave_nothing_behind(graph: Path, texts: Path) -> None:
    before = exported(graph)
    for _ in range(4):
        stopped(graph, texts, has_data, signal.SIGKILL)
        assert len(versions(graph)) == 2, "the current version and what the last kill left"
    assert exported(graph) == before
    build(sorted(texts.iterdir())[:3], graph)
    assert {path.name for path in graph.iterdir()} <= {*OWN, "extractions.sqlite-journal"}
    assert len(versions(graph)) == 1


def test_what_a_killed_build_extracted_is_not_read_again(graph: Path, texts: Path) -> None:
    stopped(graph, texts, is_storing, signal.SIGKILL)
    cache = (graph / "extractions.sqlite").stat().st_size
    few = write_digests(graph.parent / "few", 3)
    other = graph.parent / "other"
    build([few], other)
    assert cache > 3 * (other / "extractions.sqlite").stat().st_size


def test_a_stopped_export_leaves_no_part_of_a_file(graph: Path, texts: Path, tmp_path: Path) -> None:
    build([texts], graph)
    out = tmp_path / "out"
    out.mkdir()
    command = [*KG, "export", "--format", "trig", "-g", str(graph), "-o", str(out / "graph.trig")]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) as process:
        while not list(out.iterdir()):
            time.sleep(0.001)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 143
    assert list(out.iterdir()) == []


def test_two_builds_at_once_are_told_apart(graph: Path, texts: Path) -> None:
    with subprocess.Popen([*KG, "build", "-g", str(graph), str(texts)], cwd=ROOT, stdout=subprocess.PIPE) as process:
        while not is_locked(graph):
            time.sleep(0.001)
        second = subprocess.run([*KG, "build", "-g", str(graph), str(texts)], cwd=ROOT, check=False, capture_output=True, text=True)
        process.communicate(timeout=60)
    assert process.returncode == 0
    assert second.returncode == 1
    assert second.stderr.startswith(f"kg: {graph}: is being written by process {process.pid}")
