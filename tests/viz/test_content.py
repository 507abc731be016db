from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from kg.model import Entity, Subgraph
from kg.vocabulary import CLASSES
from tests.viz.subgraphs import FOCUS, SOURCE, TEXT, experts
from viz.content import content
from viz.palette import STYLES, style


def test_quotes_name_file_place_and_rule() -> None:
    first = content(experts())["statements"][0]
    assert (first["phrase"], first["inverse"], first["value"]) == ("uses", "used by", None)
    [quote] = first["evidence"]
    assert quote["file"] == "digest-2024.md row 12"
    assert TEXT[quote["start"]:quote["end"]] == quote["quote"]
    assert (quote["extractor"], quote["confidence"], quote["negated"]) == ("rule.relation", 0.8, False)


def test_values_are_shown_as_values() -> None:
    assert [item["value"] for item in content(experts())["statements"] if item["object"] is None] == ["41"]


def test_unknown_text_goes_by_its_id() -> None:
    shown = content(replace(experts(), sources=()))
    assert shown["statements"][0]["evidence"][0]["file"] == SOURCE.id


def test_other_names_once_and_without_the_label() -> None:
    [focus] = [item for item in content(experts())["entities"] if item["id"] == FOCUS]
    assert focus["aliases"] == ["MoE", "전문가 혼합"]


def test_legend_counts_kinds_in_order() -> None:
    legend = content(experts())["legend"]
    assert [(item["kind"], item["count"]) for item in legend] == [("paper", 1), ("author", 1), ("method", 1), ("model", 2), ("task", 1), ("dataset", 1)]
    strange = content(Subgraph("x", (Entity("x", "zebra", "x"), Entity("y", "paper", "y")), ()))["legend"]
    assert [(item["kind"], item["name"]) for item in strange] == [("paper", "Paper · 논문"), ("zebra", "Other · 기타")]


def test_every_class_has_its_own_look() -> None:
    assert set(STYLES) == set(CLASSES)
    assert [pair for pair in combinations(STYLES.values(), 2) if pair[0][2:] == pair[1][2:]] == []


def luminance(colour: str) -> float:
    parts = [int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("kind", CLASSES)
@pytest.mark.parametrize("ground", ["#fdfdfc", "#12161c"])
def test_colours_stand_out_on_light_and_dark(kind: str, ground: str) -> None:
    darker, lighter = sorted((luminance(style(kind).colour), luminance(ground)))
    assert (lighter + 0.05) / (darker + 0.05) >= 3
