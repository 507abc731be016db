from __future__ import annotations

import pytest

from kg.evaluation.items import Statements
from kg.evaluation.matching import Matching, align, match
from kg.records import Record


def labels(matching: Matching) -> tuple[list[str], list[str], list[str]]:
    found, missed, false = ([item.label for item in items] for items in (matching.found, matching.missed, matching.false))
    return found, missed, false


def compare(gold: Record, found: Record, field: str) -> tuple[list[str], list[str], list[str]]:
    return labels(match(Statements(gold), Statements(found), field))


@pytest.mark.parametrize(("gold", "other", "same"), [
    ({"title": "A"}, {"title": "a"}, True), ({"title": "A"}, {"title": "B"}, False), ({"title": None}, {"title": None}, False),
    ({"title": "A", "arxiv": "1"}, {"title": "A", "arxiv": "2"}, False), ({"title": "A", "arxiv": "1"}, {"title": "B", "arxiv": "1"}, True),
    ({"title": "Attention Is All You"}, {"title": "Attention Is All You Need"}, True),
    ({"title": "Attention Is A"}, {"title": "Attention Is A Word"}, False)])
def test_papers_are_paired_by_arxiv_id_else_by_title(gold: Record, other: Record, same: bool) -> None:  # noqa: FBT001 - a column of the table
    rest = {"title": "Something else altogether", "arxiv": "9"}
    pairs, left = align([gold], [rest, other])
    assert (pairs, left) == (([(gold, other)], [rest]) if same else ([(gold, None)], [rest, other]))


@pytest.mark.parametrize(("letters", "same"), [(15, False), (16, True)])
def test_a_part_of_a_title_is_the_title_where_it_is_long(letters: int, same: bool) -> None:  # noqa: FBT001 - same
    part = "abcdefghijklmnop"[:letters]
    assert (align([{"title": part}], [{"title": "other"}, {"title": f"{part} and more"}])[0][0][1] is not None) is same


def test_one_paper_and_one_other_are_a_pair() -> None:
    assert align([{"title": "A"}], [{"title": "B"}]) == ([({"title": "A"}, {"title": "B"})], [])


def test_a_name_found_twice_is_found_once_and_one_that_two_share_is_one() -> None:
    gold = {"methods": [{"name": "VL", "aliases": ["Vision-Language"]}, {"name": "LLM"}]}
    assert compare(gold, {"methods": ["VL", "vision language", "GPT"]}, "methods") == (["VL"], ["LLM"], ["GPT"])
    assert compare(gold, {"methods": [{"name": "VL", "aliases": ["LLM"]}]}, "methods") == (["VL"], ["LLM"], [])


def test_an_optional_name_of_two_fields_must_be_found_in_any() -> None:
    gold = {"optional": {"methods": ["pre-training"], "tasks": ["Pretraining"], "metrics": ["loss"]}}
    assert compare(gold, {"metrics": ["loss"]}, "any-entity") == ([], ["Pretraining"], [])
    assert compare(gold, {"datasets": ["pretraining"]}, "any-entity") == (["Pretraining"], [], [])


def test_relations_need_both_ends_and_the_type() -> None:
    gold = {"methods": [{"name": "BERT", "aliases": ["버트"]}], "relations": [["X", "uses", "BERT"], ["X", "extends", "Y"]], "optional": {"relations": [["X", "uses", "Z"]]}}
    found = {"relations": [["X", "uses", "버트"], ["Y", "extends", "X"], ["X", "uses", "Z"], ["X", "uses", "버트"]]}
    assert compare(gold, found, "relations") == (["X uses BERT"], ["X extends Y"], ["Y extends X", "X uses 버트"])


def test_results_need_the_figure_and_what_the_gold_knows_beside_it() -> None:
    gold = {"results": [{"value": "2.3", "metric": "FID", "dataset": None}, {"value": "90", "metric": None, "dataset": "GLUE"}]}
    found = {"results": [{"value": "+2.3", "metric": "fid", "dataset": "COCO"}, {"value": "90", "metric": "F1", "dataset": "SQuAD"}]}
    assert compare(gold, found, "results") == (["FID 2.3"], ["? 90 on GLUE"], ["F1 90 on SQuAD"])
