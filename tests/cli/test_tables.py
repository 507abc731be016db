from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.tables import FORMATS, Table, plain, write

TABLE = Table(("name", "count", "share"), (("전문가 혼합", 3, 0.5), ("a\tb\nc", None, 0.12345)), heading=("All",), drawn=("name", "count"))


def written(table: Table, style: str | None) -> str:
    stream = io.StringIO()
    write(table, stream, style=style)
    return stream.getvalue()


def test_tsv_is_what_a_pipe_gets_and_has_a_row_a_line() -> None:
    assert written(TABLE, None) == "name\tcount\tshare\n전문가 혼합\t3\t0.5\na b c\t\t0.123\n"


def test_csv_keeps_cells_whole() -> None:
    assert list(csv.reader(io.StringIO(written(TABLE, "csv"), newline=""))) == [
        ["name", "count", "share"], ["전문가 혼합", "3", "0.5"], ["a\tb\nc", "", "0.12345"]]


def test_json_is_rows_or_the_record() -> None:
    assert json.loads(written(TABLE, "json"))[0] == {"name": "전문가 혼합", "count": 3, "share": 0.5}
    assert json.loads(written(Table(("a",), (), {"b": 1}), "json")) == {"b": 1}
    assert json.loads(written(Table(("a",), (), []), "json")) == []


def test_a_drawn_table_has_its_heading_and_its_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = written(TABLE, "table").splitlines()
    assert lines[0] == "All"
    assert any("전문가 혼합" in line and "3" in line for line in lines)
    assert "share" not in "".join(lines)
    assert max(map(len, lines)) <= 60


@pytest.mark.parametrize("style", FORMATS)
@given(words=st.text(max_size=20))
def test_no_control_character_reaches_a_terminal(style: str, words: str) -> None:
    if style == "csv":
        return
    assert not set(written(Table(("a",), ((words,),)), style)) & {"\x1b", "\x07", "\x9b", "\r", "\x00"}


UNSEEN = "\u202e\u2066\u200f\u200b\u200d\u2060\ufeff\u00ad\U000e0041"


def test_a_drawn_table_shows_words_without_what_hides_or_turns_them() -> None:
    drawn = written(Table((f"na{UNSEEN}me",), ((f"전문가{UNSEEN} 혼합",),), heading=(f"Al{UNSEEN}l",)), "table")
    assert not set(UNSEEN) & set(drawn)
    assert all(word in drawn for word in ("name", "전문가 혼합", "All"))


@pytest.mark.parametrize("style", ["json", "csv", "tsv"])
def test_programs_get_every_character_of_a_cell(style: str) -> None:
    assert UNSEEN in written(Table(("a",), ((UNSEEN,),)), style)


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_csv_keeps_what_a_spreadsheet_would_take_for_a_formula(words: str) -> None:
    assert written(Table(("a",), ((words,),)), "csv") == f"a\n{words}\n"


def test_a_cell_of_several_lines_keeps_them_where_there_is_room() -> None:
    assert plain("a\nb\x1b[31m", keep_lines=True) == "a\nb [31m"
    assert plain(2.0) == "2"
