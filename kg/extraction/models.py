"""The learned models that work together: names, things, relations, citations, results; learnt by `scripts/train`, shipped as files of weights."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from kg.extraction.classifier import Classifier
from kg.extraction.recogniser import Recogniser
from kg.extraction.trees import Trees, read_trees

FOLDER: Final = Path(__file__).parent / "weights"
#: Files of a folder of weights.
NAMES: Final = "names.npz"
THINGS: Final = "things.npz"
TYPES: Final = "types.npz"
RELATIONS: Final = "relations.npz"
TREES: Final = "pairs.npy"
CITATIONS: Final = "citations.npz"
RESULTS: Final = "results.npz"
MEASURES: Final = "measures.npz"


@dataclass(frozen=True, slots=True)
class Models:
    """Hold the recogniser of names, and the judges of things, of the types of the paper's own, of relations, citations, results and what results are measured by."""

    names: Recogniser
    things: Classifier
    types: Classifier
    relations: Classifier
    #: What weighs the chances of an entry's relations against each other.
    trees: Trees
    citations: Classifier
    results: Classifier
    measures: Classifier


@cache
def load_models(folder: Path = FOLDER) -> Models | None:
    """Return the models of a folder, or None where it holds none."""
    if not (folder / NAMES).is_file():
        return None
    things, types, relations, citations, results, measures = (Classifier(folder / name) for name in (THINGS, TYPES, RELATIONS, CITATIONS, RESULTS, MEASURES))
    return Models(Recogniser(folder / NAMES), things, types, relations, read_trees(folder / TREES), citations, results, measures)
