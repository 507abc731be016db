"""What the recogniser sees of each token: its form, its neighbours, and what the rules and the vocabulary say of its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.extraction.introduces import title_name
from kg.extraction.kinds import head_kind
from kg.extraction.reading import Definition, Reading
from kg.extraction.text import PARTICLES, has_hangul, is_hangul
from kg.extraction.tokens import tokens
from kg.extraction.wordfeatures import AFTER, OWN, RUN, WordFeatures
from kg.model import Mention, Span

_WORD: Final = re.compile(r"[A-Za-z가-힣]{3,}")
_PROPOSES: Final = re.compile("제안|소개|도입|개발|propose|introduc|present", re.IGNORECASE)
_PARTICLES: Final = frozenset(PARTICLES)
#: How many words a name's head may stand right of a token.
_RUN: Final = 4
_STEPS: Final = (-2, -1, 1, 2)

@dataclass(frozen=True, slots=True)
class Sentence:
    """Hold the tokens of a sentence and the features of each."""

    tokens: tuple[Span, ...]
    features: tuple[list[str], ...]


@dataclass(frozen=True, slots=True)
class _Context:
    """Hold what the features of a token need of its text: clues by place, the words of the title's own name and of the title."""

    text: str
    title: Span | None
    clues: dict[int, list[str]]
    own: frozenset[str]
    titled: frozenset[str]


@dataclass(frozen=True, slots=True)
class Clues:
    """Hold what other sources say of a reading: the vocabulary's mentions, the rules', and the text's definitions."""

    known: tuple[Mention, ...]
    found: tuple[Mention, ...]
    definitions: tuple[Definition, ...]


def featured(reading: Reading, clues: Clues, made: WordFeatures) -> Iterator[Sentence]:
    """Yield the sentences of a reading with the features of their tokens."""
    context = _context(reading, _by_place(reading, clues))
    first = reading.blocks[1] if len(reading.blocks) > 1 else None
    for block in reading.blocks:
        in_title = block == reading.title
        for sentence in (block,) if in_title else reading.sentences_in(block):
            places = tuple(tokens(reading.text, sentence))
            if places:
                about = _about(reading.words(sentence), in_title=in_title, in_first=block == first)
                words = [reading.words(place) for place in places]
                told = [_clued(context, word.lower(), place) for word, place in zip(words, places, strict=True)]
                single = [_single(context, word, place, clues) for word, place, clues in zip(words, places, told, strict=True)]
                yield Sentence(places, tuple(_features(made, words, single, told, about)))


def _context(reading: Reading, clues: dict[int, list[str]]) -> _Context:
    title = reading.words(reading.title) if reading.title else ""
    name = title_name(reading.text, reading.title) if reading.title else None
    own = reading.words(name).lower().split() if name else ()
    return _Context(reading.text, reading.title, clues, frozenset(own), frozenset(_WORD.findall(title.lower())))


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
    for place in range(span.start + 1, span.end):
        clues[place].append(f"{name}:I")


def _about(sentence: str, *, in_title: bool, in_first: bool) -> list[str]:
    """Return the features that all tokens of a sentence share."""
    return [f"language={'ko' if has_hangul(sentence) else 'en'}", f"proposes={_PROPOSES.search(sentence) is not None}:{in_first}",
            *(["title"] if in_title else [])]


def _clued(context: _Context, lower: str, place: Span) -> list[str]:
    """Return what is said of a token's place, which it tells its neighbours, too."""
    clues = context.clues.get(place.start, [])
    return ["own", *clues] if lower in context.own else clues


def _single(context: _Context, word: str, place: Span, clues: list[str]) -> list[str]:
    """Return what a token's place says of it."""
    glued = () if place.start and context.text[place.start - 1].isspace() else ("glued",)
    titled = word.lower() in context.titled and not (context.title and context.title.start <= place.start < context.title.end)
    return [*glued, *(("titled",) if titled else ()), *clues]


def _features(made: WordFeatures, words: list[str], single: list[list[str]], told: list[list[str]], about: list[str]) -> Iterator[list[str]]:
    lower = [word.lower() for word in words]
    seen = [made.of(word) for word in words]
    ends = _run_ends(words)
    last = len(words) - 1
    for number, own in enumerate(single):
        end = ends[number]
        features = [*own, *about, *seen[number][OWN], *seen[end][RUN], *(seen[end + 1] if end < last else made.of(""))[AFTER]]
        for step in _STEPS:
            other = number + step
            if 0 <= other <= last:
                features += seen[other][OWN + step]
                if told[other]:
                    features += [f"{step}{clue}" for clue in told[other]]
        features += made.kept(_pairs(lower, number))
        yield features


def _pairs(lower: list[str], number: int) -> Iterator[str]:
    """Yield what a token and the one beside it say together, or that there is none."""
    if number:
        yield f"-1|0={lower[number - 1]}|{lower[number]}"
    else:
        yield "first"
        yield "-1none"
    if number + 1 < len(lower):
        yield f"0|1={lower[number]}|{lower[number + 1]}"
    else:
        yield "1none"


def _run_ends(words: list[str]) -> list[int]:
    """Return, for each token, the last token of the run of nouns that it stands in, as far as `_RUN` tokens on."""
    joins = [(is_hangul(word[0]) or word[0].isalnum()) and word not in _PARTICLES for word in words]
    ends = []
    for number in range(len(words)):
        end = number
        while end + 1 < len(words) and joins[end + 1] and end - number < _RUN:
            end += 1
        ends.append(end)
    return ends
