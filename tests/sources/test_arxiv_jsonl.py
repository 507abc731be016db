from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources.arxiv_jsonl import ArxivJsonReader
from tests.sources.checking import body, check, check_any, documents, errors, read, values

READER = ArxivJsonReader()

DUMP: dict[str, Any] = {
    "id": "0704.0001", "submitter": "P. N.", "authors": "C. Bal\\'azs, E. L. Berger", "title": "Counting of\n  Things", "comments": "Accepted at ICML 2023, 10 pages",
    "journal-ref": None, "doi": None, "categories": "cs.LG cs.CL", "abstract": "  We count $x$ things.\n", "update_date": "2008-11-26",
    "versions": [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}], "authors_parsed": [["Bal\\'azs", "C.", ""], ["Berger", "E. L.", "Jr."]]}
FEED: dict[str, Any] = {
    "id": "http://arxiv.org/abs/2301.00001v2", "title": "Finding Things", "summary": "We find them.", "published": "2023-01-01T00:00:00Z",
    "authors": [{"name": "Ann Bee"}, {"name": "Lee, Cee"}], "categories": ["cs.LG"], "links": [{"href": "https://github.com/a/b"}]}


def test_an_object_of_the_dump_is_a_document() -> None:
    text = json.dumps(DUMP)
    assert READER.recognises(text)
    (found,) = documents(read(READER, text))
    check(found)
    assert values(found.entries[0]) == {
        "title": ["Counting of Things"], "author": ["C. Balázs", "E. L. Berger Jr."], "date": ["2007-04-02"], "arxiv": ["0704.0001"],
        "venue": ["ICML"], "year": ["2023"]}
    assert body(found, found.entries[0]) == ["We count $x$ things."]
    assert (found.source.locator, found.source.format, found.source.date) == ("line 1", "arxiv-json", "2007-04-02")


def test_an_object_of_the_interface_is_a_document() -> None:
    (found,) = documents(read(READER, json.dumps(FEED)))
    check(found)
    assert values(found.entries[0]) == {
        "title": ["Finding Things"], "author": ["Ann Bee", "Cee Lee"], "date": ["2023-01-01"], "arxiv": ["2301.00001"],
        "link:arxiv": ["http://arxiv.org/abs/2301.00001v2"], "link:github": ["https://github.com/a/b"]}


@pytest.mark.parametrize("title", ['"Why Should I Trust You?"', "[Re] Something", "Foo (for Bar)", "“Quoted” Things"])
def test_a_title_is_what_the_record_has_with_quotation_marks_and_brackets(title: str) -> None:
    (found,) = documents(read(READER, json.dumps({**FEED, "title": title})))
    check(found)
    assert values(found.entries[0])["title"] == [title]


@pytest.mark.parametrize("text", [
    json.dumps(DUMP) + "\n\n" + json.dumps(FEED) + "\n", json.dumps([DUMP, FEED]), json.dumps([DUMP, FEED], indent=2), f"[\n{json.dumps(DUMP)},\n{json.dumps(FEED)}\n]"])
def test_lines_and_lists_give_the_same_papers(text: str) -> None:
    assert READER.recognises(text)
    assert [item.source.title for item in documents(read(READER, text))] == ["Counting of Things", "Finding Things"]
    assert errors(read(READER, text)) == []


def test_a_broken_line_is_named_and_the_rest_is_read() -> None:
    good = json.dumps(FEED)
    found = read(READER, f"{good}\n{good[:60]}\n[1]\n{{}}\n{good}\n")
    assert [item.source.locator for item in documents(found)] == ["line 1", "line 5"]
    broken, other, bare = errors(found)
    assert broken.startswith("line 2 is no JSON: ")
    assert other == "line 3 is JSON, but no object"
    assert bare == "line 4 has neither a title nor an arXiv id"


def test_a_list_cut_off_gives_what_stands_before_the_cut() -> None:
    found = read(READER, json.dumps([DUMP, FEED], indent=1)[:-60])
    assert [item.source.title for item in documents(found)] == ["Counting of Things"]
    assert len(errors(found)) == 1


def test_a_list_cut_off_between_objects_is_named() -> None:
    found = read(READER, f"[\n{json.dumps(FEED)},\n{json.dumps(FEED)},\n")
    assert len(documents(found)) == 2
    assert errors(found) == ["line 3 begins the last object of a list that does not end"]


def test_a_broken_object_within_a_list_costs_itself_only() -> None:
    objects = [json.dumps(FEED), json.dumps(DUMP)[:100], json.dumps(FEED)]
    found = read(READER, "[\n" + ",\n".join(objects) + "\n]\n")
    assert [item.source.locator for item in documents(found)] == ["line 2", "line 4"]
    assert errors(found)[0].startswith("line 3 is no JSON")


@pytest.mark.parametrize("text", ['{"title": ' + "[" * 100_000, '{"title": ' + "9" * 10_000 + "}", '{"title": "\\ud800\\u0000 x"}', '[{"title": NaN}]'])
def test_hostile_values_make_an_error_or_a_document(text: str) -> None:
    check_any(READER, text)
    assert len(read(READER, text)) == 1


@pytest.mark.parametrize("text", ["", "{}", '{"name": 1}', "# Title\n", "[link](x)", '"title": 1', "{% include title %}"])
def test_other_texts_are_not_taken(text: str) -> None:
    assert not READER.recognises(text)


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5)


@given(st.dictionaries(st.sampled_from([*DUMP, *FEED, "year", "keywords", "url"]), JSON), st.integers(0, 200))
def test_any_object_is_read(record: dict[str, Any], cut: int) -> None:
    text = json.dumps({"title": "x", **record})
    check_any(READER, text)
    check_any(READER, json.dumps([{"title": "x"}, record], indent=1)[:-cut or None])
    assert len(read(READER, text)) == 1
