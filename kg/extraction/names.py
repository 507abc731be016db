"""Names that no list has, by their shape: coined words (`VTO-UDiT`), and phrases that end in a head noun (`temporal attention block`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from kg.extraction.kinds import context_kind, head_kind, shape_kind
from kg.extraction.reading import Reading
from kg.extraction.text import WORD, is_coined, is_hangul
from kg.extraction.wordlists import words
from kg.model import Mention, Span

COINED_CONFIDENCE: Final = 0.6
PHRASE_CONFIDENCE: Final = 0.5
_TOKEN: Final = re.compile(WORD)
_COMMON: Final = words("no_names")
_NUMBER_LIKE: Final = re.compile(r"[\d.,]++(?:[KMBTGkmx×%]|[Bb]it|[Hh]z|[Dd]|th|nd|st|rd|ms|fps|px|MB|GB|TB|dB|shot|way|bit|hop|step|FPS|GPUs?)?s?\d*$|[QHVR]\d$|\d+(?:[-–x×/]\d+)+[a-zA-Z]?$|v\d")
_PART: Final = re.compile("[-‐–/]")
_JOINT: Final = re.compile("[A-Z][a-z]+[-‐][A-Z]")
_NUMBERED: Final = re.compile(r"[A-Z][A-Za-z]+[-‐.]?\d")
_POSSESSIVE: Final = re.compile("['’]s$")
_VERSION: Final = re.compile(r"(?:\d+(?:\.\d+)*(?:[BMK]|[a-z])?|[IVX]{1,4}|v\d[\d.]*|XL|XXL|Large|Base|Small|Turbo|Pro|Ultra|Nano|Mini|Plus|Instruct|Chat|Opus|Sonnet|Haiku|Flash|Coder|Next|Lite|Preview)$")
_STOP: Final = words("no_phrase")
_PHRASE_WORD: Final = re.compile(r"(?<![0-9A-Za-z])[A-Za-z][A-Za-z0-9'’]*(?:[-‐–/][A-Za-z0-9]+)*")
_LONGEST: Final = 4


def coined_names(reading: Reading) -> tuple[Mention, ...]:
    """Return the names of a coined shape in the blocks of a reading; what kind each is its words and neighbours tell."""
    return tuple(_mention(reading.text, span) for block in reading.blocks for span in _coined(reading.text, block))


def _mention(text: str, span: Span) -> Mention:
    name = text[span.start:span.end]
    kind = context_kind(text, span.end) or head_kind(name) or shape_kind(name) or "method"
    return Mention(span, name, kind, "rule.coined", COINED_CONFIDENCE)


def _coined(text: str, block: Span) -> Iterator[Span]:
    reached = block.start
    for token in _TOKEN.finditer(text, block.start, block.end):
        word = _POSSESSIVE.sub("", token[0].rstrip(".-–/&@'’_"))
        if token.start() < reached or not is_name(word):
            continue
        end = _with_version(text, token.start() + len(word), block.end)
        reached = end
        yield Span(token.start(), end)


@lru_cache(maxsize=65_536)
def is_name(word: str) -> bool:
    """Say whether a word by itself is a coined name and no unit, device or plain abbreviation."""
    plain = word.removesuffix("s") if word[:-1].isupper() else word
    if len(word) < 2 or word in _COMMON or plain in _COMMON or _NUMBER_LIKE.match(word):
        return False
    return any(map(_is_own_coinage, _PART.split(word))) or _NUMBERED.match(word) is not None or (_JOINT.search(word) is not None and head_kind(word) is not None)


def _is_own_coinage(part: str) -> bool:
    return is_coined(part) and any(letter.isalpha() and letter.isascii() for letter in part) and not (len(part) <= 2 and "." in part)


def _with_version(text: str, end: int, limit: int) -> int:
    """Return where a name ends when the version behind it counts: `Llama-2 70B Chat`, `GPT-4 Turbo`."""
    while text[end:end + 1] == " ":
        token = _TOKEN.match(text, end + 1, limit)
        word = token[0].rstrip(".-") if token else ""
        if not _VERSION.match(word) or text[end + 1 + len(word):end + 2 + len(word)] in {"%", "x", "×", "배"} or (word.isdecimal() and is_hangul(text[end + 1 + len(word):end + 2 + len(word)])):
            break
        end += 1 + len(word)
    return end


def english_phrases(reading: Reading) -> tuple[Mention, ...]:
    """Return the English noun phrases that end in a head noun of methods, tasks, datasets or metrics and say more than it."""
    return tuple(mention for block in reading.blocks for mention in _phrases(reading.text, block))


def _phrases(text: str, block: Span) -> Iterator[Mention]:
    run: list[re.Match[str]] = []
    for token in [*_PHRASE_WORD.finditer(text, block.start, block.end), None]:
        joined = token is not None and run and text[run[-1].end():token.start()] == " "
        if run and not joined:
            yield from _phrase(text, run)
            run = []
        if token is None or token[0].lower() in _STOP or token[0].endswith("ly"):
            yield from _phrase(text, run)
            run = []
        else:
            run.append(token)


def _phrase(text: str, run: list[re.Match[str]]) -> Iterator[Mention]:
    """Yield the phrase that the last head noun of a run of nouns and adjectives ends."""
    heads = [number for number, token in enumerate(run) if head_kind(token[0])]
    if not heads or heads[-1] == 0:
        return
    last = heads[-1]
    first = max(0, last + 1 - _LONGEST)
    span = Span(run[first].start(), run[last].end())
    name = text[span.start:span.end]
    kind = head_kind(name)
    if kind and kind != "dataset":
        yield Mention(span, name, kind, "rule.phrase", PHRASE_CONFIDENCE)
