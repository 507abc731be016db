"""From a graph directory to answers, files and checks."""

# ruff: noqa: PLC0415 - each needs another slow library

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, overload

from kg.resources import ontology_folder
from kg.stores.directory import current

if TYPE_CHECKING:
    from kg.model import Graph
    from kg.stores.asking import SparqlStore
    from kg.stores.store import OxigraphStore


@overload
def open_graph(place: Path) -> OxigraphStore: ...
@overload
def open_graph(place: str | Path) -> SparqlStore: ...


def open_graph(place: str | Path) -> SparqlStore:
    """Open a graph for questions: the current one of a directory, or the one that a SPARQL server has at an http address.

    Raises GraphError where there is none, ServerError where the server cannot be used; its user and password come from
    $KG_SPARQL_USER and $KG_SPARQL_PASSWORD.
    """
    if isinstance(place, str) and place.startswith(("http://", "https://")):
        from kg.stores.remote.store import RemoteStore

        return RemoteStore.reach(place)
    return open_directory(place)


def open_directory(directory: str | Path) -> OxigraphStore:
    """Open the current graph of a directory; raise GraphError where there is none."""
    from kg.stores.store import OxigraphStore

    manifest, folder = current(Path(directory))
    return OxigraphStore.read(folder, base=manifest.base)


def read_whole(directory: str | Path) -> Graph:
    """Return the current graph of a directory; raise GraphError where there is none."""
    from kg.stores.reading import read_graph

    opened = open_directory(directory)
    return read_graph(opened.store, base=opened.base)


def export(directory: str | Path, stream: BinaryIO, *, style: str, triple_terms: bool = False) -> None:
    """Write the current graph of a directory in one of `kg.stores.export.FORMATS`; raise GraphError where there is none.

    With `triple_terms`, the nodes of statements reify triple terms of RDF 1.2.
    """
    from kg.stores.export import export as write_graph

    write_graph(open_directory(directory), stream, style=style, triple_terms=triple_terms)


def validate(directory: str | Path) -> tuple[str, ...]:
    """Return what in a graph breaks the shapes of `ontology/shapes.ttl`, one sentence each; nothing where it is sound."""
    from kg.stores.shapes import violations

    return violations(open_directory(directory), ontology_folder() / "shapes.ttl")
