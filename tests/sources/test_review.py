from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources.review import ReviewReader
from tests.sources.checking import body, check_any, document, values

READER = ReviewReader()
POST = """---
categories:
  - paper-reviews
date: "2024-07-23 00:00:00"
author: 홍길동
tags:
  - paper-review
  - alignment
  - 'rlhf'
title: "Direct Preference Optimization: Your Language Model is Secretly a Reward Model"
---

**논문 정보**

- **Date**: 2024-07-23
- **Reviewer**: 홍길동
- **Paper**: https://arxiv.org/abs/2305.18290

## Abstract

- 보상 모델 없이 선호를 학습한다.

{% include figure.liquid path="a.png" %}

- 뒤에 나오는 https://arxiv.org/abs/2203.02155 는 인용이다.
"""


def test_a_post_states_title_date_tags_and_its_own_paper() -> None:
    found = document(READER, POST)
    (entry,) = found.entries
    assert values(entry) == {
        "date": ["2024-07-23"], "keyword": ["alignment", "rlhf"], "title": ["Direct Preference Optimization: Your Language Model is Secretly a Reward Model"],
        "arxiv": ["2305.18290"], "link:arxiv": ["https://arxiv.org/abs/2305.18290"]}
    assert body(found, entry) == ["Abstract", "보상 모델 없이 선호를 학습한다.", "뒤에 나오는 https://arxiv.org/abs/2203.02155 는 인용이다."]
    assert (found.source.title, found.source.date) == (values(entry)["title"][0], "2024-07-23")


def test_rows_of_links_and_labels_within_a_quotation_are_the_papers_own() -> None:
    found = document(READER, """---
title: "[논문 리뷰] LoRA: Low-Rank Adaptation of Large Language Models (ICLR 2022)"
date: 2023-03-04
---
[Paper](https://arxiv.org/abs/2106.09685) | [Code](https://github.com/microsoft/LoRA)

> 저자: Edward J. Hu, Yelong Shen
> 저랭크 행렬을 배운다.

[어댑터](https://arxiv.org/abs/1902.00751)와 다르다.
""")
    (entry,) = found.entries
    assert values(entry) == {
        "title": ["LoRA: Low-Rank Adaptation of Large Language Models"], "venue": ["ICLR"], "year": ["2022"], "date": ["2023-03-04"], "arxiv": ["2106.09685"],
        "link:arxiv": ["https://arxiv.org/abs/2106.09685"], "link:github": ["https://github.com/microsoft/LoRA"], "author": ["Edward J. Hu", "Yelong Shen"]}
    assert body(found, entry) == ["저랭크 행렬을 배운다.", "[어댑터](https://arxiv.org/abs/1902.00751)와 다르다."]


@pytest.mark.parametrize("title", ["Mamba 논문 리뷰", "[논문 리뷰] Mamba", "Review: Mamba", "논문 정리: Mamba", "Mamba - Paper Review", "Mamba 리뷰", "Mamba"])
def test_words_of_reviewing_are_no_part_of_the_title(title: str) -> None:
    assert values(document(READER, f"---\ntitle: '{title}'\n---\n\n본문\n").entries[0])["title"] == ["Mamba"]


def test_the_front_matter_may_be_toml() -> None:
    found = document(READER, '+++\ntitle = "Mamba"\ndate = 2024-01-02\ntags = ["ssm", "review"]\n+++\n\nhttps://arxiv.org/abs/2312.00752\n\n본문\n')
    assert values(found.entries[0]) == {"title": ["Mamba"], "date": ["2024-01-02"], "keyword": ["ssm"], "arxiv": ["2312.00752"],
                                        "link:arxiv": ["https://arxiv.org/abs/2312.00752"]}


def test_a_list_of_tags_may_stand_on_one_line() -> None:
    (entry,) = document(READER, "---\ntitle: LoRA\ntags: [peft, fine-tuning]\n---\n본문\n").entries
    assert values(entry)["keyword"] == ["peft", "fine-tuning"]


HEADED = """# [논문 리뷰] Performer: Rethinking Attention (ICLR 2021)

[논문](https://arxiv.org/abs/2009.14794)

softmax를 무작위 특징으로 근사한다.

#attention #linear_attention #리뷰
"""


def test_a_heading_that_says_so_makes_a_post_without_a_front_matter() -> None:
    found = document(READER, HEADED)
    (entry,) = found.entries
    assert values(entry) == {"title": ["Performer: Rethinking Attention"], "venue": ["ICLR"], "year": ["2021"], "arxiv": ["2009.14794"],
                             "link:arxiv": ["https://arxiv.org/abs/2009.14794"], "keyword": ["attention", "linear attention"]}
    assert body(found, entry) == ["softmax를 무작위 특징으로 근사한다."]
    assert found.source.title == "Performer: Rethinking Attention"


def test_a_date_printed_under_the_heading_is_the_posts() -> None:
    found = document(READER, HEADED.replace("\n\n[논문]", "\n\n2021. 3. 9. 12:30\n\n[논문]"))
    assert (values(found.entries[0])["date"], found.source.date) == (["2021-03-09"], "2021-03-09")
    assert body(found, found.entries[0]) == ["softmax를 무작위 특징으로 근사한다."]


@pytest.mark.parametrize("heading", ["Paper Review: Performer", "【논문 정리】 Performer", "(paper-review) Performer"])
def test_such_a_heading_may_be_written_in_other_ways(heading: str) -> None:
    assert values(document(READER, f"# {heading}\n\n본문\n").entries[0])["title"] == ["Performer"]


@pytest.mark.parametrize("text", [
    "# LLM 논문 정리\n\n- [A](https://arxiv.org/abs/2009.14794)\n", "# Performer\n\n본문\n\n#attention\n", "Intro.\n\n# [논문 리뷰] Performer\n",
    "# [논문 리뷰] Performer\n\n본문\n\n# [논문 리뷰] Reformer\n\n본문\n", "# [논문 리뷰] 이번 주에 읽은 것\n\n본문\n",
    "# Paper Review: May\n\nhttps://arxiv.org/abs/2009.14794\n하나\n\nhttps://arxiv.org/abs/2001.04451\n둘\n"])
def test_a_heading_of_something_else_makes_no_post(text: str) -> None:
    assert not READER.recognises(text)


@pytest.mark.parametrize("text", ["---\ndate: 2024-01-01\n---\n", "title: x\n", "---\ntitle: x\n", "", "# Title\n---\ntitle: x\n---\n"])
def test_a_front_matter_with_a_title_makes_a_post(text: str) -> None:
    assert not READER.recognises(text)


PIECES = st.sampled_from(["---\n", "title: x\n", "tags:\n", "  - a\n", "date: 2024-01-02\n", "# h\n", "- **Paper**: https://arxiv.org/abs/2401.00001\n", "{% x %}\n", "\n", "[Code](https://github.com/a/b)\n", "> 저자: Ann Bee\n", "본문\n", "#tag #other\n", "# [논문 리뷰] A\n"])


@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map(lambda pieces: "---\ntitle: y\n" + "".join(pieces)))
def test_any_text_gives_sound_entries(text: str) -> None:
    check_any(READER, text)
    check_any(READER, text.replace("---\ntitle: y\n", HEADED, 1))
