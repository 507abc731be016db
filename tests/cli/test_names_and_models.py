"""Names and models of one's own on the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from kg.extraction.models import FOLDER
from kg.stores.directory import read_manifest
from tests.cli.test_commands import Capture, run

NOTE = "# 작은 모델\n\n스나크 가지치기와 전문가 섞기로 작은 모델을 학습하고 SnarkBench에서 평가한다.\n"
NAMES = "method\tSnark Pruning\t스나크 가지치기\ndataset\tSnarkBench\n"
MORE = "method\tMoE\t전문가 섞기\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("note.md", NOTE), ("names.tsv", NAMES), ("more.tsv", MORE), ("wrong.tsv", "methd\tX\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "weights"))


def concepts(record: dict[str, Any]) -> set[str]:
    return {thing["concept"] for field in ("introduces", "methods", "datasets") for thing in record[field] if thing["concept"]}


@pytest.mark.parametrize("way", [[], ["--no-model"]])
def test_extract_finds_names_of_ones_own(folder: Path, capsys: Capture, way: list[str]) -> None:
    own = {"method/snark-pruning", "dataset/snarkbench", "method/mixture-of-experts"}
    code, out, _ = run(capsys, "extract", folder / "note.md", *way)
    assert (code, concepts(json.loads(out)) & own) == (0, set())
    code, out, _ = run(capsys, "extract", folder / "note.md", "--names", folder / "names.tsv", "--names", folder / "more.tsv", *way)
    assert (code, concepts(json.loads(out)) & own) == (0, own)


def test_build_depends_on_what_the_names_are_and_not_on_their_order(folder: Path, capsys: Capture) -> None:
    def built(*names: str) -> str:
        options = [word for name in names for word in ("--names", str(folder / name))]
        return run(capsys, "build", folder / "note.md", "--graph", folder / "graph", "--no-model", *options)[1]

    assert "was built" in built()
    without = read_manifest(folder / "graph")
    assert "was built" in built("names.tsv", "more.tsv")
    assert "is up to date" in built("more.tsv", "names.tsv")
    assert "스나크 가지치기" in run(capsys, "show", "Snark Pruning", "--graph", folder / "graph")[1]
    assert "was built" in built("names.tsv")
    (folder / "names.tsv").write_text(NAMES.replace("Snark Pruning", "Boojum Pruning"), encoding="utf-8")
    assert "was built" in built("names.tsv")
    assert run(capsys, "show", "Boojum Pruning", "--graph", folder / "graph")[0] == 0
    assert "was built" in built()
    again = read_manifest(folder / "graph")
    assert without is not None
    assert again is not None
    assert (without.counts, without.ontology) == (again.counts, again.ontology)


def test_build_depends_on_the_bytes_of_the_weights(folder: Path, weights: Path, capsys: Capture) -> None:
    def built(*options: str | Path) -> str:
        code, out, _ = run(capsys, "build", folder / "note.md", "--graph", folder / "graph", *options)
        assert code == 0
        return out

    assert "was built" in built("--model", weights)
    assert "is up to date" in built("--model", shutil.copytree(weights, folder / "again"))
    (weights / "more").write_bytes(b"1")
    assert "was built" in built("--model", weights)
    assert "was built" in built()
    assert "was built" in built("--no-model")


def test_evaluate_takes_names_and_models(folder: Path, weights: Path, capsys: Capture) -> None:
    gold = {"doc": "note.md", "title": "작은 모델", "methods": [{"name": "스나크 가지치기"}], "datasets": [{"name": "SnarkBench"}]}
    (folder / "gold.jsonl").write_text(json.dumps(gold), encoding="utf-8")

    def right(*options: str | Path) -> set[str]:
        code, out, _ = run(capsys, "evaluate", folder / "gold.jsonl", "--texts", folder, "--format", "json", *options)
        assert code == 0
        return {row["field"] for row in json.loads(out) if row["right"]} & {"methods", "datasets"}

    assert right("--no-model", "--names", folder / "names.tsv") == right("--model", weights, "--names", folder / "names.tsv") == {"methods", "datasets"}
    assert "methods" not in right("--no-model")


@pytest.mark.parametrize("command", [["extract"], ["extract", "--jobs", "2"], ["build", "--graph", "graph"]])
@pytest.mark.parametrize(("options", "message"), [
    (["--names", "wrong.tsv"], "kg: wrong.tsv:1: unknown kind 'methd'"), (["--names", "nowhere.tsv"], "kg: nowhere.tsv: cannot be read (No such file"),
    (["--model", "nowhere"], "kg: nowhere: cannot be read (No such file"), (["--model", "."], "kg: .: holds no models"),
    (["--model", "weights"], "kg: weights: holds damaged weights (names.npz is not whole)"),
])
def test_what_cannot_be_used_is_one_sentence(folder: Path, weights: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, *,
                                             command: list[str], options: list[str], message: str) -> None:
    (weights / "names.npz").write_bytes((weights / "names.npz").read_bytes()[:1000])
    monkeypatch.chdir(folder)
    code, out, err = run(capsys, *command, "note.md", *options)
    assert (code, out) == (1, "")
    assert err.startswith(message)
    assert err.count("\n") == 1
    assert not (folder / "graph" / "manifest.json").exists()


def test_a_model_and_none_is_a_wrong_call(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        run(capsys, "extract", "note.md", "--model", "weights", "--no-model")
    assert ended.value.code == 2
