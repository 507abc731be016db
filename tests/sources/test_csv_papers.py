from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resources import samples_folder
from kg.sources.csv_papers import CsvReader
from tests.sources.checking import body, check, check_any, documents, errors, read, values

READER = CsvReader()


def test_a_row_is_a_document_with_its_place() -> None:
    text = 'Title,PaperURL,TweetURL,Abstract\nOne Title,https://arxiv.org/abs/2310.00001,https://x.com/a,"First line.\n\nSecond, ""quoted"" line."\nTwo Title,,,\n'
    assert READER.recognises(text)
    one, two = documents(read(READER, text))
    check(one)
    assert values(one.entries[0]) == {
        "title": ["One Title"], "arxiv": ["2310.00001"], "link:arxiv": ["https://arxiv.org/abs/2310.00001"]}
    assert body(one, one.entries[0]) == ["First line.", 'Second, "quoted" line.']
    assert (one.source.locator, one.source.format, one.source.title) == ("row 2", "csv", "One Title")
    assert one.source.url == "https://arxiv.org/abs/2310.00001"
    assert "https://x.com/a" in one.text
    assert two.source.locator == "row 3"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_are_known_in_korean_and_by_any_delimiter(delimiter: str) -> None:
    rows = [["제목", "저자", "학회", "연도", "초록", "날짜"], ["전문가 혼합", "Kim, Chul and Lee, Young", "ICLR", "2024", "설명이다.", "2024-05-01"]]
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    assert READER.recognises(stream.getvalue())
    (found,) = documents(read(READER, stream.getvalue()))
    check(found)
    assert values(found.entries[0]) == {
        "title": ["전문가 혼합"], "author": ["Chul Kim", "Young Lee"], "venue": ["ICLR"], "year": ["2024"], "date": ["2024-05-01"]}
    assert (found.source.language, found.source.date) == ("ko", "2024-05-01")


def test_a_title_is_what_its_cell_has_with_quotation_marks_and_brackets() -> None:
    text = 'title,year\n"""Why Should I Trust You?""",2016\n[Re] Something,2021\nFoo (for Bar),2022\n[Foo (for Bar)](https://arxiv.org/abs/2310.00001),2023\n'
    found = documents(read(READER, text))
    for document in found:
        check(document)
    assert [values(document.entries[0])["title"] for document in found] == [['"Why Should I Trust You?"'], ["[Re] Something"], ["Foo (for Bar)"], ["Foo (for Bar)"]]


def test_a_short_name_and_a_venue_behind_a_title_are_no_part_of_it() -> None:
    found = documents(read(READER, 'title,link\nFoo Nets (FN),x\n"Bar Nets (ICLR 2024)",y\n'))
    assert [values(document.entries[0])["title"] for document in found] == [["Foo Nets"], ["Bar Nets"]]
    assert (values(found[0].entries[0])["short name"], values(found[1].entries[0])["venue"]) == (["FN"], ["ICLR"])


@pytest.mark.parametrize("text", [
    "", "title,authors\n", "A sentence about a title, authors and more.\nAnd another.\n", "id,label\n1,a\n", "# Title\n\ntext, more\n", "title\nx\n"])
def test_other_texts_are_not_taken(text: str) -> None:
    assert not READER.recognises(text)


def test_broken_rows_are_named_and_the_rest_is_read() -> None:
    found = read(READER, "title,year\nOne,2020\n,2021\nTwo,2022,x,y\n\nThree,2023\n")
    assert [item.source.title for item in documents(found)] == ["One", "Three"]
    assert errors(found) == ["row 3 (line 3) has neither a title nor an arXiv id", "row 4 (line 4) has 4 cells for 2 columns"]


def test_a_quotation_without_an_end_costs_its_row_only() -> None:
    found = read(READER, 'title,year\nOne,2020\n"Two,2021\nThree,2022\n')
    assert [item.source.title for item in documents(found)] == ["One", "Three"]
    assert len(errors(found)) == 1
    assert errors(found)[0].startswith("row 3 (line 3) is no CSV")


def test_quotations_without_ends_do_not_cost_the_square_of_their_number() -> None:
    found = read(READER, "title,year\n" + '"x\n""' * 20_000)
    assert any("too many rows" in reason for reason in errors(found)) or len(found) < 20_000


def test_the_sample_is_read_whole() -> None:
    text = (samples_folder() / "papers.csv").read_text(encoding="utf-8")
    found = documents(read(READER, text))
    assert len(found) == 10
    assert all("arxiv" in values(item.entries[0]) and item.entries[0].body for item in found)


@given(st.text(alphabet='ab,;"\n 2가\x00\u0301[]()'))
def test_any_text_is_read(rest: str) -> None:
    check_any(READER, f"title,authors,url,abstract\n{rest}")


@given(st.lists(st.text(alphabet="abc ,\"'éß가나.", min_size=1).filter(lambda title: any(map(str.isalnum, title))), min_size=1, max_size=5))
def test_every_row_becomes_a_document(titles: list[str]) -> None:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([["title", "year"], *([title, "2020"] for title in titles)])
    assert len(documents(read(READER, stream.getvalue()))) == len(titles)
