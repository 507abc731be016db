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

from kg.pipeline.pushing import export_neo4j


@dataclass(frozen=True, slots=True)
class Import:
    """Hold the wall-clock seconds of writing the files, and of loading them with the start of the program that does."""

    export: float
    load: float


def time_import(directory: Path, neo4j: str, runs: int) -> Import:
    """Export the graph of a directory once and load it into a new database as often as there are runs; `neo4j` is the script with `admin`."""
    with tempfile.TemporaryDirectory() as folder:
        return import_into([Path(folder) / f"home{run}" for run in range(runs)], directory, neo4j)


def import_into(homes: Sequence[Path], directory: Path, neo4j: str) -> Import:
    """Do the same into the homes of servers that do not run."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.monotonic()
        script = export_neo4j(directory, Path(folder) / "files")
        export = time.monotonic() - start
        return Import(export, median(_load(script, f"{neo4j} admin --home {home}") for home in homes))


def _load(script: Path, admin: str) -> float:
    start = time.monotonic()
    subprocess.run([script, "--overwrite-destination", "neo4j"], env=os.environ | {"NEO4J_ADMIN": admin}, check=True, capture_output=True)  # noqa: S603 - our own script
    return time.monotonic() - start
