"""The scheme of methods, tasks, datasets and metrics: read from `ontology/concepts/*.tsv`.

A line is one concept, its columns separated by tabs, names within a column by ` | `:

    id  kind  english  korean  abbreviations  also_english  also_korean  broader  flags

`id` is the slug of the entity (`mixture-of-experts`), `kind` one of method, model, system, task, dataset, benchmark,
metric; `english` and `korean` the preferred labels (Korean may be empty for a proper name); `broader` ids of concepts.
Flags: `cased` for names that are also common words and count only as written (`SPIN`, `Based`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import OntologyError
from kg.identifiers import digest
from kg.model import Literal
from kg.resources import ontology_folder
from kg.vocabulary import KIND_OF_TYPE

COLUMNS = ("id", "kind", "english", "korean", "abbreviations", "also_english", "also_korean", "broader", "flags")


@dataclass(frozen=True, slots=True)
class Concept:
    """Hold one concept; `id` is an entity id such as `method/mixture-of-experts`."""

    id: str
    type: str
    english: str
    korean: str = ""
    abbreviations: tuple[str, ...] = ()
    also_english: tuple[str, ...] = ()
    also_korean: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[Literal, ...]:
        """Return every name with its language, the preferred English one first."""
        english = (self.english, *self.abbreviations, *self.also_english)
        korean = (self.korean, *self.also_korean) if self.korean else self.also_korean
        return (*(Literal(name, language="en") for name in english), *(Literal(name, language="ko") for name in korean))


@dataclass(frozen=True, slots=True)
class Scheme:
    """Hold all concepts by entity id, and a digest of the files that they came from."""

    concepts: dict[str, Concept]
    version: str


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in cell.split("|") if name.strip())


def _rows(path: Path) -> list[tuple[str, list[str]]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [(f"{path.name}:{number}", line.split("\t")) for number, line in enumerate(lines[1:], 2) if line.strip()]
    for place, cells in rows:
        if len(cells) != len(COLUMNS):
            raise OntologyError(f"{place}: {len(cells)} columns instead of {len(COLUMNS)}")
        if cells[1] not in KIND_OF_TYPE:
            raise OntologyError(f"{place}: unknown kind {cells[1]!r}")
    return rows


def read_scheme(folder: Path) -> Scheme:
    """Read every `*.tsv` of a folder; raise OntologyError on a malformed line, a repeated id or an unknown broader id."""
    paths = sorted(folder.glob("*.tsv"))
    rows = [row for path in paths for row in _rows(path)]
    ids: dict[str, str] = {}
    for place, cells in rows:
        if cells[0] in ids:
            raise OntologyError(f"{place}: id {cells[0]!r} is taken already")
        ids[cells[0]] = f"{KIND_OF_TYPE[cells[1]]}/{cells[0]}"
    concepts = {}
    for place, cells in rows:
        unknown = [name for name in _names(cells[7]) if name not in ids]
        if unknown:
            raise OntologyError(f"{place}: unknown broader concept {unknown[0]!r}")
        concepts[ids[cells[0]]] = Concept(ids[cells[0]], cells[1], cells[2].strip(), cells[3].strip(), _names(cells[4]), _names(cells[5]),
                                          _names(cells[6]), tuple(ids[name] for name in _names(cells[7])), _names(cells[8]))
    return Scheme(concepts, digest("".join(path.read_text(encoding="utf-8") for path in paths)))


@cache
def load_scheme() -> Scheme:
    """Read the scheme that travels with the code."""
    return read_scheme(ontology_folder() / "concepts")
