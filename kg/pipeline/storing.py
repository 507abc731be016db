"""From a graph to a store in a folder of its own, with the description of what it holds."""

from __future__ import annotations

from collections import Counter
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from kg.model import Graph
from kg.pipeline.versions import code_version
from kg.stores.description import Program, description
from kg.stores.rdf import quads
from kg.vocabulary import VERSION


def store(graph: Graph, folder: Path, *, base: str) -> dict[str, int]:
    """Write a graph into an empty folder and count its entities by kind, its `statements` and its `quads`."""
    from kg.stores.store import write  # noqa: PLC0415 - an unchanged graph needs no store

    lines = chain(quads(graph, base=base), description(graph, Program(version("mlkg"), code_version(), VERSION), base=base))
    kinds = Counter(entity.id.partition("/")[0] for entity in graph.entities)
    return {**dict(sorted(kinds.items())), "statements": len(graph.statements), "quads": write(folder, lines)}
