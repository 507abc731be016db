"""Names that a text says are one thing: `전문가 혼합(Mixture of Experts, MoE)`, `large language models (LLMs)`, `MoE(전문가 혼합)`.

Abbreviations are matched as Schwartz and Hearst (2003) do, letters from the right; Korean glosses by the number of words, since a
Korean writer glosses a noun phrase with one of about as many words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.extraction.reading import Definition, Reading
from kg.extraction.text import PARTICLES, WORD, is_hangul, without_particle
from kg.identifiers import has_hangul
from kg.model import Span

GLOSS_CONFIDENCE: Final = 0.85
ABBREVIATION_CONFIDENCE: Final = 0.9
_BRACKET: Final = re.compile(r"\s?[(（](?P<inner>[^()（）\n]{2,100})[)）]")
_SEPARATOR: Final = re.compile(r"\s*[;,/]\s*|\s+-\s+|\s+또는\s+|\s+or\s+|:\s+")
_LATIN_NAME: Final = re.compile(rf"{WORD}(?:[ ]{WORD}){{0,7}}")
_KOREAN_NAME: Final = re.compile(r"[가-힣A-Za-z0-9][가-힣A-Za-z0-9·‐–-]*(?: [가-힣A-Za-z0-9][가-힣A-Za-z0-9·‐–-]*){0,4}")
_WORDS: Final = re.compile(r"[^\s\-‐–]+")
#: How far left of a bracket a name may begin.
_REACH: Final = 90
_LEFT_WORD: Final = re.compile(r"[^\s,;:.!?()\[\]{}\"'“”‘’「」|*<>=~]+$")
#: Endings of Korean words that stand before a noun phrase and are no part of it.
_NO_NAME: Final = re.compile(
    r"(?:하는|되는|있는|없는|이는|라는|다는|하고|되고|하며|되며|하여|되어|하기|위한|대한|통한|관한|의한|같은|다른|이런|그런|모든|여러|새로운|다양한|또한|이라|인해|따라|따른"
    r"|했던|하던|된|한|할|될|및|등|즉|또는|혹은|기존|최신|최근|본|이|그|각|두|세|네|첫|약|예|총|매우|가장|더|대표적인|특히|먼저|우리는|이러한)$")
_PARTICLE: Final = re.compile(f"(?:{'|'.join(PARTICLES)})$")
_NO_GLOSS: Final = re.compile(r"^(?:e\.g|i\.e|ex[.):]|예[:.,]|예를|참고|see\b|fig|table|그림|표\s?\d|eq|section|appendix|cf\b|vs\b|약\s?\d|최대|최소|p\.|or\b|and\b)", re.IGNORECASE)
_GENERIC_TAIL: Final = frozenset({"메커니즘", "모델", "방법", "방법론", "기법", "네트워크", "알고리즘", "데이터셋", "벤치마크", "프레임워크", "기술", "전략", "작업", "방식", "모듈", "시스템"})
_SHORT: Final = re.compile(r"(?=.{0,11}[A-Z0-9].*)[^\W_][\w\-‐/+&²*]{1,11}s?")
_LINKING: Final = frozenset({"of", "for", "in", "on", "with", "and", "the", "to", "via", "by", "from", "as", "a", "an", "at"})


def find_definitions(reading: Reading) -> tuple[Definition, ...]:
    """Return the glosses and abbreviations of a reading's blocks."""
    return tuple(found for block in reading.blocks for found in _in_block(reading.text, block))


def _in_block(text: str, block: Span) -> Iterator[Definition]:
    for bracket in _BRACKET.finditer(text, block.start, block.end):
        start, end = bracket.span("inner")
        if bracket.start() == block.start or _NO_GLOSS.match(bracket["inner"].lstrip()):
            continue
        found = _definition(text, block, bracket.start(), list(_names(text, start, end)))
        if found:
            yield found


def _names(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the names that a bracket lists."""
    place = start
    for separator in [*_SEPARATOR.finditer(text, start, end), None]:
        stop = separator.start() if separator else end
        words = text[place:stop].strip(" *_`\"'“”‘’")
        if words:
            first = text.index(words, place)
            yield Span(first, first + len(words))
        place = separator.end() if separator else end


def _definition(text: str, block: Span, end: int, inner: list[Span]) -> Definition | None:
    if not inner or len(inner) > 3 or end <= block.start:
        return None
    words = [text[span.start:span.end] for span in inner]
    while end > block.start and text[end - 1] in "*_`\"'”’":
        end -= 1
    before = text[end - 1]
    if is_hangul(before) and _LATIN_NAME.fullmatch(words[0]):
        left = _korean_left(text, block.start, end, words[0])
        kept = [inner[0], *(span for span, name in zip(inner[1:], words[1:], strict=True) if _SHORT.fullmatch(name))]
        return Definition((left, *kept) if left else tuple(kept), "rule.gloss", GLOSS_CONFIDENCE)
    if not before.isalnum():
        return None
    return _of_latin(text, block, end, inner, words)


def _of_latin(text: str, block: Span, end: int, inner: list[Span], words: list[str]) -> Definition | None:
    if _SHORT.fullmatch(words[0]) and (left := long_form(text, block.start, end, words[0])):
        return Definition((left, inner[0]), "rule.abbreviation", ABBREVIATION_CONFIDENCE)
    word = _latin_word(text, block.start, end)
    if word is None:
        return None
    name = text[word.start:word.end]
    if _SHORT.fullmatch(name) and _LATIN_NAME.fullmatch(words[0]) and _spells(name, words[0]):
        kept = [inner[0], *(span for span, other in zip(inner[1:], words[1:], strict=True) if has_hangul(other) and _KOREAN_NAME.fullmatch(other))]
        return Definition((word, *kept), "rule.abbreviation", ABBREVIATION_CONFIDENCE)
    if has_hangul(words[0]) and _KOREAN_NAME.fullmatch(words[0]) and not re.search(r"[다요음임함됨]$", words[0]):
        left = _latin_left(text, block.start, end, len(_WORDS.findall(words[0])))
        return Definition((left, inner[0]), "rule.gloss", GLOSS_CONFIDENCE - 0.1) if left else None
    return None


def _latin_word(text: str, low: int, end: int) -> Span | None:
    found = _LEFT_WORD.search(text, max(low, end - _REACH), end)
    return Span(found.start(), end) if found and not has_hangul(found[0]) else None


def _latin_left(text: str, low: int, end: int, count: int) -> Span | None:
    """Return the Latin name of up to `count` words that ends at `end`; lower-case words only between others."""
    start, place = None, end
    for _ in range(count + 1):
        word = _latin_word(text, low, place)
        if word is None:
            break
        if text[word.start].isupper() or text[word.start].isdecimal() or start is None:
            start = word.start
        elif text[word.start:word.end] not in _LINKING:
            break
        if text[word.start - 1:word.start] != " " or word.start - 1 <= low:
            break
        place = word.start - 1
    return Span(start, end) if start is not None else None


def _korean_left(text: str, low: int, end: int, gloss: str) -> Span | None:
    """Return the Korean noun phrase that a bracket glosses."""
    parts = _WORDS.findall(gloss)
    count = len([part for part in parts if part.lower() not in _LINKING]) or 1
    if len(parts) == 1 and gloss[:1].isupper() and sum(letter.isupper() for letter in gloss) >= 2:
        count = min(sum(letter.isupper() or letter.isdecimal() for letter in gloss), 5)
    start, place, taken = None, end, 0
    while taken < count + 1:
        found = _LEFT_WORD.search(text, max(low, place - _REACH), place)
        if not found:
            break
        word = found[0]
        if start is not None and (_NO_NAME.search(word) or (_PARTICLE.search(word) and without_particle(word) != word)):
            break
        taken += 0 if start is None and word in _GENERIC_TAIL else max(1, len(_WORDS.findall(word)))
        if taken > count and start is not None:
            break
        start = found.start()
        if text[start - 1:start] != " " or start - 1 <= low:
            break
        place = start - 1
    # One Korean word for three English ones is the last word of a longer name whose beginning is unsure.
    if start is None or (count >= 3 and taken <= 1) or _NO_NAME.fullmatch(text[start:end]):
        return None
    return Span(start, end)


def long_form(text: str, low: int, end: int, short: str) -> Span | None:
    """Return the words before `end` that an abbreviation stands for (Schwartz and Hearst 2003), or None."""
    letters = [letter.lower() for letter in short.removesuffix("s") if letter.isalnum()]
    if len(letters) < 2:
        return None
    limit = min(len(letters) + 5, len(letters) * 2)
    place = end - 1
    bottom = max(low, end - _REACH)
    for number in range(len(letters) - 1, -1, -1):
        while place >= bottom and (text[place].lower() != letters[number]
                                   or (number == 0 and place > bottom and text[place - 1].isalnum())):
            place -= 1
        if place < bottom:
            return None
        place -= 1
    start = place + 1
    words = text[start:end]
    if "(" in words or ")" in words or "\n" in words or len(words.split()) > limit or len(words) <= len(short):
        return None
    return Span(start, end)


def _spells(short: str, name: str) -> bool:
    """Say whether a name's letters spell an abbreviation, its first letter first."""
    found = long_form(name, 0, len(name), short)
    return found is not None and found.start == 0
