"""Words of a blog's list page: running text between the names of a post's parts, and the navigation around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.model import Span
from kg.sources.markup import trim

NUMBER: Final = re.compile(r"\(?\d{1,3}[.)]\s+")
#: Names of a post's parts, which run into its sentences.
_SECTIONS: Final = (
    r"(?:Abstract|Introduction|Related Works?|Background|Preliminar(?:y|ies)|Motivation|Methods?|Methodology|Approach|Experiments?|Evaluation|Results?|Discussions?|Limitations?"
    r"|Conclusions?|Problem (?:Setting|Formulation|Statement))(?:\s(?:and|&)\s(?:Preliminar(?:y|ies)|Background|Motivation|Discussions?|Results?))?")
_PART: Final = re.compile(
    rf"TL;?DR\s?[:：]?|(?<!\S)(?:초록|요약)\s?[:：]?(?=\s)|(?<!\S){_SECTIONS}(?=\s[A-Z가-힣\d(])|(?<!\d)\d{{1,2}}\.\s?{_SECTIONS}")
_NAVIGATION: Final = re.compile(r"(?:이전|prev(?:ious)?|«|‹)[ \t\d.…]{0,60}(?:다음|next|»|›)\s*", re.IGNORECASE)
_COUNT: Final = r"\((?!(?:19|20)\d\d\))\d{1,3}(?:,?\d{3})?\)"
#: Words of navigation before the first title, where a page's lines run together: links that skip them, a category with its count, views.
MENU: Final = re.compile(
    r"(?=[^\s])(?:(?:(?:본문|메뉴|[컨콘]텐츠)\s?바로\s?가기|skip to (?:the )?(?:main )?(?:content|menu|navigation))\s+)*"
    rf"(?:(?=[^()\[\]]*[가-힣])[^()\[\]]{{1,80}}?{_COUNT}\s+|(?:[\w-]+\s){{0,2}}(?:papers?|reviews?|posts?)\s{_COUNT}\s+)?(?:(?:썸네일형|리스트형)\s+)*(?=\S)", re.IGNORECASE)
#: Longest title, in characters.
TITLE_LIMIT: Final = 300


def unturned(text: str, words: Span) -> Span:
    """Return words without those that turn the page, where they end in them."""
    turn = _NAVIGATION.search(text, words.start, words.end)
    return trim(text, words.start, turn.start()) if turn and turn.end() == words.end else words


def parts(text: str, words: Span) -> Iterator[Span]:
    """Yield running text between the names of its parts."""
    start = words.start
    for found in (*_PART.finditer(text, words.start, words.end), None):
        part = trim(text, start, found.start() if found else words.end, edges=" \t\n*")
        if part.start < part.end:
            yield part
        start = found.end() if found else start
