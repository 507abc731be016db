"""The real texts beside the checkout: every paper of every seed and digest is found once."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from kg.model import Document
from kg.sources.files import read_paths

SHARED = Path(os.environ.get("MLKG_SHARED", Path(__file__).parents[3] / "shared"))
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SHARED.is_dir(), reason="no real texts beside the checkout")]
#: Counted by hand.
SEEDS = {"000": ("blog-list", 6), "001": ("blog-list", 12), "002": ("digest", 31), "003": ("digest", 9), "004": ("digest", 9)}


def documents(path: Path) -> list[Document]:
    return [outcome for outcome in read_paths([str(path)]) if isinstance(outcome, Document)]


def test_each_seed_gives_all_of_its_papers() -> None:
    found = {document.source.name[:3]: (document.source.format, len(document.entries)) for document in documents(SHARED / "texts/seeds")}
    assert found == SEEDS


def test_every_entry_of_the_digests_becomes_a_paper_once() -> None:
    found = documents(SHARED / "texts/digests_ko")
    headings = [heading for document in found for heading in re.findall(r"^### .*\S", document.text, re.MULTILINE)]
    entries = [document.text[entry.span.start:entry.span.end].partition("\n")[0].rstrip() for document in found for entry in document.entries]
    assert len(headings) == 3591
    assert Counter(entries) == Counter(heading.rstrip() for heading in headings)


@pytest.mark.parametrize("split", ["dev"])
def test_structural_fields_of_the_gold_texts_are_right(split: str) -> None:
    wrong: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for path in sorted((SHARED / "gold" / split / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        (document,) = documents(SHARED / "gold" / split / "docs" / gold["doc"])
        assert len(document.entries) == len(gold["papers"])
        for entry, paper in zip(document.entries, gold["papers"], strict=True):
            for name in ("title", "arxiv", "date", "venue", "year", "votes"):
                value = next((field.value for field in entry.fields if field.name == name), None)
                total[name] += 1
                wrong[name] += (value and " ".join(value.split()).casefold()) != (str(paper[name]).casefold() if paper[name] is not None else None)
            total["authors"] += 1
            wrong["authors"] += {field.value for field in entry.fields if field.name == "author"} != set(paper["authors"])
    assert {name: count for name, count in wrong.items() if count > 0.03 * total[name]} == {}
