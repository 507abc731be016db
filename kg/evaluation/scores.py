"""Precision, recall and F1, counted from verdicts over all papers or over those of a group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, get_args

from kg.errors import KgError
from kg.evaluation.fields import FIELDS
from kg.evaluation.passages import UNKNOWN
from kg.evaluation.verdicts import Outcome, Verdict

Grouping = Literal["field", "language", "format"]

#: Digits to which figures are rounded.
_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Score:
    """Hold the counts of one field, in one group of papers; figures are rounded to four digits."""

    field: str
    right: int
    gold: int
    predicted: int
    #: The language or the format of the papers; None where all count.
    group: str | None = None

    @property
    def precision(self) -> float:
        """Return the share of what was found that is right; 0 where nothing was found."""
        return round(_share(self.right, self.predicted), _DIGITS)

    @property
    def recall(self) -> float:
        """Return the share of the gold that was found; 0 where there is none."""
        return round(_share(self.right, self.gold), _DIGITS)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        precision, recall = _share(self.right, self.predicted), _share(self.right, self.gold)
        return round(2 * precision * recall / (precision + recall), _DIGITS) if precision + recall else 0.0


def score(verdicts: Iterable[Verdict], *, by: Grouping = "field") -> tuple[Score, ...]:
    """Return the score of each field, or of each field in each language or format; raise KgError where no text tells it."""
    if by not in get_args(Grouping):
        raise KgError(f"scores go by {', '.join(get_args(Grouping))}, not by {by}")
    counts = Counter((_group(verdict, by), verdict.field, verdict.outcome) for verdict in verdicts)
    groups = sorted({group for group, _, _ in counts if group}, key=lambda group: (group == UNKNOWN, group))
    if groups == [UNKNOWN]:
        raise KgError(f"the {by} of a paper is told by its text: name the folder of the texts")
    return tuple(_score(counts, group, name) for group in (groups or (None,)) for name in FIELDS)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _group(verdict: Verdict, by: Grouping) -> str | None:
    return {"language": verdict.subject.language, "format": verdict.subject.format}.get(by)


def _score(counts: Counter[tuple[str | None, str, Outcome]], group: str | None, name: str) -> Score:
    right, missed, false = counts[group, name, "found"], counts[group, name, "missed"], counts[group, name, "false"]
    return Score(name, right, right + missed, right + false, group)
