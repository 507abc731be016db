from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import SourceError
from kg.evaluation.reading import read_gold, read_records
from kg.evaluation.texts import find_texts
from tests.evaluation.annotated import GOLD, write, write_lines


def test_lines_of_texts_lines_of_papers_and_folders_are_the_same_gold(tmp_path: Path) -> None:
    first, second = GOLD.values()
    write_lines(tmp_path / "texts.jsonl", [{"doc": "a.md", "papers": [first, second]}])
    write_lines(tmp_path / "papers.jsonl", [{"doc": "a.md", **first}, {"doc": "a.md", **second}])
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.json").write_text(json.dumps({"doc": "a.md", "papers": [first, second]}, indent=1), encoding="utf-8")
    (tmp_path / "folder" / "README.md").write_text("not gold", encoding="utf-8")
    texts, papers, folder = (read_gold(tmp_path / name) for name in ("texts.jsonl", "papers.jsonl", "folder"))
    assert [text.doc for text in texts] == ["a.md"]
    assert [paper["title"] for paper in texts[0].papers] == [paper["title"] for paper in papers[0].papers] == [first["title"], second["title"]]
    assert folder[0].papers == texts[0].papers


PAPER: dict[str, Any] = {"title": "A"}


@pytest.mark.parametrize(("line", "words"), [
    ("{", "gold.jsonl:2: is broken JSON"),
    ('{"doc": "b.md", "papers": [}', "gold.jsonl:2: is broken JSON"),
    ("[" * 100_000, "gold.jsonl:2: is JSON that nothing can hold"),
    ("[]", "gold.jsonl:2: is no JSON object"),
    ('{"papers": []}', "gold.jsonl:2: names no text"),
    ('{"doc": "/", "papers": []}', "gold.jsonl:2: names no text"),
    ('{"doc": "a.md", "papers": []}', "gold.jsonl:2: annotates a.md again, after .*gold.jsonl:1"),
    ('{"doc": "b.md", "papers": {}}', "gold.jsonl:2: `papers` is no list"),
    ('{"doc": "b.md", "papers": [{}, 1]}', "gold.jsonl:2: paper 2: is no JSON object"),
    ('{"doc": "b.md", "title": 1}', "gold.jsonl:2: `title` is no text"),
    ('{"doc": "b.md", "methods": {}}', "gold.jsonl:2: `methods` is no list"),
    ('{"doc": "b.md", "links": []}', "gold.jsonl:2: `links` is no JSON object"),
    ('{"doc": "b.md", "methods": [{"aliases": []}]}', "gold.jsonl:2: `methods` holds .*aliases.*, which has no `name`"),
    ('{"doc": "b.md", "cites": [null]}', "gold.jsonl:2: `cites` holds null, which is no name"),
    ('{"doc": "b.md", "relations": [["a", "uses"]]}', r"gold.jsonl:2: `relations` holds .*, which is no \[head, type, tail\]"),
    ('{"doc": "b.md", "results": ["2"]}', 'gold.jsonl:2: `results` holds "2", which is no JSON object'),
    ('{"doc": "b.md", "optional": {"tasks": [1]}}', "gold.jsonl:2: `tasks` holds 1"),
    ('{"doc": "b.md", "optional": [1]}', "gold.jsonl:2: `optional` is no JSON object"),
    ('{"doc": "b.md", "methods": [{"name": "M", "evidence": [{"confidence": 2, "start": 0, "end": 1}]}]}', "gold.jsonl:2: has evidence without numbers"),
    ('{"doc": "b.md", "evidence": {"relations": [[3]]}}', "gold.jsonl:2: has evidence without numbers"),
])
def test_bad_gold_is_one_sentence_with_file_and_line(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"doc": "a.md", "papers": [PAPER]}) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(SourceError, match=words) as raised:
        read_gold(path)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < len(str(path)) * 2 + 200


def test_the_line_of_broken_json_is_told_in_a_file_of_one_text(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{\n "doc": "a.md",\n "papers": [}\n', encoding="utf-8")
    with pytest.raises(SourceError, match=r"a\.json:3: is broken JSON"):
        read_gold(tmp_path / "a.json")


def test_gold_that_is_missing_empty_or_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe\x00")
    for name, words in (("missing.jsonl", "cannot be read"), ("empty.jsonl", "holds no annotated text"), ("bytes.jsonl", "is not UTF-8")):
        with pytest.raises(SourceError, match=words):
            read_gold(tmp_path / name)


def test_texts_lie_in_a_folder_beside_the_gold_or_beside_it(tmp_path: Path) -> None:
    gold = write(tmp_path)
    texts = read_gold(gold)
    assert [path.name for _, path in find_texts(gold, texts, texts=None, needed=True)] == ["korean.md", "english.md"]
    (tmp_path / "texts" / "english.md").rename(tmp_path / "english.md")
    assert dict(find_texts(gold, texts, texts=None, needed=True))["english.md"] == tmp_path / "english.md"
    assert dict(find_texts(gold, texts, texts=tmp_path, needed=True)) == {"english.md": tmp_path / "english.md", "korean.md": tmp_path / "texts" / "korean.md"}
    (tmp_path / "texts" / "korean.md").rename(tmp_path / "other.md")
    assert dict(find_texts(gold, texts, texts=tmp_path, needed=False)) == {"english.md": tmp_path / "english.md"}
    with pytest.raises(SourceError, match=r"gold\.jsonl:1: annotates korean\.md, which is not in "):
        list(find_texts(gold, texts, texts=tmp_path, needed=True))


def test_records_are_grouped_by_the_file_that_they_are_of(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "records.jsonl", [{"doc": "x/a.md", "title": "A"}, {"doc": "b.md"}, {"doc": "a.md", "title": "C"}])
    assert {doc: [record.get("title") for record in found] for doc, found in read_records(file).items()} == {"a.md": ["A", "C"], "b.md": [None]}
