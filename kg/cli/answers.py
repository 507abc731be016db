"""Answers of lookups as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kg.cli.tables import Cell, Table, as_json
from kg.model import Literal
from kg.stores.base import Cell as Value
from kg.stores.base import Rows, Triple

if TYPE_CHECKING:
    from kg.lookups.facts import Description, Fact
    from kg.lookups.names import Thing
    from kg.lookups.papers import FoundPaper
    from kg.lookups.related import Related
    from kg.lookups.search import Found
    from kg.lookups.stats import Stats
    from kg.stores.results import Answer as Stream

#: Rows of a SELECT, the truth of an ASK, triples of a CONSTRUCT.
Answer = Rows | bool | tuple[Triple, ...]

#: Aliases that the heading of a drawn table lists.
_ALIASES = 12


def facts_table(description: Description, facts: Sequence[Fact]) -> Table:
    """Return some facts of a thing with the best quote of each; `texts` counts the files that state it."""
    thing, entity = description.thing, description.entity
    names = sorted({alias.value for alias in entity.aliases} - {thing.label})
    heading = (f"{thing.label} ({thing.kind}, {thing.id})", *([f"also called {', '.join(names[:_ALIASES])}"] if names else []))
    record = {**asdict(thing), "aliases": names, "facts": [_fact(fact) for fact in facts]}
    return Table(("relation", "thing", "id", "texts", "quote", "file", "start", "end"), tuple(map(_fact_row, facts)), record, heading,
                 ("relation", "thing", "quote", "file", "start", "end"))


def first_of_each(facts: Iterable[Fact], limit: int) -> list[Fact]:
    """Return at most `limit` facts of each relation, all of them where it is 0."""
    groups = (list(group) for _, group in groupby(facts, key=lambda fact: (fact.inverse, fact.predicate)))
    return [fact for group in groups for fact in group[:limit or None]]


def related_table(items: Sequence[Related]) -> Table:
    """Return related things with the reasons for each."""
    record = [{**asdict(item.thing), "score": item.score, "reasons": [asdict(reason) for reason in item.reasons]} for item in items]
    rows = tuple((item.score, item.thing.label, item.thing.id, "; ".join(dict.fromkeys(reason.words for reason in item.reasons))) for item in items)
    return Table(("score", "thing", "id", "why"), rows, record, drawn=("score", "thing", "why"))


def papers_table(items: Sequence[FoundPaper]) -> Table:
    """Return papers with the methods that each was found for."""
    rows = tuple((item.date, item.paper.label, item.paper.id, item.arxiv, _labels(item.introduces), _labels(item.mentions)) for item in items)
    return Table(("date", "paper", "id", "arxiv", "introduces", "mentions"), rows, [asdict(item) for item in items],
                 drawn=("date", "paper", "arxiv", "introduces", "mentions"))


def stats_table(found: Stats) -> Table:
    """Return counts, each under what is counted."""
    groups: tuple[tuple[str, Iterable[tuple[str, int]]], ...] = (
        ("things", found.things.items()), ("relations", found.relations.items()), ("texts", found.texts.items()), ("evidence", [("quotes", found.quotes)]),
        ("papers about", [(thing.label, count) for thing, count in found.methods]))
    return Table(("what", "name", "count"), tuple((what, name, count) for what, counts in groups for name, count in counts), asdict(found))


def answer_table(answer: Answer) -> Table:
    """Return what a query of any form answers."""
    if isinstance(answer, bool):
        return Table(("answer",), (("true" if answer else "false",),), {"answer": answer})
    if isinstance(answer, Rows):
        return Table(answer.names, tuple(tuple(map(_cell, row)) for row in answer))
    rows = tuple((subject, predicate, thing.value if isinstance(thing, Literal) else thing) for subject, predicate, thing in answer)
    return Table(("subject", "predicate", "object"), rows)


def stream_table(answer: Stream) -> Table:
    """Return what a query answers, to be written while it comes."""
    rows = (tuple(map(_cell, row)) for row in answer)
    if answer.form != "ASK":
        return Table(answer.names, rows)
    row = next(rows)
    return Table(answer.names, (row,), {"answer": row == ("true",)})


def found_table(items: Sequence[Found]) -> Table:
    """Return things that a search found."""
    rows = tuple((item.thing.label, item.thing.kind, item.thing.id, item.name if item.name != item.thing.label else None, item.texts) for item in items)
    return Table(("thing", "kind", "id", "found as", "texts"), rows, [asdict(item) for item in items])


def _cell(value: Value) -> Cell:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return as_json(value)
    return float(value) if isinstance(value, Decimal) else value


def _labels(things: Iterable[Thing]) -> str:
    return ", ".join(thing.label for thing in things)


def _relation(fact: Fact) -> str:
    return f"denied: {fact.phrase}" if fact.negated else fact.phrase


def _fact_row(fact: Fact) -> tuple[Cell, ...]:
    name, identifier = (fact.other.value, None) if isinstance(fact.other, Literal) else (fact.other.label, fact.other.id)
    texts = len({(quote.file, quote.locator) for quote in fact.quotes})
    if not fact.quotes:
        return (fact.phrase, name, identifier, texts, None, None, None, None)
    best = fact.quotes[0]
    return (_relation(fact), name, identifier, texts, best.words, f"{best.file} {best.locator}".rstrip(), best.start, best.end)


def _fact(fact: Fact) -> dict[str, Any]:
    other = {"value": fact.other.value} if isinstance(fact.other, Literal) else asdict(fact.other)
    return {"predicate": fact.predicate, "phrase": fact.phrase, "inverse": fact.inverse, "negated": fact.negated, **other,
            "evidence": [{"quote" if name == "words" else name: value for name, value in asdict(quote).items()} for quote in fact.quotes]}
