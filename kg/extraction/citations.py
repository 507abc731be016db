"""Prior work that an entry refers to: named models and datasets of other papers, and arXiv links in the running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.extraction.names import is_name
from kg.extraction.reading import Cluster, Reading
from kg.model import Evidence, Span, Value
from kg.vocabulary import ARXIV

_LINKED: Final = re.compile(r"arxiv\.org/(?:abs|pdf|html)/(?P<id>\d{4}\.\d{4,5})(?!\d)", re.IGNORECASE)
#: Types of concepts that are single works, not classes of works.
_WORKS: Final = frozenset({"model", "system"})
CONFIDENCE: Final = 0.6


def cited(reading: Reading) -> Iterator[Value]:
    """Yield the names of other works among the clusters, then the arXiv ids that the text links to and that are not its own."""
    for cluster in reading.clusters:
        if not cluster.own and _is_work(cluster):
            yield Value(cluster.name, tuple(_evidence(reading, cluster)))
    yield from _linked(reading)


def _is_work(cluster: Cluster) -> bool:
    if cluster.type in {"task", "metric", "dataset", "benchmark"}:
        return False
    if cluster.concept is not None:
        return cluster.type in _WORKS
    return any(is_name(mention.name.partition(" ")[0]) for mention in cluster.mentions)


def _evidence(reading: Reading, cluster: Cluster) -> Iterator[Evidence]:
    for span in dict.fromkeys(mention.span for mention in cluster.mentions):
        yield reading.evidence(span, "rule.citation", CONFIDENCE)


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
