from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources.base import HEAD
from kg.sources.digest import DigestReader
from tests.sources.checking import body, check_any, document, values

READER = DigestReader()
PLAIN = """## Daily Papers (2023-12-11)

### [Mistral 7B](https://arxiv.org/abs/2310.06825)

![](https://example.org/2310.06825.png)

- 70억 매개변수의 언어 모델 Mistral 7B를 소개한다.
- 그룹 쿼리 어텐션을 쓴다.

### [QLoRA: Efficient Finetuning of Quantized LLMs](https://arxiv.org/abs/2305.14314)

[Watch Video](https://example.org/a.mp4)
<div><video controls src="https://example.org/a.mp4"></video></div>

- 4비트로 양자화한 모델을 미세 조정한다. 코드는 https://github.com/artidoro/qlora 에 있다.

---
"""
FULL = """## Daily Papers (2024-10-18)

### [Movie Gen: A Cast of Media Foundation Models](https://arxiv.org/abs/2410.13720)

![](https://example.org/2410.13720.png)

Vote: 84

Authors: ['Adam Polyak', 'Amit Zohar', "Sean O'Brien"]

- ***What's New***: 영상과 소리를 만드는 모델 묶음이다.
- ***Technical Details***: 플로 매칭을 쓴다.
- **Performance Highlights**: 사람의 평가에서 앞섰다.

## Daily Papers (2024-10-17)

### A Heading Without a Link

Vote: -

Authors: Ann Bee, Lunati, Michele, Cee Dee, +, Ann Bee

한 문단이다.
"""


def test_a_digest_without_votes_and_authors() -> None:
    found = document(READER, PLAIN)
    assert found.source.date == "2023-12-11"
    assert [values(entry) for entry in found.entries] == [
        {"title": ["Mistral 7B"], "date": ["2023-12-11"], "arxiv": ["2310.06825"], "link:arxiv": ["https://arxiv.org/abs/2310.06825"]},
        {"title": ["QLoRA: Efficient Finetuning of Quantized LLMs"], "date": ["2023-12-11"], "arxiv": ["2305.14314"],
         "link:arxiv": ["https://arxiv.org/abs/2305.14314"], "link:github": ["https://github.com/artidoro/qlora"]}]
    assert body(found, found.entries[0]) == ["70억 매개변수의 언어 모델 Mistral 7B를 소개한다.", "그룹 쿼리 어텐션을 쓴다."]
    assert len(body(found, found.entries[1])) == 1


def test_several_digests_with_votes_authors_and_labelled_bullets() -> None:
    found = document(READER, FULL)
    first, second = (values(entry) for entry in found.entries)
    assert found.source.date is None
    assert (first["votes"], first["author"], first["date"]) == (["84"], ["Adam Polyak", "Amit Zohar", "Sean O'Brien"], ["2024-10-18"])
    assert body(found, found.entries[0]) == ["영상과 소리를 만드는 모델 묶음이다.", "플로 매칭을 쓴다.", "사람의 평가에서 앞섰다."]
    assert second["title"] == ["A Heading Without a Link"]
    assert "votes" not in second
    assert second["author"] == ["Ann Bee", "Michele Lunati", "Cee Dee", "Ann Bee"]
    assert second["date"] == ["2024-10-17"]


def test_two_one_word_names_among_full_ones_are_one_person_and_all_one_word_names_are_not() -> None:
    text = "## Papers (2024-01-02)\n\n### A Title\n\nAuthors: {}\n\n- 본문\n"
    assert values(document(READER, text.format("Gemini, Team, Ann Bee, Plato")).entries[0])["author"] == ["Team Gemini", "Ann Bee", "Plato"]
    assert values(document(READER, text.format("Plato, Socrates")).entries[0])["author"] == ["Plato", "Socrates"]


def test_numbered_headings_and_lines_of_fields_within_a_paragraph() -> None:
    found = document(READER, """# 오늘의 논문 2024-05-02

## 1. Kolmogorov-Arnold Networks (KAN) ([arXiv](https://arxiv.org/abs/2404.19756), [GitHub](https://github.com/KindXiaoming/pykan))
**저자**: Ziming Liu, Yixuan Wang
**추천**: 1,204
스플라인을 배운다.

## Octopus v4: Graph of Language Models
https://arxiv.org/abs/2404.19296
Wei Chen, Zhiyuan Li
⬆️ 12 upvotes

모델을 그래프로 엮는다. https://arxiv.org/abs/2404.01744 를 잇는다.
""")
    first, second = (values(entry) for entry in found.entries)
    assert first == {
        "title": ["Kolmogorov-Arnold Networks"], "short name": ["KAN"], "date": ["2024-05-02"], "arxiv": ["2404.19756"], "votes": ["1204"],
        "link:arxiv": ["https://arxiv.org/abs/2404.19756"], "link:github": ["https://github.com/KindXiaoming/pykan"], "author": ["Ziming Liu", "Yixuan Wang"]}
    assert second == {"title": ["Octopus v4: Graph of Language Models"], "date": ["2024-05-02"], "arxiv": ["2404.19296"], "votes": ["12"],
                      "link:arxiv": ["https://arxiv.org/abs/2404.19296"], "author": ["Wei Chen", "Zhiyuan Li"]}
    assert [body(found, entry) for entry in found.entries] == [["스플라인을 배운다."], ["모델을 그래프로 엮는다. https://arxiv.org/abs/2404.01744 를 잇는다."]]


def test_a_heading_that_leads_to_a_page_is_a_project() -> None:
    found = document(READER, "## ML Papers (2023-08-22)\n\n### [SeamlessM4T](https://ai.example.org/seamless/)\n\nA model for speech translation.\n")
    assert values(found.entries[0])["link:project"] == ["https://ai.example.org/seamless/"]


@pytest.mark.parametrize("text", ["# A post\n\n## 2024 plans\n\ntext", "### [A](https://arxiv.org/abs/2310.06825)\n", "## Papers (2024-01-02)\n\nno entries", ""])
def test_what_is_no_digest_is_left_to_others(text: str) -> None:
    assert not READER.recognises(text)


PIECES = st.sampled_from(["## Daily Papers (2024-01-02)\n", "### [A](https://arxiv.org/abs/2401.00001)\n", "### B\n", "Vote: 3\n", "Vote: -\n", "Authors: A B, C\n",
                          "Authors: ['A B', 'C D']\n", "- ***What's New***: x\n", "![](y)\n", "```\n", "### 1. A ([arXiv](https://arxiv.org/abs/2401.00001))\n", "https://arxiv.org/abs/2401.00002\n", "Ann Bee, Cee Dee\n", "3 votes\n", "<div>", "\n", "---\n", "# x\n", "## y\n"])


@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join))
def test_any_text_gives_sound_entries(text: str) -> None:
    check_any(READER, text[:HEAD])
