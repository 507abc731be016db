"""The sheet of statements that were drawn from a graph and judged one by one against their quotes."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from scripts.sheet import COLUMNS, KINDS

SHEET = Path(__file__).with_name("statements.tsv")


def rows() -> list[dict[str, str]]:
    with SHEET.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def test_every_kind_is_judged_and_each_row_says_where_its_words_stand() -> None:
    found = rows()
    assert len(found) >= 200
    assert tuple(found[0]) == COLUMNS
    assert {row["kind"] for row in found} == set(KINDS)
    assert {row["verdict"] for row in found} == {"right", "wrong"}
    assert all(0 <= int(row["start"]) < int(row["end"]) for row in found)
    assert len({(row["kind"], row["subject"], row["object"]) for row in found}) == len(found)


def test_most_statements_are_right() -> None:
    found = rows()
    right = Counter(row["kind"] for row in found if row["verdict"] == "right")
    judged = Counter(row["kind"] for row in found)
    assert {kind for kind in judged if right[kind] / judged[kind] < 0.85} == set()
    assert right.total() / judged.total() >= 0.9
