from __future__ import annotations

import doctest

from hypothesis import given
from hypothesis import strategies as st

import kg.identifiers
from kg.identifiers import document_id, entity_id, identifier, iri, key, slug


def test_examples_of_the_module_hold() -> None:
    assert doctest.testmod(kg.identifiers).failed == 0


@given(st.text(min_size=1))
def test_slug_is_one_path_segment(name: str) -> None:
    assert slug(name)
    assert not set(slug(name)) & set(' /#?<>"{}|\\^`\n')


@given(st.text(), st.sampled_from(["paper", "method"]))
def test_iri_is_undone(name: str, kind: str) -> None:
    assert identifier(iri(entity_id(kind, name))) == entity_id(kind, name)


def test_long_names_stay_apart() -> None:
    assert slug("a" * 200 + " b") != slug("a" * 200 + " c")


def test_key_ignores_case_spacing_and_plural() -> None:
    assert key("Large Language Models") == key("large-language model")
    assert key("loss") != key("los")


def test_key_tells_sizes_and_versions_apart() -> None:
    assert key("OPT-1.3B") != key("OPT-13B")
    assert key("Llama-3.1-70B") == key("Llama 3.1 70B") != key("Llama-3-170B")


def test_document_is_named_by_its_words() -> None:
    assert document_id("a") != document_id("b")
