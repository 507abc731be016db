"""A finished reading written down as a paper: structural fields, named things, relations, results, citations, all with evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kg.extraction.boilerplate import CONFIDENCE
from kg.extraction.reading import Cluster, Reading
from kg.model import Evidence, Field, Link, Named, Paper, Span, Value
from kg.vocabulary import ARXIV, AUTHOR, DATE, KIND_OF_TYPE, LINKS, NAMED_FIELDS, TITLE, VENUE, VOTES, YEAR

_FIELD_OF_KIND: Final = {"method": "methods", "task": "tasks", "dataset": "datasets", "metric": "metrics"}


def to_paper(reading: Reading) -> Paper:
    """Return the paper that a reading presents."""
    fields = reading.entry.fields
    named: dict[str, list[Named]] = {name: [] for name in NAMED_FIELDS}
    for cluster in reading.clusters:
        named["introduces" if cluster.own else _FIELD_OF_KIND[KIND_OF_TYPE[cluster.type]]].append(_named(cluster, reading))
    return Paper(
        title=_scalar(fields, TITLE, reading),
        arxiv=_scalar(fields, ARXIV, reading),
        date=_scalar(fields, DATE, reading),
        venue=_scalar(fields, VENUE, reading),
        year=_scalar(fields, YEAR, reading),
        votes=_scalar(fields, VOTES, reading),
        authors=tuple(_values(fields, AUTHOR, reading)),
        links=tuple(_links(fields, reading)),
        introduces=tuple(named["introduces"]),
        methods=tuple(named["methods"]),
        tasks=tuple(named["tasks"]),
        datasets=tuple(named["datasets"]),
        metrics=tuple(named["metrics"]),
        relations=reading.relations,
        results=reading.results,
        cites=reading.cites,
        boilerplate=tuple(reading.evidence(span, "rule.boilerplate", CONFIDENCE) for span in reading.boilerplate),
    )


def _named(cluster: Cluster, reading: Reading) -> Named:
    evidence: dict[Span, Evidence] = {}
    for mention in cluster.mentions:
        confidence = mention.confidence if cluster.chance is None else cluster.chance
        evidence.setdefault(mention.span, reading.evidence(mention.span, mention.extractor, confidence))
    return Named(cluster.names[0], cluster.names[1:], cluster.type, tuple(evidence.values()), cluster.concept)


def _structural(field: Field, reading: Reading) -> Evidence:
    offset = reading.entry.span.start
    reader = reading.document.source.format.replace("/", ".")
    return reading.evidence(Span(field.span.start - offset, field.span.end - offset), f"reader.{reader}", 1.0)


def _values(fields: Iterable[Field], name: str, reading: Reading) -> Iterator[Value]:
    """Yield each value once, with every place that states it."""
    places: dict[str, list[Evidence]] = {}
    for field in fields:
        if field.name == name and field.value:
            places.setdefault(field.value, []).append(_structural(field, reading))
    for value, evidence in places.items():
        yield Value(value, tuple(evidence))


def _scalar(fields: Iterable[Field], name: str, reading: Reading) -> Value | None:
    return next(_values(fields, name, reading), None)


def _links(fields: Iterable[Field], reading: Reading) -> Iterator[Link]:
    for kind in LINKS:
        found = [field for field in fields if field.name == f"link:{kind}"]
        if found:
            best = next((field for field in found if field.value), found[0])
            yield Link(kind, best.value, (_structural(best, reading),))
