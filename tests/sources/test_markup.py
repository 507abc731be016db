from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.sources.markup import IMAGE, LINK, blocks, content, heading, headings, is_blank, is_item, lines, prose_lines, trim


def words(text: str, spans: list[Span]) -> list[str]:
    return [text[span.start:span.end] for span in spans]


def line(text: str) -> Span:
    return Span(0, len(text))


@pytest.mark.parametrize(("text", "found"), [
    ("[a](http://b.c)", [("a", "http://b.c")]), ("[[a]](b)", [("[a]", "b")]), ("[a [b] c](d)", [("a [b] c", "d")]), ("[a](b(c)d)", [("a", "b(c)d")]),
    ('[a](b "title")', [("a", "b")]), ("[a](<b>)", [("a", "b")]), ("![a](b)", []), ("[a] (b)", []), ("[a](b", []), ("[x [a](b)", [("a", "b")]),
])
def test_links_are_found(text: str, found: list[tuple[str, str]]) -> None:
    assert [(match["words"], match["url"]) for match in LINK.finditer(text)] == found


def test_pictures_are_found_with_the_links_around_them() -> None:
    assert IMAGE.sub("", "a ![b](c) d [![e](f)](g) h") == "a  d  h"


def test_headings_have_levels_and_words() -> None:
    text = "# One #\ntext\n###### Six\n####### seven\n#no\n```\n# code\n```\n<!--\n# comment\n-->\n## [Two](x)\n"
    assert [(found.level, text[found.words.start:found.words.end]) for found in headings(text)] == [(1, "One"), (6, "Six"), (2, "[Two](x)")]
    assert heading("#", line("#")) is None


@pytest.mark.parametrize(("text", "expected"), [
    ("- a", "a"), ("  * [ ] b ", "b"), ("> - c", "c"), ("12. d", "d"), ("## e ", "e"), ("plain", "plain"), ("-no", "-no"), ("-", "-")])
def test_content_is_without_markers(text: str, expected: str) -> None:
    span = content(text, line(text))
    assert text[span.start:span.end] == expected


def test_kinds_of_lines_are_told_apart() -> None:
    assert [is_item(text, line(text)) for text in ("- a", "1. a", "# a", "| a |", "> a", "a")] == [True, True, True, True, False, False]
    assert [is_blank(text, line(text)) for text in ("", "---", "|:--|--|", "![a](b)", "[![a](b)](c)", "a", "[a](b)")] == [True] * 5 + [False] * 2


def test_blocks_are_paragraphs_items_headings_and_rows() -> None:
    text = "# Title\npara one\nmore of it\n\n- item one\n  goes on\n- item two\n> quoted\n\n```\ncode\n```\n| a | b |\n|---|---|\n| c | d |\n"
    assert words(text, list(blocks(text))) == [
        "Title", "para one\nmore of it", "item one\n  goes on", "item two\n> quoted", "| a | b |", "| c | d |"]


def test_trim_keeps_bounds_within_bounds() -> None:
    assert trim(" a ", 0, 3) == Span(1, 2)
    assert trim("   ", 0, 3) == Span(3, 3)


@pytest.mark.parametrize("atom", ["[", "[a", "[a](", "[[a]", "![", "(", "[a](b(", "- ", "> ", "#", "|", "`", "<!--", "*", "[![a](b)"])
def test_hostile_repetition_takes_linear_time(atom: str) -> None:
    text = atom * 60_000
    begun = time.process_time()
    for pattern in (LINK, IMAGE):
        sum(1 for _ in pattern.finditer(text))
    headings(text)
    sum(1 for _ in blocks(text))
    assert time.process_time() - begun < 3


@given(st.text(alphabet="a #>-*|`\n[]()!<0.1"))
def test_blocks_lie_in_order_and_hold_words(text: str) -> None:
    end = 0
    for span in blocks(text):
        assert end <= span.start < span.end <= len(text)
        assert text[span.start:span.end].strip()
        end = span.end


@given(st.text(alphabet="ab\n"))
def test_lines_are_the_text_without_line_ends(text: str) -> None:
    assert "\n".join(words(text, list(lines(text)))) == text.removesuffix("\n")
    assert list(prose_lines(text)) == list(lines(text))
