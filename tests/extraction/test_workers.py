"""Several processes state what one states: the same records and bytes in the same order, and one sentence where a process is killed."""

from __future__ import annotations

import io
import multiprocessing
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import KgError, SourceError
from kg.extraction.workers import Recipe, extracted
from kg.model import Document, Extraction
from kg.pipeline.building import build
from kg.pipeline.extracting import extract
from kg.pipeline.opening import export
from kg.resources import samples_folder
from tests.digests import write_digests
from tests.extraction.reading_of import document

ROOT = Path(__file__).parents[2]
RULES = Recipe(learned=False)


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of samples and digests, with a text that is there twice and files that cannot be read between the others."""
    folder = write_digests(tmp_path_factory.mktemp("pile") / "texts", 5)
    note = min((samples_folder() / "notes").iterdir()).read_bytes()
    files = {"000.md": note, "001-broken.md": b"words \0 words", "002-again.md": note, "004-empty.md": b"", "zz-page.html": b"<p>We propose FooNet, which beats BERT."}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def notes(count: int) -> Iterator[Document]:
    return (document(f"We propose Foo{number}Net, which outperforms BERT on GLUE by {number % 90}.5 %.", title=f"Foo{number}Net: Routing") for number in range(count))


def test_more_processes_state_the_same_in_the_same_order(pile: Path) -> None:
    paths = [samples_folder(), pile, samples_folder()]
    alone, shared = ([repr(outcome) for outcome in extract(paths, learned=False, jobs=jobs)] for jobs in (1, 2))
    assert shared == alone
    kinds = [type(outcome) for outcome in extract([pile], learned=False, jobs=2)]
    assert [place for place, kind in enumerate(kinds) if kind is SourceError] == [3, 8]
    assert kinds.count(Extraction) == len(kinds) - 2 == 8


def test_bundles_come_back_in_their_order_with_what_is_not_wanted_in_its_place() -> None:
    made = list(notes(600))
    found = list(extracted(made, RULES, jobs=2, wanted=lambda document: "7" not in document.text))
    assert [outcome for outcome, _ in found] == made
    assert all((extraction is None) == ("7" in outcome.text) for outcome, extraction in found)
    assert all(extraction.source == outcome.source for outcome, extraction in found if extraction)


def test_an_empty_pile_needs_no_process() -> None:
    assert list(extracted([], RULES, jobs=2)) == []


def test_a_killed_process_is_one_sentence() -> None:
    found = extracted(notes(3000), RULES, jobs=2)
    assert next(found)[1] is not None
    children = multiprocessing.active_children()
    assert len(children) == 2
    children[0].kill()
    with pytest.raises(KgError, match=r"a process that read texts was killed, .*: try fewer --jobs"):
        list(found)
    assert multiprocessing.active_children() == []


def test_who_stops_early_leaves_no_process_behind() -> None:
    found = extracted(notes(3000), RULES, jobs=2)
    next(iter(found))
    assert multiprocessing.active_children()
    del found
    assert multiprocessing.active_children() == []


def test_what_is_wrong_with_names_is_said_by_name_whatever_the_processes(tmp_path: Path) -> None:
    for jobs in (1, 2):
        with pytest.raises(SourceError, match=r"missing\.tsv: "):
            list(extracted(notes(2), Recipe(names=(str(tmp_path / "missing.tsv"),), learned=False), jobs=jobs))


def kg(*words: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "kg", *map(str, words)], cwd=ROOT, check=False, capture_output=True)


def test_the_command_prints_the_same_bytes(pile: Path) -> None:
    alone, shared = (kg("extract", "--no-model", "--jobs", jobs, pile, samples_folder()) for jobs in ("1", "2"))
    assert (shared.returncode, shared.stdout, shared.stderr) == (alone.returncode, alone.stdout, alone.stderr)
    assert alone.returncode == 1
    assert len(alone.stdout.splitlines()) > 50


def test_a_graph_is_the_same(pile: Path, tmp_path: Path) -> None:
    exports = []
    for jobs in (1, 2):
        graph = tmp_path / str(jobs)
        build([pile, samples_folder()], graph, learned=False, jobs=jobs)
        exports.append(io.BytesIO())
        export(graph, exports[-1], style="nquads")
    assert exports[0].getvalue() == exports[1].getvalue()
    assert exports[0].getvalue().count(b"\n") > 1000
