"""Mentions from all sources, and which of them count: rules alone, or rules and the learned recogniser checking each other."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from operator import attrgetter
from typing import Final

from kg.extraction.definitions import find_definitions
from kg.extraction.features import Clues
from kg.extraction.kinds import head_kind, is_head, shape_kind
from kg.extraction.lexicon import Lexicon
from kg.extraction.names import coined_names, english_phrases, is_name
from kg.extraction.quantities import quantities
from kg.extraction.reading import Definition, Proposals, Reading
from kg.extraction.recogniser import Recogniser
from kg.extraction.wordlists import words
from kg.identifiers import has_hangul
from kg.model import Mention, Span
from kg.vocabulary import KIND_OF_TYPE

#: Chance, by the recogniser, from which on a mention is worth judging: its own, one of the other sources', a phrase.
LIKELY: Final = 0.1
POSSIBLE: Final = 0.05
_TRUST: Final = {name: rank for rank, name in enumerate(("rule.gloss", "rule.abbreviation", "lexicon.concept", "model.recogniser", "rule.coined", "rule.phrase", "rule.quantity"))}
_LEADING: Final = words("leading")
_START: Final = attrgetter("span.start")
_FIRST_WORD: Final = re.compile(r"(?P<word>[^\s]+)\s+")


def find_mentions(reading: Reading, lexicon: Lexicon, recogniser: Recogniser | None = None) -> Reading:
    """Return the reading with its definitions and mentions, none of which overlap."""
    known = lexicon(reading)
    concepts = {mention.span: mention for mention in known}
    definitions = find_definitions(reading)
    coined = tuple(_no_figures(coined_names(reading), known))
    phrases = english_phrases(reading)
    if recogniser is None:
        things = tuple(definition for definition in definitions if _kind(reading, definition, concepts))
        defined = (mention for definition in things for mention in _defined(reading, definition, concepts))
        return replace(reading, definitions=things, mentions=longest(longest((*defined, *known, *coined)), otherwise=phrases))
    proposals = recogniser.propose(reading, Clues(known, (*coined, *phrases), definitions))
    return _checked(reading, definitions, known, coined, proposals)


def _checked(reading: Reading, definitions: tuple[Definition, ...], known: tuple[Mention, ...], coined: tuple[Mention, ...], proposals: Proposals) -> Reading:
    """Return the reading with the mentions that the recogniser proposes or finds likely enough."""
    concepts = {mention.span: mention for mention in known}
    proposed = [_trimmed(reading, mention) for mention in proposals.mentions if mention.confidence >= LIKELY]
    named = tuple(_with_concept(mention, concepts.get(mention.span)) for mention in proposed)
    defined = (mention for definition in definitions for mention in _defined(reading, definition, concepts))
    likely = tuple(mention for mention in (*defined, *known, *coined) if proposals.chance(mention.span) >= POSSIBLE)
    mentions = longest(named, otherwise=longest(likely))
    ends = {mention.span.end: mention.span for mention in mentions}
    return replace(reading, mentions=longest(mentions, otherwise=quantities(reading)), proposals=proposals, definitions=tuple(_aligned(definitions, ends)))


def _aligned(definitions: Iterable[Definition], ends: dict[int, Span]) -> Iterator[Definition]:
    """Yield the definitions of things that are mentioned, each name as far to the left as the mention that ends with it."""
    for definition in definitions:
        if any(span.end in ends for span in definition.spans):
            yield replace(definition, spans=tuple(ends.get(span.end, span) for span in definition.spans))


def _with_concept(mention: Mention, known: Mention | None) -> Mention:
    """Return a mention with the concept of the vocabulary's mention of the same words, and its finer type if the kinds agree."""
    if known is None:
        return mention
    return mention._replace(concept=known.concept, kind=known.kind if KIND_OF_TYPE[known.kind] == mention.kind else mention.kind)


def _trimmed(reading: Reading, mention: Mention) -> Mention:
    """Return a mention without adverbs and determiners at its beginning."""
    start, end = mention.span.start, mention.span.end
    while (first := _FIRST_WORD.match(reading.text, start, end)) and first["word"].lower() in _LEADING:
        start = first.end()
    return mention._replace(span=Span(start, end), name=reading.text[start:end]) if start > mention.span.start else mention


def _no_figures(coined: Iterable[Mention], known: Iterable[Mention]) -> Iterator[Mention]:
    """Leave out coined names that are a metric and its figure: `FID 2.42`."""
    metrics = {mention.span.start: mention.span.end for mention in known if mention.kind == "metric"}
    return (mention for mention in coined if metrics.get(mention.span.start, mention.span.end) >= mention.span.end)


def _kind(reading: Reading, definition: Definition, concepts: Mapping[Span, Mention]) -> tuple[str, str | None] | None:
    """Return the kind and concept of a defined thing by its concept, its head noun or its shape; None for `품질(quality)`."""
    known = next((concepts[span] for span in sorted(definition.spans) if span in concepts), None)
    if known:
        return known.kind, known.concept
    names = [reading.words(span) for span in definition.spans]
    if any(is_head(name) and not is_name(name) for name in names):
        return None
    for name in sorted(names, key=has_hangul):
        kind = head_kind(name) or shape_kind(name)
        if kind:
            return kind, None
    return ("method", None) if any(is_name(name) for name in names) else None


def _defined(reading: Reading, definition: Definition, concepts: Mapping[Span, Mention]) -> Iterator[Mention]:
    found = _kind(reading, definition, concepts)
    if found:
        for span in definition.spans:
            yield Mention(span, reading.words(span), found[0], definition.extractor, definition.confidence, found[1])


def longest(mentions: Iterable[Mention], *, otherwise: Iterable[Mention] = ()) -> tuple[Mention, ...]:
    """Return mentions without overlaps, the longest first, then those of `otherwise` that overlap none; in the order of the text."""
    taken: list[Mention] = []
    for group in (mentions, otherwise):
        for mention in sorted(group, key=_rank):
            place = bisect_left(taken, mention.span.end, key=_START)
            if mention.span.start < mention.span.end and (not place or taken[place - 1].span.end <= mention.span.start):
                taken.insert(bisect_left(taken, mention.span.start, key=_START), mention)
    return tuple(taken)


def _rank(mention: Mention) -> tuple[int, int, Span]:
    return mention.span.start - mention.span.end, _TRUST[mention.extractor], mention.span
