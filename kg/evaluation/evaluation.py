"""What an evaluation tells: scores, errors with their sentences, differences to another run, calibration, and a gate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.errors import KgError
from kg.evaluation.calibration import Reliability, calibrate
from kg.evaluation.comparison import Delta, Kind, differences
from kg.evaluation.fields import FIELDS
from kg.evaluation.passages import Place, place
from kg.evaluation.reading import GoldText
from kg.evaluation.scores import Grouping, Score, score
from kg.evaluation.verdicts import Outcome, Verdict, judge
from kg.model import Document
from kg.records import Record


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold an item, what is said of it, and where it stands or should have been seen; None where no text has it."""

    what: Outcome | Kind
    verdict: Verdict
    place: Place | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold how the figures of each field differ between two runs, and which items do."""

    deltas: tuple[Delta, ...]
    changes: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Hold the verdicts on all items of some texts."""

    verdicts: tuple[Verdict, ...]
    #: The texts by id, where they are at hand.
    documents: Mapping[str, Document] = field(default_factory=dict, repr=False)
    #: Annotated texts of which there is no record at all.
    unseen: tuple[str, ...] = ()

    def scores(self, *, by: Grouping = "field") -> tuple[Score, ...]:
        """Return the score of each field, or of each field in each language or format; raise KgError where no text tells it."""
        return score(self.verdicts, by=by)

    def errors(self, name: str) -> tuple[Finding, ...]:
        """Return what was missed and what was found falsely in a field, in the order of the gold; raise KgError for no such field."""
        _known(name)
        return tuple(self._find(verdict.outcome, verdict) for verdict in self.verdicts if verdict.field == name and verdict.outcome != "found")

    def against(self, before: Evaluation) -> Comparison:
        """Return what differs from an earlier run on the same gold."""
        deltas = tuple(Delta(*scores) for scores in zip(before.scores(), self.scores(), strict=True))
        return Comparison(deltas, tuple(self._find(kind, verdict) for kind, verdict in differences(before.verdicts, self.verdicts)))

    def calibration(self) -> tuple[Reliability, ...]:
        """Return how far the confidence in entities, in relations and in both can be believed."""
        return calibrate(self.verdicts)

    def below(self, floors: Mapping[str, float]) -> Iterator[tuple[Score, float]]:
        """Yield the fields whose F1 is under its floor, with the floor; raise KgError for no such field."""
        for name in floors:
            _known(name)
        yield from ((found, floors[found.field]) for found in self.scores() if found.field in floors and found.f1 < floors[found.field])

    def _find(self, what: Outcome | Kind, verdict: Verdict) -> Finding:
        return Finding(what, verdict, place(verdict.item, verdict.subject.passage, self.documents))


def against_gold(gold: Sequence[GoldText], records: Mapping[str, Sequence[Record]], documents: Mapping[str, Sequence[Document]]) -> Evaluation:
    """Judge records against gold; records and documents, where there are any, stand under the name of their text's file."""
    known = {document.source.id: document for text in gold for document in documents.get(text.doc, ())}
    return Evaluation(tuple(judge(gold, records, documents)), known, tuple(text.doc for text in gold if not records.get(text.doc)))


def _known(name: str) -> None:
    if name not in FIELDS:
        raise KgError(f"{name} is no field; fields are {', '.join(FIELDS)}")
