"""Graph directories of graphs made by hand."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from kg.model import Graph
from kg.stores.description import Program, description
from kg.stores.directory import Manifest, writing
from kg.stores.rdf import quads
from kg.stores.store import write
from kg.vocabulary import BASE


def graph_directory(path: Path, graph: Graph, *, base: str = BASE) -> tuple[Path, Path]:
    """Make a graph the current one of a directory, and return the directory and the folder of its data."""
    lines = chain(quads(graph, base=base), description(graph, Program("0", "0", "0"), base=base))
    with writing(path) as writer, writer.version() as folder:
        write(folder, lines)
        writer.publish(Manifest(folder.name, "0", "0", base, "0"))
    return path, folder
