"""How two things of an entry may relate: a learned judgement over what stands between, before and behind their mentions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import islice
from math import exp
from typing import Final

from kg.extraction.classifier import Classifier
from kg.extraction.clusters import form
from kg.extraction.reading import Cluster, Reading
from kg.extraction.relations import is_denied, is_refused, is_subject, nearest_cue
from kg.extraction.text import PIECE
from kg.extraction.things import bucket
from kg.model import Mention, Relation, Span
from kg.vocabulary import JOINED, KIND_OF_TYPE

#: Label of a pair that does not relate.
UNRELATED: Final = "none"
#: Chance from which on a relation is stated.
STATED: Final = 0.3
#: How a chance becomes a confidence, in log-odds: slope and shift as fitted on texts left out (Platt, "Probabilistic Outputs for
#: Support Vector Machines", 1999). The judge learns from pairs of things that are right, and meets others too.
_SLOPE: Final = 0.54
_SHIFT: Final = -0.22
#: Places whose words are remembered: what is asked for a pair is asked for the next one and by other judges, too.
_REMEMBERED: Final = 4096
#: Things of an entry beyond which pairs are no longer looked at: a text that names more is a list.
MOST: Final = 60
_HEADS: Final = frozenset({"method", "dataset"})
_TAILS: Final = frozenset({"method", "dataset", "task"})


@dataclass(frozen=True, slots=True)
class Pair:
    """Hold two clusters by their numbers, the features of the pair, and the sentence that brings them nearest, if one does."""

    head: int
    tail: int
    features: tuple[str, ...]
    sentence: Span | None


@dataclass(frozen=True, slots=True, order=True)
class _Meeting:
    """Hold two mentions in one sentence: how far apart, whether the head comes first, and where."""

    distance: int
    head_first: bool
    between: int
    head: Span
    tail: Span
    sentence: Span
    in_title: bool


@dataclass(frozen=True, slots=True)
class _View:
    """Hold what of a cluster every pair with it needs."""

    cluster: Cluster
    form: str
    titled: bool
    #: Its kind and whether it is the paper's own.
    kind: str


def judge_relations(reading: Reading, judge: Classifier) -> Reading:
    """Return the reading with the relations that are likely enough, each with the words that bring the two together."""
    return replace(reading, relations=tuple(_judged(reading, judge)))


def _judged(reading: Reading, judge: Classifier) -> Iterator[Relation]:
    found = list(pairs(reading))
    for pair, chances in zip(found, judge.chances(pair.features for pair in found), strict=True):
        if chances.get(UNRELATED, 0.0) > 1 - STATED:
            continue
        kinds = KIND_OF_TYPE[reading.clusters[pair.head].type], KIND_OF_TYPE[reading.clusters[pair.tail].type]
        stated = {label: chance for label, chance in chances.items() if label != UNRELATED and kinds in JOINED[label]}
        best = max(stated, key=lambda label: (stated[label], label), default=UNRELATED)
        if stated.get(best, 0.0) < STATED:
            continue
        head, tail = reading.clusters[pair.head], reading.clusters[pair.tail]
        sentence = pair.sentence or _naming(reading, tail)
        if not (best == "outperforms" and is_refused(reading.text, sentence)):
            yield Relation(head.name, best, tail.name, (reading.evidence(sentence, "model.relation", confidence(stated[best])),))


def _naming(reading: Reading, cluster: Cluster) -> Span:
    """Return the first sentence of the running text that names a thing, else that of the title."""
    outside = (mention.span for mention in cluster.mentions if not reading.in_title(mention.span))
    return reading.sentence_of(next(outside, cluster.mentions[0].span))


def confidence(chance: float) -> float:
    """Return how sure a relation is that the judge gives a chance.

    >>> confidence(0.3), confidence(0.6), confidence(1.0)
    (0.337, 0.5, 0.971)
    """
    most = min(chance, 0.999)
    odds: float = exp(_SHIFT) * (most / (1 - most))**_SLOPE
    return round(odds / (1 + odds), 3)


def pairs(reading: Reading) -> Iterator[Pair]:
    """Yield the pairs of things that may relate: they meet in a sentence, or the head is the paper's own."""
    clusters = reading.clusters[:MOST]
    of_mention = {mention.span: number for number, cluster in enumerate(clusters) for mention in cluster.mentions}
    meetings, cues = survey(reading, of_mention)
    main = next((number for number, cluster in enumerate(clusters) if cluster.own), -1)
    views = [_View(cluster, form(cluster.name), any(reading.in_title(mention.span) for mention in cluster.mentions), f"{KIND_OF_TYPE[cluster.type]}:{cluster.own}") for cluster in clusters]
    about = (f"own={min(sum(cluster.own for cluster in clusters), 3)}", f"things={bucket(len(clusters), (4, 8, 12, 18))}", f"format={reading.document.source.format}")
    told = cache(lambda kind, other: _of_cues(kind, views[other], cues[other]))
    for number, head in enumerate(clusters):
        if KIND_OF_TYPE[head.type] not in _HEADS:
            continue
        for other, tail in enumerate(clusters):
            met = min(meetings[number, other], default=None) if (number, other) in meetings else None
            if other == number or KIND_OF_TYPE[tail.type] not in _TAILS or not (met or head.own):
                continue
            features = (*about, *_of_kinds(views[number], views[other]), f"main={number == main}:{other == main}", f"met={min(len(meetings.get((number, other), ())), 3)}",
                        *told(views[number].kind, other), *(() if number == main else (f"head:{cue}" for cue in cues[number])), *(_of_meeting(reading.text, met) if met else ()))
            yield Pair(number, other, tuple(dict.fromkeys(features)), met.sentence if met else None)


def survey(reading: Reading, of_mention: dict[Span, int], *, meet: bool = True) -> tuple[dict[tuple[int, int], list[_Meeting]], dict[int, dict[str, None]]]:
    """Return where things meet, and the words next to each thing's mentions; `of_mention` gives the number of a mention's cluster.

    Without `meet` only the words are looked at.
    """
    meetings: dict[tuple[int, int], list[_Meeting]] = defaultdict(list)
    cues: dict[int, dict[str, None]] = defaultdict(dict)
    heads, tails = ([meet and KIND_OF_TYPE[cluster.type] in kinds for cluster in reading.clusters] for kinds in (_HEADS, _TAILS))
    for sentence in reading.sentences:
        in_title = reading.in_title(sentence)
        inside = [mention for mention in reading.mentions_in(sentence) if mention.span in of_mention][:MOST]
        for place, mention in enumerate(inside):
            near = _next_to(reading.text, sentence, mention, inside[place - 1] if place else None)
            cues[of_mention[mention.span]].update(dict.fromkeys((*near, f"in title={in_title}")))
            number = of_mention[mention.span]
            for step, other in enumerate(inside if heads[number] else ()):
                if of_mention[other.span] != number and tails[of_mention[other.span]]:
                    first, second = sorted((mention.span, other.span))
                    meetings[number, of_mention[other.span]].append(
                        _Meeting(second.start - first.end, mention.span == first, abs(place - step), mention.span, other.span, sentence, in_title))
    return meetings, cues


@lru_cache(maxsize=_REMEMBERED)
def _next_to(text: str, sentence: Span, mention: Mention, before: Mention | None) -> tuple[str, ...]:
    """Return the words next to a mention."""
    end = mention.span.end + (text[mention.span.end:mention.span.end + 1] == ")")
    right = " ".join(text[end:end + 12].split()[:2])
    left = " ".join(text[max(0, mention.span.start - 25):mention.span.start].lower().split()[-2:])
    return f"cue={nearest_cue(text, sentence, mention, before)}", f"right={right.partition(' ')[0][:4]}", f"right two={right[:7]}", f"left={left[-16:]}"


def _of_kinds(head: _View, tail: _View) -> Iterator[str]:
    """Yield what the two things are, by themselves and to each other."""
    yield from (f"head={head.kind}", f"tail={tail.kind}", f"kinds={head.kind}>{tail.kind}", f"head type={head.cluster.type}", f"tail type={tail.cluster.type}",
                f"known={tail.cluster.concept is not None}", f"last={tail.cluster.name.lower().split()[-1][-8:]}", f"titles={head.titled}:{tail.titled}",
                f"within={tail.form in head.form}:{head.form in tail.form}")


def _of_cues(head: str, tail: _View, cues: Iterable[str]) -> tuple[str, ...]:
    """Return the words next to a tail, by themselves and with the kinds of head and tail."""
    kinds = f"{head}>{KIND_OF_TYPE[tail.cluster.type]}"
    return tuple([feature for cue in cues for feature in (cue, f"{cue}|{kinds}")])


def _of_meeting(text: str, met: _Meeting) -> Iterator[str]:
    """Yield the words between, before and behind two mentions of a sentence."""
    order = met.head_first
    first, second = sorted((met.head, met.tail))
    gap = text[first.end:second.start].lower()
    yield from (f"distance={bucket(met.distance, (2, 5, 15, 40, 100))}:{order}", f"names between={min(met.between, 4)}:{order}", f"meet in title={met.in_title}",
                f"subject={is_subject(text, met.head)}:{order}", f"denied={is_denied(text, met.sentence)}")
    if len(gap.strip()) < 12:
        yield f"gap={gap.strip()}:{order}"
    yield from (f"between={piece}:{order}" for piece in _pieces(text, first.end, second.start)[:12])
    yield from (f"behind={piece}:{order}" for piece in _pieces(text, second.end, met.sentence.end)[:10])


@lru_cache(maxsize=_REMEMBERED)
def _pieces(text: str, start: int, end: int) -> tuple[str, ...]:
    """Return the first pieces of a stretch of text."""
    return tuple(found[0] for found in islice(PIECE.finditer(text[start:end].lower()), 12))
