"""Which two things of an entry may relate, and what stands between, before and behind their mentions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, islice
from typing import Final, NamedTuple

from kg.extraction.clusters import form
from kg.extraction.reading import Cluster, Reading
from kg.extraction.relations import is_denied, is_subject, nearest_cue
from kg.extraction.text import PIECE
from kg.extraction.things import bucket
from kg.model import Mention, Span
from kg.vocabulary import KIND_OF_TYPE

#: Label of a pair that does not relate.
UNRELATED: Final = "none"
#: Places whose words are remembered: what is asked for a pair is asked for the next one and by other judges, too.
_REMEMBERED: Final = 4096
#: Things of an entry beyond which pairs are no longer looked at: a text that names more is a list.
MOST: Final = 60
_HEADS: Final = frozenset({"method", "dataset"})
_TAILS: Final = frozenset({"method", "dataset", "task"})


class Pair(NamedTuple):
    """Hold two clusters by their numbers, the features of the pair, how often they meet in a sentence, and where they are nearest."""

    head: int
    tail: int
    #: Features in groups that pairs share: of the entry, of the two things, of the words next to the tail, next to the head, of where they meet.
    groups: tuple[tuple[str, ...], ...]
    met: int
    nearest: Meeting | None

    @property
    def features(self) -> tuple[str, ...]:
        """Return the features of all groups."""
        return tuple(chain.from_iterable(self.groups))


class Meeting(NamedTuple):
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

    form: str
    titled: bool
    #: Its kind and whether it is the paper's own.
    kind: str
    #: Features of the thing where it is the head, and where it is the tail.
    head: tuple[str, str]
    tail: tuple[str, str, str, str]

    @classmethod
    def of(cls, reading: Reading, cluster: Cluster) -> _View:
        """Return what is seen of a cluster."""
        kind = f"{KIND_OF_TYPE[cluster.type]}:{cluster.own}"
        last = cluster.name.lower().split()[-1][-8:]
        return cls(form(cluster.name), any(reading.in_title(mention.span) for mention in cluster.mentions), kind, (f"head={kind}", f"head type={cluster.type}"),
                   (f"tail={kind}", f"tail type={cluster.type}", f"known={cluster.concept is not None}", f"last={last}"))


def pairs(reading: Reading) -> Iterator[Pair]:
    """Yield the pairs of things that may relate: they meet in a sentence, one is the paper's own, or the head's name holds the tail's."""
    clusters = reading.clusters[:MOST]
    of_mention = {mention.span: number for number, cluster in enumerate(clusters) for mention in cluster.mentions}
    meetings, cues = survey(reading, of_mention)
    main = next((number for number, cluster in enumerate(clusters) if cluster.own), -1)
    views = [_View.of(reading, cluster) for cluster in clusters]
    about = (f"own={min(sum(cluster.own for cluster in clusters), 3)}", f"things={bucket(len(clusters), (4, 8, 12, 18))}", f"format={reading.document.source.format}")
    told = cache(lambda kind, other: _of_cues(kind, views[other], cues[other]))
    for number, head in enumerate(clusters):
        if KIND_OF_TYPE[head.type] not in _HEADS:
            continue
        before = () if number == main else tuple(f"head:{cue}" for cue in cues[number])
        for other, tail in enumerate(clusters):
            places = meetings.get((number, other), ())
            met = min(places, default=None)
            if other == number or KIND_OF_TYPE[tail.type] not in _TAILS or not (met or head.own or tail.own or views[other].form in views[number].form):
                continue
            things = (*_of_kinds(views[number], views[other]), f"main={number == main}:{other == main}", f"met={min(len(places), 3)}")
            meeting = tuple(dict.fromkeys(_of_meeting(reading.text, met))) if met else ()
            yield Pair(number, other, (about, things, told(views[number].kind, other), before, meeting), len(places), met)


def survey(reading: Reading, of_mention: dict[Span, int], *, meet: bool = True) -> tuple[dict[tuple[int, int], list[Meeting]], dict[int, dict[str, None]]]:
    """Return where things meet, and the words next to each thing's mentions; `of_mention` gives the number of a mention's cluster.

    Without `meet` only the words are looked at.
    """
    meetings: dict[tuple[int, int], list[Meeting]] = defaultdict(list)
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
                        Meeting(second.start - first.end, mention.span == first, abs(place - step), mention.span, other.span, sentence, in_title))
    return meetings, cues


@lru_cache(maxsize=_REMEMBERED)
def _next_to(text: str, sentence: Span, mention: Mention, before: Mention | None) -> tuple[str, ...]:
    """Return the words next to a mention."""
    end = mention.span.end + (text[mention.span.end:mention.span.end + 1] == ")")
    right = " ".join(text[end:end + 12].split()[:2])
    left = " ".join(text[max(0, mention.span.start - 25):mention.span.start].lower().split()[-2:])
    return f"cue={nearest_cue(text, sentence, mention, before)}", f"right={right.partition(' ')[0][:4]}", f"right two={right[:7]}", f"left={left[-16:]}"


def _of_kinds(head: _View, tail: _View) -> tuple[str, ...]:
    """Return what the two things are, by themselves and to each other."""
    (by_head, head_type), (by_tail, *of_tail) = head.head, tail.tail
    return (by_head, by_tail, f"kinds={head.kind}>{tail.kind}", head_type, *of_tail, f"titles={head.titled}:{tail.titled}",
            f"within={tail.form in head.form}:{head.form in tail.form}")


def _of_cues(head: str, tail: _View, cues: Iterable[str]) -> tuple[str, ...]:
    """Return the words next to a tail, by themselves and with the kinds of head and tail."""
    kinds = f"{head}>{tail.kind.partition(':')[0]}"
    return tuple([feature for cue in cues for feature in (cue, f"{cue}|{kinds}")])


def _of_meeting(text: str, met: Meeting) -> Iterator[str]:
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
