"""From texts to what they state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kg.errors import SourceError
from kg.extraction.workers import Recipe, extracted
from kg.model import Document, Extraction
from kg.sources.base import Skipped
from kg.sources.files import read_paths

Paths = str | Path | Iterable[str | Path]


def listed(paths: Paths) -> list[str]:
    """Return paths as strings; a single one is a list of one."""
    return [str(paths)] if isinstance(paths, str | Path) else list(map(str, paths))


def recipe_of(names: Paths, models: str | Path | None, *, learned: bool) -> Recipe:
    """Return how texts are to be read: with which names and models."""
    return Recipe(tuple(listed(names)), str(models) if models is not None else None, learned)


def extract(paths: Paths, *, stdin: BinaryIO | None = None, names: Paths = (), models: str | Path | None = None,  # noqa: PLR0913 - options, each with a default
            learned: bool = True, jobs: int = 1) -> Iterator[Extraction | SourceError | Skipped]:
    """Yield what each text states, in the order of the texts; what cannot be read comes as a SourceError in its place.

    `names` are files of concepts of one's own (see `kg.glossary`), `models` a folder of weights that `scripts/train` wrote.
    Without `learned`, rules alone read the texts: several times faster, and less complete. `jobs` processes share the work, and
    what comes back is the same. Raises SourceError or OntologyError for files of names and models that cannot be used.
    """
    for outcome, found in extracted(read_paths(listed(paths), stdin=stdin), recipe_of(names, models, learned=learned), jobs=jobs):
        if found:
            yield found
        elif not isinstance(outcome, Document):
            yield outcome
