"""Boosted trees: what is looked up at once is what a walk from root to leaf finds, and what a file must hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from kg.extraction.trees import ALL, LEAVES, TREE, Trees, read_trees
from scripts.boosting import boost, write_trees

RANDOM = np.random.default_rng(1)
ROWS = RANDOM.integers(0, 6, size=(600, 3)).astype(np.float32)
#: Neither number tells the label alone.
LABELS = ((ROWS[:, 0] > 2) ^ (ROWS[:, 1] > 2)).astype(np.intp)


@pytest.fixture(scope="module")
def trees() -> NDArray[Any]:
    return boost(ROWS, LABELS, 2, rounds=40)


def walked(tree: Any, row: NDArray[np.float32]) -> float:
    left = ALL
    for feature, most, leaves in zip(tree["feature"], tree["most"], tree["left"], strict=True):
        if row[feature] > most:
            left &= int(leaves)
    return float(tree["value"][(left & -left).bit_length() - 1])


def test_trees_tell_labels_apart_that_no_number_tells_alone(trees: NDArray[Any]) -> None:
    chances = Trees(trees).chances(ROWS)
    assert np.allclose(chances.sum(axis=1), 1)
    assert (chances.argmax(axis=1) == LABELS).mean() > 0.98


@given(st.lists(st.floats(-10, 10, width=32), min_size=3, max_size=3))
def test_all_decisions_at_once_give_the_leaves_of_a_walk(trees: NDArray[Any], row: list[float]) -> None:
    numbers = np.array([row], dtype=np.float32)
    weights = np.array([sum(walked(tree, numbers[0]) for tree in column) for column in trees.T])
    assert np.allclose(Trees(trees).chances(numbers)[0], np.exp(weights) / np.exp(weights).sum(), atol=1e-5)


def test_one_decision_parts_its_leaves() -> None:
    trees = np.zeros((1, 2), dtype=TREE)
    trees["most"], trees["left"] = np.inf, ALL
    trees["most"][0, 0, 0], trees["left"][0, 0, 0], trees["value"][0, 0, 1] = 0.5, ALL ^ 1, 3.0
    low, high = Trees(trees).chances(np.array([[0.5], [0.6]], dtype=np.float32))[:, 0]
    assert (low, round(high, 3)) == (0.5, 0.953)


def test_no_rows_have_no_chances(trees: NDArray[Any]) -> None:
    assert Trees(trees).chances(ROWS[:0]).shape == (0, 2)


def test_what_gives_no_gain_is_one_leaf() -> None:
    trees = boost(np.ones((200, 2), dtype=np.float32), np.array([0, 0, 0, 1] * 50), 2, rounds=3)
    assert np.isinf(trees["most"]).all()
    assert np.allclose(Trees(trees).chances(np.ones((1, 2), dtype=np.float32)), [[0.75, 0.25]], atol=0.01)


def test_trees_are_read_as_they_were_written(trees: NDArray[Any], tmp_path: Path) -> None:
    path = tmp_path / "trees.npy"
    write_trees(path, trees)
    assert (read_trees(path).chances(ROWS) == Trees(trees).chances(ROWS)).all()
    assert path.stat().st_size < 200 + trees.size * TREE.itemsize
    assert TREE.itemsize == 6 * (LEAVES - 1) + 4 * LEAVES


def test_other_arrays_are_no_trees(tmp_path: Path) -> None:
    path = tmp_path / "trees.npy"
    np.save(path, ROWS)
    with pytest.raises(ValueError, match=r"trees\.npy is not whole"):
        read_trees(path)
