from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources.notes import NotesReader
from tests.sources.checking import body, check_any, document, values

READER = NotesReader()


def test_a_note_of_one_paper() -> None:
    found = document(READER, """https://arxiv.org/abs/2205.14135

FlashAttention: Fast and Memory-Efficient Exact Attention with
  IO-Awareness (Tri Dao, Daniel Y. Fu, Stefano Ermon, Atri Rudra, Christopher Ré)

어텐션을 타일로 나누어 계산한다. 이전 결과(https://arxiv.org/abs/2112.05682)도 있다.

#attention #efficient_attention
""")
    (entry,) = found.entries
    assert values(entry) == {
        "arxiv": ["2205.14135"], "link:arxiv": ["https://arxiv.org/abs/2205.14135"],
        "title": ["FlashAttention: Fast and Memory-Efficient Exact Attention with IO-Awareness"],
        "author": ["Tri Dao", "Daniel Y. Fu", "Stefano Ermon", "Atri Rudra", "Christopher Ré"],
        "keyword": ["attention", "efficient attention"]}
    assert body(found, entry) == ["어텐션을 타일로 나누어 계산한다. 이전 결과(https://arxiv.org/abs/2112.05682)도 있다."]
    assert found.source.date is None


def test_each_line_that_begins_with_a_papers_address_begins_a_paper() -> None:
    found = document(READER, """이번 주 분량.
https://arxiv.org/abs/2106.09685
LoRA: Low-Rank Adaptation of Large Language Models (Edward J. Hu, Yelong Shen)
저랭크 행렬만 학습한다. https://github.com/microsoft/LoRA
https://arxiv.org/abs/2101.03961 Switch Transformer. 라우팅을 단순하게 했다.
""")
    first, second = (values(entry) for entry in found.entries)
    assert (first["title"], first["link:github"]) == (["LoRA: Low-Rank Adaptation of Large Language Models"], ["https://github.com/microsoft/LoRA"])
    assert second == {"arxiv": ["2101.03961"], "link:arxiv": ["https://arxiv.org/abs/2101.03961"]}
    assert body(found, found.entries[0])[0] == "이번 주 분량."
    assert body(found, found.entries[1]) == ["Switch Transformer. 라우팅을 단순하게 했다."]


def test_papers_begin_at_the_titles_above_their_addresses() -> None:
    found = document(READER, """이번 주에 읽은 것들.

Perceiver: General Perception with Iterative Attention

https://arxiv.org/abs/2103.03206

입력을 작은 latent로 줄인다.

Random Feature Attention (Hao Peng, Nikolaos Pappas)
https://arxiv.org/abs/2103.02143
커널로 softmax를 근사한다.
""")
    first, second = (values(entry) for entry in found.entries)
    assert (first["title"], first["arxiv"]) == (["Perceiver: General Perception with Iterative Attention"], ["2103.03206"])
    assert (second["title"], second["author"]) == (["Random Feature Attention"], ["Hao Peng", "Nikolaos Pappas"])
    assert body(found, found.entries[0]) == ["이번 주에 읽은 것들.", "입력을 작은 latent로 줄인다."]
    assert body(found, found.entries[1]) == ["커널로 softmax를 근사한다."]


def test_a_title_with_its_address_in_brackets_begins_a_paper_and_one_in_a_sentence_does_not() -> None:
    found = document(READER, """# 최근 논문

CvT: Introducing Convolutions to Vision Transformers (https://arxiv.org/abs/2103.15808)
You Only Look One-level Feature (https://arxiv.org/abs/2103.09460)

둘 다 재미있다. Swin Transformer (https://arxiv.org/abs/2103.14030)
""")
    assert [(values(entry)["title"], values(entry)["arxiv"]) for entry in found.entries] == [
        (["CvT: Introducing Convolutions to Vision Transformers"], ["2103.15808"]), (["You Only Look One-level Feature"], ["2103.09460"])]
    assert found.source.title == "최근 논문"


def test_a_title_without_authors_stands_right_below_the_address() -> None:
    (entry,) = document(READER, "arxiv.org/abs/2101.03697\n\nRepVGG: Making VGG-style ConvNets Great Again\n\n스킵 커넥션을 접는다. https://repvgg.example/\n").entries
    assert values(entry) == {"arxiv": ["2101.03697"], "link:arxiv": ["https://arxiv.org/abs/2101.03697"], "title": ["RepVGG: Making VGG-style ConvNets Great Again"],
                             "link:project": ["https://repvgg.example/"]}


@pytest.mark.parametrize(("text", "ids"), [
    ("LoRA(https://arxiv.org/abs/2106.09685)를 써 봤다.\n\n#peft\n", ["2106.09685"]),
    ("LoRA(https://arxiv.org/abs/2106.09685)와 Adam(https://arxiv.org/abs/1412.6980)을 써 봤다.\n\n#peft\n", None),
])
def test_the_only_paper_that_a_note_links_to_is_its_own(text: str, ids: list[str] | None) -> None:
    (entry,) = document(READER, text).entries
    assert values(entry).get("arxiv") == ids


def test_a_page_on_a_line_of_its_own_is_a_project_and_what_others_say_is_none() -> None:
    (entry,) = document(READER, "https://twitter.com/someone/status/1\n\n새 모델이 나왔다.\n\nhttps://www.example.org/model-card.pdf\n\n카드를 읽었다.\n").entries
    assert values(entry) == {"link:project": ["https://www.example.org/model-card.pdf"]}


@pytest.mark.parametrize(("line", "titled"), [
    ("Adam: A Method for Stochastic Optimization (Diederik P. Kingma, Jimmy Ba)", True),
    ("RIFLE: Backpropagation in Depth (RIFLE) for Transfer (Xingjian Li, Haoyi Xiong)", True),
    ("재미있는 결과 (그런데 조금 이상하다)", False),
    ("성능이 오른다 (최대 3배)", False),
    ("GPT-4 (OpenAI)", False),
])
def test_a_title_is_followed_by_names_in_brackets(line: str, *, titled: bool) -> None:
    (entry,) = document(READER, f"https://arxiv.org/abs/1412.6980\n\n{line}\n\n본문.\n").entries
    assert ("title" in values(entry)) is titled
    assert ("author" in values(entry)) is titled


@pytest.mark.parametrize(("text", "taken"), [
    ("생각을 적는다.\n\n#llm #agent\n", True), ("생각을 적는다.\n", False), ("# 제목\n\nhttps://arxiv.org/abs/1412.6980\n", False), ("", False),
])
def test_what_notes_look_like(text: str, *, taken: bool) -> None:
    assert READER.recognises(text) is taken


PIECES = st.sampled_from(["https://arxiv.org/abs/2401.00001\n", "A Title (Ann Bee, Cee Dee)\n", "A Title (Ann\nBee)\n", "A Plain Title\n", "A Title (https://arxiv.org/abs/2401.00002)\n", "arxiv.org/abs/2401.00003 의 ", "#tag #other\n", "https://github.com/a/b\n", "(", ")", "\n", "- ", "> "])


@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join))
def test_any_text_gives_sound_entries(text: str) -> None:
    check_any(READER, text)


def test_a_long_line_of_brackets_is_read_in_linear_time() -> None:
    check_any(READER, "https://arxiv.org/abs/2401.00001\n" + "a (" * 100_000)
