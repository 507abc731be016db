"""The bulk way into Neo4j: files that `kg export` writes, and `neo4j-admin database import full`, which loads them into a new database."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from kg.pipeline.opening import read_whole
from kg.pipeline.pushing import state_of
from kg.stores.directory import current
from kg.stores.neo4j.files import write_files
from kg.stores.property_graph import PropertyGraph


@dataclass(frozen=True, slots=True)
class Import:
    """Hold the number of relationships, and the seconds of reading a graph directory, of writing the files and of loading them, the program's start included."""

    links: int
    read: float
    write: float
    load: float

    @property
    def ours(self) -> float:
        """Return the seconds from a graph in memory to one in a database."""
        return self.write + self.load


def time_import(homes: Sequence[Path], directory: Path, neo4j: str) -> Import:
    """Load the graph of a directory into a new database in the home of each server, none of which runs; `neo4j` is the script with `admin`.

    The graph is read once, written and loaded for each home; the medians count.
    """
    manifest, _ = current(directory)
    start = time.monotonic()
    graph = read_whole(directory)
    read = time.monotonic() - start
    writing, loading = [], []
    for home in homes:
        with tempfile.TemporaryDirectory() as folder:
            start = time.monotonic()
            script = write_files(graph, Path(folder) / "files", base=manifest.base, version=state_of(manifest))
            writing.append(time.monotonic() - start)
            loading.append(_load(script, f"{neo4j} admin --home {home}"))
    return Import(sum(1 for _ in PropertyGraph(graph).relationships()), read, median(writing), median(loading))


def _load(script: Path, admin: str) -> float:
    start = time.monotonic()
    subprocess.run([script, "--overwrite-destination", "neo4j"], env=os.environ | {"NEO4J_ADMIN": admin}, check=True, capture_output=True)  # noqa: S603 - our own script
    return time.monotonic() - start
