"""Papers as plain JSON records in the shape of the annotation guidelines, with evidence, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.model import Evidence, Link, Named, Paper, Relation, Result, Source, Span, Value
from kg.vocabulary import NAMED_FIELDS

Record = dict[str, Any]

_SCALARS = ("title", "arxiv", "date", "venue", "year", "votes")
_NUMBERS = ("year", "votes")
_RESULT = ("method", "metric", "dataset", "value", "unit", "versus")


def _evidence(evidence: Iterable[Evidence]) -> list[Record]:
    return [{"start": item.span.start, "end": item.span.end, "quote": item.quote, "extractor": item.extractor,
             "confidence": item.confidence, **({"negated": True} if item.negated else {})} for item in evidence]


def _scalar(name: str, value: Value | None) -> str | int | None:
    if value is None:
        return None
    return int(value.value) if name in _NUMBERS else value.value


def _named(item: Named) -> Record:
    return {"name": item.name, "aliases": list(item.aliases), "type": item.type, "concept": item.concept,
            "evidence": _evidence(item.evidence)}


def to_record(paper: Paper, source: Source) -> Record:
    """Return the record of a paper: guideline fields, `doc`, `document`, and under `evidence` that of values and triples.

    Named items carry their evidence themselves; `evidence` holds one list a scalar field, and one list an item, in the
    order of the field, for authors, relations, results and cites, and by kind for links.
    """
    scalars = {name: getattr(paper, name) for name in _SCALARS}
    evidence: Record = {name: _evidence(value.evidence) for name, value in scalars.items() if value}
    for name in ("authors", "relations", "results", "cites"):
        evidence[name] = [_evidence(item.evidence) for item in getattr(paper, name)]
    evidence["links"] = {link.kind: _evidence(link.evidence) for link in paper.links}
    return {
        "doc": source.name, "document": source.id, **({"locator": source.locator} if source.locator else {}),
        **{name: _scalar(name, value) for name, value in scalars.items()},
        "authors": [author.value for author in paper.authors],
        "links": {link.kind: link.url for link in paper.links},
        **{field: [_named(item) for item in getattr(paper, field)] for field in NAMED_FIELDS},
        "relations": [[item.head, item.type, item.tail] for item in paper.relations],
        "results": [{part: getattr(item, part) for part in _RESULT} for item in paper.results],
        "cites": [item.value for item in paper.cites],
        "boilerplate": _evidence(paper.boilerplate),
        "evidence": evidence,
    }


def _read_evidence(document: str, items: Iterable[Mapping[str, Any]]) -> tuple[Evidence, ...]:
    return tuple(Evidence(document, Span(item["start"], item["end"]), item["quote"], item["extractor"], item["confidence"],
                          item.get("negated", False)) for item in items)


def from_record(record: Mapping[str, Any]) -> Paper:
    """Return the paper of a record that `to_record` made: its inverse."""
    document, evidence = record["document"], record["evidence"]

    def found(items: Iterable[Mapping[str, Any]]) -> tuple[Evidence, ...]:
        return _read_evidence(document, items)

    scalars = {name: Value(str(record[name]), found(evidence[name])) for name in _SCALARS if record[name] is not None}
    named = {field: tuple(Named(item["name"], tuple(item["aliases"]), item["type"], found(item["evidence"]), item["concept"])
                          for item in record[field]) for field in NAMED_FIELDS}
    fields: dict[str, Any] = {**scalars, **named}
    return Paper(
        **fields,
        authors=tuple(Value(name, found(items)) for name, items in zip(record["authors"], evidence["authors"], strict=True)),
        links=tuple(Link(kind, url, found(evidence["links"][kind])) for kind, url in record["links"].items()),
        relations=tuple(Relation(head, kind, tail, found(items)) for (head, kind, tail), items in zip(record["relations"], evidence["relations"], strict=True)),
        results=tuple(Result(**item, evidence=found(items)) for item, items in zip(record["results"], evidence["results"], strict=True)),
        cites=tuple(Value(name, found(items)) for name, items in zip(record["cites"], evidence["cites"], strict=True)),
        boilerplate=found(record["boilerplate"]),
    )
