"""Mentions from all sources, and which of two that overlap counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from kg.extraction.definitions import find_definitions
from kg.extraction.kinds import head_kind, is_head, shape_kind
from kg.extraction.lexicon import Lexicon
from kg.extraction.names import coined_names, english_phrases, is_name
from kg.extraction.reading import Definition, Reading
from kg.extraction.text import has_hangul
from kg.model import Mention, Span

Recogniser = Callable[[Reading], Iterable[Mention]]
#: Sources in the order of trust: of two mentions of the same words the first source's counts.
_TRUST: Final = ("rule.gloss", "rule.abbreviation", "lexicon.concept", "rule.coined", "rule.phrase")


def find_mentions(reading: Reading, lexicon: Lexicon) -> Reading:
    """Return the reading with its definitions and mentions, none of which overlap."""
    known = lexicon(reading)
    definitions = tuple(definition for definition in find_definitions(reading) if _is_thing(reading, definition, known))
    defined = tuple(mention for definition in definitions for mention in _defined(reading, definition, known))
    figures = {mention.span.start: mention.span.end for mention in known if mention.kind == "metric"}
    coined = (mention for mention in coined_names(reading) if figures.get(mention.span.start, mention.span.end) >= mention.span.end)
    strong = longest((*defined, *known, *coined))
    weak = english_phrases(reading)
    return replace(reading, definitions=definitions, mentions=longest(strong, otherwise=weak))


def _is_thing(reading: Reading, definition: Definition, known: Iterable[Mention]) -> bool:
    """Say whether a gloss names a thing of the graph: by its concept, its head noun or its shape, not `품질(quality)`."""
    return _kind(reading, definition, known) is not None


def _kind(reading: Reading, definition: Definition, known: Iterable[Mention]) -> tuple[str, str | None] | None:
    spans = set(definition.spans)
    concept = next(((mention.kind, mention.concept) for mention in known if mention.span in spans), None)
    if concept:
        return concept
    names = [reading.words(span) for span in definition.spans]
    if any(is_head(name) and not is_name(name) for name in names):
        return None
    for name in sorted(names, key=has_hangul):
        kind = head_kind(name) or shape_kind(name)
        if kind:
            return kind, None
    return ("method", None) if any(is_name(name) for name in names) else None


def _defined(reading: Reading, definition: Definition, known: Iterable[Mention]) -> Iterator[Mention]:
    found = _kind(reading, definition, known)
    if found:
        for span in definition.spans:
            yield Mention(span, reading.words(span), found[0], definition.extractor, definition.confidence, found[1])


def longest(mentions: Iterable[Mention], *, otherwise: Iterable[Mention] = ()) -> tuple[Mention, ...]:
    """Return mentions without overlaps, the longest first, then those of `otherwise` that overlap none; in the order of the text."""
    taken: dict[int, Mention] = {}
    for group in (mentions, otherwise):
        for mention in sorted(group, key=_rank):
            if not any(place in taken for place in range(mention.span.start, mention.span.end)):
                taken.update(dict.fromkeys(range(mention.span.start, mention.span.end), mention))
    return tuple(sorted(set(taken.values()), key=lambda mention: mention.span))


def _rank(mention: Mention) -> tuple[int, int, Span]:
    return mention.span.start - mention.span.end, _TRUST.index(mention.extractor), mention.span
