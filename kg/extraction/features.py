"""What the recogniser sees of each token: its form, its neighbours, and what the rules and the vocabulary say of its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.extraction.introduces import title_name
from kg.extraction.kinds import head_kind
from kg.extraction.reading import Definition, Reading
from kg.extraction.text import PARTICLES, has_hangul, is_coined, is_hangul
from kg.extraction.tokens import tokens
from kg.model import Mention, Span

_REPEATED: Final = re.compile(r"(.)\1+")
_WORD: Final = re.compile(r"[A-Za-z가-힣]{3,}")
_PROPOSES: Final = re.compile("제안|소개|도입|개발|propose|introduc|present", re.IGNORECASE)
_PARTICLES: Final = frozenset(PARTICLES)
#: How many words a name's head may stand right of a token.
_RUN: Final = 4

Clues = dict[int, list[str]]


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
    clues: Clues
    own: frozenset[str]
    titled: frozenset[str]


def featured(reading: Reading, known: Iterable[Mention], found: Iterable[Mention], definitions: Iterable[Definition]) -> Iterator[Sentence]:
    """Yield the sentences of a reading with their features; `known` are the vocabulary's mentions, `found` the rules'."""
    context = _context(reading, _clues(reading, tuple(known), found, definitions))
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
                yield Sentence(places, tuple(_features(words, single, told, about)))


def _context(reading: Reading, clues: Clues) -> _Context:
    title = reading.words(reading.title) if reading.title else ""
    name = title_name(reading.text, reading.title) if reading.title else None
    own = reading.words(name).lower().split() if name else ()
    return _Context(reading.text, reading.title, clues, frozenset(own), frozenset(_WORD.findall(title.lower())))


def _clues(reading: Reading, known: Sequence[Mention], found: Iterable[Mention], definitions: Iterable[Definition]) -> Clues:
    """Return what the vocabulary, the rules and the text's definitions say of each place."""
    clues: Clues = defaultdict(list)
    kinds: dict[int, str] = {}
    for source, mentions in (("lex", known), ("rule", found)):
        for mention in mentions:
            _mark(clues, mention.span, f"{source}={mention.kind}")
            kinds.setdefault(mention.span.start, mention.kind)
    for definition in definitions:
        kind = next((kind for span in definition.spans if (kind := head_kind(reading.words(span)) or kinds.get(span.start))), None)
        for number, span in enumerate(definition.spans):
            _mark(clues, span, f"gloss={'inner' if number else 'outer'}:{kind}")
    return clues


def _mark(clues: Clues, span: Span, name: str) -> None:
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
    """Return the features of a token by itself."""
    glued = () if place.start and context.text[place.start - 1].isspace() else ("glued",)
    titled = word.lower() in context.titled and not (context.title and context.title.start <= place.start < context.title.end)
    return [*glued, *(("titled",) if titled else ()), *_form(word), *clues]


@lru_cache(maxsize=65_536)
def _form(word: str) -> tuple[str, ...]:
    lower = word.lower()
    form = [f"w={lower}", f"s={_shape(word)}", f"x2={lower[-2:]}"]
    if len(word) > 2:
        form.append(f"p2={lower[:2]}")
    if len(word) > 3:
        form += [f"p3={lower[:3]}", f"x3={lower[-3:]}"]
    if is_hangul(word[0]):
        form += [f"n={lower[start:start + 2]}" for start in range(len(lower) - 1)]
    if is_coined(word):
        form.append("coined")
    if kind := head_kind(word):
        form.append(f"head={kind}")
    return tuple(form)


def _shape(word: str) -> str:
    signs = ("X" if sign.isupper() else "x" if sign.islower() else "d" if sign.isdecimal() else "h" if is_hangul(sign) else sign for sign in word)
    return _REPEATED.sub(r"\1\1", "".join(signs))


#: Features of the form that a token tells its neighbours, by how they begin; clues it tells all.
_TOLD: Final = ("s=", "x2", "he", "co")


@lru_cache(maxsize=65_536)
def _told(word: str, step: int) -> tuple[str, ...]:
    """Return what a token's form tells the neighbour that is `step` tokens before it, under names that say so."""
    return tuple(f"{step}{feature}" for feature in _form(word) if feature[:2] in _TOLD)


def _features(words: list[str], single: list[list[str]], told: list[list[str]], about: list[str]) -> Iterator[list[str]]:
    lower = [word.lower() for word in words]
    ends = _run_ends(words)
    last = len(words) - 1
    for number, features in enumerate(single):
        made = [*features, *about, *(("first",) if number == 0 else ())]
        for step in (-3, -2, -1, 1, 2, 3):
            other = number + step
            if 0 <= other <= last:
                made.append(f"{step}w={lower[other]}")
                if -3 < step < 3:
                    made += _told(words[other], step)
                    made += [f"{step}{clue}" for clue in told[other]]
            elif step in {-1, 1}:
                made.append(f"{step}none")
        if number:
            made.append(f"-1|0={lower[number - 1]}|{lower[number]}")
        if number < last:
            made.append(f"0|1={lower[number]}|{lower[number + 1]}")
        end = ends[number]
        made += (f"run={lower[end]}", f"after={lower[end + 1] if end < last else ''}", f"runhead={head_kind(words[end])}")
        yield made


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
