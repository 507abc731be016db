"""A small annotated set, its texts, and records of it that are right and wrong in known ways."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.identifiers import document_id
from kg.records import Record

KOREAN = """# Medusa: Simple Decoding Heads

arXiv: https://arxiv.org/abs/2401.10774

메두사(Medusa)는 추측적 디코딩을 초안 모델 없이 합니다. Vicuna 모델에서 속도가 2.2배 빨라졌습니다.
"""
ENGLISH = """# RoFormer: Rotary Position Embedding

arXiv: https://arxiv.org/abs/2104.09864

RoFormer encodes positions by rotation. On long texts it outperforms BERT, as CAIL2019 shows.
"""
TEXTS = {"korean.md": KOREAN, "english.md": ENGLISH}

GOLD: dict[str, Record] = {
    "korean.md": {
        "title": "Medusa: Simple Decoding Heads", "arxiv": "2401.10774", "introduces": [{"name": "Medusa", "aliases": ["메두사"], "type": "method"}],
        "methods": [{"name": "추측적 디코딩", "aliases": []}, {"name": "Vicuna", "aliases": []}], "relations": [["Medusa", "uses", "Vicuna"]],
        "results": [{"method": "Medusa", "metric": None, "dataset": None, "value": "2.2", "unit": "x", "versus": None}],
    },
    "english.md": {
        "title": "RoFormer: Rotary Position Embedding", "arxiv": "2104.09864", "introduces": [{"name": "RoFormer", "aliases": []}],
        "methods": [{"name": "BERT", "aliases": []}], "datasets": [{"name": "CAIL2019", "aliases": []}],
        "relations": [["RoFormer", "outperforms", "BERT"]], "cites": ["BERT"],
        "optional": {"methods": [{"name": "rotation", "aliases": []}], "cites": ["CAIL2019"]},
    },
}


def evidence(text: str, words: str, confidence: float) -> list[dict[str, Any]]:
    start = text.index(words)
    return [{"start": start, "end": start + len(words), "quote": words, "extractor": "rule.test", "confidence": confidence}]


def named(text: str, words: str, confidence: float) -> dict[str, Any]:
    return {"name": words, "aliases": [], "evidence": evidence(text, words, confidence)}


def records() -> list[Record]:
    """Return records with two methods missed, one method and one relation that are false, and one optional method."""
    return [
        {"doc": "korean.md", "document": document_id(KOREAN), "title": "Medusa: Simple Decoding Heads", "arxiv": "2401.10774",
         "introduces": [named(KOREAN, "메두사", 0.9)], "methods": [named(KOREAN, "초안 모델", 0.45), named(KOREAN, "Vicuna", 0.85)],
         "relations": [["메두사", "uses", "초안 모델"]], "results": [{"value": "2.2", "metric": "speed", "unit": "x"}],
         "evidence": {"relations": [evidence(KOREAN, "메두사(Medusa)는 추측적 디코딩을 초안 모델", 0.35)], "results": [evidence(KOREAN, "2.2배", 0.8)]}},
        {"doc": "english.md", "document": document_id(ENGLISH), "title": "RoFormer", "arxiv": "2104.09864",
         "introduces": [named(ENGLISH, "RoFormer", 1.0)], "methods": [named(ENGLISH, "rotation", 0.5)],
         "datasets": [named(ENGLISH, "CAIL2019", 0.7)], "cites": ["CAIL2019"], "evidence": {"cites": [evidence(ENGLISH, "CAIL2019", 0.6)]}},
    ]


def write(folder: Path) -> Path:
    """Write the texts and their gold into a folder and return the gold's file."""
    (folder / "texts").mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / "texts" / name).write_text(text, encoding="utf-8")
    gold = folder / "gold.jsonl"
    write_lines(gold, ({"doc": name, "papers": [paper]} for name, paper in GOLD.items()))
    return gold


def write_lines(path: Path, lines: Iterable[object]) -> Path:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path
