"""From a graph to a store in a folder of its own, with the description of what it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from kg.model import Graph
from kg.pipeline.versions import code_version
from kg.stores.description import Program, description
from kg.stores.directory import Manifest, Writer
from kg.stores.rdf import quads
from kg.vocabulary import VERSION


def publish(writer: Writer, graph: Graph, made: Manifest, *, check: Callable[[Path], None] | None = None) -> Manifest:
    """Make a graph the current version of a directory and return its manifest, `made` with the version's name and counts.

    `check` sees the version's folder before that, and keeps it from happening by what it raises.
    """
    with writer.version() as folder:
        manifest = replace(made, version=folder.name, counts=_store(graph, folder, base=made.base))
        if check:
            check(folder)
        writer.publish(manifest)
    return manifest


def _store(graph: Graph, folder: Path, *, base: str) -> dict[str, int]:
    """Write a graph into an empty folder and count its entities by kind, its `statements` and its `quads`."""
    from kg.stores.store import write  # noqa: PLC0415 - an unchanged graph needs no store

    lines = chain(quads(graph, base=base), description(graph, Program(version("mlkg"), code_version(), VERSION), base=base))
    kinds = Counter(entity.id.partition("/")[0] for entity in graph.entities)
    return {**dict(sorted(kinds.items())), "statements": len(graph.statements), "quads": write(folder, lines)}
