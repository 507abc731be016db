from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.sources import labels
from kg.sources.labels import BODY, LINKS, REMARK, field_of, head, labelled_fields
from kg.vocabulary import ARXIV, AUTHOR, DATE, KEYWORD, TITLE, VENUE, VOTES, YEAR


def test_the_examples_hold() -> None:
    assert doctest.testmod(labels).failed == 0


@pytest.mark.parametrize(("line", "field", "value"), [
    ("Title: A Name", TITLE, "A Name"), ("**Authors:** Ann Bee", AUTHOR, "Ann Bee"), ("- Keyword: a, b", KEYWORD, "a, b"), ("저자： 김철수", AUTHOR, "김철수"),
    ("Published in: ICLR", VENUE, "ICLR"), ("Abstract:", BODY, ""), ("PDF: https://a.b/c", LINKS, "https://a.b/c"), ("논문 링크: https://a.b/c", LINKS, "https://a.b/c"),
])
def test_labelled_lines_are_told(line: str, field: str, value: str) -> None:
    found = head(line, Span(0, len(line)))
    assert found
    assert (found.field, line[found.value.start:found.value.end]) == (field, value)


@pytest.mark.parametrize("line", ["A title: with a colon", "Mamba: Linear-Time Sequences", "no colon", "", "title", ": x"])
def test_other_lines_have_no_label(line: str) -> None:
    assert head(line, Span(0, len(line))) is None


@pytest.mark.parametrize(("name", "text", "expected"), [
    (TITLE, "[A Name](https://arxiv.org/abs/2401.00001)", [(TITLE, "A Name"), (ARXIV, "2401.00001"), ("link:arxiv", "https://arxiv.org/abs/2401.00001")]),
    (ARXIV, "2401.00001v3", [(ARXIV, "2401.00001")]), (ARXIV, "none", []), (YEAR, "in 2024", [(YEAR, "2024")]), (DATE, "2024-05-01T10:00:00Z", [(DATE, "2024-05-01")]),
    (VENUE, "Journal of Machines, 2020", [(VENUE, "Journal of Machines"), (YEAR, "2020")]), (VENUE, "Proceedings of Data Science", [(VENUE, "Proceedings of Data Science")]),
    (VENUE, "Science", [(VENUE, "Science")]), (VENUE, "Advances in Systems (NeurIPS) 2020", [(VENUE, "NeurIPS"), (YEAR, "2020")]), (VENUE, " ", []),
    (REMARK, "Accepted at ICML 2023, 10 pages", [(VENUE, "ICML"), (YEAR, "2023")]), (REMARK, "10 pages", []), (VOTES, "42 votes", [(VOTES, "42")]), (VOTES, "-", []),
    (KEYWORD, "['RLHF', \"DPO\"]", [(KEYWORD, "RLHF"), (KEYWORD, "DPO")]), (BODY, "2401.00001", []), ("", "x", []),
])
def test_values_state_fields(name: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(field.name, field.value) for field in labelled_fields(name, text, Span(0, len(text)))] == expected


def test_a_label_tells_the_kind_of_a_link_that_its_address_does_not() -> None:
    text = "[official](https://a.org/b)"
    assert [field.name for field in labelled_fields(LINKS, text, Span(0, len(text)), label="Code")] == ["link:github"]


@given(st.text(max_size=30))
def test_any_name_is_a_field_or_none(label: str) -> None:
    assert field_of(label) is None or field_of(label.upper()) == field_of(label) or not label.isascii()
