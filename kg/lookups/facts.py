"""What a graph knows of one thing, each fact with the words that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.lookups.names import Thing, resolve
from kg.lookups.reading import entities, evidence_documents, sources, statements_of, statements_to, things
from kg.model import Entity, Evidence, Literal, Source, Statement
from kg.phrases import PHRASES, inverse_phrase, phrase
from kg.stores.base import GraphStore

_ORDER: Final = {predicate: place for place, predicate in enumerate(PHRASES)}


@dataclass(frozen=True, slots=True)
class Quote:
    """Hold the words that state a fact and where they stand: `text[start:end] == words` in the file's text, NFC."""

    words: str
    file: str
    locator: str
    start: int
    end: int
    extractor: str
    confidence: float
    negated: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """Hold one fact as read from the thing that was asked for; `inverse` where that is the object of the statement."""

    predicate: str
    phrase: str
    inverse: bool
    other: Thing | Literal
    quotes: tuple[Quote, ...]

    @property
    def negated(self) -> bool:
        """Say whether every text only denies it."""
        return bool(self.quotes) and all(quote.negated for quote in self.quotes)


@dataclass(frozen=True, slots=True)
class Description:
    """Hold a thing, all its names, and its facts: its own first, then those that others state of it, by relation."""

    thing: Thing
    entity: Entity
    facts: tuple[Fact, ...]


def show(store: GraphStore, name: str) -> Description:
    """Return the facts about a thing by any of its names; raise NotFoundError where nothing, or more than one thing, has it."""
    thing = resolve(store, name)
    statements = (*statements_of(store, [thing.id]), *(item for item in statements_to(store, [thing.id]) if item.subject != thing.id))
    known = things(store, {end for item in statements for end in (item.subject, item.object) if isinstance(end, str)})
    texts = sources(store, evidence_documents(statements))
    facts = sorted((_fact(thing.id, item, known, texts) for item in statements), key=_order)
    return Description(thing, entities(store, [thing.id])[0], tuple(facts))


def _fact(asked: str, statement: Statement, known: Mapping[str, Thing], texts: Mapping[str, Source]) -> Fact:
    inverse = statement.subject != asked
    other = statement.subject if inverse else statement.object
    words = (inverse_phrase if inverse else phrase)(statement.predicate)
    return Fact(statement.predicate, words, inverse, known.get(other, Thing(other, "other", other)) if isinstance(other, str) else other,
                _quotes(statement.evidence, texts))


def _quotes(evidence: Iterable[Evidence], texts: Mapping[str, Source]) -> tuple[Quote, ...]:
    found = []
    for item in evidence:
        source = texts.get(item.document)
        file, locator = (source.name, source.locator) if source else (item.document, "")
        found.append(Quote(item.quote, file, locator, item.span.start, item.span.end, item.extractor, item.confidence, item.negated))
    return tuple(sorted(found, key=lambda quote: (quote.negated, -quote.confidence, quote.file, quote.locator, quote.start, quote.extractor)))


def _order(fact: Fact) -> tuple[bool, int, str, int, str, str]:
    """Order by relation, then the best supported first."""
    label = (fact.other.label, fact.other.id) if isinstance(fact.other, Thing) else (fact.other.value, fact.other.language or "")
    return (fact.inverse, _ORDER.get(fact.predicate, len(_ORDER)), fact.predicate, -len({quote.file for quote in fact.quotes}), *label)
