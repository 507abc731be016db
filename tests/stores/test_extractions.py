from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import GraphError
from kg.model import Extraction
from kg.stores.extractions import open_cache
from tests import making


@pytest.fixture
def extraction() -> Extraction:
    return making.extraction({"title": "전문가 혼합\x00\u2028", "methods": [("Gate Net", "게이트")], "links": {"github": "https://x.org"}, "votes": 3},
                             {"arxiv": "2401.10774"})


def test_what_is_put_comes_back_in_the_next_run_under_the_name_that_the_text_has_now(tmp_path: Path, extraction: Extraction) -> None:
    with open_cache(tmp_path / "c", version="1") as cache:
        cache.put(extraction)
    moved = replace(extraction.source, name="elsewhere.md")
    with open_cache(tmp_path / "c", version="1") as cache:
        assert cache.get(extraction.source) == extraction
        assert cache.get(moved) == replace(extraction, source=moved)


def test_another_version_and_another_format_ask_for_a_new_extraction(tmp_path: Path, extraction: Extraction) -> None:
    with open_cache(tmp_path / "c", version="1") as cache:
        cache.put(extraction)
        assert cache.get(replace(extraction.source, format="csv")) is None
    with open_cache(tmp_path / "c", version="2") as cache:
        assert cache.get(extraction.source) is None


def test_an_interrupted_run_keeps_what_it_had(tmp_path: Path, extraction: Extraction) -> None:
    def run() -> None:
        with open_cache(tmp_path / "c", version="1") as cache:
            cache.put(extraction)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run()
    with open_cache(tmp_path / "c", version="1") as cache:
        assert cache.get(extraction.source) == extraction


def test_what_no_text_asks_for_is_forgotten(tmp_path: Path, extraction: Extraction) -> None:
    with open_cache(tmp_path / "c", version="1") as cache:
        cache.put(extraction)
    with open_cache(tmp_path / "c", version="1") as cache:
        cache.prune()
        assert cache.get(extraction.source) is None


@pytest.mark.parametrize("damage", [b"no database at all" * 999, b"SQLite format 3\x00" + b"\xff" * 9999])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, extraction: Extraction, damage: bytes) -> None:
    (tmp_path / "c").write_bytes(damage)
    with open_cache(tmp_path / "c", version="1") as cache:
        assert cache.get(extraction.source) is None
        cache.put(extraction)
        assert cache.get(extraction.source) == extraction


def test_a_damaged_entry_is_none(tmp_path: Path, extraction: Extraction) -> None:
    with open_cache(tmp_path / "c", version="1") as cache:
        cache.put(extraction)
    connection = sqlite3.connect(tmp_path / "c")
    connection.execute("UPDATE extraction SET record = x'00'")
    connection.commit()
    connection.close()
    with open_cache(tmp_path / "c", version="1") as cache:
        assert cache.get(extraction.source) is None


def test_a_full_disk_is_no_reason_to_remove_the_cache(tmp_path: Path) -> None:
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    with pytest.raises(GraphError, match=r"cannot be written \(no space is left\)$"), open_cache(tmp_path / "c", version="1"):
        raise full


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="cannot be used"), open_cache(tmp_path / "missing" / "c", version="1"):
        pass


def test_a_cache_that_was_made_for_nothing_is_removed(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no text"), open_cache(tmp_path / "c", version="1"):
        raise GraphError("no text")
    assert list(tmp_path.iterdir()) == []
