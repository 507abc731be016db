from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kg.cli.floors import floor, read_floors
from kg.cli.parser import parser
from kg.errors import SourceError
from kg.evaluation.fields import FIELDS
from tests.cli.test_commands import Capture, run
from tests.evaluation.annotated import records, write, write_lines


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return write(tmp_path / "set")


@pytest.fixture
def found(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "records.jsonl", records())


def test_figures_are_printed_in_every_format(gold: Path, found: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "evaluate", gold, "--records", found, "--format", "json")
    rows = {row["field"]: row for row in json.loads(out)}
    assert (code, err, tuple(rows)) == (0, "", FIELDS)
    assert rows["methods"] == {"field": "methods", "precision": 0.5, "recall": 0.3333, "f1": 0.4, "right": 1, "gold": 3, "predicted": 2}
    out = run(capsys, "evaluate", gold, "--records", found, "--format", "csv")[1]
    assert [row["recall"] for row in csv.DictReader(io.StringIO(out)) if row["field"] == "methods"] == ["0.3333"]
    assert "methods\t0.5\t0.333\t0.4\t1\t3\t2\n" in run(capsys, "evaluate", gold, "--records", found)[1]
    assert " methods " in run(capsys, "evaluate", gold, "--records", found, "--format", "table")[1]


def test_the_texts_are_extracted_where_no_records_are_given(gold: Path, capsys: Capture) -> None:
    for words in ([], ["--no-model"], ["--texts", str(gold.parent / "texts")]):
        code, out, _ = run(capsys, "evaluate", gold, *words)
        assert code == 0
        assert "arxiv\t1\t1\t1\t2\t2\t2\n" in out


def test_groups_errors_and_calibration_are_tables(gold: Path, found: Path, capsys: Capture) -> None:
    out = run(capsys, "evaluate", gold, "--records", found, "--by", "language")[1]
    assert out.splitlines()[0] == "language\tfield\tprecision\trecall\tf1\tright\tgold\tpredicted"
    assert "Korean\tmethods\t0.5\t0.5\t0.5\t1\t2\t2\n" in out
    assert "English\ttasks" not in out
    errors = json.loads(run(capsys, "evaluate", gold, "--records", found, "--errors", "methods", "--format", "json")[1])
    assert [(row["what"], row["item"], row["confidence"], row["file"]) for row in errors] == [
        ("missed", "추측적 디코딩", None, "korean.md"), ("false", "초안 모델", 0.45, "korean.md"), ("missed", "BERT", None, "english.md")]
    assert "outperforms BERT" in errors[2]["sentence"]
    assert "entities\tall\t5\t0.78\t0.8\t0.2\n" in run(capsys, "evaluate", gold, "--records", found, "--calibration")[1]


def test_two_runs_are_compared_in_figures_and_items(gold: Path, found: Path, tmp_path: Path, capsys: Capture) -> None:
    later = records()
    later[1]["methods"] = [{"name": "BERT", "aliases": []}]
    after = write_lines(tmp_path / "after.jsonl", later)
    words = ("evaluate", gold, "--records", after, "--against", found)
    both = json.loads(run(capsys, *words, "--format", "json")[1])
    assert {row["field"]: row["f1 change"] for row in both["fields"]}["methods"] == 0.2667
    assert {(row["what"], row["field"], row["item"]) for row in both["items"]} == {("gained", "methods", "BERT"), ("gained", "any-entity", "BERT")}
    figures, items = run(capsys, *words)[1].split("\n\n")
    assert "methods\t0.5\t0.667\t0.167\t" in figures
    assert items.startswith("what\tfield\titem\t")
    drawn = run(capsys, *words, "--format", "table")[1]
    assert " gained " in drawn
    assert drawn.count("BERT") >= 2


def test_a_figure_below_its_floor_fails_and_is_named(gold: Path, found: Path, tmp_path: Path, capsys: Capture) -> None:
    assert run(capsys, "evaluate", gold, "--records", found, "--minimum", "methods=0.4")[0] == 0
    code, out, err = run(capsys, "evaluate", gold, "--records", found, "--minimum", "methods=0.5", "--minimum", "introduces=1", "--errors", "methods")
    assert (code, err) == (1, "kg: methods has an F1 of 0.4000, below 0.5\n")
    assert out.startswith("what\t")
    (tmp_path / "floors").write_text("# measured in spring\nmethods=0.5\n\nrelations = 0.2\n", encoding="utf-8")
    code, _, err = run(capsys, "evaluate", gold, "--records", found, "--minimums", tmp_path / "floors", "--minimum", "methods=0.3")
    assert (code, err) == (1, "kg: relations has an F1 of 0.0000, below 0.2\n")


def test_floors_that_are_none_are_named_with_their_line(tmp_path: Path) -> None:
    assert floor("any-entity=.75") == ("any-entity", 0.75)
    (tmp_path / "floors").write_text("methods=0.5\nmethod=0.5\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"floors:2: 'method=0.5' names no field"):
        read_floors(str(tmp_path / "floors"))
    with pytest.raises(SourceError, match="cannot be read"):
        read_floors(str(tmp_path / "missing"))
    (tmp_path / "floors").write_bytes(b"\xff")
    with pytest.raises(SourceError, match="is not UTF-8"):
        read_floors(str(tmp_path / "floors"))


@pytest.mark.parametrize("words", [["--minimum", "methods"], ["--minimum", "method=1"], ["--minimum", "methods=1.5"], ["--errors", "nonsense"], ["--by", "year"],
                                   ["--records", "a", "--no-model"], ["--by", "language", "--calibration"]])
def test_a_wrong_call_is_one_sentence(words: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        parser().parse_args(["evaluate", "gold.jsonl", *words])
    assert stopped.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_what_is_wrong_with_the_gold_is_one_sentence(gold: Path, found: Path, tmp_path: Path, capsys: Capture) -> None:
    (gold.parent / "texts" / "english.md").unlink()
    code, out, err = run(capsys, "evaluate", gold)
    assert (code, out) == (1, "")
    assert err.endswith(f"gold.jsonl:2: annotates english.md, which is not in {gold.parent}\n")
    assert run(capsys, "evaluate", gold, "--records", found)[0] == 0
    gold.write_text("{\n", encoding="utf-8")
    assert "gold.jsonl:1: is broken JSON" in run(capsys, "evaluate", gold, "--records", found)[2]
    assert "missing.jsonl: cannot be read" in run(capsys, "evaluate", tmp_path / "missing.jsonl")[2]


def test_texts_without_a_record_are_named(gold: Path, tmp_path: Path, capsys: Capture) -> None:
    file = write_lines(tmp_path / "one.jsonl", records()[:1])
    assert f"{file} has no record of english.md\n" in run(capsys, "evaluate", gold, "--records", file)[2]
