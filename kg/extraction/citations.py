"""Prior work that an entry refers to: named models and datasets of other papers, and arXiv links in the running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.extraction.classifier import Classifier
from kg.extraction.names import is_name
from kg.extraction.pairs import survey
from kg.extraction.reading import Cluster, Reading
from kg.extraction.things import thing_features
from kg.model import Evidence, Span, Value
from kg.vocabulary import ARXIV, KIND_OF_TYPE

_LINKED: Final = re.compile(r"arxiv\.org/(?:abs|pdf|html)/(?P<id>\d{4}\.\d{4,5})(?!\d)", re.IGNORECASE)
#: Types of concepts that are single works, not classes of works.
_WORKS: Final = frozenset({"model", "system"})
_CITABLE: Final = frozenset({"method", "dataset"})
CONFIDENCE: Final = 0.6
#: Label of a thing that is another's work, and of the rest.
CITED: Final = "cited"
UNCITED: Final = "none"
#: Chance from which on a thing is cited.
STATED: Final = 0.3


def find_citations(reading: Reading) -> Reading:
    """Return the reading with the works that it refers to: names of others' works, then arXiv ids that are not its own."""
    named = (Value(cluster.name, _evidence(reading, cluster, "rule.citation", CONFIDENCE)) for cluster in reading.clusters if not cluster.own and _is_work(cluster))
    return replace(reading, cites=(*named, *_linked(reading)))


def judge_citations(reading: Reading, judge: Classifier) -> Reading:
    """Return the reading with the works that it refers to, names by a learned judgement; tasks and metrics are nobody's work."""
    chosen = [number for number, cluster in enumerate(reading.clusters) if not cluster.own and KIND_OF_TYPE[cluster.type] in _CITABLE]
    named = (Value(cluster.name, _evidence(reading, cluster, "model.citation", round(chance, 3)))
             for cluster, chances in zip((reading.clusters[number] for number in chosen), judge.chances(citation_features(reading, chosen)), strict=True)
             if (chance := chances.get(CITED, 0.0)) >= STATED)
    return replace(reading, cites=(*named, *_linked(reading)))


def citation_features(reading: Reading, chosen: Sequence[int]) -> Iterator[list[str]]:
    """Yield, for the clusters of some numbers, what is seen of the thing, and of the words next to its mentions."""
    _, cues = survey(reading, {mention.span: number for number, cluster in enumerate(reading.clusters) for mention in cluster.mentions}, meet=False)
    for number, features in zip(chosen, thing_features(reading, chosen=frozenset(chosen)), strict=True):
        cluster = reading.clusters[number]
        kind = KIND_OF_TYPE[cluster.type]
        yield [*features, f"kind={kind}:{cluster.own}", f"type={cluster.type}:{cluster.concept is not None}", f"work={_is_work(cluster)}:{cluster.own}",
               *(f"next:{cue}" for cue in cues[number]), *(f"next:{cue}|{kind}" for cue in cues[number])]


def _is_work(cluster: Cluster) -> bool:
    if cluster.type in {"task", "metric", "dataset", "benchmark"}:
        return False
    if cluster.concept is not None:
        return cluster.type in _WORKS
    return any(is_name(mention.name.partition(" ")[0]) for mention in cluster.mentions)


def _evidence(reading: Reading, cluster: Cluster, extractor: str, confidence: float) -> tuple[Evidence, ...]:
    spans = dict.fromkeys(mention.span for mention in cluster.mentions)
    return tuple(reading.evidence(span, extractor, confidence) for span in spans)


def _linked(reading: Reading) -> Iterator[Value]:
    own = {field.value for field in reading.entry.fields if field.name == ARXIV}
    places: dict[str, list[Evidence]] = {}
    offset, text = reading.entry.span.start, reading.document.text
    for block in reading.blocks:
        for found in _LINKED.finditer(text, block.start + offset, block.end + offset):
            if found["id"] not in own:
                place = Span(found.start("id") - offset, found.end("id") - offset)
                places.setdefault(found["id"], []).append(reading.evidence(place, "rule.citation-link", 0.9))
    for identifier, evidence in places.items():
        yield Value(identifier, tuple(evidence))
