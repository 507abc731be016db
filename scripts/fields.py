"""What CRFsuite learns, taken out of its files: the weights of features, and a field of the same transitions that weighs what it is given.

The layout of the files is that of the library's source (crf1d_model.c, cqdb.c); its own reader of them knows no features with line breaks.
"""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pycrfsuite
from numpy.typing import NDArray

from kg.extraction.linear import Array, Weights

#: Where the header says where weights, labels and features begin.
_WEIGHTS: Final = 28
_LABELS: Final = 32
_FEATURES: Final = 36
#: A part's name, size and number of records stand before the weights.
_HEAD: Final = 12
_RECORD: Final = np.dtype([("kind", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
_STATE: Final = 0
#: Where a list of names says how many there are, and where they begin: each after its number and size, with a null byte behind.
_COUNT: Final = 16
_NAMES: Final = 24 + 256 * 8


def weights_of(field: bytes) -> Weights:
    """Return the weights of a file of CRFsuite, features and labels sorted."""
    labels, columns = _sorted(_names(field, _LABELS))
    features, rows = _sorted(_names(field, _FEATURES))
    records = _records(field)
    states, transitions = records[records["kind"] == _STATE], records[records["kind"] != _STATE]
    weights = np.zeros((len(features), len(labels)))
    weights[rows[states["source"]], columns[states["target"]]] = states["weight"]
    passing = np.zeros((len(labels), len(labels)))
    passing[columns[transitions["source"]], columns[transitions["target"]]] = transitions["weight"]
    return Weights(labels, features, weights, _frame(labels, passing))


def _names(field: bytes, place: int) -> list[str]:
    """Return the names of a list in the order of their numbers."""
    start = _number(field, place)
    found: dict[int, str] = {}
    at = start + _NAMES
    for _ in range(_number(field, start + _COUNT)):
        number, size = struct.unpack_from("<II", field, at)
        found[number] = field[at + 8:at + 7 + size].decode()
        at += 8 + size
    return [found[number] for number in range(len(found))]


def _number(field: bytes | bytearray, place: int) -> int:
    return int.from_bytes(field[place:place + 4], "little")


def _sorted(names: Sequence[str]) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """Return names sorted, and the place of each among them."""
    order = sorted(range(len(names)), key=names.__getitem__)
    places = np.zeros(len(names), np.intp)
    places[order] = np.arange(len(names))
    return tuple(names[number] for number in order), places


def _records(field: bytes | bytearray) -> NDArray[np.void]:
    """Return the weights of a file with what they are of, a view of its bytes."""
    start = _number(field, _WEIGHTS)
    return np.frombuffer(field, _RECORD, _number(field, start + _HEAD - 4), start + _HEAD)


def _frame(labels: Sequence[str], passing: Array) -> bytes:
    """Return a field whose features are its labels, each of the weight 1, with the weights of passing from label to label."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.append([[label] for label in labels], list(labels))
    trainer.set_params({"c1": 0.0, "c2": 1.0, "max_iterations": 1, "feature.possible_transitions": True})
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / "frame"
        trainer.train(str(made))
        data = bytearray(made.read_bytes())
    _, columns = _sorted(_names(bytes(data), _LABELS))
    records = _records(data)
    transitions = records["kind"] != _STATE
    records["weight"] = 1.0
    records["weight"][transitions] = passing[columns[records["source"][transitions]], columns[records["target"][transitions]]]
    return bytes(data)
