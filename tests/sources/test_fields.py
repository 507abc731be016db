from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Field
from kg.sources import fields
from kg.sources.fields import (
    arxiv_field,
    arxiv_id,
    author_fields,
    date_field,
    label_kind,
    language_of,
    link_kind,
    natural_order,
    title_fields,
    urls,
    venue_fields,
)


def pairs(found: tuple[Field, ...]) -> list[tuple[str, str | None]]:
    return [(field.name, field.value) for field in found]


def test_the_examples_hold() -> None:
    assert doctest.testmod(fields).failed == 0


@pytest.mark.parametrize(("text", "expected"), [
    ("https://arxiv.org/abs/2409.19256v2", "2409.19256"), ("http://arxiv.org/pdf/2409.19256.pdf", "2409.19256"), ("arXiv:2409.19256", "2409.19256"),
    ("arXiv preprint arXiv:1706.03762", "1706.03762"), ("https://huggingface.co/papers/2409.19256", "2409.19256"), ("2409.19256", "2409.19256"),
    ("https://arxiv.org/abs/cs/0112017", "cs/0112017"), ("https://doi.org/10.48550/arXiv.2409.19256", "2409.19256"), ("version 2409.19256 of", None),
    ("https://arxiv.org/list/cs.CL/recent", None), ("", None),
])
def test_arxiv_ids_are_found(text: str, expected: str | None) -> None:
    assert arxiv_id(text) == expected


def test_an_arxiv_field_lies_over_the_id() -> None:
    text = "see https://arxiv.org/abs/2409.19256v2 for it"
    field = arxiv_field(text, 0, len(text))
    assert field
    assert text[field.span.start:field.span.end] == field.value == "2409.19256"


@pytest.mark.parametrize(("text", "expected"), [
    ("at https://a.b/c.", ["https://a.b/c"]), ("(https://a.b/c)", ["https://a.b/c"]), ("https://a.b/RL(HF).pdf, x", ["https://a.b/RL(HF).pdf"]),
    ("[x](https://a.b/c)[y](https://d.e)", ["https://a.b/c", "https://d.e"]), ("no address", []), ('"https://a.b"', ["https://a.b"]),
])
def test_addresses_end_where_the_sentence_goes_on(text: str, expected: list[str]) -> None:
    assert [text[span.start:span.end] for span in urls(text, 0, len(text))] == expected


@pytest.mark.parametrize(("url", "kind"), [
    ("https://github.com/a/b", "github"), ("https://github.com/a", None), ("https://gitlab.com/a/b", "github"), ("https://huggingface.co/datasets/a/b", "dataset"),
    ("https://huggingface.co/spaces/a/b", "demo"), ("https://a.github.io/b", "project"), ("https://a.github.io", "project"), ("https://example.org", None),
    ("https://arxiv.org/abs/2409.19256", "arxiv"),
])
def test_kinds_of_links_are_told_by_address(url: str, kind: str | None) -> None:
    assert link_kind(url) == kind


def test_kinds_of_links_are_told_by_label_where_the_address_is_silent() -> None:
    assert link_kind("https://x.ai/y", label="Project Page") == "project"
    assert [label_kind(label) for label in ("[Github]", "`Code`", "데모", "Video")] == ["github", "github", "demo", None]


@pytest.mark.parametrize(("text", "expected"), [
    ("(ICLR, 2025)", [("venue", "ICLR"), ("year", "2025")]), ("NeurIPS2021", [("venue", "NeurIPS"), ("year", "2021")]),
    ("CVPR'23", [("venue", "CVPR"), ("year", "2023")]), ("cvpr 2023 oral", [("venue", "CVPR"), ("year", "2023")]), ("2024", [("year", "2024")]),
    ("arXiv 2012.01234", [("venue", "arXiv")]), ("nowhere", []), ("xICLRx", []),
])
def test_venues_and_years_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(venue_fields(text, 0, len(text))) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("2024/02/16 version v1", "2024-02-16"), ("4 Sep 2022", "2022-09-04"), ("May 3, 2024", "2024-05-03"), ("2024년 2월 16일", "2024-02-16"),
    ("2024-13-01", None), ("Sep 2024", None), ("2024-02-00", None), ("12024-02-01", None), ("28 Sept 2020", "2020-09-28"),
])
def test_whole_dates_are_found(text: str, expected: str | None) -> None:
    field = date_field(text, 0, len(text))
    assert (field.value if field else None) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("[Paper Review] Playing with Oneself (SPIN) (ICLR, 2025)",
     [("title", "Playing with Oneself"), ("short name", "SPIN"), ("venue", "ICLR"), ("year", "2025")]),
    ("**A Title**", [("title", "A Title")]), ("A Title (with a remark)", [("title", "A Title (with a remark)")]), ("Title: 제목입니다", [("title", "제목입니다")]),
    ("A Title [Github]", [("title", "A Title")]), ("  ", []), ("A\n  Title", [("title", "A Title")]),
])
def test_titles_lose_their_tags(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(title_fields(text, 0, len(text))) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("Ann Bee, Cee Dee and Eve Fay", ["Ann Bee", "Cee Dee", "Eve Fay"]), ("Ann Bee et al.", ["Ann Bee"]), ("Bee, Ann and Dee, Cee", ["Ann Bee", "Cee Dee"]),
    ("Ann Bee; Cee Dee", ["Ann Bee", "Cee Dee"]), ("Ann Bee*, Cee D. Dee†", ["Ann Bee", "Cee D. Dee"]), ("김철수, 이영희", ["김철수", "이영희"]),
    ("Ann Bee, and Cee Dee", ["Ann Bee", "Cee Dee"]), ("", []), ("Ann Bee & Cee Dee", ["Ann Bee", "Cee Dee"]),
    ("['Ann Bee', 'Dee, Cee', '+ 3 authors']", ["Ann Bee", "Dee", "Cee"]), ("Ann Bee, + 12, Cee Dee", ["Ann Bee", "Cee Dee"]), ("Ann Bee, 2 more", ["Ann Bee"]),
    ("Ann Bee and 3 other authors", ["Ann Bee"]), ("Ann Bee, +1 author", ["Ann Bee"]), ("Thomas More, Ann Authors", ["Thomas More", "Ann Authors"]),
])
def test_author_lines_are_divided(text: str, expected: list[str]) -> None:
    found = author_fields(text, 0, len(text))
    assert [field.value for field in found] == expected


def test_names_are_turned() -> None:
    assert natural_order("Lunati,  Michele") == "Michele Lunati"
    assert natural_order("Plato") == "Plato"


@pytest.mark.parametrize(("text", "language"), [("모델을 제안한다", "ko"), ("We propose a model", "en"), ("We propose 모델", "ko"), ("", "en"), ("1234", "en")])
def test_language_is_told_by_letters(text: str, language: str) -> None:
    assert language_of(text) == language


@given(st.text(alphabet="aA가 .,;&()[]'0129*:/-\n") | st.lists(st.sampled_from(["ICLR", " 2024", "(", ")", "et al", " and ", ",", "https://arxiv.org/abs/2301.00001", "[", "]", " "])).map("".join))
def test_fields_lie_over_words_within_bounds(text: str) -> None:
    start, end = len(text) // 4, len(text) - len(text) // 4
    found = [*title_fields(text, start, end), *author_fields(text, start, end), *venue_fields(text, start, end)]
    found += [field for field in (date_field(text, start, end), arxiv_field(text, start, end)) if field]
    for field in found:
        assert start <= field.span.start < field.span.end <= end
    for span in urls(text, start, end):
        assert start <= span.start < span.end <= end
