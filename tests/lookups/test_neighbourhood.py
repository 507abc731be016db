from __future__ import annotations

import pytest

from kg.errors import NotFoundError
from kg.lookups.neighbourhood import neighbourhood
from kg.stores.store import OxigraphStore


def test_the_part_around_a_thing_holds_what_joins_its_things(store: OxigraphStore) -> None:
    found = neighbourhood(store, "메두사")
    names = {entity.id for entity in found.entities}
    assert found.focus == "method/medusa"
    assert names >= {"method/medusa", "method/eagle", "paper/2401.10774", "method/speculative-decoding", "task/text-generation"}
    assert all(item.subject in names and (not isinstance(item.object, str) or item.object in names) for item in found.statements)
    assert {(item.subject, item.object) for item in found.statements} >= {("method/eagle", "method/speculative-decoding")}
    assert len(set(found.statements)) == len(found.statements)
    assert [source.name for source in found.sources] == ["digest.md"]


@pytest.mark.parametrize("limit", [0, 1, 3, 5])
def test_a_limit_holds(store: OxigraphStore, limit: int) -> None:
    assert len(neighbourhood(store, "Medusa", limit=limit).entities) == limit + 1


def test_what_means_most_is_nearest(store: OxigraphStore) -> None:
    kept = {entity.id for entity in neighbourhood(store, "Medusa", limit=3).entities}
    assert "method/speculative-decoding" in kept
    assert not any(name.startswith("result/") for name in kept)


def test_venues_have_a_neighbourhood_too(store: OxigraphStore) -> None:
    assert {entity.id for entity in neighbourhood(store, "ICML").entities} == {"venue/icml", "paper/2401.10774"}
    with pytest.raises(NotFoundError):
        neighbourhood(store, "NeurIPS")
