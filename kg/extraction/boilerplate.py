"""Texts about no paper in particular: entries whose text would fit any paper, which digests written by machines hold at times.

Such a text shares no word and no thing with its title, and has phrases of the stock: a new deep-learning model, a recent arXiv paper, a
model or an algorithm; or it says that there was no text to sum up.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.extraction.reading import Reading
from kg.model import Span

CONFIDENCE: Final = 0.7
#: What such texts leave open: a model or an algorithm.
_KIND: Final = r"(?:모델|알고리즘|방법론?|기법|기술|이론|접근\s?(?:법|방식)|프레임워크|아키텍처|데이터)(?:\([^()\n]{1,30}\))?"
#: What a summariser says that was given nothing to read, or nothing of what was asked.
_ABSENT: Final = re.compile(
    r"제공(?:된|해\s?주신)\s(?:논문의?\s)?(?:텍스트|내용|정보|초록|본문|자료)\S{0,3}\s[^.\n]{0,12}(?:없|비어|부족)"
    r"|(?:텍스트|본문|초록|세부\s?(?:사항|정보|내용))\S{0,3}\s(?:따로\s|별도로\s|명확히\s)?(?:제공|명시)되(?:지|어\s있지)\s않"
    r"|(?:텍스트|본문|초록|내용|논문)\S{0,2}\s(?:다시\s)?(?:제공|입력|공유)해\s?주(?:시|세요|십)"
    r"|\b(?:no|any)\s(?:text|abstract|content|paper)\s(?:was|were|is|has\sbeen)\s(?:provided|given|supplied)"
    r"|\b(?:text|abstract|content|details?)\s(?:was|were|is|are)\snot\s(?:provided|given|available)", re.IGNORECASE)
#: Phrases that only such texts have, and those that they have beside them.
_SURE: Final = re.compile(
    rf"{_ABSENT.pattern}|{_KIND}이?나\s(?:새로운\s)?{_KIND}|특정\s지표|(?:수|몇)\s퍼센트"
    r"|(?:새로운|혁신적인|최신|최첨단)\s(?:딥\s?러닝|머신\s?러닝|기계\s?학습|인공\s?지능|심층|AI)|특정\s(?:문제|분야|작업)\S{0,2}\s|기술이나|모델\s(?:또는|혹은|및)\s알고리즘"
    r"|(?:arxiv|아카이브)[^.\n]{0,20}(?:논문|문서|게재|게시|발표|제출|연구)"
    r"|(?:내용|초록|요약|abstract|summary)[^.\n]{0,20}(?:제공되지|없습니다|없음|not\s(?:available|provided))"
    r"|\ba\s(?:new|novel)\s(?:deep|machine)[ -]learning\s(?:model|approach|method)\b", re.IGNORECASE)
_STOCK: Final = re.compile(
    rf"{_SURE.pattern}|(?:새로운|혁신적인|최신|최첨단)\s(?:모델|알고리즘|접근|방법|기술|기법)|기존\s(?:모델|방법|알고리즘|기술)[^.\n]{{0,30}}(?:향상|능가|개선|우수)", re.IGNORECASE)
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9]{2,}")
#: Words that titles and texts share whatever they are about.
_COMMON: Final = frozenset("""the and for with from via using into are how what can its our not all you need towards toward based large small language vision deep
    model models learning data new novel approach method methods framework training
    benchmark benchmarks task tasks dataset datasets algorithm algorithms accuracy performance architecture network networks machine neural""".split())  # noqa: SIM905 - a list of words
#: Text shorter than this, in characters, says too little to be judged, unless it says that nothing was there to read.
_SHORT: Final = 40
#: Characters of a title that are looked for.
_TITLED: Final = 500


def find_boilerplate(reading: Reading) -> Reading:
    """Return the reading with its sentences of stock phrases, where body and title have nothing in common."""
    if reading.title is None or _shares(reading, reading.title):
        return reading
    body = sorted(block for block in reading.blocks if block != reading.title)
    sure = _ABSENT if sum(block.end - block.start for block in body) < _SHORT else _SURE
    inside = tuple(sentence for sentence in reading.sentences if _within(sentence, body))
    if not any(sure.search(reading.text, sentence.start, sentence.end) for sentence in inside):
        return reading
    return replace(reading, boilerplate=tuple(sentence for sentence in inside if _STOCK.search(reading.text, sentence.start, sentence.end)))


def _shares(reading: Reading, title: Span) -> bool:
    """Say whether a body names a thing of the title or repeats a word of it."""
    for cluster in reading.clusters:
        titled = sum(reading.in_title(mention.span) for mention in cluster.mentions)
        if 0 < titled < len(cluster.mentions):
            return True
    text = reading.text.lower()
    body = text[:title.start] + " " + text[title.end:] if len(text) == len(reading.text) else text
    named = reading.words(title)[:_TITLED]
    words = {word.lower() for word in _WORD.findall(named)} - _COMMON
    return any(word in body or word.removesuffix("s") in body for word in words) or _korean_title(named, body)


def _korean_title(title: str, body: str) -> bool:
    """Say whether a body repeats a Korean word of its title."""
    return any(word[:3] in body for word in re.findall("[가-힣]{3,}", title))


def _within(inner: Span, blocks: Sequence[Span]) -> bool:
    """Say whether the last of the sorted blocks that begins no later than a span holds it."""
    place = bisect_right(blocks, inner.start, key=lambda block: block.start) - 1
    return place >= 0 and inner.end <= blocks[place].end
