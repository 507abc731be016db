"""The plainest steps over text: blanking what is no language, sentences, Korean particles, names by their shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from kg.extraction.wordlists import words
from kg.formulas import FILL, within_name
from kg.model import Span

_NOT_LANGUAGE: Final = re.compile(
    r"https?://[^\s)\]>\"']+"
    r"|!\[[^\[\]\n]{0,200}\]\([^()\n]{0,400}\)"
    r"|(?<=\])\([^()\n]{0,400}\)"
    r"|</?[a-zA-Z][^<>\n]{0,400}>"
    r"|\{%[^%\n]{0,400}%\}"
    r"|\$\$[^$]{0,2000}\$\$|\$[^$\n]{1,400}\$")
#: A formula that is no more than a number with its unit, and the signs that make it a formula.
_PLAIN_FIGURE: Final = re.compile(r"\$[+\-]?\d+(?:\.\d+)?\s?(?:\\?%|\\times|\\sim)?\$")
_FORMULA_SIGN: Final = re.compile(r"[$\\]")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?。])[\"'”’)]?(?<!\bvs\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bal\.)(?<!\bFig\.)\s+|\n\s*|\s\.\.(?:\s|$)|\s\|\s|\s⇒\s")
#: Characters beyond which a sentence is read in pieces, so that what looks at a whole sentence stays linear.
_LONGEST: Final = 2_000
#: Particles that follow a noun, the longest first.
PARTICLES: Final = ("으로부터", "에서부터", "에서의", "으로의", "에서는", "에서도", "에게서", "이라는", "이라고", "로부터", "으로서", "으로써", "에서", "으로", "에게",
                    "까지", "부터", "보다", "처럼", "만의", "와의", "과의", "에는", "에도", "라는", "라고", "이나", "이며", "이고", "로서", "로써", "로의", "이란", "들의",
                    "들은", "들이", "들을", "마다", "조차", "은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "로", "도", "만", "나", "란", "들", "인")
_PARTICLE: Final = re.compile("|".join(PARTICLES))
_PARTICLES: Final = frozenset(PARTICLES)
_LONGEST_PARTICLE: Final = max(map(len, PARTICLES))
#: What may stand right of a Hangul name without a space, beside a particle.
_SUFFIX: Final = re.compile("기반|모델|방법|기법|방식|학습|들|적|용|시|및|하|되|입|였|했|이었|이다|이라|임")
NOUNS: Final = words("nouns")

#: A word of Latin letters and digits with the signs that names hold inside.
WORD: Final = rf"[A-Za-zÀ-ɏΑ-ω0-9](?:[A-Za-zÀ-ɏΑ-ω0-9+*²₂^×{FILL}]|[-‐–](?=[A-Za-z0-9Α-ω])|[./_'’@&](?=[A-Za-z0-9]))*"
#: Words as features see them: Latin ones whole, Hangul in pieces of up to three syllables.
PIECE: Final = re.compile(r"[A-Za-z]+|[가-힣]{1,3}")


def blanked(text: str) -> str:
    r"""Return a text of the same length with addresses, markup and formulas as spaces; plain figures, and formulas in names, stay.

    >>> blanked(r"$77.3\%$ and $x^2$")
    ' 77.3 %  and      '
    >>> blanked(r"LLM$\times$Grep").replace(FILL, "")
    'LLM×Grep'
    """
    return _NOT_LANGUAGE.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    if _PLAIN_FIGURE.fullmatch(found[0]):
        return _FORMULA_SIGN.sub(" ", found[0])
    named = within_name(found) if found[0].startswith("$") and not found[0].startswith("$$") else None
    return named or " " * len(found[0])


def sentences(text: str, block: Span) -> Iterator[Span]:
    """Yield the sentences of a block of mixed Korean and English text, truncated ones too."""
    start = block.start
    for found in _SENTENCE_END.finditer(text, block.start, block.end):
        yield from _pieces(text, start, found.start())
        start = found.end()
    yield from _pieces(text, start, block.end)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield a sentence, one that is too long in pieces that end at blanks where it has some; nothing for an empty one."""
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield Span(start, cut)
        start = cut
    if start < end:
        yield Span(start, end)


def is_hangul(character: str) -> bool:
    """Say whether a character is a Hangul syllable; an empty string is none."""
    return "가" <= character <= "힣"


def ends_name(text: str, end: int) -> bool:
    """Say whether a Hangul name may end at `end`: at no syllable, a particle, or a suffix that nouns take."""
    if not is_hangul(text[end:end + 1]):
        return True
    found = _PARTICLE.match(text, end)
    if found and not is_hangul(text[found.end():found.end() + 1]):
        return True
    return _SUFFIX.match(text, end) is not None


@lru_cache(maxsize=65_536)
def without_particle(name: str) -> str:
    """Return a Korean name without the particle at its end.

    >>> without_particle("강화 학습을"), without_particle("성능 평가")
    ('강화 학습', '성능 평가')
    """
    last = name.rpartition(" ")[2]
    if not is_hangul(last[-1:]) or any(last[-size:] in NOUNS for size in range(2, 8)):
        return name
    for size in range(min(len(last) - 2, _LONGEST_PARTICLE), 0, -1):
        if last[-size:] in _PARTICLES:
            return name[:-size]
    return name


def is_coined(word: str) -> bool:
    """Say whether a word's shape is that of a name: an inner capital, several capitals, or letters with digits."""
    capitals = sum(map(str.isupper, word))
    if not capitals:
        return False
    letters = sum(character.isalpha() for character in word)
    digits = any(character.isdecimal() for character in word)
    return capitals >= 2 or not word[0].isupper() or (digits and letters >= 1)
