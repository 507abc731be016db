"""Verdicts: extracted records judged against gold ones, item by item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kg.evaluation.fields import FIELDS, PAPERS
from kg.evaluation.items import Item, Statements
from kg.evaluation.matching import align, match
from kg.evaluation.passages import UNKNOWN, Passage, passages, whole
from kg.evaluation.reading import GoldText
from kg.model import Document
from kg.records import Record

Outcome = Literal["found", "missed", "false"]


@dataclass(frozen=True, slots=True)
class Subject:
    """Say which gold paper a verdict is about; a paper that no gold has is about its text, `number` None."""

    doc: str
    number: int | None
    title: str | None
    language: str
    format: str
    passage: Passage | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Say of one item that it was found, missed, or found though no gold has it."""

    field: str
    outcome: Outcome
    item: Item
    subject: Subject

    @property
    def confidence(self) -> float | None:
        """Return how sure the extractor was; None for what it missed, and where its records do not say."""
        return self.item.mark.confidence if self.item.mark else None


def judge(gold: Sequence[GoldText], records: Mapping[str, Sequence[Record]], documents: Mapping[str, Sequence[Document]]) -> Iterator[Verdict]:
    """Yield the verdicts on records against gold; records and documents stand under the file's name of their text.

    Records of texts that the gold does not have are left out. Documents may be missing: language and format are then unknown.
    """
    for text in gold:
        yield from _judge_text(text, records.get(text.doc, ()), documents.get(text.doc, ()))


def _judge_text(text: GoldText, records: Sequence[Record], documents: Sequence[Document]) -> Iterator[Verdict]:
    pairs, spurious = align(text.papers, records)
    for subject, (gold, found) in zip(_subjects(text, documents), pairs, strict=True):
        yield Verdict(PAPERS, "missed" if found is None else "found", _paper(gold), subject)
        yield from _judge_paper(subject, gold, found or {})
    for record in spurious:
        yield Verdict(PAPERS, "false", _paper(record), _about(text.doc, None, record, whole(documents[0]) if documents else None))


def _judge_paper(subject: Subject, gold: Record, found: Record) -> Iterator[Verdict]:
    mine, its = Statements(gold), Statements(found)
    for name in FIELDS[1:]:
        matching = match(mine, its, name)
        outcomes: tuple[tuple[Outcome, tuple[Item, ...]], ...] = (("found", matching.found), ("missed", matching.missed), ("false", matching.false))
        for outcome, items in outcomes:
            yield from (Verdict(name, outcome, item, subject) for item in items)


def _paper(record: Record) -> Item:
    title = str(record.get("title") or "")
    return Item(title or str(record.get("arxiv") or "?"), (frozenset(),), words=((title,),))


def _subjects(text: GoldText, documents: Sequence[Document]) -> list[Subject]:
    """Return the gold papers of a text, each with the passage that its title or arXiv id leads to, else with the whole text."""
    entries = list(passages(documents))
    described = [{**record, "place": number} for number, (record, _) in enumerate(entries)]
    rest = whole(documents[0]) if documents else None
    pairs, _ = align(text.papers, described)
    return [_about(text.doc, number, gold, entries[entry["place"]][1] if entry else rest) for number, (gold, entry) in enumerate(pairs)]


def _about(doc: str, number: int | None, record: Record, passage: Passage | None) -> Subject:
    language, format_ = (passage.language, passage.document.source.format) if passage else (UNKNOWN, UNKNOWN)
    return Subject(doc, number, record.get("title"), language, format_, passage)
