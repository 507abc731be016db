"""The part of a graph around a thing, small enough to draw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from kg.lookups.names import resolve
from kg.lookups.reading import entities, evidence_documents, sources, statements_of, statements_to
from kg.lookups.related import REASONS, related
from kg.model import Statement, Subgraph
from kg.stores.base import GraphStore

#: How much a relation says about a thing that is drawn: those not named say little.
_WEIGHTS: Final = {"kg:introduces": 5, "kg:extends": 5, "kg:subClassOf": 5, "skos:broader": 4, "kg:outperforms": 4, "kg:uses": 4, "kg:partOf": 4,
                   "kg:comparesWith": 3, "kg:addresses": 3, "kg:evaluatedOn": 3, "cito:cites": 3, "dcterms:creator": 3}
#: Share of the places in a drawing that related things take, whether or not a statement leads to them.
_RELATED: Final = 4


def neighbourhood(store: GraphStore, name: str, *, limit: int = 60) -> Subgraph:
    """Return a thing by any of its names, at most `limit` things around it, and all statements among them.

    Nearest come things that relations of much meaning and many texts join to it; a quarter of the places is for the most related
    things. Raises NotFoundError where nothing, or more than one thing, has the name.
    """
    focus = resolve(store, name)
    touching = (*statements_of(store, [focus.id]), *statements_to(store, [focus.id]))
    near = _nearest(focus.id, touching)
    kin = [item.thing.id for item in related(store, focus.id, limit=limit // _RELATED)] if focus.kind in REASONS else []
    chosen = {focus.id, *list(dict.fromkeys((*near[:limit - len(kin)], *kin, *near)))[:limit]}
    inner = _inner(touching, chosen, focus.id, statements_of(store, chosen - {focus.id}))
    return Subgraph(focus.id, entities(store, chosen), inner, tuple(sorted(sources(store, evidence_documents(inner)).values(), key=repr)))


def _nearest(focus: str, statements: Iterable[Statement]) -> list[str]:
    """Return the ids of the things that statements join to the focus, the nearest first."""
    scores: dict[str, tuple[int, int]] = {}
    for item in statements:
        other = item.object if item.subject == focus else item.subject
        if isinstance(other, str) and other != focus:
            weight, texts = scores.get(other, (0, 0))
            scores[other] = (max(weight, _WEIGHTS.get(item.predicate, 1)), texts + len({evidence.document for evidence in item.evidence}))
    return sorted(scores, key=lambda other: (-scores[other][0], -scores[other][1], other))


def _inner(touching: Sequence[Statement], chosen: set[str], focus: str, others: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements whose ends are both chosen or whose object is a value, each once."""
    found = dict.fromkeys(item for item in (*touching, *others) if item.subject in chosen and (not isinstance(item.object, str) or item.object in chosen))
    return tuple(sorted(found, key=lambda item: (focus not in (item.subject, item.object), item.subject, item.predicate, repr(item.object))))
