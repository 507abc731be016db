"""The figures are those of the scoring script that belongs to the real annotations, to the last digit."""

from __future__ import annotations

import copy
import importlib.util
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.evaluation.evaluation import against_gold
from kg.evaluation.fields import FIELDS
from kg.evaluation.reading import read_gold
from kg.model import Extraction
from kg.pipeline.evaluating import evaluate
from kg.pipeline.extracting import extract
from kg.records import Record, to_record
from kg.vocabulary import NAMED_FIELDS, RELATIONS
from tests.evaluation.annotated import write_lines

SHARED = Path(os.environ.get("MLKG_SHARED") or Path(__file__).parents[3] / "shared")
SCRIPT = SHARED / "gold" / "score.py"
DEV = SHARED / "gold" / "dev"

pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SCRIPT.is_file(), reason="the real annotations are not beside the checkout")]

Figures = dict[str, dict[str, Any]]


@cache
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("scoring_script", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def theirs(gold: Path, records: Iterable[Record]) -> Figures:
    tally = script().evaluate(gold, list(records))
    return {field: tally.row(field) for field in script().FIELDS}


def ours(gold: Path, records: Iterable[Record]) -> Figures:
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(record["doc"], []).append(record)
    return {score.field: {"field": score.field, "precision": score.precision, "recall": score.recall, "f1": score.f1, "gold": score.gold,
                          "predicted": score.predicted} for score in against_gold(read_gold(gold), found, {}).scores()}


@cache
def extracted() -> tuple[Record, ...]:
    outcomes = extract([DEV / "docs"], learned=False)
    return tuple(to_record(paper, found.source) for found in outcomes if isinstance(found, Extraction) for paper in found.papers)


@cache
def annotated() -> tuple[Record, ...]:
    """Return the gold as if it had been extracted."""
    return tuple({"doc": text.doc, **paper} for text in read_gold(DEV / "gold") for paper in text.papers)


def mutated(records: Iterable[Record], seed: int) -> list[Record]:
    """Return records with items dropped, repeated, moved between fields, renamed and spread over other papers."""
    chance = random.Random(seed)
    out = [record for record in copy.deepcopy(list(records)) if chance.random() > 0.05]
    for record in out:
        for field in (*NAMED_FIELDS, "relations", "results", "cites", "authors"):
            items = record[field]
            record[field] = [item for item in items for _ in range(chance.choice((0, 1, 1, 1, 2)))]
            chance.shuffle(record[field])
        for field in NAMED_FIELDS:
            other = chance.choice(tuple(NAMED_FIELDS))
            record[other] = [*record[other], *record[field][:chance.choice((0, 0, 1))]]
            record[field] = [chance.choice((item, {**item, "name": f"{item['name']}는"}, {**item, "aliases": []})) for item in record[field]]
        record["relations"] = [[head, chance.choice((kind, "uses")), tail] for head, kind, tail in record["relations"]]
        record["title"] = chance.choice((record["title"], None, f"{record['title']} (2024)"))
        record["arxiv"] = chance.choice((record["arxiv"], record["arxiv"], None))
        record.pop("evidence", None)
    return out + [record for record in copy.deepcopy(out) if chance.random() < 0.05]


def test_the_fields_are_the_same_in_the_same_order() -> None:
    assert script().FIELDS == FIELDS


def test_figures_of_extracted_records_are_the_same() -> None:
    assert ours(DEV / "gold", extracted()) == theirs(DEV / "gold", extracted())


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("source", ["extracted", "annotated"])
def test_figures_of_mutated_records_are_the_same(source: str, seed: int) -> None:
    records = mutated(extracted() if source == "extracted" else annotated(), seed)
    figures = theirs(DEV / "gold", records)
    assert ours(DEV / "gold", records) == figures
    assert 0 < figures["any-entity"]["f1"] < 1


def test_the_script_prints_the_same_for_the_same_files(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "records.jsonl", extracted())
    done = subprocess.run([sys.executable, str(SCRIPT), str(DEV / "gold"), str(file), "--json"], check=True, capture_output=True, text=True)
    printed = {field: row["f1"] for field, row in json.loads(done.stdout).items()}
    assert {score.field: score.f1 for score in evaluate(DEV / "gold", records=file).scores()} == printed
    assert {score.field: score.f1 for score in evaluate(DEV / "gold", texts=DEV / "docs", learned=False).scores()} == printed


NAMES = st.sampled_from(("GPT-4", "GPT 4", "gpt4는", "LLM", "LLMs", "대형 언어 모델", "대형 언어모델은", "BLEU", "class", "classes", "은", "--", "", "모델의", "Ｆ1", "ß", "SS", "가을", "가", "bus", "bu"))
#: Few names, so that aliases lead to aliases.
ALIASES = st.sampled_from(("a", "b", "c", "d"))
THINGS = st.lists(st.one_of(NAMES, st.fixed_dictionaries({"name": ALIASES, "aliases": st.lists(ALIASES, min_size=1, max_size=2)}), st.fixed_dictionaries({"name": NAMES, "aliases": st.lists(NAMES, max_size=2)})), max_size=3)
ENDS = NAMES | ALIASES
RELATED = st.lists(st.tuples(ENDS, st.sampled_from(RELATIONS[:2]), ENDS).map(list), max_size=3)
MAYBE = st.none() | NAMES
MEASURED = st.lists(st.fixed_dictionaries({"metric": MAYBE, "value": st.sampled_from((None, "2.3", "+2.3%", "8-30", "830", ".", 0, 7)), "dataset": MAYBE}), max_size=3)
LISTED = st.fixed_dictionaries({**dict.fromkeys(NAMED_FIELDS, THINGS), "relations": RELATED, "results": MEASURED, "cites": st.lists(NAMES, max_size=3)})
TITLES = st.sampled_from((None, "", "Attention", "Attention Is All You Need", "Attention Is All You Need (2017)", "!!", "abcdefghijklmno", "abcdefghijklmnop", "abcdefghijklmnopq"))
SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "title": TITLES, "arxiv": st.sampled_from((None, "1706.03762", "1706.03762 ", "2005.14165")), "year": st.sampled_from((None, 0, 2017)),
    "venue": st.sampled_from((None, "", "NeurIPS", "Neur-IPS")), "votes": st.sampled_from((None, 0, 3)), "date": st.none(),
    "authors": st.lists(NAMES, max_size=3), "links": st.dictionaries(st.sampled_from(("arxiv", "github")), st.none()),
}
RECORDS = st.tuples(LISTED, st.fixed_dictionaries(SCALARS)).map(lambda parts: {**parts[0], **parts[1]})
GOLD = st.tuples(RECORDS, LISTED, st.booleans()).map(lambda parts: {**parts[0], **({"optional": parts[1]} if parts[2] else {})})


@settings(max_examples=150)
@given(st.lists(GOLD, max_size=3), st.lists(RECORDS, max_size=4))
def test_figures_of_any_records_are_the_same(gold: list[Record], records: list[Record]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.json").write_text(json.dumps({"doc": "a.md", "papers": gold}), encoding="utf-8")
        found = [{"doc": "a.md", **record} for record in records]
        assert ours(folder, found) == theirs(folder, found)
