"""What the recogniser sees of each token: its form, its neighbours, and what the rules and the vocabulary say of its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import add
from typing import Final

from kg.extraction.introduces import title_name
from kg.extraction.kinds import head_kind
from kg.extraction.reading import Definition, Reading
from kg.extraction.tokens import tokens
from kg.extraction.wordfeatures import AFTER, OWN, RUN, Features, Places, Word, WordFeatures
from kg.identifiers import has_hangul
from kg.model import Mention, Span

_WORD: Final = re.compile(r"[A-Za-z가-힣]{3,}")
_PROPOSES: Final = re.compile("제안|소개|도입|개발|propose|introduc|present", re.IGNORECASE)
#: How many words a name's head may stand right of a token.
_RUN: Final = 4


@dataclass(frozen=True, slots=True)
class Sentence:
    """Hold the tokens of a sentence and the features of each."""

    tokens: tuple[Span, ...]
    features: tuple[list[bytes], ...]


@dataclass(frozen=True, slots=True)
class _Context:
    """Hold what the features of a token need of its text: clues by place, the words of the title's own name and of the title."""

    made: WordFeatures
    text: str
    title: Span | None
    clues: dict[int, list[Places]]
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
    context = _context(reading, _by_place(reading, clues), made)
    first = reading.blocks[1] if len(reading.blocks) > 1 else None
    for block in reading.blocks:
        in_title = block == reading.title
        for sentence in (block,) if in_title else reading.sentences_in(block):
            places = tuple(tokens(reading.text, sentence))
            if places:
                about = made.kept(_about(reading.words(sentence), in_title=in_title, in_first=block == first))
                yield Sentence(places, tuple(_features(context, places, about)))


def _context(reading: Reading, clues: dict[int, list[str]], made: WordFeatures) -> _Context:
    title = reading.words(reading.title) if reading.title else ""
    name = title_name(reading.text, reading.title) if reading.title else None
    own = reading.words(name).lower().split() if name else ()
    said = {place: [made.clue(clue) for clue in names] for place, names in clues.items()}
    return _Context(made, reading.text, reading.title, said, frozenset(own), frozenset(_WORD.findall(title.lower())))


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


def _features(context: _Context, places: Sequence[Span], about: Features) -> Iterator[list[bytes]]:
    """Yield the features of each token of a sentence."""
    made = context.made
    words = [made.of(context.text[place.start:place.end]) for place in places]
    clues = [_clued(context, word, place) for word, place in zip(words, places, strict=True)]
    beyond = made.of("").places
    told = [beyond, beyond, *map(_told, words, clues), beyond, beyond]
    pairs = [made.pair(left.lower, right.lower) for left, right in pairwise(words)]
    behind = [made.kept(("first", "-1none")), *(right for _, right in pairs)]
    ahead = [*(left for left, _ in pairs), made.kept(("1none",))]
    for number, end in enumerate(_run_ends(words)):
        word = words[number]
        yield [*_single(context, word, places[number], clues[number]), *about, *word.places[OWN], *told[end + 2][RUN], *told[end + 3][AFTER],
               *told[number][0], *told[number + 1][1], *told[number + 3][3], *told[number + 4][4], *behind[number], *ahead[number]]


def _clued(context: _Context, word: Word, place: Span) -> Sequence[Places]:
    """Return what is said of a token's place, which it tells its neighbours, too."""
    clues = context.clues.get(place.start, ())
    return (context.made.clue("own"), *clues) if word.lower in context.own else clues


def _told(word: Word, clues: Sequence[Places]) -> Places:
    """Return what a word says by place, and behind that what is said of it."""
    places = word.places
    for clue in clues:
        places = tuple(map(add, places, clue))
    return places


def _single(context: _Context, word: Word, place: Span, clues: Sequence[Places]) -> Iterator[bytes]:
    """Yield what a token's place says of it."""
    if not (place.start and context.text[place.start - 1].isspace()):
        yield from context.made.clue("glued")[OWN]
    if word.lower in context.titled and not (context.title and context.title.start <= place.start < context.title.end):
        yield from context.made.clue("titled")[OWN]
    for clue in clues:
        yield from clue[OWN]


def _run_ends(words: Sequence[Word]) -> list[int]:
    """Return, for each token, the last token of the run of nouns that it stands in, as far as `_RUN` tokens on."""
    ends = [0] * len(words)
    reached = len(words) - 1
    for number in range(len(words) - 1, -1, -1):
        ends[number] = min(reached, number + _RUN)
        if not words[number].joins:
            reached = number - 1
    return ends
