from __future__ import annotations

from kg.lookups.stats import stats
from kg.stores.store import OxigraphStore
from tests.lookups.graphs import graph


def test_everything_is_counted(store: OxigraphStore) -> None:
    found, made = stats(store, limit=2), graph()
    assert sum(found.things.values()) == len(made.entities)
    assert sum(found.relations.values()) == sum(bool(item.evidence) for item in made.statements)
    assert found.texts == {"prose": 3}
    assert found.quotes == len({evidence for item in made.statements for evidence in item.evidence})
    assert [(thing.label, count) for thing, count in found.methods] == [("Speculative Decoding", 2), ("Tree Attention", 2)]
