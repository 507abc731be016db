"""What extraction reaches on our own annotated texts: a change that makes it worse fails here."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.cli.floors import read_floors

GOLD = Path(__file__).parents[1] / "gold"
SAMPLES = Path(kg.__file__).parent / "samples"


@pytest.mark.parametrize(("records", "texts", "floors"), [("gold.jsonl", GOLD / "texts", "floors.txt"), ("samples.jsonl", SAMPLES, "floors-samples.txt")])
def test_extraction_reaches_its_floors(records: str, texts: Path, floors: str) -> None:
    found = kg.evaluate(GOLD / records, texts=texts)
    assert list(found.below(read_floors(str(GOLD / floors)))) == []


def test_rules_alone_find_most_names() -> None:
    found = kg.evaluate(GOLD / "gold.jsonl", texts=GOLD / "texts", learned=False)
    assert list(found.below({"any-entity": 0.85, "title": 0.99})) == []
