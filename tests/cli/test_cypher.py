from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from kg.cli import main

Capture = pytest.CaptureFixture[str]
PAPERS = "MATCH (p:Paper)-[:CREATOR]->({id: $who}) RETURN p.name AS paper ORDER BY paper"


def run(capsys: Capture, *words: str | Path) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_cypher_takes_words_ids_and_numbers(directory: Path, capsys: Capture) -> None:
    code, out, _ = run(capsys, "cypher", PAPERS, "-p", "who=author/tri-dao", "-g", directory, "--format", "csv")
    assert (code, out) == (0, "paper\nFlashAttention: Fast Attention\nMedusa: Simple Decoding Heads\n")
    values = ["-p", "a=MoE", "-p", "b=7", "-p", "c=kg:Paper", "-p", "d=1.5"]
    assert json.loads(run(capsys, "cypher", "RETURN [$a, $b, $c, $d] AS all", *values, "-g", directory, "--format", "json")[1]) == [{"all": ["MoE", 7, "kg:Paper", "1.5"]}]


def test_cypher_reads_files_and_standard_input(directory: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    query = "MATCH (m:Model) RETURN m // 모델\n"
    (tmp_path / "query.cypher").write_text(query, encoding="utf-8")
    assert run(capsys, "cypher", "-f", tmp_path / "query.cypher", "-g", directory)[1] == "m\nmethod/mixtral\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(query.encode())))
    assert run(capsys, "cypher", "-", "-g", directory)[1] == "m\nmethod/mixtral\n"


def test_values_are_printed_for_people_and_for_programs(directory: Path, capsys: Capture) -> None:
    query = "MATCH way = (m:Model)-[r:USES]->(x) RETURN m, r, way, r.texts > 1 AS several, {name: x.name, none: m.title} AS map"
    record = {"m": "method/mixtral", "r": "USES", "way": ["method/mixtral", "USES", "method/mixture-of-experts"], "several": False,
              "map": {"name": "Mixture of Experts", "none": None}}
    assert json.loads(run(capsys, "cypher", query, "-g", directory, "--format", "json")[1]) == [record]
    header, row = run(capsys, "cypher", query, "-g", directory, "--format", "tsv")[1].splitlines()
    assert header == "m\tr\tway\tseveral\tmap"
    assert row == ('method/mixtral\tUSES\t["method/mixtral", "USES", "method/mixture-of-experts"]\tfalse\t{"name": "Mixture of Experts", "none": null}')
    assert "method/mixtral" in run(capsys, "cypher", query, "-g", directory, "--format", "table")[1]


def test_a_misspelt_name_is_noted_beside_the_answer(directory: Path, capsys: Capture) -> None:
    assert run(capsys, "cypher", "MATCH (p:Papr) RETURN p.name AS name", "-g", directory) == (0, "name\n", "kg: there is no label Papr: did you mean Paper?\n")


@pytest.mark.parametrize(("words", "said"), [
    (["MATCH (n RETURN n"], "line 1, column 10:\nMATCH (n RETURN n\n         ^\n"), (["MATCH (n) DETACH DELETE n"], "the query writes"),
    (["LOAD CSV FROM '/etc/hostname' AS row RETURN row"], "LOAD CSV reads files"), (["RETURN 1 AS a", "-p", "b=1"], "no parameter $b"),
    (["UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(*) AS n", "--timeout", "0.1"], "longer than 0.1 s")])
def test_a_query_that_is_refused_is_said(directory: Path, capsys: Capture, words: list[str], said: str) -> None:
    code, out, err = run(capsys, "cypher", *words, "-g", directory)
    assert (code, out) == (1, "")
    assert said in err


@pytest.mark.parametrize("words", [[], ["RETURN 1", "-f", "x"], ["RETURN 1", "--timeout", "-1"], ["RETURN 1", "--timeout", "soon"], ["RETURN 1", "-p", "1=2"]])
def test_a_wrong_call_is_a_wrong_call(capsys: Capture, words: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["cypher", *words])
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith("kg cypher: ")
