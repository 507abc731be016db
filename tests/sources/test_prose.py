from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.sources.prose import LINE_LIMIT, ProseReader
from tests.sources.checking import body, check_any, document, read, values

READER = ProseReader()


def test_a_heading_is_the_title_and_paragraphs_are_the_body() -> None:
    found = document(READER, "# Medusa: Many Heads (Medusa)\n\nMedusa adds heads.\nIt is fast.\n\n- One head\n- Two heads\n")
    assert values(found.entries[0]) == {"title": ["Medusa: Many Heads"], "short name": ["Medusa"]}
    assert body(found, found.entries[0]) == ["Medusa adds heads.\nIt is fast.", "One head", "Two heads"]
    assert (found.source.title, found.source.format, found.source.language) == ("Medusa: Many Heads", "prose", "en")


def test_a_first_line_alone_is_the_title() -> None:
    found = document(READER, "Fast Decoding with Draft Models\n\nA small model drafts tokens.\n")
    assert values(found.entries[0])["title"] == ["Fast Decoding with Draft Models"]


@pytest.mark.parametrize("text", ["A small model drafts tokens.\n\nMore.\n", "One line without any end", "first line\nsecond line of it\n"])
def test_running_text_has_no_title(text: str) -> None:
    found = document(READER, text)
    assert "title" not in values(found.entries[0])
    assert body(found, found.entries[0])[0].startswith(text.split("\n", maxsplit=1)[0])


@pytest.mark.parametrize("text", ["# Medusa\n\n2024. 1. 19. 09:30\n\nMedusa adds heads.\n", "January 19, 2024\n\nMedusa\n\nMedusa adds heads.\n"])
def test_a_date_on_a_line_of_its_own_is_a_field(text: str) -> None:
    found = document(READER, text)
    assert values(found.entries[0]) == {"title": ["Medusa"], "date": ["2024-01-19"]}
    assert (body(found, found.entries[0]), found.source.date) == (["Medusa adds heads."], "2024-01-19")


def test_labelled_lines_are_fields() -> None:
    found = document(READER, """Title: Linear-Time Sequences
Authors: Albert Gu and Tri Dao
arXiv: 2312.00752v2
Date: 2023-12-01
Venue: COLM 2024
Keywords: state space model, Mamba
Code: https://github.com/state-spaces/mamba

Abstract: We select what to remember.

And more.
""")
    assert values(found.entries[0]) == {
        "title": ["Linear-Time Sequences"], "author": ["Albert Gu", "Tri Dao"], "arxiv": ["2312.00752"], "date": ["2023-12-01"],
        "venue": ["COLM"], "year": ["2024"], "keyword": ["state space model", "Mamba"], "link:github": ["https://github.com/state-spaces/mamba"]}
    assert body(found, found.entries[0]) == ["We select what to remember.", "And more."]
    assert found.source.date == "2023-12-01"


def test_korean_labels_are_known() -> None:
    found = document(READER, "제목: 전문가 혼합 모델\n저자: 김철수, 이영희\n학회: ACL 2024\n\n초록: 라우터가 전문가를 고른다.\n")
    assert values(found.entries[0]) == {"title": ["전문가 혼합 모델"], "author": ["김철수", "이영희"], "venue": ["ACL"], "year": ["2024"]}
    assert found.source.language == "ko"


def test_the_only_arxiv_id_of_a_text_is_its_own_and_several_are_citations() -> None:
    one = document(READER, "# A Title\n\nSee https://arxiv.org/abs/2401.00001 for it.\n")
    two = document(READER, "# A Title\n\nSee https://arxiv.org/abs/2401.00001 and https://arxiv.org/abs/2401.00002 for more.\n")
    assert values(one.entries[0])["arxiv"] == ["2401.00001"]
    assert "arxiv" not in values(two.entries[0])
    assert "link:arxiv" not in values(two.entries[0])


def test_a_linked_heading_gives_title_and_link() -> None:
    found = document(READER, "# [A Linked Title](https://arxiv.org/abs/2401.00001)\n\nText.\n")
    assert values(found.entries[0]) == {"title": ["A Linked Title"], "arxiv": ["2401.00001"], "link:arxiv": ["https://arxiv.org/abs/2401.00001"]}


def test_an_address_is_no_title() -> None:
    bare = document(READER, "https://example.org/news\n\nA model came out. It is good.\n")
    before = document(READER, "<https://arxiv.org/abs/2401.00001>\n\nA Title of Words\n\nIt is good.\n")
    assert "title" not in values(bare.entries[0])
    assert body(bare, bare.entries[0]) == ["A model came out. It is good."]
    assert values(before.entries[0])["title"] == ["A Title of Words"]
    assert values(before.entries[0])["arxiv"] == ["2401.00001"]


def test_a_line_too_long_for_a_text_is_named() -> None:
    with pytest.raises(SourceError, match="line 2 has 1,000,001 characters"):
        read(READER, "short\n" + "x" * (LINE_LIMIT + 1))


@given(st.text(alphabet="aA가 \n#*[]()-:|`>.,'\"0159") | st.text(st.sampled_from("Title: Authors:\n# [a](http://arxiv.org/abs/2301.00001)")))
def test_any_text_is_read(content: str) -> None:
    check_any(READER, content)
