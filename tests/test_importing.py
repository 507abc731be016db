"""Files of RDF become a graph directory, whole or not at all."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from kg.errors import GraphError, SourceError
from kg.pipeline.building import build
from kg.pipeline.importing import import_graph
from kg.pipeline.opening import export, open_graph
from kg.resources import samples_folder
from kg.stores.directory import read_manifest
from kg.stores.imports import FORMATS
from kg.stores.rdf import quads
from tests.lookups.graphs import graph as small_graph


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("importing") / "graph"
    build(samples_folder() / "digest-2023-12-11.md", directory, learned=False, base="https://example.org/ml#")
    return directory


def written(directory: Path, target: Path, style: str, *, triple_terms: bool = False) -> Path:
    with target.open("wb") as stream:
        export(directory, stream, style=style, triple_terms=triple_terms)
    return target


def nquads(directory: Path) -> bytes:
    stream = io.BytesIO()
    export(directory, stream, style="nquads")
    return stream.getvalue()


@pytest.mark.parametrize(("style", "triple_terms"), [*((style, False) for style in FORMATS), *((style, True) for style in FORMATS if style != "jsonld")])
def test_a_graph_goes_through_a_file_of_any_format(built: Path, tmp_path: Path, style: str, triple_terms: bool) -> None:  # noqa: FBT001 - a column of the table
    file = written(built, tmp_path / "graph", style, triple_terms=triple_terms)
    made = import_graph(file, tmp_path / "copy")
    assert nquads(tmp_path / "copy") == nquads(built)
    assert (made.unchanged, made.counts) == (False, read_manifest(built).counts)  # type: ignore[union-attr] # there is one
    again = import_graph(file, tmp_path / "copy", style=style)
    assert (again.unchanged, again.counts) == (True, made.counts)


def test_an_import_replaces_a_build_and_a_build_an_import(tmp_path: Path) -> None:
    build(samples_folder() / "references.bib", tmp_path / "graph")
    before = nquads(tmp_path / "graph")
    (tmp_path / "a.nq").write_text("".join(quads(small_graph())), encoding="utf-8")
    assert not import_graph(tmp_path / "a.nq", tmp_path / "graph").unchanged
    assert open_graph(tmp_path / "graph").ask("ASK { $m a kg:Method }", m="method/medusa")
    report = build(samples_folder() / "references.bib", tmp_path / "graph")
    assert (report.unchanged, nquads(tmp_path / "graph") == before) == (False, True)


def test_files_are_united(tmp_path: Path) -> None:
    lines = "".join(quads(small_graph())).splitlines(keepends=True)
    for number in range(3):
        (tmp_path / f"{number}.nq").write_text("".join(lines[number::3]), encoding="utf-8")
    import_graph([tmp_path / f"{number}.nq" for number in range(3)], tmp_path / "parts")
    (tmp_path / "whole.nq").write_text("".join(lines), encoding="utf-8")
    import_graph(tmp_path / "whole.nq", tmp_path / "whole")
    assert nquads(tmp_path / "parts") == nquads(tmp_path / "whole")


def test_standard_input_and_a_base_are_read_as_told(tmp_path: Path) -> None:
    data = "".join(quads(small_graph(), base="https://example.org/")).encode()
    import_graph("-", tmp_path / "graph", style="nquads", base="https://example.org/", stdin=io.BytesIO(data))
    assert open_graph(tmp_path / "graph").base == "https://example.org/"
    with pytest.raises(GraphError, match="-: holds"):
        import_graph("-", tmp_path / "other", style="nquads", base="https://example.org/ml/", stdin=io.BytesIO(b"<https://example.org/a> <http://e/b> 'x' .".replace(b"'", b'"')))


def test_what_is_no_graph_of_the_vocabulary_is_refused_and_the_graph_before_stays(tmp_path: Path) -> None:
    (tmp_path / "good.nq").write_text("".join(quads(small_graph())), encoding="utf-8")
    import_graph(tmp_path / "good.nq", tmp_path / "graph")
    before = nquads(tmp_path / "graph")
    for name, lines, error, message in (
            ("a.nq", [*quads(small_graph()), "<http://e/a> <http://e/b> <http://e/c> .\n"], GraphError, r"a\.nq: holds 1 triples that no graph .* <http://e/a>"),
            ("b.nq", [*quads(small_graph()), "<http://e/a> <http://e/b> <http://e/c> <http://e/g> .\n"], GraphError, "holds 1 triples"),
            ("c.nq", [block for block in quads(small_graph()) if "prov#" in block][:1], GraphError, r"c\.nq: says something of method/eagle"),
            ("d.nq", [], GraphError, r"d\.nq: holds no triples"), ("e.nq", ["<http://e/a> <http://e/b> e:c .\n"], SourceError, r"e\.nq: line 1: is malformed")):
        (tmp_path / name).write_text("".join(lines), encoding="utf-8")
        with pytest.raises(error, match=message):
            import_graph(tmp_path / name, tmp_path / "graph")
        assert nquads(tmp_path / "graph") == before
