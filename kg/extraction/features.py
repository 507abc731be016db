"""What the recogniser sees of each token: its form, its neighbours, and what the rules and the vocabulary say of its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import add
from typing import Final

from kg.extraction.introduces import title_name
from kg.extraction.kinds import head_kind
from kg.extraction.reading import Definition, Reading
from kg.extraction.tokens import bounds
from kg.extraction.wordfeatures import AFTER, AHEAD, BEHIND, BEYOND, FIRST, LAST, OWN, RUN, clue_places, joins, word_places
from kg.identifiers import has_hangul
from kg.model import Mention, Span

_WORD: Final = re.compile(r"[A-Za-z가-힣]{3,}")
_PROPOSES: Final = re.compile("제안|소개|도입|개발|propose|introduc|present", re.IGNORECASE)
#: How many words a name's head may stand right of a token.
REACH: Final = 4
#: Tokens of a view, but for its last sentence: what bounds the memory.
_TOKENS: Final = 4_096


@dataclass(frozen=True, slots=True)
class Clues:
    """Hold what other sources say of a reading: the vocabulary's mentions, the rules', and the text's definitions."""

    known: tuple[Mention, ...]
    found: tuple[Mention, ...]
    definitions: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class View:
    """Hold the tokens of some sentences and what is said of them, by token; two empty ones stand around each sentence."""

    words: list[str] = field(default_factory=lambda: [BEYOND] * OWN)
    spans: list[tuple[int, int]] = field(default_factory=lambda: [(0, 0)] * OWN)
    #: The first token of each sentence, the one behind its last, and the features that all of its tokens share.
    sentences: list[tuple[int, int, tuple[str, ...]]] = field(default_factory=list)
    clues: dict[int, tuple[str, ...]] = field(default_factory=dict)
    #: Tokens without a blank before them, and those of the running text that are words of the title.
    glued: list[int] = field(default_factory=list)
    titled: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Context:
    """Hold what is seen of all tokens of a text: clues by place, the words of the title's own name and of the title."""

    text: str
    title: Span
    clues: Mapping[int, list[str]]
    own: frozenset[str]
    titled: frozenset[str]


def views(reading: Reading, clues: Clues) -> Iterator[View]:
    """Yield the sentences of a reading, some at a time, as the recogniser sees them."""
    context = _context(reading, _by_place(reading, clues))
    first = reading.blocks[1] if len(reading.blocks) > 1 else None
    view = View()
    for block in reading.blocks:
        in_title = block == reading.title
        for sentence in (block,) if in_title else reading.sentences_in(block):
            places = bounds(reading.text, sentence)
            if places:
                _see(context, view, places, _about(reading.words(sentence), in_title=in_title, in_first=block == first))
            if len(view.words) >= _TOKENS:
                yield view
                view = View()
    if view.sentences:
        yield view


def _context(reading: Reading, clues: Mapping[int, list[str]]) -> _Context:
    title = reading.words(reading.title) if reading.title else ""
    name = title_name(reading.text, reading.title) if reading.title else None
    own = reading.words(name).lower().split() if name else ()
    return _Context(reading.text, reading.title or Span(0, 0), clues, frozenset(own), frozenset(_WORD.findall(title.lower())))


def _see(context: _Context, view: View, places: Sequence[tuple[int, int]], about: tuple[str, ...]) -> None:
    """Add a sentence to a view."""
    text, title, clues = context.text, context.title, context.clues
    first = len(view.words)
    view.sentences.append((first, first + len(places), about))
    for number, (start, end) in enumerate(places, first):
        word = text[start:end]
        view.words.append(word)
        lower = word.lower()
        if not (start and text[start - 1].isspace()):
            view.glued.append(number)
        if lower in context.titled and not title.start <= start < title.end:
            view.titled.append(number)
        said = clues.get(start, ())
        if lower in context.own:
            view.clues[number] = ("own", *said)
        elif said:
            view.clues[number] = tuple(said)
    view.spans.extend(places)
    view.words.extend([BEYOND] * OWN)
    view.spans.extend([(0, 0)] * OWN)


def _by_place(reading: Reading, said: Clues) -> dict[int, list[str]]:
    """Return what is said of each place."""
    clues: dict[int, list[str]] = defaultdict(list)
    kinds: dict[int, str] = {}
    for source, mentions in (("lex", said.known), ("rule", said.found)):
        for mention in mentions:
            _mark(clues, mention.span, f"{source}={mention.kind}")
            kinds.setdefault(mention.span.start, mention.kind)
    for definition in said.definitions:
        kind = next((kind for span in definition.spans if (kind := head_kind(reading.words(span)) or kinds.get(span.start))), None)
        for number, span in enumerate(definition.spans):
            _mark(clues, span, f"gloss={'inner' if number else 'outer'}:{kind}")
    return clues


def _mark(clues: dict[int, list[str]], span: Span, name: str) -> None:
    clues[span.start].append(f"{name}:B")
    inside = f"{name}:I"
    for place in range(span.start + 1, span.end):
        clues[place].append(inside)


def _about(sentence: str, *, in_title: bool, in_first: bool) -> tuple[str, ...]:
    """Return the features that all tokens of a sentence share."""
    return (f"language={'ko' if has_hangul(sentence) else 'en'}", f"proposes={_PROPOSES.search(sentence) is not None}:{in_first}",
            *(("title",) if in_title else ()))


def spelled(view: View) -> Iterator[list[list[str]]]:
    """Yield the features of each token of a view's sentences by their names, as they are learnt from."""
    lower = [word.lower() for word in view.words]
    said = [clue_places(view.clues.get(number, ())) for number in range(len(lower))]
    told = [tuple(map(add, word_places(word), clues)) for word, clues in zip(view.words, said, strict=True)]
    glued, titled = set(view.glued), set(view.titled)
    for first, last, about in view.sentences:
        stops = [*(number for number in range(first, last) if not joins(view.words[number])), last]
        rows = []
        for number in range(first, last):
            end = min(stops[bisect_right(stops, number)] - 1, number + REACH)
            rows.append([
                *(("glued",) if number in glued else ()), *(("titled",) if number in titled else ()), *said[number][OWN], *about,
                *word_places(view.words[number])[OWN], *told[end][RUN], *told[end + 1][AFTER],
                *(feature for step, place in enumerate(range(number - OWN, number + OWN + 1)) if place != number for feature in told[place][step]),
                *(FIRST if number == first else (f"{BEHIND}{lower[number - 1]}|{lower[number]}",)),
                *(LAST if number == last - 1 else (f"{AHEAD}{lower[number]}|{lower[number + 1]}",))])
        yield rows
