from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resources import samples_folder
from kg.sources.base import HEAD
from kg.sources.blog_list import BlogListReader
from tests.sources.checking import body, check_any, document, values

READER = BlogListReader()


def test_items_on_lines_with_link_tags() -> None:
    found = document(READER, """본문 바로가기

논문 리뷰

(451)
Self-Play Fine-Tuning Converts Weak Language Models to Strong Language Models (SPIN) [Project Page] [Github] [arXiv](2024/02/12 version v2) Abstract 자기 대국으로 나아진다 ..
VALL-E: Neural Codec Language Models [Audio Sample] [arXiv](2023/01/05 version v1) Abstract 음성을 만든다 ..
이전 1 2 3 다음
""")
    first, second = (values(entry) for entry in found.entries)
    assert first == {
        "title": ["Self-Play Fine-Tuning Converts Weak Language Models to Strong Language Models"], "short name": ["SPIN"],
        "link:project": [None], "link:github": [None], "link:arxiv": [None], "date": ["2024-02-12"]}
    assert second["link:demo"] == [None]
    assert body(found, found.entries[0]) == ["자기 대국으로 나아진다 .."]


def test_items_that_a_tag_begins_without_line_ends() -> None:
    found = document(READER, "Paper Review (3) 썸네일형 [Paper Review] Differential Transformer (ICLR, 2025) TL;DR: 차등 어텐션을 제안 1. Introductionattention은 잡음이 .. "
                             "[Paper Review] Why language models hallucinate 딥러닝 분야의 글이다 .. [논문 리뷰] LLaDA: Large Language Diffusion Models (arXiv, 2025) TL;DR: 확산")
    fields = [values(entry) for entry in found.entries]
    assert fields == [{"title": ["Differential Transformer"], "venue": ["ICLR"], "year": ["2025"]}, {"title": ["Why language models hallucinate"]},
                      {"title": ["LLaDA: Large Language Diffusion Models"], "venue": ["arXiv"], "year": ["2025"]}]
    assert body(found, found.entries[1]) == ["딥러닝 분야의 글이다 .."]
    assert body(found, found.entries[0]) == ["차등 어텐션을 제안", "attention은 잡음이 .."]


def test_a_tag_with_an_address_keeps_it() -> None:
    found = document(READER, "First Title [Github](https://github.com/a/b) [arXiv](2024/02/12 version v2) 내용\nSecond Title [arXiv](2024.02.13) 내용\n")
    assert values(found.entries[0])["link:github"] == ["https://github.com/a/b"]


@pytest.mark.parametrize("begin", ["[논문 리뷰] ", "[논문리뷰] ", "[NLP Paper Review] ", "[Paper] 3. ", "Paper Review: ", "[Review] "])
def test_tags_of_the_family_begin_items(begin: str) -> None:
    found = document(READER, f"전체 글\n{begin}FlashAttention (NeurIPS, 2022)\n타일로 나눈다.\n2022. 7. 1.\n{begin}Segment Anything\n무엇이든 나눈다.\n이전 1 2 다음\n")
    first, second = found.entries
    assert values(first) == {"title": ["FlashAttention"], "venue": ["NeurIPS"], "year": ["2022"], "date": ["2022-07-01"]}
    assert values(second) == {"title": ["Segment Anything"]}
    assert [body(found, entry) for entry in found.entries] == [["타일로 나눈다."], ["무엇이든 나눈다."]]


def test_a_venue_in_square_brackets_begins_an_item_where_no_links_are() -> None:
    text = "목록 [ICLR 2024] Mamba 상태 공간을 고른다 .. [NeurIPS'23] DPO 선호를 배운다 .. 이전 1 다음"
    found = document(READER, text)
    assert [values(entry) for entry in found.entries] == [{"title": ["Mamba"], "venue": ["ICLR"], "year": ["2024"]}, {"title": ["DPO"], "venue": ["NeurIPS"], "year": ["2023"]}]
    assert body(found, found.entries[1]) == ["선호를 배운다 .."]
    assert not READER.recognises(text + " [Code](https://github.com/a/b)")


def test_an_address_far_below_the_items_changes_nothing() -> None:
    text = "[ICLR 2024] Mamba 상태 공간을 고른다 ..\n[NeurIPS'23] DPO 선호를 배운다 ..\n" + "다음 글을 본다 ..\n" * HEAD + "[집](https://b.org)\n"
    assert [values(entry)["title"] for entry in document(READER, text).entries] == [["Mamba"], ["DPO"]]


@pytest.mark.parametrize("text", [
    "1. Mixtral of Experts (Mixtral) [Github] [arXiv](2024/01/08 version v1) 희소 전문가 .. 2. Jamba [arXiv](2024/03/28 version v1) 혼합 ..",
    "1. Mixtral of Experts (Mixtral)\n[Github] [arXiv](2024/01/08 version v1) 희소 전문가 ..\n2. Jamba\n[arXiv](2024/03/28 version v1) 혼합 ..\n",
])
def test_tagged_items_may_run_together_or_have_their_tags_below(text: str) -> None:
    found = document(READER, text)
    assert [values(entry)["title"] for entry in found.entries] == [["Mixtral of Experts"], ["Jamba"]]
    assert [values(entry)["date"] for entry in found.entries] == [["2024-01-08"], ["2024-03-28"]]
    assert [body(found, entry) for entry in found.entries] == [["희소 전문가 .."], ["혼합 .."]]


@pytest.mark.parametrize("begin", ["- **{}**\n", "- [{}](https://b.org/1)\n", "- [**{}**](https://b.org/1)\n", "* {} ", "2) __{}__ "])
def test_marks_around_a_title_are_no_part_of_it(begin: str) -> None:
    title = begin.format("Quux Decoding: Fast (QDec)")
    found = document(READER, f"{title}[Github] [arXiv](2024/02/16 version v1) Abstract 빠른 해독 ..\n{title}[arXiv](2024/02/17 version v1) Abstract 다른 해독 ..\n")
    first, second = found.entries
    assert values(first) == {"title": ["Quux Decoding: Fast"], "short name": ["QDec"], "link:github": [None], "link:arxiv": [None], "date": ["2024-02-16"]}
    assert (values(second)["title"], body(found, second)) == (["Quux Decoding: Fast"], ["다른 해독 .."])
    assert found.text[first.span.start:].startswith("Quux")


@pytest.mark.parametrize("item", ["- **[Paper Review] {}**TL;DR: {}\n", "- [(Paper Review) {}](https://b.org/1){}\n", "* [**(Paper Review) {}**](https://b.org/1)\n{}\n"])
def test_marks_around_a_tag_that_begins_an_item_belong_to_no_item(item: str) -> None:
    found = document(READER, item.format("Quux Decoding (ICLR, 2025)", "빠른 해독 ..") + item.format("Corge Nets", "다른 해독 .."))
    assert [values(entry) for entry in found.entries] == [{"title": ["Quux Decoding"], "venue": ["ICLR"], "year": ["2025"]}, {"title": ["Corge Nets"]}]
    assert [body(found, entry) for entry in found.entries] == [["빠른 해독 .."], ["다른 해독 .."]]


TAGGED = "Quux Decoding: Fast (QDec) [Github] [arXiv](2024/02/16 version v1) 빠른 해독 ..\nCorge Nets [arXiv](2024/02/17 version v1) 그물 ..\n"
BEGUN = "[Paper Review] Quux Decoding (ICLR, 2025) TL;DR: 빠른 해독 ..\n[Paper Review] Corge Nets 그물을 짠다 ..\n"


@pytest.mark.parametrize("text", [TAGGED, BEGUN, BEGUN.replace("\n", " "), TAGGED.replace("(2024/02/16 version v1)", "").replace("(2024/02/17 version v1)", "")])
def test_a_heading_above_a_list_changes_none_of_its_items(text: str) -> None:
    bare, headed = document(READER, text), document(READER, f"# Blog\n\n{text}")
    assert len(headed.entries) == 2
    assert [(values(entry), body(headed, entry)) for entry in headed.entries] == [(values(entry), body(bare, entry)) for entry in bare.entries]


@pytest.mark.parametrize("text", [
    "## Quux Decoding (ICLR, 2025)\n\n[Github] [arXiv](2024/02/16 version v1) 빠른 해독 ..\n\n## Corge Nets\n\n[arXiv](2024/02/17 version v1) 그물 ..\n",
    "### [Paper Review] Quux Decoding (ICLR, 2025)\n\n빠른 해독 ..\n\n### [Paper Review] Corge Nets\n\n그물 ..\n",
    "## 2025\n- [Paper Review] Quux Decoding (ICLR, 2025)\n  빠른 해독 ..\n\n- [Paper Review] Corge Nets\n  그물 ..\n",
])
def test_headings_may_be_the_titles_of_items(text: str) -> None:
    found = document(READER, text)
    assert [values(entry)["title"] for entry in found.entries] == [["Quux Decoding"], ["Corge Nets"]]
    assert values(found.entries[0])["venue"] == ["ICLR"]
    assert [body(found, entry) for entry in found.entries] == [["빠른 해독 .."], ["그물 .."]]


def test_tags_of_links_begin_no_items() -> None:
    found = document(READER, "Quux [Paper] [Github] [arXiv](2024/02/16 version v1) 빠른 해독 ..\nCorge [Paper] [arXiv](2024/02/17 version v1) 그물 ..\n")
    assert [values(entry)["title"] for entry in found.entries] == [["Quux"], ["Corge"]]


@pytest.mark.parametrize("menu", [
    "본문 바로가기 논문 읽기 (37) ", "Skip to content Paper Reviews (1,204) ", "본문 바로가기 ", "홈 태그 방명록 논문 (6) 썸네일형 리스트형 ", "# Blog\n\n메뉴 바로가기 본문 바로가기 "])
def test_words_of_navigation_before_the_first_title_are_no_part_of_it(menu: str) -> None:
    found = document(READER, f"{menu}{TAGGED} 이전 1 2 다음".replace("\nCorge", " Corge"))
    assert [values(entry)["title"] for entry in found.entries] == [["Quux Decoding: Fast"], ["Corge Nets"]]
    assert found.text[found.entries[0].span.start:].startswith("Quux")


@pytest.mark.parametrize("title", ["Quux Review (2019) Revisited", "A Review", "Posts (of Many) and Nets", "확산 모델"])
def test_titles_like_words_of_navigation_stay_whole(title: str) -> None:
    found = document(READER, f"{title} [arXiv](2024/02/16 version v1) 하나 ..\n{TAGGED}")
    assert values(found.entries[0])["title"] == [title]


def test_the_words_that_turn_the_page_are_no_running_text() -> None:
    found = document(READER, TAGGED.replace("\n", " ") + "이전 1 2 3 다음")
    assert body(found, found.entries[1]) == ["그물 .."]


@pytest.mark.parametrize("page", ["{}", "# Blog\n\n- {}", "본문 바로가기\n\n논문 (1)\n{}\n이전 1 다음\n", "논문 (1) 썸네일형 {}"])
def test_a_page_may_have_a_single_item(page: str) -> None:
    tagged, begun = (text.partition("\n")[0] for text in (TAGGED, BEGUN))
    first, second = (document(READER, page.format(text)) for text in (tagged, begun))
    assert values(first.entries[0]) == {
        "title": ["Quux Decoding: Fast"], "short name": ["QDec"], "link:github": [None], "link:arxiv": [None], "date": ["2024-02-16"]}
    assert values(second.entries[0]) == {"title": ["Quux Decoding"], "venue": ["ICLR"], "year": ["2025"]}
    assert [(len(found.entries), body(found, found.entries[0])) for found in (first, second)] == [(1, ["빠른 해독 .."])] * 2


@pytest.mark.parametrize("text", [
    "[Paper Review] Quux Decoding\n\n빠른 해독을 제안한다.\n",
    "[Paper Review] Quux Decoding TL;DR: 빠른 해독 ..\n\n" + "이어지는 글에서는 방법과 실험을 하나씩 자세히 살펴본다. " * 3,
    "Quux [arXiv](2024/02/16 version v1) 빠른 해독 ..\n\n" + "이어지는 글에서는 방법과 실험을 하나씩 자세히 살펴본다. " * 3])
def test_a_post_with_more_text_than_an_item_is_left_to_others(text: str) -> None:
    assert not READER.recognises(text)


def test_the_bundled_list() -> None:
    found = document(READER, (samples_folder() / "review-list.txt").read_text(encoding="utf-8"))
    assert len(found.entries) == 8
    assert all({"title", "date", "link:arxiv"} <= values(entry).keys() for entry in found.entries)


@pytest.mark.parametrize("text", [
    "# Heading\nsee [Paper Review] A and [Paper Review] B", "# Heading\nAs in Mamba [ICLR 2024] and DPO [NeurIPS 2023].", "one [Paper Review] only", "plain", "",
    "[arXiv] ids are cited\n\n## Part\n\nas [arXiv] says", "- [Quux](https://a.org) [[arXiv]](https://arxiv.org/abs/2401.00001)\n- [Corge](https://b.org) [[arXiv]](https://arxiv.org/abs/2401.00002)",
    "- [First post](2024-01-02-first.md)\n- [Second post](2024-01-03-second.md)", "Quux [paper](https://a.org) and Corge [paper](https://b.org)"])
def test_what_is_no_list_page_is_left_to_others(text: str) -> None:
    assert not READER.recognises(text)


PIECES = st.sampled_from(["[Paper Review] ", "Title ", "(ICLR, 2025)", "TL;DR: ", "[Github] ", "[arXiv](2024/02/16 version v1) ", "..", "\n", "한국어 ", "(SPIN) ", "[", "[ICLR 2024] ", "1. ", ".. ", "이전 1 다음", "Abstract ", "2024. 1. 2."])


@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join))
def test_any_text_gives_sound_entries(text: str) -> None:
    check_any(READER, text)


def test_a_long_line_is_read_in_linear_time() -> None:
    check_any(READER, "[Paper Review] A (ICLR, 2025) .. " * 20_000 + "[" * 100_000)
    check_any(READER, "A [arXiv](2024/01/08) .. B .. " * 20_000 + "이전 " * 50_000)
