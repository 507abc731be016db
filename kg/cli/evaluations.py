"""Evaluations as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from kg.cli.tables import Cell, Table

if TYPE_CHECKING:
    from kg.evaluation.calibration import Reliability
    from kg.evaluation.comparison import Delta
    from kg.evaluation.evaluation import Comparison, Finding
    from kg.evaluation.scores import Score

_SCORE: Final = ("field", "precision", "recall", "f1", "right", "gold", "predicted")
_FINDING: Final = ("what", "field", "item", "confidence", "file", "start", "end", "sentence", "paper")
_DELTA: Final = ("field", *(f"{figure} {when}" for figure in ("precision", "recall", "f1") for when in ("before", "after", "change")))
#: What a drawn table of them has.
_DRAWN: Final = ("field", "precision change", "recall change", "f1 before", "f1 after", "f1 change")
_BIN: Final = ("items", "bin", "count", "confidence", "right", "gap")
#: What a drawn table of findings leaves out for want of room.
_LONG: Final = ("field", "paper")


def scores_table(scores: Sequence[Score], by: str) -> Table:
    """Return scores a row; in groups, only of the fields that the group has."""
    if by == "field":
        return Table(_SCORE, tuple(map(_score, scores)))
    return Table((by, *_SCORE), tuple((score.group, *_score(score)) for score in scores if score.gold or score.predicted))


def _score(score: Score) -> tuple[Cell, ...]:
    return score.field, score.precision, score.recall, score.f1, score.right, score.gold, score.predicted


def findings_table(findings: Iterable[Finding]) -> Table:
    """Return items a row, each with the sentence that it stands in, or should have been found in."""
    return Table(_FINDING, tuple(map(_finding, findings)), drawn=tuple(name for name in _FINDING if name not in _LONG))


def _finding(finding: Finding) -> tuple[Cell, ...]:
    verdict, place = finding.verdict, finding.place
    subject = verdict.subject
    locator = subject.passage.document.source.locator if subject.passage else ""
    where: tuple[Cell, ...] = (place.start, place.end, place.sentence) if place else (None, None, None)
    return (finding.what, verdict.field, verdict.item.label, verdict.confidence, f"{subject.doc} {locator}".rstrip(), *where, subject.title)


def comparison_tables(comparison: Comparison) -> tuple[Table, Table]:
    """Return how figures differ, and which items do."""
    deltas = Table(_DELTA, tuple(map(_delta, comparison.deltas)), drawn=_DRAWN)
    changes = findings_table(comparison.changes)
    return deltas, Table(changes.columns, changes.rows, drawn=("what", "field", "item", "confidence", "file", "start", "sentence"))


def comparison_record(deltas: Table, changes: Table) -> dict[str, Any]:
    """Return both tables of a comparison as one object."""
    return {name: [dict(zip(table.columns, row, strict=True)) for row in table.rows] for name, table in (("fields", deltas), ("items", changes))}


def _delta(delta: Delta) -> tuple[Cell, ...]:
    pairs = ((delta.before.precision, delta.after.precision), (delta.before.recall, delta.after.recall), (delta.before.f1, delta.after.f1))
    return (delta.after.field, *(cell for before, after in pairs for cell in (before, after, round(after - before, 4))))


def calibration_table(groups: Sequence[Reliability]) -> Table:
    """Return the bins of each group and all of it; the gap of all is the expected calibration error."""
    return Table(_BIN, tuple(row for group in groups for row in _bins(group)))


def _bins(group: Reliability) -> Iterable[tuple[Cell, ...]]:
    for part in group.bins:
        yield group.group, f"{part.low:.1f}-{part.high:.1f}", part.count, *_rounded(part.confidence, part.right, abs(part.right - part.confidence))
    yield group.group, "all", group.count, *_rounded(group.confidence, group.right, group.error)


def _rounded(*figures: float) -> tuple[float, ...]:
    return tuple(round(figure, 4) for figure in figures)
