"""What a paper presents as its own: the name before the title's colon, short names in brackets, and names that the text proposes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.extraction.kinds import head_kind, shape_kind
from kg.extraction.names import is_name
from kg.extraction.reading import Definition, Own, Reading
from kg.extraction.text import WORD
from kg.model import Mention, Span
from kg.vocabulary import SHORT_NAME

TITLE_CONFIDENCE: Final = 0.9
CUE_CONFIDENCE: Final = 0.75
#: Extractor of the names that stand in brackets behind the title.
SHORT_NAME_RULE: Final = "rule.short-name"
_COLON: Final = re.compile(r"\s?[:：]\s|\s[-–—]\s|:(?=[A-Z])")
_TITLE_END: Final = re.compile(rf"(?:\b(?:with|by|via|introducing|meet|of)\s)?(?P<name>{WORD}(?:\s{WORD}){{0,3}})$")
_TITLE_WORD: Final = re.compile(r"^(?:towards?|on|the|a|an|beyond|from|is|are|do|does|can|how|why|what|when|learning|rethinking|revisiting|improving|understanding|exploring|position|survey)\b", re.IGNORECASE)
_KOREAN_CUE: Final = re.compile(
    r"\s?(?:(?:모델|방법|방법론|기법|프레임워크|시스템|알고리즘|접근법|접근 방식|벤치마크|데이터셋|아키텍처|기술|전략|모듈|시리즈|패러다임)?(?:을|를|도|은|는|이|가)?"
    r"|(?:이라는|라는)\s(?:[가-힣A-Za-z-]{1,12}\s){0,4}?[가-힣A-Za-z-]{1,12}(?:을|를|이|가))\s?"
    r"(?:새롭게\s|처음으로\s|최초로\s|추가로\s|함께\s)?(?:제안|소개|개발|공개|발표|제시|출시|도입|구축|고안|설계|만들었|릴리[즈스])")
_ENGLISH_CUE: Final = re.compile(
    r"\b(?:(?:[Ww]e|[Pp]aper|[Ww]ork|[Rr]eport|[Aa]uthors|[Ss]tudy)\s(?:(?:then|also|further|first|thus|hereby|therefore|finally|here)\s)?"
    r"(?:propose|present|introduce|develop|release|design|create|construct|contribute|build|describe|devise|unveil|train)s?,?"
    r"|(?:called|named|dubbed|termed|coined|introduc(?:es|ing)|propos(?:es|ing)|present(?:s|ing)|approach,|method,|framework,|model,|benchmark,|dataset,|system,|algorithm,))\s")
_APPOSITION: Final = re.compile(r"(?:\s\([^()\n]{1,40}\))?,\s(?:a|an|the first|our)\s(?:\w+[- ]){0,6}?(?:model|method|framework|approach|benchmark|dataset|system|algorithm|architecture|family|technique|suite|library|agent|pipeline|strategy|corpus|metric|toolkit|paradigm|module)s?\b")
_NAME: Final = re.compile(rf"{WORD}(?:\s{WORD}){{0,2}}")
_KIND_WORDS: Final = (
    ("dataset", re.compile(r"\b(?:dataset|corpus)\b|데이터\s?셋|데이터\s?세트|코퍼스", re.IGNORECASE)),
    ("benchmark", re.compile(r"\bbench(?:mark)?(?:ing)?\b|벤치마크|\barena\b|\bleaderboard\b", re.IGNORECASE)),
    ("system", re.compile(r"\b(?:system|platform|library|toolkit|engine)\b|시스템|플랫폼|라이브러리", re.IGNORECASE)),
    ("model", re.compile(r"\b(?:models?|llms?|transformers?)\b|모델", re.IGNORECASE)),
)


def find_own(reading: Reading) -> Reading:
    """Return the reading with what the paper introduces, and the names that say so among its mentions."""
    titled = list(_of_title(reading))
    named = [Own(mention) for mention in titled]
    proposed = [*_of_text(reading), *(own.mention for own in reading.own)]
    own = [*named, *(Own(mention, part=bool(named) or number > 0) for number, mention in enumerate(proposed))]
    return replace(reading, own=tuple(own), definitions=(*reading.definitions, *_of_short_names(reading, titled)))


def _of_short_names(reading: Reading, titled: list[Mention]) -> Iterator[Definition]:
    """Yield what says that a short name behind the title is one thing with the name that the title gives, or is."""
    whole = (mention.span for mention in reading.mentions if mention.span == reading.title and _may_be_new(mention))
    place = next((mention.span for mention in titled if mention.extractor == "rule.title"), next(whole, None))
    for short in titled:
        if short.extractor == SHORT_NAME_RULE and place:
            yield Definition((place, short.span), SHORT_NAME_RULE, TITLE_CONFIDENCE)


def _of_title(reading: Reading) -> Iterator[Mention]:
    offset = reading.entry.span.start
    for field in reading.entry.fields:
        if field.name == SHORT_NAME and field.value:
            span = Span(field.span.start - offset, field.span.end - offset)
            yield Mention(span, field.value, _kind(reading, field.value, span), SHORT_NAME_RULE, TITLE_CONFIDENCE)
    if reading.title is None:
        return
    place = title_name(reading.text, reading.title)
    if place and reading.words(place).strip():
        name = reading.words(place)
        yield Mention(place, name, _kind(reading, name, place), "rule.title", TITLE_CONFIDENCE)


def title_name(text: str, title: Span) -> Span | None:
    """Return the name before the colon of a title, `Gecko` in `Revisiting Evaluation with Gecko: …` too, or None."""
    colon = _COLON.search(text, title.start, title.end)
    if not colon or colon.start() == title.start:
        return None
    start, end = title.start, colon.start()
    words = text[start:end].split()
    if len(words) <= 3 and not _TITLE_WORD.match(text[start:end]) and (len(words) == 1 or any(is_name(word) for word in words) or head_kind(text[start:end]) is None):
        return Span(start, end)
    found = _TITLE_END.search(text, max(start, end - 60), end)
    last = found["name"].rpartition(" ")[2] if found else ""
    return Span(end - len(last), end) if last and is_name(last) and not text[start:end].endswith("?") else None


def _kind(reading: Reading, name: str, span: Span) -> str:
    """Return the type that the name's shape, its neighbours or the title tell."""
    if shape_kind(name):
        return "benchmark" if re.search("bench|eval|arena", name, re.IGNORECASE) else "dataset"
    title = reading.words(reading.title) if reading.title else ""
    near = title + " " + reading.text[span.end:span.end + 40]
    return next((kind for kind, pattern in _KIND_WORDS[:2] if pattern.search(near)), "method")


def _of_text(reading: Reading) -> Iterator[Mention]:
    mentions = sorted(reading.mentions, key=lambda mention: (mention.span.start, -mention.span.end))
    starts = {mention.span.start: mention for mention in reversed(mentions)}
    aliases = {definition.spans[0].start: definition for definition in reading.definitions}
    for mention in mentions:
        definition = aliases.get(mention.span.start)
        end = after_name(reading.text, definition.spans[-1].end) if definition else after_name(reading.text, mention.span.end)
        if is_proposed(reading.text, end) and _may_be_new(mention):
            yield mention._replace(extractor="rule.proposed", confidence=CUE_CONFIDENCE)
    for block in reading.blocks:
        for cue in _ENGLISH_CUE.finditer(reading.text, block.start, block.end):
            found = starts.get(cue.end())
            if found and _may_be_new(found):
                yield found._replace(extractor="rule.proposed", confidence=CUE_CONFIDENCE)
    for mention in mentions:
        if mention.extractor == "rule.coined" and _APPOSITION.match(reading.text, mention.span.end):
            yield mention._replace(extractor="rule.apposition", confidence=CUE_CONFIDENCE)


def is_proposed(text: str, end: int) -> bool:
    """Say whether the words behind a name that ends at `end` say that it is proposed."""
    return _KOREAN_CUE.match(text, end) is not None


def after_name(text: str, end: int) -> int:
    """Step over the bracket and quotation marks that close a name."""
    while text[end:end + 1] in {")", '"', "”", "’", "'", "*", "`"}:
        end += 1
    return end


def _may_be_new(mention: Mention) -> bool:
    """Say whether a mention may name a new thing: the vocabulary's own concepts are known already."""
    return mention.concept is None
