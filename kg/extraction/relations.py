"""How the things of an entry relate: a table of cues right of a name (Korean, verb last) and left of a name (English, verb first).

The head is the sentence's subject, else what the paper introduces first; where neither is known nothing is stated. Names joined by
commas and conjunctions share the cue of the last (Korean) or the first (English).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from kg.extraction.reading import Cluster, Reading
from kg.extraction.text import sentences
from kg.model import Mention, Relation, Span
from kg.vocabulary import KIND_OF_TYPE

CONFIDENCE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Cue:
    """Hold a relation's words: `right` follows the tail in Korean, `left` precedes it in English; `kinds` bounds the tail."""

    type: str
    right: re.Pattern[str] | None
    left: re.Pattern[str] | None
    kinds: frozenset[str] = frozenset({"method"})


_TAIL_NOUN: Final = r"(?:\s?(?:모델|방법|방법론|기법|알고리즘|등의?|같은|기존|기반|계열|시리즈|들|baseline|데이터셋|벤치마크|데이터)){0,3}\s?"


def _korean(words: str) -> re.Pattern[str]:
    return re.compile(_TAIL_NOUN + words)


def _english(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words})\s(?:(?:the|a|an|both|existing|previous|prior|recent|current|strong|popular|state-of-the-art|SOTA|several|all|methods?|models?|baselines?|such as|like|including|on|over)\s){{0,4}}$",
                      re.IGNORECASE)


CUES: Final = (
    Cue("outperforms", _korean(r"(?:보다|에 비해|대비|을 능가|를 능가|을 뛰어넘|를 뛰어넘|을 상회|를 상회|을 초과|를 초과|을 앞서|를 앞서|을 앞질|를 앞질)"),
        _english(r"outperform(?:s|ed|ing)?|surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|beat(?:s|ing)?|better than|superior to|faster than|improv(?:es|ement|ements) over")),
    Cue("comparesWith", _korean(r"(?:와|과)\s?(?:비교|비슷|유사|동등|견줄|대등|필적)"),
        _english(r"compar(?:ed|able|ing|ison)(?:\s(?:performance|results))?\s(?:with|to)|on par with|competitive with|comparable with|against|versus|vs\.?")),
    Cue("extends", _korean(r"(?:을|를)\s?(?:[가-힣]+하게\s)?(?:확장|개선|발전|보완|일반화|변형|수정)"),
        _english(r"extend(?:s|ed|ing)?|extension of|build(?:s|ing)? (?:up)?on|built (?:up)?on|improves? upon|generaliz(?:es|ing)|variant of|version of|adapts")),
    Cue("uses", _korean(r"(?:을|를|으로|로)?\s?(?:[가-힣]+적으로\s)?(?:활용|사용|이용|채택|적용|도입|결합|통합|통해|통하여|기반|바탕|차용|구성)"),
        _english(r"us(?:es|ed|ing)|utiliz(?:es|ed|ing)|leverag(?:es|ed|ing)|employ(?:s|ed|ing)?|adopt(?:s|ed|ing)?|based on|combin(?:es|ing)|integrat(?:es|ing)|incorporat(?:es|ing)|appl(?:ies|ying)|powered by|equipped with|via|trained with|initialized (?:from|with)")),
    Cue("addresses", _korean(r"(?:을|를)?\s?(?:위한|위해|해결|다루|다룬|수행|지원|가능하게|향상)"),
        _english(r"for|address(?:es|ing)?|tackl(?:es|ing)|task of|problem of|solv(?:es|ing)|enabl(?:es|ing)|improv(?:es|ing)|support(?:s|ing)?|towards?"), frozenset({"task"})),
    Cue("evaluatedOn", _korean(r"(?:에서|에 대해|에 대한|으로|로|을|를|상에서|를 통해|을 통해|기준)\s?(?:[^.\n]{0,60}(?:성능|평가|결과|달성|기록|실험|점수|정확도|우수|향상|능가|개선|검증|입증|%))"),
        _english(r"on|evaluat(?:ed|ion|ions) (?:on|with)|across|benchmarks?"), frozenset({"dataset"})),
)
_JOINED: Final = re.compile(r"\s?(?:\([^()\n]{0,40}\))?\s?(?:,|및|와|과|/|·|그리고|and|or|&|, and)\s?")
_SUBJECT: Final = re.compile(r"(?:\([^()\n]{0,60}\))?(?:\s?(?:모델|방법|기법|프레임워크|시스템|알고리즘|벤치마크|데이터셋|접근법))?(?:은|는|이|가)(?![가-힣])|\s(?:\([^()\n]{0,60}\)\s)?(?:[a-z]+ly\s)?(?:outperform|surpass|exceed|beat|extend|use|leverage|employ|adopt|combine|integrate|incorporate|achieve|is\b|are\b|address|build|improve)")
_REFUSED: Final = re.compile(
    r"(?:지(?:는|도)?\s?(?:않|못)[가-힣]{0,6}|(?:이|가|은|는)\s?없[가-힣]{0,5}|아니[가-힣]{0,4})\s*[.!。]?\s*\Z"
    r"|\b(?:not|never|cannot|fail(?:s|ed)?\sto)\s(?:\w+\s)?(?:outperform|surpass|exceed|beat|improve)|n['’]t\s(?:\w+\s)?(?:outperform|surpass|exceed|beat|improve)", re.IGNORECASE)
_NEGATED: Final = re.compile(r"(?:지\s?(?:않|못)|하지\s않|없[다이었습]|not\s|n't\s|fail|cannot)")


def find_relations(reading: Reading) -> Reading:
    """Return the reading with its relations, each once, with every sentence that states it."""
    of_mention = {mention.span: cluster for cluster in reading.clusters for mention in cluster.mentions}
    main = next((cluster for cluster in reading.clusters if cluster.own), None)
    found: dict[tuple[str, str, str], list[tuple[Span, bool]]] = {}
    for block in reading.blocks:
        for sentence in sentences(reading.text, block):
            for head, kind, tail, negated in _in_sentence(reading, sentence, reading.mentions_in(sentence), of_mention, main):
                found.setdefault((head.name, kind, tail.name), []).append((sentence, negated))
    relations = tuple(_relation(reading, triple, places) for triple, places in found.items() if not all(negated for _, negated in places))
    return replace(reading, relations=(*relations, *_structural(reading, main)))


def _relation(reading: Reading, triple: tuple[str, str, str], places: list[tuple[Span, bool]]) -> Relation:
    head, kind, tail = triple
    return Relation(head, kind, tail, tuple(reading.evidence(span, "rule.relation", CONFIDENCE, negated=negated) for span, negated in places))


Claim = tuple[Cluster, str, Cluster, bool]


def _in_sentence(reading: Reading, sentence: Span, mentions: Sequence[Mention], of_mention: dict[Span, Cluster], main: Cluster | None) -> Iterator[Claim]:
    negated = is_denied(reading.text, sentence)
    subject = next((mention for mention in mentions if KIND_OF_TYPE[mention.kind] == "method" and is_subject(reading.text, mention.span)), None)
    for mention, cue in _cued(reading.text, sentence, mentions):
        tail = of_mention[mention.span]
        head = of_mention[subject.span] if subject and subject.span < mention.span else main
        if head and head is not tail and KIND_OF_TYPE[head.type] in {"method", "dataset"}:
            yield head, cue.type, tail, negated


def _cued(text: str, sentence: Span, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Cue]]:
    """Yield each mention that a cue, its own or one that it shares, makes the tail of a relation."""
    cues = [_cue(text, sentence, mention, mentions[number - 1] if number else None) for number, mention in enumerate(mentions)]
    joined = [_JOINED.fullmatch(text, left.span.end, right.span.start) is not None for left, right in pairwise(mentions)]
    for number in range(len(mentions) - 2, -1, -1):
        if cues[number] is None and joined[number] and (shared := cues[number + 1]) and shared[1] == "right":
            cues[number] = shared
    for number in range(1, len(mentions)):
        if cues[number] is None and joined[number - 1] and (shared := cues[number - 1]) and shared[1] == "left":
            cues[number] = shared
    for mention, found in zip(mentions, cues, strict=True):
        if found and KIND_OF_TYPE[mention.kind] in found[0].kinds:
            yield mention, found[0]


def _cue(text: str, sentence: Span, mention: Mention, before: Mention | None) -> tuple[Cue, str] | None:
    low = max(before.span.end if before else sentence.start, mention.span.start - 80)
    kind = KIND_OF_TYPE[mention.kind]
    end = mention.span.end + (text[mention.span.end:mention.span.end + 1] == ")")
    for cue in CUES:
        if kind not in cue.kinds:
            continue
        if cue.right and cue.right.match(text, end, sentence.end):
            return cue, "right"
        if cue.left and cue.left.search(text[low:mention.span.start]):
            return cue, "left"
    return None


def nearest_cue(text: str, sentence: Span, mention: Mention, before: Mention | None) -> str | None:
    """Return the type of the relation that the words next to a mention state, or None; `before` is the mention on its left."""
    found = _cue(text, sentence, mention, before)
    return found[0].type if found else None


def is_subject(text: str, span: Span) -> bool:
    """Say whether the words behind a name make it the subject of its sentence."""
    return _SUBJECT.match(text, span.end) is not None


def is_refused(text: str, sentence: Span) -> bool:
    """Say whether a sentence's predicate denies that one thing is better than another."""
    return _REFUSED.search(text, sentence.start, sentence.end) is not None


@lru_cache(maxsize=1024)
def is_denied(text: str, sentence: Span) -> bool:
    """Say whether a sentence denies something."""
    return _NEGATED.search(text, sentence.start, sentence.end) is not None


def _structural(reading: Reading, main: Cluster | None) -> Iterable[Relation]:
    """Yield `partOf` for each component that is introduced beside the main thing."""
    if main is None:
        return
    parts = {item.mention.span for item in reading.own if item.part}
    for cluster in reading.clusters:
        places = [mention.span for mention in cluster.mentions if mention.span in parts]
        if places and cluster is not main and KIND_OF_TYPE[cluster.type] == "method":
            yield Relation(cluster.name, "partOf", main.name, tuple(reading.evidence(span, "rule.component", CONFIDENCE) for span in places))
