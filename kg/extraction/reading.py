"""What the components hand on: one entry's text and everything found in it so far, frozen, in the entry's own offsets."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from kg.model import Document, Entry, Evidence, Mention, Relation, Result, Span, Value
from kg.vocabulary import KIND_OF_TYPE

_START: Final = attrgetter("start")
_MENTION_START: Final = attrgetter("span.start")
_MENTION_END: Final = attrgetter("span.end")


@dataclass(frozen=True, slots=True)
class Definition:
    """Hold the names that a text says are one thing, in the order of the text: `전문가 혼합(Mixture of Experts, MoE)`."""

    spans: tuple[Span, ...]
    extractor: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Own:
    """Hold a name that the entry presents as its paper's own; `part` says that it is a component of the main one."""

    mention: Mention
    part: bool = False


@dataclass(frozen=True, slots=True)
class Proposals:
    """Hold what the recogniser finds in a reading, and how sure it is that each token belongs to a name."""

    mentions: tuple[Mention, ...]
    own: frozenset[Span]
    #: Where all tokens start and end, in order, and the probability that each belongs to a name.
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    chances: tuple[float, ...]

    def chance(self, span: Span) -> float:
        """Return the smallest probability over the tokens of a span: 0 where it holds none."""
        first = bisect_right(self.ends, span.start)
        last = bisect_left(self.starts, span.end)
        return min(self.chances[first:last], default=0.0)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Hold one thing of an entry with all of its names, the canonical one first, and its mentions in the order of the text."""

    names: tuple[str, ...]
    type: str
    concept: str | None
    mentions: tuple[Mention, ...]
    #: Whether the entry presents it as its paper's own.
    own: bool
    #: The judged chance that the thing counts and is what it is taken for; None where rules alone read.
    chance: float | None = None
    #: The judged chances of all that it may be, in the order of the judge's labels.
    chances: tuple[float, ...] = ()

    @property
    def name(self) -> str:
        """Return the canonical name."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold an entry while it is read; all spans count in `text`, which begins where the entry does."""

    document: Document
    entry: Entry
    #: The entry's text with addresses, formulas and markup blanked out, character for character.
    text: str
    title: Span | None
    #: Running text, the title first.
    blocks: tuple[Span, ...]
    sentences: tuple[Span, ...] = ()
    definitions: tuple[Definition, ...] = ()
    #: What the recogniser says, where there is one.
    proposals: Proposals | None = None
    mentions: tuple[Mention, ...] = ()
    own: tuple[Own, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    #: What was judged to be no thing of a graph, unless a result needs it.
    doubted: tuple[Cluster, ...] = ()
    relations: tuple[Relation, ...] = ()
    results: tuple[Result, ...] = ()
    cites: tuple[Value, ...] = ()
    #: The words that show that the text is about no paper in particular.
    boilerplate: tuple[Span, ...] = ()

    @property
    def own_method(self) -> Cluster | None:
        """Return the first method, model or system that is the paper's own, or None."""
        return next((cluster for cluster in self.clusters if cluster.own and KIND_OF_TYPE[cluster.type] == "method"), None)

    def words(self, span: Span) -> str:
        """Return the text of a span."""
        return self.text[span.start:span.end]

    def in_title(self, span: Span) -> bool:
        """Say whether a span begins within the title."""
        return self.title is not None and self.title.start <= span.start < self.title.end

    def mentions_in(self, span: Span) -> tuple[Mention, ...]:
        """Return the mentions that begin and end within a span; mentions are in the order of the text and do not overlap."""
        first = bisect_left(self.mentions, span.start, key=_MENTION_START)
        last = bisect_right(self.mentions, span.end, key=_MENTION_END)
        return self.mentions[first:last]

    def sentences_in(self, span: Span) -> tuple[Span, ...]:
        """Return the sentences that begin within a span."""
        return self.sentences[bisect_left(self.sentences, span.start, key=_START):bisect_left(self.sentences, span.end, key=_START)]

    def sentence_of(self, span: Span) -> Span:
        """Return the sentence in which a span begins; the span itself where there is none."""
        place = bisect_right(self.sentences, span.start, key=_START) - 1
        return self.sentences[place] if place >= 0 else span

    def evidence(self, span: Span, extractor: str, confidence: float, *, negated: bool = False) -> Evidence:
        """Return the words of a span as evidence, in the document's offsets."""
        start, end = span.start + self.entry.span.start, span.end + self.entry.span.start
        return Evidence(self.document.source.id, Span(start, end), self.document.text[start:end], extractor, confidence, negated)
