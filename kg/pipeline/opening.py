"""From a graph directory to answers, files and checks."""

# ruff: noqa: PLC0415 - each needs another slow library

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.resources import ontology_folder
from kg.stores.directory import current

if TYPE_CHECKING:
    from kg.stores.store import OxigraphStore


def open_graph(directory: str | Path) -> OxigraphStore:
    """Open the current graph of a directory for questions; raise GraphError where there is none."""
    from kg.stores.store import OxigraphStore

    manifest, folder = current(Path(directory))
    return OxigraphStore.read(folder, base=manifest.base)


def export(directory: str | Path, stream: BinaryIO, *, style: str) -> None:
    """Write the current graph of a directory in one of `kg.stores.export.FORMATS`; raise GraphError where there is none."""
    from kg.stores.export import export as write_graph

    write_graph(open_graph(directory), stream, style=style)


def validate(directory: str | Path) -> tuple[str, ...]:
    """Return what in a graph breaks the shapes of `ontology/shapes.ttl`, one sentence each; nothing where it is sound."""
    from kg.stores.shapes import violations

    return violations(open_graph(directory), ontology_folder() / "shapes.ttl")
