"""Training from a small annotated folder: weights that work, the same bytes each time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from kg.concepts import load_scheme
from kg.extraction.extractor import load_extractor
from kg.extraction.models import load_models
from tests.extraction.reading_of import document

ROOT = Path(__file__).parents[2]
NAMES = ("FooNet", "BarNet", "QuxNet", "ZapNet", "DorNet", "MilNet", "PexNet", "RanNet", "SofNet", "TulNet", "VexNet", "WimNet",
         "CirNet", "GalNet", "HexNet", "JabNet", "LorNet", "NovNet")


def annotated(folder: Path) -> Path:
    """Write texts of one sentence, each with what it names."""
    for part in ("docs", "gold"):
        (folder / part).mkdir(parents=True)
    for number, name in enumerate(NAMES):
        other = NAMES[number - 1]
        title, body = f"{name}: Routing for Long Texts", f"{name}은 언어 모델링을 위한 모델이며 {other}보다 WikiText-103에서 빠르다."
        (folder / "docs" / f"{number:02}.md").write_text(f"## Papers (2024-01-{number + 1:02})\n\n### [{title}](https://arxiv.org/abs/2401.{number:05})\n\n- {body}\n", encoding="utf-8")
        record = {"title": title, "arxiv": f"2401.{number:05}", "introduces": [{"name": name}], "methods": [{"name": other}], "tasks": [{"name": "언어 모델링"}],
                  "datasets": [{"name": "WikiText-103"}], "metrics": [], "relations": [[name, "outperforms", other], [name, "evaluatedOn", "WikiText-103"]]}
        (folder / "gold" / f"{number:02}.json").write_text(json.dumps({"doc": f"{number:02}.md", "papers": [record]}), encoding="utf-8")
    return folder


def trained(gold: Path, output: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "scripts.train", "--gold", str(gold), "--output", str(output), *options], check=False, capture_output=True, text=True, cwd=ROOT)


def test_training_is_repeatable_and_its_models_read(tmp_path: Path) -> None:
    gold = annotated(tmp_path / "gold")
    runs = [trained(gold, tmp_path / name) for name in ("first", "second")]
    assert [run.returncode for run in runs] == [0, 0], runs[0].stderr
    assert "learnt from 18 papers" in runs[0].stdout
    files = sorted(path.name for path in (tmp_path / "first").iterdir())
    assert files == ["citations.npz", "measures.npz", "names.npz", "pairs.npy", "relations.npz", "results.npz", "things.npz", "types.npz"]
    assert all((tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes() for name in files)
    extractor = load_extractor(load_scheme(), models=load_models(tmp_path / "first"))
    found = extractor.extract(document("KelNet은 언어 모델링을 위한 모델이며 FooNet보다 WikiText-103에서 빠르다.", title="KelNet: Routing for Long Texts")).papers[0]
    assert [item.name for item in found.introduces] == ["KelNet"]
    assert ("KelNet", "outperforms", "FooNet") in {(relation.head, relation.type, relation.tail) for relation in found.relations}


def test_a_folder_without_annotated_texts_is_refused(tmp_path: Path) -> None:
    run = trained(tmp_path, tmp_path / "out")
    assert (run.returncode, "holds no annotated texts" in run.stderr) == (1, True)
