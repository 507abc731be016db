"""Paths of the data files that travel with the code: the same in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def ontology_folder() -> Path:
    """Return the folder of the vocabulary: beside `kg/` in a checkout, inside it in a wheel."""
    inside = _PACKAGE / "ontology"
    return inside if inside.is_dir() else _PACKAGE.parent / "ontology"


def samples_folder() -> Path:
    """Return the folder of the bundled sample texts."""
    return _PACKAGE / "samples"
