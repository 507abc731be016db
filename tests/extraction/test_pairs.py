from __future__ import annotations

import numpy as np

from kg.extraction.pairs import pairs
from kg.extraction.reading import Reading
from kg.extraction.weighing import LABELS, naming, pair_numbers
from tests.extraction.reading_of import clustered


def named(reading: Reading) -> set[tuple[str, str]]:
    return {(reading.clusters[pair.head].name, reading.clusters[pair.tail].name) for pair in pairs(reading)}


def test_what_never_meets_may_relate_where_one_is_the_papers_own() -> None:
    found = named(clustered("FooNet is fast. Then QuxNet came. ZapNet is slow.", title="FooNet: Fast Routing"))
    assert {("FooNet", "QuxNet"), ("QuxNet", "FooNet"), ("ZapNet", "FooNet")} <= found
    assert not {("QuxNet", "ZapNet"), ("ZapNet", "QuxNet")} & found


def test_what_never_meets_may_relate_where_one_name_holds_the_other() -> None:
    found = named(clustered("We tried QuxNet. They built FastQuxNet. ZapNet is slow."))
    assert found == {("FastQuxNet", "QuxNet")}


def test_a_pair_that_never_meets_is_shown_where_the_thing_is_named_that_the_paper_is_not_about() -> None:
    reading = clustered("FooNet is fast. Then QuxNet came.", title="FooNet: Fast Routing")
    shown = {(reading.clusters[pair.head].name, reading.clusters[pair.tail].name): reading.words(naming(reading, pair)) for pair in pairs(reading) if not pair.nearest}
    assert shown == {("FooNet", "QuxNet"): "Then QuxNet came.", ("QuxNet", "FooNet"): "Then QuxNet came."}


def test_a_pair_is_seen_among_the_others() -> None:
    reading = clustered("FooNet uses QuxNet and ZapNet.", title="FooNet: Fast Routing")
    found = list(pairs(reading))
    chances = np.full((len(found), len(LABELS)), 0.1)
    chances[0, 1] = 0.8
    flat, sharp = pair_numbers(reading, found, np.full_like(chances, 0.1)), pair_numbers(reading, found, chances)
    assert flat.shape == sharp.shape == (len(found), flat.shape[1])
    assert all((one != other).any() for one, other in zip(flat, sharp, strict=True))
