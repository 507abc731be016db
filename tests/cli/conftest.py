from __future__ import annotations

from pathlib import Path

import pytest

from kg.stores.directory import Manifest, writing
from kg.stores.rdf import quads
from kg.stores.store import write
from kg.vocabulary import BASE
from tests.lookups.graphs import graph


@pytest.fixture(scope="session")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a graph directory with the graph that lookups are tested on."""
    path = tmp_path_factory.mktemp("cli") / "graph"
    with writing(path) as writer, writer.version() as folder:
        write(folder, quads(graph()))
        writer.publish(Manifest(folder.name, "0", "0", BASE, "0"))
    return path
