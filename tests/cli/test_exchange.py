from __future__ import annotations

import io
from pathlib import Path

import pytest

from kg.cli import main
from kg.cli.exchange import IMPORTS
from kg.stores.imports import FORMATS

Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *words: str | Path) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_the_formats_are_those_of_the_store() -> None:
    assert set(IMPORTS) == set(FORMATS)


def test_a_graph_is_imported_and_the_same_again_is_up_to_date(directory: Path, tmp_path: Path, capsys: Capture) -> None:
    assert run(capsys, "export", "--format", "trig", "--triple-terms", "-o", tmp_path / "graph.trig", "-g", directory)[0] == 0
    code, out, _ = run(capsys, "import", tmp_path / "graph.trig", "-g", tmp_path / "copy")
    assert (code, "was imported: 5 papers" in out) == (0, True)
    assert "is up to date: 5 papers" in run(capsys, "import", tmp_path / "graph.trig", "-g", tmp_path / "copy")[1]
    assert "Medusa" in run(capsys, "show", "Medusa", "-g", tmp_path / "copy")[1]


def test_standard_input_needs_a_format(directory: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    data = run(capsys, "export", "--format", "ntriples", "-g", directory)[1].encode()
    for words, code in (((), 1), (("--format", "ntriples"), 0)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert run(capsys, "import", "-", *words, "-g", tmp_path / "copy")[0] == code


@pytest.mark.parametrize(("name", "text", "message"), [
    ("a.ttl", "<urn:a> <urn:b> <urn:c> .", "a.ttl: holds 1 triples that no graph of this vocabulary has"), ("a.ttl", "<urn:a> <urn:b> x .", "line 1"),
    ("a.rdf", "<a>", "malformed"), ("a.ttl", "", "holds no triples")])
def test_what_cannot_be_imported_is_one_sentence(tmp_path: Path, capsys: Capture, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    code, out, err = run(capsys, "import", tmp_path / name, "-g", tmp_path / "graph")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert message in err


@pytest.mark.parametrize(("words", "said"), [
    (("--format", "jsonld", "--triple-terms"), "kg: jsonld cannot hold triple terms: choose turtle, ntriples, trig, nquads or rdfxml\n"),
    (("--format", "neo4j-import", "--triple-terms", "-o", "new"), "kg: neo4j-import cannot hold triple terms: choose turtle, ntriples, trig, nquads or rdfxml\n"),
    (("--format", "neo4j-import"), "kg: neo4j-import is a folder of files: name a new one with --output\n")])
def test_options_that_do_not_go_together_are_a_wrong_call(directory: Path, capsys: Capture, words: tuple[str, ...], said: str) -> None:
    assert run(capsys, "export", *words, "-g", directory) == (2, "", said)
