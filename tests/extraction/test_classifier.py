"""Chances of labels from weights, whatever the number of things that are weighed at once; weights as files."""

from __future__ import annotations

import itertools
from math import exp
from pathlib import Path

import numpy as np
import pytest

from kg.extraction import classifier
from kg.extraction.classifier import Classifier
from kg.extraction.linear import Weights

FEATURES = ("a\nb", "c", "글")
WEIGHTS = Weights(("no", "yes"), FEATURES, np.array([[0.0, 1.0], [2.0, 0.0], [-1.0, 0.5]]))


@pytest.fixture
def judge(tmp_path: Path) -> Classifier:
    WEIGHTS.write(tmp_path / "weights.npz")
    return Classifier(tmp_path / "weights.npz")


@pytest.mark.parametrize(("features", "odds"), [((), 0.0), (("a\nb",), 1.0), (("a\nb", "c", "never seen"), -1.0), (("글", "글"), 3.0)])
def test_chances_are_those_of_the_weights(judge: Classifier, features: tuple[str, ...], odds: float) -> None:
    (found,) = judge.chances([features])
    assert found == pytest.approx({"no": 1 / (1 + exp(odds)), "yes": 1 / (1 + exp(-odds))})


def test_things_are_judged_each_for_itself(judge: Classifier, monkeypatch: pytest.MonkeyPatch) -> None:
    things = list(itertools.islice(itertools.cycle([(), ("c",), FEATURES, ("never seen",)]), 11))
    alone = [chances for thing in things for chances in judge.chances([thing])]
    assert list(judge.chances(iter(things))) == alone
    monkeypatch.setattr(classifier, "_TOGETHER", 4)
    assert list(judge.chances(iter(things))) == alone
    assert list(judge.chances([])) == []


def test_weights_come_back_from_a_file_of_the_same_bytes(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("first.npz", "second.npz")]
    for path in paths:
        WEIGHTS.write(path)
    found = Weights.read(paths[0])
    assert (found.labels, found.features, found.frame, found.rows.tolist()) == (WEIGHTS.labels, FEATURES, b"", WEIGHTS.rows.tolist())
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_weights_of_another_shape_are_refused(tmp_path: Path) -> None:
    Weights(("no", "yes"), ("a",), WEIGHTS.rows).write(tmp_path / "weights.npz")
    with pytest.raises(ValueError, match=r"weights\.npz is not whole"):
        Weights.read(tmp_path / "weights.npz")
