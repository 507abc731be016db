from __future__ import annotations

import pytest

from kg.evaluation.forms import Glossary, item_forms, name_forms, number, squash


@pytest.mark.parametrize(("name", "other"), [
    ("Vision-Language Models", "vision language model"), ("ＧＰＴ-4", "gpt4"), ("추측적 디코딩", "추측적디코딩"), ("STRASSE", "straße")])
def test_names_are_one_whatever_their_case_spacing_and_number(name: str, other: str) -> None:
    assert squash(name) == squash(other)


@pytest.mark.parametrize(("name", "other"), [("class", "clas"), ("bus", "bu"), ("GPT-4", "GPT-4o"), ("Llama 2", "Llama")])
def test_other_names_stay_apart(name: str, other: str) -> None:
    assert squash(name) != squash(other)


def test_one_particle_at_the_end_may_be_missing() -> None:
    assert name_forms("모델에서의") == {"모델에서의", "모델"}
    assert name_forms("모델은") & name_forms("모델을") == {"모델"}
    assert name_forms("가을") == {"가을"}
    assert name_forms("--") == frozenset()


def test_an_item_has_the_forms_of_all_its_names() -> None:
    assert item_forms({"name": "VL", "aliases": ["Vision-Language"]}) == {"vl", "visionlanguage"}
    assert item_forms("VL") == {"vl"}


@pytest.mark.parametrize(("printed", "figure"), [("+1.2", "1.2"), ("46.4%", "46.4"), ("8-30", "830"), (None, ""), ("about 7.", "7"), (12, "12")])
def test_a_figure_is_its_digits(printed: object, figure: str) -> None:
    assert number(printed) == figure


def test_a_relation_may_use_any_name_that_its_record_gives() -> None:
    glossary = Glossary({"methods": [{"name": "BERT", "aliases": ["버트"]}], "tasks": [{"name": "QA"}]})
    assert glossary.forms("버트") == {"버트", "bert"}
    assert glossary.forms("GPT") == {"gpt"}
    assert glossary.forms(None) == frozenset()


def test_names_lead_to_names_in_the_order_of_the_record() -> None:
    glossary = Glossary({"methods": [{"name": "a", "aliases": ["b"]}], "tasks": [{"name": "b", "aliases": ["c"]}]})
    assert glossary.forms("a") == {"a", "b", "c"}
    assert glossary.forms("c") == {"b", "c"}
