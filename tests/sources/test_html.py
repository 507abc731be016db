from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.identifiers import document_id
from kg.sources.html import HtmlReader
from kg.sources.prose import ProseReader
from kg.sources.reading_list import ReadingListReader
from kg.sources.table import TEXTS
from tests.sources.checking import body, check_any, document, read, values

READER = HtmlReader((ReadingListReader(), ProseReader()))

PAGE = """<!DOCTYPE html>
<html><head><title>A &amp; B</title><link rel="canonical" href="https://blog.org/a"><meta property="article:published_time" content="2024-05-02T10:00:00Z">
<script>if (a < b) { alert("<p>no</p>") }</script><style>p { color: red }</style></head>
<body><nav><a href="https://blog.org">Home</a></nav>
<h1>Fast <em>Decoding</em></h1>
<p>It is <b>fast</b> &mdash; see
 <a href="https://arxiv.org/abs/2401.00001">the paper</a>.</p>
<ul><li>One</li><li><p>Two</p><ul><li>Inner</li></ul></li></ul>
<p style="display: none">hidden</p><p hidden>hidden</p>
<footer>All rights reserved</footer></body></html>"""


def test_a_page_is_its_readable_text_as_markdown() -> None:
    found = document(READER, PAGE)
    assert found.text == ("# Fast Decoding\n\nIt is **fast** — see [the paper](https://arxiv.org/abs/2401.00001).\n\n"
                          "- One\n- Two\n  - Inner\n\nDate: 2024-05-02\n")
    assert (found.source.format, found.source.title, found.source.url, found.source.date) == (
        "html/prose", "Fast Decoding", "https://blog.org/a", "2024-05-02")
    assert values(found.entries[0])["arxiv"] == ["2401.00001"]
    assert body(found, found.entries[0])[1:] == ["One", "Two", "Inner"]


ABSTRACT = """<html><head><title>[2009.14794] Performer</title><meta name="citation_title" content="Rethinking Attention with Performers">
<meta name="citation_author" content="Choromanski, Krzysztof"><meta name="citation_author" content="Likhosherstov, Valerii">
<meta name="citation_date" content="2020/09/30"><meta name="citation_arxiv_id" content="2009.14794"></head>
<body><p>We approximate softmax attention.</p></body></html>"""


def test_what_the_head_alone_states_of_its_paper_stands_at_the_end_of_the_text() -> None:
    found = document(READER, ABSTRACT)
    (entry,) = found.entries
    assert found.text == ("We approximate softmax attention.\n\nTitle: Rethinking Attention with Performers\n\n"
                          "Authors: Krzysztof Choromanski, Valerii Likhosherstov\n\narXiv: 2009.14794\n\nDate: 2020-09-30\n")
    assert values(entry) == {"title": ["Rethinking Attention with Performers"], "author": ["Krzysztof Choromanski", "Valerii Likhosherstov"],
                             "arxiv": ["2009.14794"], "date": ["2020-09-30"]}
    assert all(found.text[field.span.start:field.span.end] == field.value for field in entry.fields)
    assert body(found, entry) == ["We approximate softmax attention."]
    assert found.source.id == document_id(found.text)


@pytest.mark.parametrize("head", [
    '<link rel="canonical" href="https://huggingface.co/papers/2009.14794">', '<meta name="citation_doi" content="10.48550/arXiv.2009.14794">'])
def test_the_address_of_a_page_tells_its_paper(head: str) -> None:
    assert values(document(READER, f"<html><head>{head}</head><body><p>Text.</p></body></html>").entries[0])["arxiv"] == ["2009.14794"]


def test_what_a_text_states_goes_before_the_head_of_its_page() -> None:
    page = ABSTRACT.replace("<p>", "<h1>Performer</h1><p>Authors: Ann Bee</p><p>https://arxiv.org/abs/2001.04451</p><p>2021. 3. 9. 12:30</p><p>")
    assert values(document(READER, page).entries[0]) == {"title": ["Performer"], "author": ["Ann Bee"], "arxiv": ["2001.04451"],
                                                         "link:arxiv": ["https://arxiv.org/abs/2001.04451"], "date": ["2021-03-09"]}


def test_the_head_of_a_page_of_several_papers_says_nothing_of_each() -> None:
    items = "".join(f'<li><a href="https://arxiv.org/abs/2001.0000{number}">Title Number {number}</a></li>' for number in range(3))
    found = document(READER, ABSTRACT.replace("<p>We approximate softmax attention.</p>", f"<h2>Papers</h2><ul>{items}</ul>"))
    assert [values(entry)["arxiv"] for entry in found.entries] == [[f"2001.0000{number}"] for number in range(3)]
    assert "Date" not in found.text
    assert found.source.date == "2020-09-30"


def test_a_saved_list_gives_the_papers_of_its_markdown() -> None:
    rows = [("One Thing", "2001.00001"), ("Two Things", "2001.00002"), ("Three Things", "2001.00003")]
    items = "".join(f'<li><a href="https://arxiv.org/abs/{paper}"><strong>{title}</strong></a> <a href="https://github.com/a/b"><img src="x" alt="Code"></a></li>'
                    for title, paper in rows)
    found = document(READER, f"<html><body><main><h2>Papers</h2><ul>{items}</ul></main></body></html>")
    assert found.source.format == "html/reading-list"
    assert [values(entry)["title"] + values(entry)["arxiv"] for entry in found.entries] == [list(row) for row in rows]
    assert [values(entry)["link:github"] for entry in found.entries] == [["https://github.com/a/b"]] * 3


@pytest.mark.parametrize("item", [
    '<article><h2><a href="/1">{}</a></h2><p>{}</p></article>', '<li><a href="https://b.org/1"><strong>{}</strong><p>{}</p></a></li>', "<p>{} {}</p>",
    '<div><a href="/1"><span>{}</span><span>{}</span></a></div>'])
def test_a_saved_list_of_reviews_gives_the_items_under_its_heading(item: str) -> None:
    items = (item.format("Quux Decoding: Fast (QDec)", "[Github] [arXiv](2024/02/16 version v1) Abstract 빠른 해독 ..")
             + item.format("Corge Nets", "[arXiv](2024/02/17 version v1) Abstract 그물 .."))
    found = document(HtmlReader(TEXTS), f"<html><body><header><h1>blog</h1></header>{items}<div><a>이전</a><a>1</a><a>다음</a></div></body></html>")
    assert [values(entry) for entry in found.entries] == [
        {"title": ["Quux Decoding: Fast"], "short name": ["QDec"], "link:github": [None], "link:arxiv": [None], "date": ["2024-02-16"]},
        {"title": ["Corge Nets"], "link:arxiv": [None], "date": ["2024-02-17"]}]
    assert [body(found, entry) for entry in found.entries] == [["빠른 해독 .."], ["그물 .."]]


def test_a_heading_within_a_link_is_a_linked_heading() -> None:
    found = document(READER, '<html><body><a href="https://arxiv.org/abs/2401.00001"><h3>A Title</h3></a><p>Text.</p></body></html>')
    assert found.text == "### [A Title](https://arxiv.org/abs/2401.00001)\n\nText.\n"


def test_a_table_of_values_keeps_its_rows_and_one_for_layout_does_not() -> None:
    values_ = document(READER, "<html><body><table><tr><th>Name</th><th>FID</th></tr><tr><td>DDPM</td><td>3.17</td></tr></table></body></html>")
    layout = document(READER, "<html><body><table><tr><td><p>Left.</p></td><td><p>Right.</p></td></tr></table></body></html>")
    assert values_.text == "| Name | FID |\n| DDPM | 3.17 |\n"
    assert layout.text == "Left.\n\nRight.\n"


def test_code_is_fenced_and_a_break_ends_its_line() -> None:
    found = document(READER, "<html><body><pre>a\n  b</pre><p>one<br>two</p></body></html>")
    assert found.text == "```\na\n  b\n```\n\none\ntwo\n"


@pytest.mark.parametrize("text", ["<html></html>", "<!doctype html>", "<html><head><title>x</title></head><body><script>y</script></body></html>"])
def test_a_page_without_text_is_an_error(text: str) -> None:
    with pytest.raises(SourceError, match="without readable text"):
        read(READER, text)


@pytest.mark.parametrize(("text", "taken"), [
    ("<div><p>one</p><p>two</p></div>", True), ("\n<!-- saved -->\n<HTML><p>x", True), ("<?xml version='1.0'?><html>", True),
    ('<p align="center"><img src="a.png"></p>\n<p>b</p>\n\n# Awesome\n\n- [a](http://b.c)\n', False), ("a < b and <html> in text", False), ("", False)])
def test_pages_are_told_from_markdown(text: str, taken: bool) -> None:  # noqa: FBT001 - a table of cases
    assert READER.recognises(text) is taken


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "span", "blockquote"])
def test_deep_nesting_is_read(tag: str) -> None:
    found = document(READER, "<html><body>" + f"<{tag}>" * 600 + "deep inside")
    assert "deep inside" in found.text


def test_a_page_too_deep_to_read_is_an_error() -> None:
    with pytest.raises(SourceError, match="nest too deeply"):
        read(READER, "<html><body><p>text</p>" + "<div>" * 20_000 + "deep inside")


@given(st.lists(st.sampled_from(["<p>", "</p>", "<li>", "<ul>", "</ul>", "<a href='https://a.b/c'>", "</a>", "<b>", "</b>", "<td>", "<tr>", "<table>", "<h2>", "<pre>", "</pre>", "<br>",
                                 "text ", "가나", "[", "](", "&lt;", "&#0;", "&#xD800;", "<!--", "-->", "<", ">", "\n", "<img alt='x'>", "<svg>", "</svg>", "<title>", "<meta name=citation_author content='&#x1; e&#x301;'>", "<meta name=date content=2024-01-02>", "# "]), max_size=40))
def test_any_page_is_read(pieces: list[str]) -> None:
    check_any(READER, "<html><body>" + "".join(pieces))
