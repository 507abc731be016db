"""What tokens weigh is the sum of the weights of their features, as they are spelled where a field learns."""

from __future__ import annotations

from typing import Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extraction import emissions, features
from kg.extraction.definitions import find_definitions
from kg.extraction.emissions import Emissions
from kg.extraction.extractor import begin, split_sentences
from kg.extraction.features import Clues, View, spelled, views
from kg.extraction.linear import Array
from kg.extraction.names import coined_names, english_phrases
from tests.extraction.reading_of import document
from tests.extraction.test_extractor import PIECES

LABELS: Final = 3
BODIES: Final = st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=30).map("".join)
TITLE: Final = "FooNet: Mixture of Experts | for 긴 Texts"


def seen(body: str) -> list[View]:
    made = document(body, title=TITLE)
    reading = split_sentences(begin(made, made.entries[0]))
    return list(views(reading, Clues((), (*coined_names(reading), *english_phrases(reading)), find_definitions(reading))))


def weighed(found: list[View]) -> dict[str, Array]:
    """Return weights of half of all features."""
    names = sorted({feature for view in found for rows in spelled(view) for row in rows for feature in row})
    return dict(zip(names[::2], np.random.default_rng(0).normal(size=(len(names), LABELS)), strict=False))


def total(found: list[View], weights: dict[str, Array]) -> list[Array]:
    return [sum((weights[feature] for feature in row if feature in weights), np.zeros(LABELS)) for view in found for rows in spelled(view) for row in rows]


def given_to(made: Emissions, found: list[View]) -> list[Array]:
    rows = ((made.of(view), view) for view in found)
    return [row for weights, view in rows for first, last, _ in view.sentences for row in weights[first:last]]


@settings(max_examples=60)
@given(BODIES, BODIES)
def test_tokens_weigh_what_their_features_do(body: str, other: str) -> None:
    found = seen(body)
    weights = weighed(found)
    made = Emissions(list(weights), np.array([*weights.values()]).reshape(-1, LABELS))
    made.of(seen(other)[0])
    assert np.allclose(given_to(made, found), total(found, weights), atol=1e-9)


def test_words_that_are_forgotten_weigh_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emissions, "_REMEMBERED", 3)
    found = seen("MoE 모델은 FooNet보다 빠르다. " * 3)
    weights = weighed(found)
    made = Emissions(list(weights), np.array([*weights.values()]))
    assert np.allclose([given_to(made, found) for _ in range(3)], [total(found, weights)] * 3)


def test_long_texts_are_seen_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    body = "MoE 모델은 FooNet보다 빠르다. " * 30
    whole = seen(body)
    monkeypatch.setattr(features, "_TOKENS", 50)
    parts = seen(body)
    assert len(whole) == 1
    assert len(parts) > 3
    assert [row for view in parts for rows in spelled(view) for row in rows] == [row for view in whole for rows in spelled(view) for row in rows]
