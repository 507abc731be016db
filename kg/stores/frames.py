"""A graph as tables of pandas: entities, statements, evidence and documents, joined by their ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, fields
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.model import Entity, Evidence, Graph, Source, Statement
from kg.stores.asking import SparqlStore
from kg.stores.property_graph import support
from kg.stores.rdf import asserted, statement_id
from kg.stores.reading import graph_in

if TYPE_CHECKING:
    import pandas as pd


def to_frames(source: Graph | SparqlStore) -> dict[str, pd.DataFrame]:
    """Return a graph, or the one in an open directory, as data frames; raise KgError where pandas is not installed.

    `entities` has a row for each thing (`aliases` are names alone), `documents` one for each text. `statements` has one for each triple
    about an entity: `object` is an entity's id, or `value`, `datatype` and `language` are those of a literal; `belief` is missing where
    no evidence is needed; `asserted` is false where texts only deny it. `evidence` has one for each reading that a statement rests on.
    """
    try:
        from pandas import DataFrame  # noqa: PLC0415 - optional
    except ImportError as error:
        raise KgError("data frames need pandas: install `mlkg[frames]`") from error
    graph = graph_in(source)
    tables: dict[str, tuple[list[str], Iterable[tuple[Any, ...]]]] = {
        "entities": (["id", "kind", "label", "aliases"], map(_entity, graph.entities)),
        "statements": (["id", "subject", "predicate", "object", "value", "datatype", "language", "belief", "asserted", "texts"],
                       map(_statement, graph.statements)),
        "evidence": (["statement", "document", "start", "end", "quote", "extractor", "confidence", "negated"],
                     (_evidence(statement, item) for statement in graph.statements for item in statement.evidence)),
        "documents": ([field.name for field in fields(Source)], map(astuple, graph.sources))}
    return {name: DataFrame(list(rows), columns=columns) for name, (columns, rows) in tables.items()}


def _entity(entity: Entity) -> tuple[Any, ...]:
    return entity.id, entity.kind, entity.label, [alias.value for alias in entity.aliases]


def _statement(statement: Statement) -> tuple[Any, ...]:
    thing = statement.object
    parts = (thing, None, None, None) if isinstance(thing, str) else (None, thing.value, thing.datatype, thing.language)
    rests = support(statement)
    return (statement_id(statement), statement.subject, statement.predicate, *parts, rests.get("belief"), asserted(statement), rests.get("texts", 0))


def _evidence(statement: Statement, item: Evidence) -> tuple[Any, ...]:
    return (statement_id(statement), item.document, item.span.start, item.span.end, item.quote, item.extractor, item.confidence, item.negated)
