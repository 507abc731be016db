from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resources import samples_folder
from kg.sources.bibtex import BibtexReader
from tests.sources.checking import body, check, check_any, documents, errors, read, values

READER = BibtexReader()

ENTRY = r"""@inproceedings{kerbl2023,
  title = {3D {G}aussian Splatting at 5%},
  author = {van der Berg, Jan and Leimk{\"u}hler, Thomas and {Open AI} and others},
  journal = "arXiv preprint arXiv:2012.01234",
  year = 2023,
  month = jan,
  url = {https://example.org/a\_b},
  note = {Accepted at ICLR},
  abstract = {Gains 46.9% of $x^2$ over
     {NeRF}s.}
}
"""


def test_an_entry_is_a_document_without_latex() -> None:
    assert READER.recognises(ENTRY)
    (found,) = documents(read(READER, ENTRY))
    check(found)
    assert values(found.entries[0]) == {
        "title": ["3D Gaussian Splatting at 5%"], "author": ["Jan van der Berg", "Thomas Leimkühler", "Open AI"], "arxiv": ["2012.01234"],
        "venue": ["arXiv", "ICLR"], "year": ["2023"]}
    assert body(found, found.entries[0]) == ["Gains 46.9% of $x^2$ over NeRFs."]
    assert (found.source.locator, found.source.format) == ("entry kerbl2023", "bibtex")
    assert "https://example.org/a_b" in found.text


@pytest.mark.parametrize(("value", "title"), [
    ('{"Why Should {I} Trust You?"}', '"Why Should I Trust You?"'), ('"{"}Why{"} Should I"', '"Why" Should I'), ("{{[Re] Something}}", "[Re] Something"),
    ("{``Why Should I?'': Explaining}", "“Why Should I?”: Explaining"), ('"Foo (for Bar)"', "Foo (for Bar)"), ("{Foo (ICLR 2024)}", "Foo"), ("{Foo Nets (FN)}", "Foo Nets")])
@pytest.mark.parametrize("more", ["", ", title = {Other}"], ids=["once", "twice"])
def test_a_title_keeps_quotation_marks_and_brackets_and_loses_protecting_braces(value: str, title: str, more: str) -> None:
    (found,) = documents(read(READER, f"@article{{a, title = {value}{more}}}"))
    check(found)
    assert values(found.entries[0])["title"] == [title]


def test_an_abbreviated_venue_is_taken_from_its_full_name() -> None:
    (found,) = documents(read(READER, "@inproceedings{a, title={T}, booktitle={European Conference on Computer Vision (ECCV)}, eprint={2003.08934}}"))
    assert values(found.entries[0]) == {"title": ["T"], "venue": ["ECCV"], "arxiv": ["2003.08934"]}


def test_a_journal_that_no_list_knows_keeps_its_name() -> None:
    (found,) = documents(read(READER, "@article{a, title={T}, journal={Journal of Odd Results}, year={2001}}"))
    assert values(found.entries[0])["venue"] == ["Journal of Odd Results"]


def test_broken_entries_are_named_and_the_rest_is_read() -> None:
    text = "% a comment\n@string{x = {y}}\n@article{a, title={One}, title={Uno}}\n@article{a, title={Two}}\n@misc{b, title={Lost\n@misc{c, author={A B}}\n@misc{d, title={Four}}\n"
    assert READER.recognises("@article{a, title={One}}")
    found = read(READER, text)
    assert [item.source.title for item in documents(found)] == ["One", "Two", "Four"]
    lost, untitled = errors(found)
    assert lost.startswith("the entry on line 5 is broken: ")
    assert untitled == "the entry `c` on line 6 has no title"


def test_reading_leaves_logging_as_it_was(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        read(READER, "@misc{b, title={Lost\n@misc{c, title={A B}}\n")
        logging.getLogger("bibtexparser.splitter").warning("heard")
    assert [record.message for record in caplog.records] == ["heard"]


@pytest.mark.parametrize("text", ["", "@someone wrote this.\n", "An email@article{x", "# Title\n\n@article{a, title={x}}\n"])
def test_other_texts_are_not_taken(text: str) -> None:
    assert not READER.recognises(text)


def test_the_sample_is_read_whole() -> None:
    text = (samples_folder() / "references.bib").read_text(encoding="utf-8")
    found = documents(read(READER, text))
    assert len(found) == text.count("@") == 4
    assert all({"title", "author", "year", "venue", "arxiv"} <= values(item.entries[0]).keys() for item in found)


@given(st.text(alphabet='{}\\"$%,=@ab \n~-', max_size=40))
def test_any_text_is_read(rest: str) -> None:
    check_any(READER, f"@article{{a, title={{{rest}}}, author={{{rest}}}}}")
    check_any(READER, f"@article{{a, title={{x}}, {rest}")
