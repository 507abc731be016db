"""Extractions made by hand, for the tests of the stages that follow extraction."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from kg.concepts import COLUMNS, Scheme, read_scheme
from kg.identifiers import document_id
from kg.model import Evidence, Extraction, Link, Named, Paper, Relation, Result, Source, Span, Value
from kg.vocabulary import NAMED_FIELDS

CONCEPTS = (
    "machine-learning\tmethod\tMachine Learning\t기계 학습\t\t\t\t\t",
    "mixture-of-experts\tmethod\tMixture of Experts\t전문가 혼합\tMoE\t\t전문가 혼합 모델\tmachine-learning\t",
    "reinforcement-learning\tmethod\tReinforcement Learning\t강화 학습\tRL\t\t\tmachine-learning\t",
    "representation-learning\tmethod\tRepresentation Learning\t표현 학습\tRL\t\t\tmachine-learning\t",
    "image-generation\ttask\tImage Generation\t이미지 생성\t\t\t\t\t",
    "fid\tmetric\tFréchet Inception Distance\t\tFID\t\t\t\t",
)


@cache
def small_scheme() -> Scheme:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.tsv").write_text("\n".join(("\t".join(COLUMNS), *CONCEPTS)) + "\n", encoding="utf-8")
        return read_scheme(Path(folder))


def evidence(text: str, words: str, extractor: str, *, confidence: float = 0.8, negated: bool = False) -> tuple[Evidence, ...]:
    start = text.index(words)
    return (Evidence(document_id(text), Span(start, start + len(words)), words, extractor, confidence, negated),)


def named(text: str, names: Sequence[str] | str, kind: str, concept: str | None = None) -> Named:
    first, *others = [names] if isinstance(names, str) else names
    words = f"{first}({', '.join(others)})"
    quote = words if words in text else first
    return Named(first, tuple(others), kind, evidence(text, quote, "rule.gloss" if quote == words else "lexicon.concept"), concept)


def paper(text: str, record: Mapping[str, Any]) -> Paper:
    """Return a paper of a record as the guidelines have it; every value must stand in `text`."""
    def value(words: str) -> Value:
        return Value(words, evidence(text, words, "reader.prose", confidence=1.0))

    fields: dict[str, Any] = {name: value(str(record[name])) for name in ("title", "arxiv", "date", "venue", "year", "votes") if name in record}
    for name, kind in NAMED_FIELDS.items():
        kinds = record.get("types", {})
        fields[name] = tuple(named(text, item, kinds.get(item if isinstance(item, str) else item[0], kind)) for item in record.get(name, ()))
    return Paper(
        **fields,
        authors=tuple(map(value, record.get("authors", ()))),
        links=tuple(Link(kind, url, evidence(text, url, "reader.prose")) for kind, url in record.get("links", {}).items()),
        relations=tuple(Relation(head, kind, tail, evidence(text, head, "rule.relation")) for head, kind, tail in record.get("relations", ())),
        results=tuple(Result(item["value"], evidence(text, item["value"], "rule.result"), **{part: item[part] for part in item if part != "value"})
                      for item in record.get("results", ())),
        cites=tuple(Value(name, evidence(text, name, "rule.citation")) for name in record.get("cites", ())),
    )


def extraction(*records: Mapping[str, Any], name: str = "note.md", text: str = "") -> Extraction:
    """Return the extraction of a text; where none is given it is made of all words of the records."""
    words = text or f"{name}\n" + "\n".join(_words(record) for record in records)
    return Extraction(Source(document_id(words), name), tuple(paper(words, record) for record in records))


def _words(thing: Any) -> str:
    if isinstance(thing, Mapping):
        return "\n".join(_words(value) for name, value in thing.items() if name != "types")
    if isinstance(thing, list | tuple) and thing and all(isinstance(item, str) for item in thing):
        first, *others = thing
        return "\n".join((f"{first}({', '.join(others)})", *thing))
    return "\n".join(map(_words, thing)) if isinstance(thing, list | tuple) else str(thing)
