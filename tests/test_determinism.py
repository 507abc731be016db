"""The same texts give the same bytes, whatever lies around them: folder, order, locale, time zone, hash seed, history."""

from __future__ import annotations

import hashlib
import io
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model import Extraction
from kg.pipeline.building import build, graph_of
from kg.pipeline.extracting import extract
from kg.pipeline.opening import export
from kg.records import to_record
from kg.resources import samples_folder
from kg.stores.export import FORMATS
from kg.stores.rdf import quads
from tests.digests import write_digests

ROOT = Path(__file__).parents[1]
#: Builds its other arguments into the first one and prints the digest of each export.
SCRIPT = """
import hashlib, io, sys
from kg.pipeline.building import build
from kg.pipeline.opening import export
from kg.stores.export import FORMATS
build(sys.argv[2:], sys.argv[1])
for style in sorted(FORMATS):
    stream = io.BytesIO()
    export(sys.argv[1], stream, style=style)
    print(style, hashlib.sha256(stream.getvalue()).hexdigest())
"""
WORLDS = {
    "seed-0": {"PYTHONHASHSEED": "0"},
    "seed-99-C": {"PYTHONHASHSEED": "99", "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "far-east": {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "LANG": "ko_KR.UTF-8", "COLUMNS": "20", "KG_GRAPH": "elsewhere"},
}


def exported(graph: Path) -> dict[str, str]:
    """Return a digest of the graph in each format."""
    found = {}
    for style in sorted(FORMATS):
        stream = io.BytesIO()
        export(graph, stream, style=style)
        found[style] = hashlib.sha256(stream.getvalue()).hexdigest()
    return found


def shuffled(paths: Sequence[Path], seed: int) -> list[Path]:
    return random.Random(seed).sample(paths, len(paths))


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the samples beside digests that name the same methods, and one text under a second name and as a page."""
    folder = tmp_path_factory.mktemp("texts")
    shutil.copytree(samples_folder(), folder / "samples")
    write_digests(folder / "digests", 3)
    note = min((folder / "samples" / "notes").iterdir())
    (folder / "again.md").write_bytes(note.read_bytes())
    (folder / "page.html").write_text(f"<html><body><pre>{note.read_text(encoding='utf-8')}</pre></body></html>", encoding="utf-8")
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def expected(texts: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    graph = tmp_path_factory.mktemp("expected") / "graph"
    build(texts, graph)
    return exported(graph)


@pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)
def test_exports_are_the_same_in_another_world(texts: list[Path], expected: dict[str, str], world: dict[str, str], tmp_path: Path) -> None:
    moved = []
    for number, text in enumerate(shuffled(texts, len(world))):
        moved.append(tmp_path / f"자료 {number}" / text.name)
        moved[-1].parent.mkdir()
        shutil.copyfile(text, moved[-1])
        os.utime(moved[-1], (number, number))
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "TZ"))}
    names = [str(path.relative_to(tmp_path)) for path in moved]
    found = subprocess.run([sys.executable, "-c", SCRIPT, "graph", *names], cwd=tmp_path, env={**environment, "PYTHONPATH": str(ROOT), **world},
                           check=True, capture_output=True, text=True)
    assert dict(line.split() for line in found.stdout.splitlines()) == expected


def test_a_graph_does_not_remember_what_it_held(texts: list[Path], expected: dict[str, str], tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    more = write_digests(tmp_path / "more", 5)
    for paths in ([more], [*texts, more], texts[::2], shuffled(texts, 1)):
        build(paths, graph)
    assert exported(graph) == expected


@cache
def samples() -> tuple[Extraction, ...]:
    return tuple(outcome for outcome in extract([samples_folder()]) if isinstance(outcome, Extraction))


def lines(extractions: Sequence[Extraction]) -> list[str]:
    return list(quads(graph_of(extractions)))


@settings(max_examples=20)
@given(st.permutations(range(len(samples()))), st.integers(1, len(samples())))
def test_the_order_of_the_texts_does_not_matter_to_any_set_of_them(order: list[int], size: int) -> None:
    chosen = [samples()[place] for place in order[:size]]
    assert lines(chosen) == lines(sorted(chosen, key=lambda extraction: extraction.source))


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.randoms(use_true_random=False), size=st.integers(1, 8))
def test_a_build_of_any_texts_in_any_order_is_one_graph(texts: list[Path], tmp_path: Path, order: random.Random, size: int) -> None:
    chosen = order.sample(texts, size)
    for name, paths in (("one", chosen), ("two", sorted(chosen, reverse=True))):
        build(paths, tmp_path / name)
    assert exported(tmp_path / "one") == exported(tmp_path / "two")


def test_what_a_text_states_does_not_depend_on_the_texts_around_it(texts: list[Path]) -> None:
    def records(paths: Sequence[Path]) -> dict[tuple[str, str], list[dict[str, object]]]:
        found = [outcome for outcome in extract(paths) if isinstance(outcome, Extraction)]
        return {(item.source.name, item.source.locator): [to_record(paper, item.source) for paper in item.papers] for item in found}

    together = records(texts)
    assert list(records(texts[::-1])) != list(together), "in the order of the arguments"
    assert records(texts[::-1]) == together
    assert {place: record for path in texts[::3] for place, record in records([path]).items()} == {
        place: record for place, record in together.items() if place[0] in {path.name for path in texts[::3]}}
