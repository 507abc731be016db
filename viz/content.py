"""What the page's panel shows, as plain data: names, relations in words, quotes with file and offsets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from kg.model import Entity, Evidence, Literal, Source, Statement, Subgraph
from kg.phrases import inverse_phrase, phrase
from viz.palette import STYLES, style


def _evidence(item: Evidence, sources: Mapping[str, Source]) -> dict[str, Any]:
    source = sources.get(item.document)
    file = item.document if source is None else " ".join(filter(None, (source.name, source.locator)))
    return {"quote": item.quote, "file": file, "start": item.span.start, "end": item.span.end, "extractor": item.extractor,
            "confidence": item.confidence, "negated": item.negated}


def _statement(item: Statement, sources: Mapping[str, Source]) -> dict[str, Any]:
    literal = isinstance(item.object, Literal)
    return {"subject": item.subject, "object": None if literal else item.object,
            "value": item.object.value if isinstance(item.object, Literal) else None,
            "phrase": phrase(item.predicate), "inverse": inverse_phrase(item.predicate),
            "evidence": [_evidence(evidence, sources) for evidence in item.evidence]}


def _entity(entity: Entity) -> dict[str, Any]:
    return {"id": entity.id, "kind": entity.kind, "label": entity.label, "aliases": sorted({alias.value for alias in entity.aliases} - {entity.label})}


def _legend(entities: Iterable[Entity]) -> list[dict[str, Any]]:
    counts = Counter(entity.kind for entity in entities)
    order = [*(kind for kind in STYLES if kind in counts), *sorted(counts.keys() - STYLES.keys())]
    return [{"kind": kind, "name": f"{style(kind).english} · {style(kind).korean}", "count": counts[kind], "colour": style(kind).colour,
             "shape": style(kind).shape} for kind in order]


def content(subgraph: Subgraph) -> dict[str, Any]:
    """Return focus, legend, entities and statements of a subgraph as JSON values; statements keep their order."""
    sources = {source.id: source for source in subgraph.sources}
    return {"focus": subgraph.focus, "legend": _legend(subgraph.entities), "entities": [_entity(entity) for entity in subgraph.entities],
            "statements": [_statement(item, sources) for item in subgraph.statements]}
