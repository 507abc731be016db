from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Entry
from kg.resources import samples_folder
from kg.sources.base import HEAD
from kg.sources.reading_list import ReadingListReader
from tests.sources.checking import body, check_any, document, values

READER = ReadingListReader()
SHARED = Path(os.environ.get("MLKG_SHARED", Path(__file__).parents[3] / "shared"))

FILLER = """- [Filler Number One](https://arxiv.org/abs/2001.00001)
- [Filler Number Two](https://arxiv.org/abs/2001.00002)
- [Filler Number Three](https://arxiv.org/abs/2001.00003)
"""


def entry(item: str) -> dict[str, list[str | None]]:
    """Return the fields of the one entry that an item makes, links aside."""
    found = document(READER, f"# Awesome list\n\n{FILLER}{item}\n")
    assert len(found.entries) == 4
    return {name: value for name, value in values(found.entries[-1]).items() if not name.startswith("link:")}


@pytest.mark.parametrize(("item", "fields"), [
    ("- Sparse Layers [[ICLR 2017]](https://openreview.net/forum?id=x)", {"title": ["Sparse Layers"], "venue": ["ICLR"], "year": ["2017"]}),
    ("- Sparse Layers [[ACL 2023](https://arxiv.org/abs/2401.00001)]",
     {"title": ["Sparse Layers"], "venue": ["ACL"], "year": ["2023"], "arxiv": ["2401.00001"]}),
    ("- Sparse Layers [[4 Sep 2022]](https://arxiv.org/abs/2401.00001)", {"title": ["Sparse Layers"], "date": ["2022-09-04"], "arxiv": ["2401.00001"]}),
    ("- Sparse Layers [Sep 2024] [Repo](https://github.com/a/b) [Paper](https://x.org/p)", {"title": ["Sparse Layers"], "year": ["2024"]}),
    ("- Sparse Layers [[AI Open]](https://www.sciencedirect.com/x)", {"title": ["Sparse Layers"], "venue": ["AI Open"]}),
    ("- [ICML'23] Sparse Layers. [[pdf](https://arxiv.org/pdf/2401.00001.pdf)]",
     {"title": ["Sparse Layers"], "venue": ["ICML"], "year": ["2023"], "arxiv": ["2401.00001"]}),
    ("- **Sparse Layers**, *ICLR 2024*. [[paper](https://x.org/p)] [[code](https://github.com/a/b)]",
     {"title": ["Sparse Layers"], "venue": ["ICLR"], "year": ["2024"]}),
    ("- [Sparse Layers](https://openreview.net/forum?id=x), Ann Bee, Cee Dee, NeurIPS 2017",
     {"title": ["Sparse Layers"], "author": ["Ann Bee", "Cee Dee"], "venue": ["NeurIPS"], "year": ["2017"]}),
    ("- [Sparse Layers](https://arxiv.org/abs/2401.00001). Ann B. Bee, Cee Dee. ICLR 2014.",
     {"title": ["Sparse Layers"], "author": ["Ann B. Bee", "Cee Dee"], "venue": ["ICLR"], "year": ["2014"], "arxiv": ["2401.00001"]}),
    ("1. **Sparse Layers.** *Ann Bee, Cee Dee.* arXiv 2023. [[pdf](https://x.org/p.pdf)]",
     {"title": ["Sparse Layers"], "author": ["Ann Bee", "Cee Dee"], "venue": ["arXiv"], "year": ["2023"]}),
    ('2. Ann Bee and Cee Dee. "Sparse Layers in Quotes". ACL 2020. [[pdf](https://x.org/p.pdf)]',
     {"title": ["Sparse Layers in Quotes"], "author": ["Ann Bee", "Cee Dee"], "venue": ["ACL"], "year": ["2020"]}),
    ("* [**Sparse Layers**](https://arxiv.org/abs/2401.00001) <br> Ann Bee, Cee Dee <br> *CVPR 2016* [![Star](https://img.shields.io/s.svg)](https://github.com/a/b)",
     {"title": ["Sparse Layers"], "author": ["Ann Bee", "Cee Dee"], "venue": ["CVPR"], "year": ["2016"], "arxiv": ["2401.00001"]}),
    ("- [Sparse Layers](https://x.org/p.pdf) ![ICLR 2022](https://img.shields.io/badge/ICLR-2022-blue)", {"title": ["Sparse Layers"], "venue": ["ICLR"], "year": ["2022"]}),
    ("- [Sparse Layers](https://x.org/p.pdf) [![NeurIPS](https://img.shields.io/badge/NeurIPS-2023-blue)](https://x.org)",
     {"title": ["Sparse Layers"], "venue": ["NeurIPS"], "year": ["2023"]}),
    ("- ![](https://img.shields.io/badge/ECCV%202024-green?style=flat) [Sparse Layers](https://x.org/p.pdf)", {"title": ["Sparse Layers"], "venue": ["ECCV"], "year": ["2024"]}),
    (("- [Sparse Layers](https://x.org/p.pdf) ![code](https://img.shields.io/badge/python-3.11-blue) ![](https://img.shields.io/badge/Updated-2024-blue)"
     " ![arXiv](https://img.shields.io/badge/arXiv-2401.00001-red) ![Stars](https://img.shields.io/github/stars/a/ICLR-2020)"), {"title": ["Sparse Layers"]}),
])
def test_an_item_states_its_fields_in_any_of_the_usual_orders(item: str, fields: dict[str, list[str]]) -> None:
    assert entry(item) == fields


def test_lines_under_an_item_are_authors_keywords_and_links() -> None:
    found = document(READER, f"""# List

{FILLER}
- [Preferences](https://arxiv.org/abs/1706.03741)
  - Paul F. Christiano, Jan Leike, and Tom B. Brown
  - Keyword: Reward Model, RLHF
  - Code: [official](https://preferences.org/x)
  - A note that says what it does.
""")
    last = found.entries[-1]
    assert values(last) == {
        "title": ["Preferences"], "author": ["Paul F. Christiano", "Jan Leike", "Tom B. Brown"], "keyword": ["Reward Model", "RLHF"],
        "link:github": ["https://preferences.org/x"], "arxiv": ["1706.03741"], "link:arxiv": ["https://arxiv.org/abs/1706.03741"]}
    assert body(found, last) == ["Reward Model, RLHF", "A note that says what it does."]


def test_headings_are_sections_but_for_the_title() -> None:
    found = document(READER, f"# Awesome list\n\n## Mixture of experts\n\n### Routing\n\n{FILLER}\n## Decoding\n\n{FILLER}")
    assert values(found.entries[0])["section"] == ["Mixture of experts", "Routing"]
    assert values(found.entries[3])["section"] == ["Decoding"]
    assert found.source.title == "Awesome list"


@pytest.mark.parametrize("item", [
    "- [Contents](#contents)", "- [vLLM](https://github.com/vllm-project/vllm) - a fast server", "- [A course](https://x.edu/course)",
    "- Pull requests are welcome [2023]",
])
def test_what_is_no_paper_makes_no_entry(item: str) -> None:
    section = "## Contributing\n\n" if "Pull" in item else ""
    found = document(READER, f"# List\n\n{FILLER}\n{section}{item}\n")
    assert len(found.entries) == 3


def test_a_dated_post_under_a_heading_of_posts_is_no_paper() -> None:
    found = document(READER, f"# List\n\n{FILLER}\n## Blog posts\n\n- [Illustrating Things](https://blog.org/a) [Dec 2022]\n")
    assert len(found.entries) == 3


def test_papers_nested_under_a_topic_are_entries() -> None:
    found = document(READER, "# List\n\n- Topic one\n" + "".join(f"  {line}\n" for line in FILLER.splitlines()))
    assert [values(item)["title"] for item in found.entries] == [["Filler Number One"], ["Filler Number Two"], ["Filler Number Three"]]


def test_rows_of_a_table_are_entries() -> None:
    found = document(READER, """# Table

| Title | Venue | Date | Code |
|:--|:--:|--|--|
| [One Table Title](https://arxiv.org/abs/2406.00001) | ICLR | 2024-06-01 | [Github](https://github.com/a/c) |
| [Two Table Title](https://arxiv.org/abs/2406.00002) | arXiv | 2024-06-02 | - |
| 3) **Three Table Title** - says what it does in a line. | ACL | | [Paper](https://arxiv.org/abs/2406.00003) |
""")
    one, _, three = found.entries
    assert values(one) == {
        "title": ["One Table Title"], "venue": ["ICLR"], "date": ["2024-06-01"], "link:github": ["https://github.com/a/c"],
        "arxiv": ["2406.00001"], "link:arxiv": ["https://arxiv.org/abs/2406.00001"]}
    assert values(three)["title"] == ["Three Table Title"]
    assert body(found, three) == ["says what it does in a line."]


TWO = "".join(FILLER.splitlines(keepends=True)[:2])


@pytest.mark.parametrize("text", [TWO, f"# List\n\nPapers that are worth the time.\n\n## Papers\n\n{TWO}\n## Tools\n\n- [A tool](https://x.org/tool)\n"])
def test_two_papers_make_a_list(text: str) -> None:
    found = document(READER, text)
    assert [values(item)["title"] for item in found.entries] == [["Filler Number One"], ["Filler Number Two"]]


@pytest.mark.parametrize("text", [
    f"# A review\n\n{'It says what the paper does and how. ' * 8}\n\n## References\n\n{TWO}",
    "# A review\n\nA long text.\nIt has many lines.\nAnd more.\nAnd more.\nAnd more.\nAnd more.\nAnd more.\nAnd more.\n\n## References\n\n" + FILLER,
    "- one\n- two\n- three\n", "[Only one](https://arxiv.org/abs/2001.00001)\n", "",
])
def test_other_texts_are_not_taken(text: str) -> None:
    assert not READER.recognises(text)


def test_the_sample_is_read_whole() -> None:
    text = (samples_folder() / "reading-list.md").read_text(encoding="utf-8")
    found = document(READER, text)
    assert len(found.entries) == 15
    assert all("arxiv" in values(item) and "section" in values(item) for item in found.entries)


@given(st.lists(st.sampled_from(["- ", "  - ", "[Some Title]", "(https://arxiv.org/abs/2301.00001)", "[", "]", "(", ")", "**", "|", "\n", " ", "# ", "[[ICLR 2024]]",
                                 "(http://x.y)", "![a](b)", "`", "```", "Ann Bee, Cee Dee", "Keyword: a, b", "2024", "<br>", "가나", '"', ": "]), max_size=60))
def test_any_text_is_read(pieces: list[str]) -> None:
    check_any(READER, FILLER + "".join(pieces))
    check_any(READER, "".join(pieces))


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the real texts are not here")
@pytest.mark.parametrize(("name", "papers", "with_arxiv", "with_authors"), [("awesome_moe", 93, 80, 0), ("awesome_rlhf", 124, 112, 122)])
def test_real_lists_are_read_whole(name: str, papers: int, with_arxiv: int, with_authors: int) -> None:
    text = (SHARED / "texts" / "lists" / name / "README.md").read_text(encoding="utf-8")
    assert READER.recognises(text[:HEAD])
    found = document(READER, text)

    def having(field: str) -> int:
        return sum(_has(item, field) for item in found.entries)

    assert (len(found.entries), having("title"), having("arxiv"), having("author")) == (papers, papers, with_arxiv, with_authors)


def _has(item: Entry, name: str) -> bool:
    return any(field.name == name for field in item.fields)
