from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kg.cli import main

NOTE = "# Medusa: Simple Decoding Heads\n\narXiv: https://arxiv.org/abs/2401.10774\n\nMedusa adds heads and uses speculative decoding.\n"
MIXED = "# 메두사\n\nhttps://arxiv.org/abs/2401.10774\n\n메두사(Medusa)는 추측적 디코딩(speculative decoding)을 사용합니다.\n"

Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *words: str | Path) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def ask(capsys: Capture, directory: Path, *words: str) -> str:
    code, out, _ = run(capsys, *words, "--graph", directory)
    assert code == 0
    return out


# Texts

def test_extract_prints_a_record_a_line_with_evidence_that_stands_in_the_text(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "note.md").write_text(MIXED, encoding="utf-8")
    code, out, _ = run(capsys, "extract", tmp_path)
    records = [json.loads(line) for line in out.splitlines()]
    assert (code, len(records)) == (0, 1)
    assert (records[0]["doc"], records[0]["arxiv"]) == ("note.md", "2401.10774")
    assert "메두사" in out
    named = [item for name in ("introduces", "methods") for item in records[0][name]]
    assert named
    for item in named:
        for evidence in item["evidence"]:
            assert MIXED[evidence["start"]:evidence["end"]] == evidence["quote"]


def test_what_cannot_be_read_is_named_and_the_rest_is_done(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "note.md").write_text(NOTE, encoding="utf-8")
    for command in (["extract"], ["build", "--graph", str(tmp_path / "graph")]):
        code, out, err = run(capsys, *command, tmp_path / "note.md", tmp_path / "missing.md")
        assert code == 1
        assert "missing.md" in err
        assert out
        assert "Traceback" not in err


@pytest.mark.parametrize("place", ["graph", "new/graph"])
def test_a_build_of_nothing_leaves_nothing(tmp_path: Path, capsys: Capture, place: str) -> None:
    code, out, err = run(capsys, "build", tmp_path / "missing.md", "-g", tmp_path / place)
    assert (code, out, err) == (1, "", f"kg: {tmp_path / 'missing.md'}: does not exist\n")
    assert list(tmp_path.iterdir()) == []


def test_a_text_of_no_known_format_is_read_as_prose_and_says_so(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "letter.txt").write_text("We met on Tuesday. The weather was fine and nobody spoke of mixture of experts.\n", encoding="utf-8")
    assert "read as prose, for want of a format that fits: letter.txt" in run(capsys, "extract", tmp_path)[2]
    assert "letter.txt" in run(capsys, "build", tmp_path, "-g", tmp_path.with_name("prose-graph"))[2]


def test_a_page_whose_text_is_of_no_known_format_is_named_with_the_prose(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "letter.html").write_text("<html><body><p>We met on Tuesday and nobody spoke of mixture of experts.</p></body></html>", encoding="utf-8")
    for command in (("extract", tmp_path), ("build", tmp_path, "-g", tmp_path.with_name("page-graph"))):
        assert "read as prose, for want of a format that fits: letter.html" in run(capsys, *command)[2]


def test_build_says_what_is_in_the_graph_and_a_second_one_that_it_is_up_to_date(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "note.md").write_text(NOTE, encoding="utf-8")
    words = ("build", tmp_path / "texts", "--graph", tmp_path / "graph")
    code, out, _ = run(capsys, *words)
    assert code == 0
    assert "was built in" in out
    assert ": 1 text, 1 paper, " in out
    assert "is up to date" in run(capsys, *words)[1]
    assert "Medusa" in ask(capsys, tmp_path / "graph", "show", "2401.10774")


def test_samples_are_shown_and_copied(tmp_path: Path, capsys: Capture) -> None:
    code, out, _ = run(capsys, "samples")
    assert code == 0
    assert list(Path(out.strip()).glob("*.md"))
    assert run(capsys, "samples", tmp_path / "mine")[0] == 0
    assert {path.name for path in (tmp_path / "mine").iterdir()} == {path.name for path in Path(out.strip()).iterdir()}
    code, _, err = run(capsys, "samples", tmp_path / "mine")
    assert code == 1
    assert "exists already" in err


# Questions

def test_show_prints_facts_with_quote_file_and_offsets(directory: Path, capsys: Capture) -> None:
    rows = list(csv.DictReader(io.StringIO(ask(capsys, directory, "show", "메두사", "--format", "csv"))))
    fact = next(row for row in rows if row["relation"] == "introduced by")
    assert (fact["thing"], fact["id"], fact["quote"], fact["file"]) == ("Medusa: Simple Decoding Heads", "paper/2401.10774", "Medusa(메두사)", "digest.md")
    assert int(fact["end"]) - int(fact["start"]) == len("Medusa(메두사)")
    record = json.loads(ask(capsys, directory, "show", "Medusa", "--format", "json"))
    assert (record["id"], record["aliases"]) == ("method/medusa", ["메두사"])
    assert all(item["evidence"][0]["file"] for item in record["facts"])


def test_show_says_what_its_limit_hides(directory: Path, capsys: Capture) -> None:
    _, out, err = run(capsys, "show", "2401.10774", "--limit", "1", "-g", directory)
    assert out.count("\nauthor\t") == 1
    assert "1 more facts" in err or "2 more facts" in err
    _, out, err = run(capsys, "show", "2401.10774", "--limit", "0", "-g", directory)
    assert out.count("\nauthor\t") == 2
    assert err == ""


def test_a_drawn_answer_has_a_heading(directory: Path, capsys: Capture) -> None:
    out = ask(capsys, directory, "show", "Medusa", "--format", "table")
    assert out.startswith("Medusa (method, method/medusa)\nalso called 메두사\n")


def test_related_prints_why(directory: Path, capsys: Capture) -> None:
    assert "Speculative Decoding\tmethod/speculative-decoding\textended by Medusa" in ask(capsys, directory, "related", "Medusa")
    found = json.loads(ask(capsys, directory, "related", "Medusa", "--format", "json", "--limit", "1"))
    assert [item["reasons"][0]["kind"] for item in found] == ["stated"]


def test_papers_of_a_method_and_its_kinds(directory: Path, capsys: Capture) -> None:
    out = ask(capsys, directory, "papers", "--method", "기계 학습")
    assert [line.split("\t")[1] for line in out.splitlines()] == ["paper", "Mixtral of Experts", "Learning from Rewards"]
    _, out, err = run(capsys, "papers", "--method", "기계 학습", "--limit", "1", "-g", directory)
    assert len(out.splitlines()) == 2
    assert "1 more papers" in err


def test_stats_count(directory: Path, capsys: Capture) -> None:
    assert "things\tpaper\t5\n" in ask(capsys, directory, "stats")
    assert json.loads(ask(capsys, directory, "stats", "--format", "json"))["things"]["paper"] == 5


@pytest.mark.parametrize("words", [["show", "Medussa"], ["related", "ICML"], ["papers", "--method", "Tri Dao"], ["related", "RL"]])
def test_what_is_not_found_is_one_sentence_and_code_1(directory: Path, capsys: Capture, words: list[str]) -> None:
    code, out, err = run(capsys, *words, "--graph", directory)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("kg: ")


def test_a_graph_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: Capture) -> None:
    for words in (["show", "a"], ["stats"], ["export", "--format", "turtle"], ["validate"], ["view", "a", "-o", str(tmp_path / "a.html")]):
        code, out, err = run(capsys, *words, "--graph", tmp_path / "none")
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert "there is no such graph" in err


# SPARQL

def test_sparql_takes_parameters(directory: Path, capsys: Capture) -> None:
    query = "SELECT ?label { ?p dcterms:creator $who ; rdfs:label ?label } ORDER BY ?label"
    assert ask(capsys, directory, "sparql", query, "--param", "who=author/tri-dao").splitlines() == [
        "label", "FlashAttention: Fast Attention", "Medusa: Simple Decoding Heads"]
    assert ask(capsys, directory, "sparql", "SELECT ?p { ?p kg:votes $n }", "--param", "n=41").splitlines() == ["p", "paper/2401.10774"]
    hostile = '"} UNION { ?p ?a ?b } #'
    assert ask(capsys, directory, "sparql", "SELECT ?p { ?p rdfs:label $n }", "--param", f"n={hostile}").splitlines() == ["p"]


def test_sparql_reads_files_and_standard_input(directory: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ask.rq").write_text("ASK { ?p kg:votes 41 }", encoding="utf-8")
    assert ask(capsys, directory, "sparql", "--file", str(tmp_path / "ask.rq")) == "answer\ntrue\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"ASK { ?p kg:votes 42 }")))
    assert ask(capsys, directory, "sparql", "-", "--format", "csv") == "answer\nfalse\n"


def test_sparql_prints_triples_as_turtle_or_as_asked(directory: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    query, printed = "CONSTRUCT { ?a kg:extends ?b } WHERE { ?a kg:extends ?b }", {}
    for style in ("turtle", "ntriples", "tsv"):
        assert main(["sparql", query, "-g", str(directory), "--format", style]) == 0
        printed[style] = capfdbinary.readouterr().out
    assert main(["sparql", query, "-g", str(directory)]) == 0
    assert capfdbinary.readouterr().out == printed["turtle"]
    assert b"@prefix kg: <https://w3id.org/mlkg/ontology#> .\n" in printed["turtle"]
    assert printed["ntriples"].splitlines() == sorted(printed["ntriples"].splitlines())
    assert printed["tsv"].splitlines()[1] == b"method/eagle\tkg:extends\tmethod/speculative-decoding"


def test_sparql_prints_the_formats_of_the_w3c(directory: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    query = ["sparql", "SELECT ?x ?label { ?x kg:votes 41 ; rdfs:label ?label }", "-g", str(directory), "--format"]
    assert main([*query, "sparql-json"]) == 0
    binding = json.loads(capfdbinary.readouterr().out)["results"]["bindings"][0]
    assert binding == {"x": {"type": "uri", "value": "https://w3id.org/mlkg/paper/2401.10774"},
                       "label": {"type": "literal", "value": "Medusa: Simple Decoding Heads"}}
    assert main([*query, "xml"]) == 0
    result = ET.fromstring(capfdbinary.readouterr().out).find(".//{*}result/{*}binding[@name='x']/{*}uri")
    assert result is not None
    assert result.text == "https://w3id.org/mlkg/paper/2401.10774"
    assert main([*query, "turtle"]) == 1


def test_sparql_says_what_a_name_may_have_meant(directory: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "sparql", "SELECT ?x { ?x kg:introduce ?y }", "--graph", directory)
    assert (code, out) == (0, "x\n")
    assert err == "kg: kg:introduce: neither the ontology nor the graph knows this term: did you mean kg:introduces?\n"


def test_search_lists_what_words_find(directory: Path, capsys: Capture) -> None:
    lines = ask(capsys, directory, "search", "추측디코딩", "--kind", "method").splitlines()
    assert lines[:2] == ["thing\tkind\tid\tfound as\ttexts", "Speculative Decoding\tmethod\tmethod/speculative-decoding\t추측 디코딩\t1"]
    assert run(capsys, "search", "nothing", "such", "-g", directory) == (1, "", "kg: no name in the graph holds 'nothing such'\n")
    assert "more things: --limit 0 shows all" in run(capsys, "search", "de", "--limit", "1", "-g", directory)[2]


@pytest.mark.parametrize("words", [["SELECT {"], ["SELECT ?x { ?x a ?y }", "--param", "z=1"], ["--file", "/nowhere.rq"],
                                   ["SELECT ?x { SERVICE <http://example.org/> { ?x ?y ?z } }"]])
def test_a_wrong_query_is_said(directory: Path, capsys: Capture, words: list[str]) -> None:
    code, out, err = run(capsys, "sparql", *words, "--graph", directory)
    assert (code, out) == (1, "")
    assert err.startswith("kg: ")
    assert "Traceback" not in err


# Files

def test_export_writes_to_standard_output_and_to_files(directory: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["export", "--format", "nquads", "-g", str(directory)]) == 0
    printed = capfdbinary.readouterr().out
    assert main(["export", "--format", "nquads", "-g", str(directory), "-o", str(tmp_path / "graph.nq")]) == 0
    assert (tmp_path / "graph.nq").read_bytes() == printed
    assert "메두사".encode() in printed
    assert main(["export", "--format", "graphml", "-g", str(directory), "-o", str(tmp_path / "graph.graphml")]) == 0
    assert ET.fromstring((tmp_path / "graph.graphml").read_bytes()) is not None
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["graph.graphml", "graph.nq"]


def test_a_file_that_cannot_be_written_is_said(directory: Path, tmp_path: Path, capsys: Capture) -> None:
    code, _, err = run(capsys, "export", "--format", "turtle", "-g", directory, "-o", tmp_path / "no" / "graph.ttl")
    assert code == 1
    assert "cannot be written" in err


def test_view_writes_one_page(directory: Path, tmp_path: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "view", "메두사", "-o", tmp_path / "page.html", "-g", directory)
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert (code, out) == (0, "")
    assert "things and" in err
    assert "Speculative Decoding" in page


def test_validate_says_that_the_graph_is_sound(directory: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "validate", "-g", directory)
    assert (code, out) == (0, "")
    assert "keeps to the shapes" in err


def test_the_base_of_names_is_a_setting(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "note.md").write_text(NOTE, encoding="utf-8")
    graph = tmp_path / "graph"
    assert run(capsys, "build", tmp_path / "note.md", "--graph", graph, "--base", "https://example.org/ml/")[0] == 0
    assert "<https://example.org/ml/paper/2401.10774>" in ask(capsys, graph, "export", "--format", "ntriples")
    assert "Medusa" in ask(capsys, graph, "show", "Medusa")
    with pytest.raises(SystemExit) as wrong:
        run(capsys, "build", tmp_path / "note.md", "--graph", graph, "--base", "example")
    assert wrong.value.code == 2
