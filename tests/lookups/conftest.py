from __future__ import annotations

import pytest

from kg.stores.rdf import quads
from kg.stores.store import OxigraphStore
from tests.lookups.graphs import graph


@pytest.fixture(scope="session")
def store() -> OxigraphStore:
    return OxigraphStore.hold(quads(graph()))
