from __future__ import annotations

from itertools import permutations

from kg.belief import belief
from kg.model import Evidence, Span


def one(extractor: str, confidence: float = 0.7, *, negated: bool = False) -> Evidence:
    return Evidence("d", Span(0, 1), "x", extractor, confidence, negated)


def test_more_evidence_means_more_belief_but_one_rule_never_certainty() -> None:
    assert 0 < belief([one("rule.a")]) < belief([one("rule.a")] * 2) < belief([one("rule.a"), one("rule.b")]) < 1
    assert belief([one("rule.a")] * 10_000) <= 0.9


def test_denial_takes_belief_away_and_nothing_gives_none() -> None:
    assert belief([]) == 0
    assert belief([one("rule.a"), one("rule.b", negated=True)]) < belief([one("rule.a")])


def test_the_order_of_evidence_does_not_matter_nor_what_is_beyond_four_decimals() -> None:
    items = [one("rule.a", 0.3), one("rule.a", 0.7), one("reader.b", 0.1), one("rule.c", 0.77, negated=True)]
    assert len({belief(order) for order in permutations(items)}) == 1
    assert belief([one("rule.a", 0.123412)]) == belief([one("rule.a", 0.1234)])
