from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli import main

Capture = pytest.CaptureFixture[str]
OWN = "# Names of methods.\n# param like: words = M — how they begin\nSELECT ?name { ?x rdf:type kg:Method ; rdfs:label ?name FILTER(STRSTARTS(?name, $like)) } ORDER BY ?name\n"


def run(capsys: Capture, *words: str | Path) -> tuple[int, str, str]:
    code = main(["query", *map(str, words)])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a folder with a query of its own."""
    (tmp_path / "method-names.rq").write_text(OWN, encoding="utf-8")
    return tmp_path


def test_queries_are_listed_one_a_line(capsys: Capture) -> None:
    code, out, _ = run(capsys)
    assert code == 0
    assert "\ncoauthors\tCo-authors of an author, by the number of papers that they wrote together.\tauthor\n" in out


@pytest.mark.parametrize("language", [[], ["--cypher"]])
def test_a_query_takes_names_and_a_limit_in_either_language(language: list[str], directory: Path, capsys: Capture) -> None:
    words: list[str | Path] = ["papers-of-method", "-p", "method=추측 디코딩", "-g", directory, *language]
    code, out, _ = run(capsys, *words)
    assert (code, out.splitlines()[1].split("\t")[:3]) == (0, ["2024-01-26", "EAGLE: Rethinking Feature Uncertainty", "paper/2401.15077"])
    assert run(capsys, *words, "--limit", "1")[1] == "".join(out.splitlines(keepends=True)[:2])


@pytest.mark.parametrize("language", [[], ["--cypher"]])
def test_numbers_stay_numbers(language: list[str], directory: Path, capsys: Capture) -> None:
    found = json.loads(run(capsys, "parts", "-p", "method=Medusa", "-g", directory, "--format", "json", *language)[1])
    assert found == []
    used = json.loads(run(capsys, "components", "-p", "method=Medusa", "-g", directory, "--format", "json", *language)[1])
    assert used == [{"component": "Tree Attention", "component_id": "method/tree-attention", "belief": 0.72, "texts": 1}]


def test_a_drawn_table_has_no_ids_beside_labels(directory: Path, capsys: Capture) -> None:
    out = run(capsys, "coauthors", "-p", "author=Tri Dao", "-g", directory, "--format", "table")[1]
    assert "Tianle Cai" in out
    assert "author/tianle-cai" not in out


def test_the_text_of_a_query_is_shown_without_a_graph(capsys: Capture, tmp_path: Path) -> None:
    assert run(capsys, "lineage", "--show", "-g", tmp_path)[1].startswith("# What a method builds on")
    assert run(capsys, "lineage", "--show", "--cypher")[1].startswith("MATCH path = ")


def test_a_folder_adds_queries(own: Path, directory: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(capsys, "method-names", "--folder", own, "-g", directory)[1] == "name\nMachine Learning\nMedusa\nMixture of Experts\n"
    monkeypatch.setenv("KG_QUERIES", str(own))
    assert run(capsys, "method-names", "-p", "like=Me", "-g", directory)[1] == "name\nMedusa\n"
    assert "method-names\tNames of methods.\tlike\n" in run(capsys)[1]


@pytest.mark.parametrize(("words", "said"), [
    (["coauthor"], "kg: no query is called 'coauthor': did you mean coauthors"), (["x" * 20], "kg: no query is called 'xxxxxxxxxxxxxxxxxxxx': `kg query` lists all"),
    (["coauthors"], "kg: coauthors needs author: it takes author (author): the author"), (["coauthors", "-p", "author=Tri Daw"], "did you mean Tri Dao?"),
    (["coauthors", "-p", "author=a", "-p", "author=b"], "kg: a parameter is given twice"), (["method-names", "--cypher"], "kg: method-names is in SPARQL only"),
    (["method-names", "--cypher", "--show"], "kg: method-names is in SPARQL only"), (["--folder", "nowhere"], "kg: nowhere: holds no queries")])
def test_what_is_wrong_is_one_sentence(words: list[str], said: str, own: Path, directory: Path, capsys: Capture) -> None:
    folder: list[str | Path] = [] if "--folder" in words else ["--folder", own]
    code, out, err = run(capsys, *words, *folder, "-g", directory)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert said in err


@pytest.mark.parametrize("words", [["coauthors", "-p", "author"], ["coauthors", "-p", "=x"], ["coauthors", "--limit", "-1"]])
def test_a_wrong_call_is_a_wrong_call(words: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["query", *words])
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("kg query: ")
