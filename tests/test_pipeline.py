from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import GraphError, SourceError
from kg.model import Extraction
from kg.pipeline.building import build, graph_of
from kg.pipeline.extracting import extract
from kg.pipeline.opening import open_graph, read_whole, validate
from kg.pipeline.versions import code_version
from kg.resources import samples_folder
from kg.sources.base import Skipped
from kg.stores.export import export

ROOT = Path(__file__).parents[1]

NOTE = """# Medusa: Simple LLM Inference Acceleration

arXiv: https://arxiv.org/abs/2401.10774

Medusa adds decoding heads to a language model. It uses tree attention and speculative decoding.
"""
OTHER = """# Hydra: Sequentially Dependent Draft Heads

arXiv: https://arxiv.org/abs/2402.05109

Hydra improves Medusa and is evaluated with speculative decoding (추측 디코딩).
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "medusa.md").write_text(NOTE, encoding="utf-8")
    (folder / "hydra.md").write_text(OTHER, encoding="utf-8")
    return folder


def exported(directory: Path) -> bytes:
    stream = io.BytesIO()
    export(open_graph(directory), stream, style="nquads")
    return stream.getvalue()


def test_a_build_says_what_it_did_and_its_graph_answers(texts: Path, tmp_path: Path) -> None:
    heard: list[str] = []
    report = build([texts], tmp_path / "graph", progress=lambda stage, _done, _total: heard.append(stage))
    assert (report.documents, report.unchanged, report.failures) == (2, False, ())
    assert report.papers >= 2
    assert list(dict.fromkeys(heard)) == list(report.seconds) == ["read", "link", "assemble", "store"]
    assert report.counts["paper"] >= 2
    store = open_graph(tmp_path / "graph")
    assert store.select("SELECT (COUNT(?d) AS ?n) { ?d a kg:Document }").rows == ((2,),)
    assert report.counts["quads"] == exported(tmp_path / "graph").count(b"\n")


def test_every_quote_stands_at_its_place(texts: Path, tmp_path: Path) -> None:
    build([texts], tmp_path / "graph")
    rows = open_graph(tmp_path / "graph").select("""SELECT ?name ?start ?end ?quote {
        ?e a kg:Evidence ; oa:hasSource/rdfs:label ?name ; oa:start ?start ; oa:end ?end ; oa:exact ?quote }""").rows
    assert rows
    for name, start, end, quote in rows:
        assert (texts / str(name)).read_text(encoding="utf-8")[int(str(start)):int(str(end))] == quote


def test_a_second_build_does_nothing(texts: Path, tmp_path: Path) -> None:
    first = build([texts], tmp_path / "graph")
    manifest = (tmp_path / "graph" / "manifest.json").read_bytes()
    second = build([texts], tmp_path / "graph")
    assert (second.unchanged, second.counts, second.papers) == (True, first.counts, first.papers)
    assert (tmp_path / "graph" / "manifest.json").read_bytes() == manifest


def test_another_folder_and_another_order_give_the_same_bytes(texts: Path, tmp_path: Path) -> None:
    build([texts / "medusa.md", texts / "hydra.md"], tmp_path / "one")
    (tmp_path / "moved" / "deep").mkdir(parents=True)
    (tmp_path / "moved" / "deep" / "medusa.md").write_text(NOTE, encoding="utf-8")
    (tmp_path / "moved" / "hydra.md").write_text(OTHER, encoding="utf-8")
    build([tmp_path / "moved"], tmp_path / "two")
    assert exported(tmp_path / "one") == exported(tmp_path / "two")


def test_adding_and_removing_a_text_equals_a_full_build(texts: Path, tmp_path: Path) -> None:
    build([texts / "medusa.md"], tmp_path / "alone")
    build([texts], tmp_path / "both")
    build([texts / "medusa.md"], tmp_path / "grown")
    build([texts], tmp_path / "grown")
    assert exported(tmp_path / "grown") == exported(tmp_path / "both")
    build([texts / "medusa.md"], tmp_path / "grown")
    assert exported(tmp_path / "grown") == exported(tmp_path / "alone")


def test_the_same_text_under_two_names_is_one_document(texts: Path, tmp_path: Path) -> None:
    (texts / "copy.md").write_text(NOTE, encoding="utf-8")
    build([texts / "medusa.md", texts / "copy.md"], tmp_path / "one")
    build([texts / "copy.md", texts / "medusa.md"], tmp_path / "two")
    assert exported(tmp_path / "one") == exported(tmp_path / "two")
    assert open_graph(tmp_path / "one").select("SELECT ?n { ?d a kg:Document ; rdfs:label ?n }").rows == (("copy.md",),)


def test_what_cannot_be_read_is_reported_and_the_rest_is_built(texts: Path, tmp_path: Path) -> None:
    (texts / "zeros.md").write_bytes(b"\x00\x01\x02\xff" * 400)
    report = build([texts / "medusa.md", texts / "zeros.md", tmp_path / "missing.md"], tmp_path / "graph")
    assert report.documents == 1
    assert len(report.failures) == 2
    outcomes = list(extract([texts / "medusa.md", tmp_path / "missing.md"]))
    assert [type(outcome) for outcome in outcomes] == [Extraction, SourceError]


def test_the_samples_build_and_keep_to_the_shapes(tmp_path: Path) -> None:
    report = build([samples_folder()], tmp_path / "graph")
    assert report.papers >= 40
    assert report.failures == ()
    assert validate(tmp_path / "graph") == ()


def test_the_graph_in_memory_is_the_one_that_is_built(texts: Path, tmp_path: Path) -> None:
    report = build([texts], tmp_path / "graph")
    found = [outcome for outcome in extract([texts]) if not isinstance(outcome, SourceError | Skipped)]
    assert len(graph_of(found).statements) == report.counts["statements"]


def test_the_graph_in_memory_keeps_one_of_the_same_text_as_the_built_one_does(texts: Path, tmp_path: Path) -> None:
    (texts / "copy.md").write_text(NOTE, encoding="utf-8")
    build([texts], tmp_path / "graph", learned=False)
    found = [outcome for outcome in extract([texts / "medusa.md", texts / "hydra.md", texts / "copy.md"], learned=False) if isinstance(outcome, Extraction)]
    assert graph_of(found) == graph_of(found[::-1]) == read_whole(tmp_path / "graph")


def test_a_graph_among_the_texts_is_no_text(texts: Path) -> None:
    first = build(texts, texts / "graph")
    second = build(texts, texts / "graph")
    assert (second.unchanged, second.documents, second.failures) == (True, first.documents, ())
    assert [(Path(item.path).name, item.reason) for item in second.skipped] == [("graph", "is a graph")]
    assert "is a graph" in str(build([texts / "graph", texts], texts / "graph").failures[0])


def test_no_text_makes_no_graph_and_costs_none(texts: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(GraphError, match="no text to read"):
        build(tmp_path / "empty", tmp_path / "graph")
    made = build(texts, tmp_path / "graph")
    again = build(tmp_path / "empty", tmp_path / "graph")
    assert (again.unchanged, again.counts) == (True, made.counts)


def test_rules_and_models_make_graphs_of_their_own(texts: Path, tmp_path: Path) -> None:
    learned = build(texts, tmp_path / "graph")
    ruled = build(texts, tmp_path / "graph", learned=False)
    assert (learned.unchanged, ruled.unchanged) == (False, False)
    assert not build(texts, tmp_path / "graph").unchanged


def test_a_graph_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no such graph"):
        open_graph(tmp_path / "missing")


def test_a_killed_build_leaves_the_graph_before_it(texts: Path, tmp_path: Path) -> None:
    build([texts / "medusa.md"], tmp_path / "graph")
    before = exported(tmp_path / "graph")
    for delay in (0.3, 0.6, 1.2):
        command = [sys.executable, "-c", "import sys; from kg.pipeline.building import build; build(sys.argv[2:], sys.argv[1])",
                   str(tmp_path / "graph"), str(texts), str(samples_folder())]
        with subprocess.Popen(command, cwd=ROOT) as process:
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
        found = exported(tmp_path / "graph")
        assert found == before or b"hydra.md" in found
    build([texts / "medusa.md"], tmp_path / "graph")
    assert exported(tmp_path / "graph") == before


def test_the_code_has_a_version_that_its_parts_decide() -> None:
    assert code_version() == code_version()
    assert code_version(("model.py",)) != code_version(("model.py", "records.py"))


def test_importing_the_pipeline_imports_no_store() -> None:
    code = "import sys, kg.pipeline.building, kg.pipeline.opening; print([name for name in ('rdflib', 'pyoxigraph', 'pyshacl', 'networkx') if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
