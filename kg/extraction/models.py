"""The learned models that work together: names, things, relations, citations, results; learnt by `scripts/train`, shipped as files of weights."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from kg.extraction.classifier import Classifier
from kg.extraction.recogniser import Recogniser

FOLDER: Final = Path(__file__).parent / "weights"
#: Files of a folder of weights.
NAMES: Final = "names.npz"
THINGS: Final = "things.npz"
RELATIONS: Final = "relations.npz"
CITATIONS: Final = "citations.npz"
RESULTS: Final = "results.npz"
MEASURES: Final = "measures.npz"


@dataclass(frozen=True, slots=True)
class Models:
    """Hold the recogniser of names, and the judges of things, relations, citations, results and what results are measured by."""

    names: Recogniser
    things: Classifier
    relations: Classifier
    citations: Classifier
    results: Classifier
    measures: Classifier


@cache
def load_models(folder: Path = FOLDER) -> Models | None:
    """Return the models of a folder, or None where it holds none."""
    if not (folder / NAMES).is_file():
        return None
    judges = [Classifier(folder / name) for name in (THINGS, RELATIONS, CITATIONS, RESULTS, MEASURES)]
    return Models(Recogniser(folder / NAMES), *judges)
