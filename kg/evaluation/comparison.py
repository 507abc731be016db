"""Two runs over the same gold: which items the later one gained and lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kg.evaluation.scores import Score
from kg.evaluation.verdicts import Outcome, Verdict

Kind = Literal["gained", "lost", "new false", "false gone"]

#: What it means that only the later run, and that only the earlier one, has an item of an outcome.
_KINDS: Final[tuple[tuple[Outcome, Kind, Kind], ...]] = (("found", "gained", "lost"), ("false", "new false", "false gone"))


@dataclass(frozen=True, slots=True)
class Delta:
    """Hold the scores of one field before and after."""

    before: Score
    after: Score


def differences(before: Sequence[Verdict], after: Sequence[Verdict]) -> Iterator[tuple[Kind, Verdict]]:
    """Yield the items that one run has and the other has not: gold that was found, and what no gold has."""
    for outcome, new, gone in _KINDS:
        yield from ((new, verdict) for verdict in _only(after, before, outcome))
        yield from ((gone, verdict) for verdict in _only(before, after, outcome))


def _only(run: Sequence[Verdict], other: Sequence[Verdict], outcome: Outcome) -> Iterator[Verdict]:
    """Yield the items of an outcome that the other run does not have; equal ones count as often as they are there."""
    rest = Counter(_key(verdict) for verdict in other if verdict.outcome == outcome)
    for verdict in (verdict for verdict in run if verdict.outcome == outcome):
        if rest[_key(verdict)]:
            rest[_key(verdict)] -= 1
        else:
            yield verdict


def _key(verdict: Verdict) -> tuple[str, str, int | None, str]:
    return verdict.field, verdict.subject.doc, verdict.subject.number, verdict.item.label
