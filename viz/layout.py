"""Positions, computed before the page is written: the same graph is drawn the same way, and the page has nothing to settle."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.model import Subgraph
from viz.nodes import Node, edges, nodes

Array = NDArray[np.float64]

#: Pixels between the ends of a relation, before labels are moved apart, and how much wider than high the picture is.
_EDGE, _WIDE = 66, 1.3
#: Share of an overlap that one pass takes away.
_STEP = 0.6
#: Passes over a graph, times its nodes, that take a moment.
_BUDGET = 30_000
#: Beyond this labels are read after zooming in only, and moving them apart would take the time of all pairs.
_CROWD = 500


def positions(subgraph: Subgraph) -> dict[str, tuple[int, int]]:
    """Return x and y of every entity in pixels, the focus at the origin.

    Fruchterman-Reingold (1991) from a circle in the order of ids; then labels are moved apart.
    """
    graph = _graph(subgraph)
    if len(graph) == 0:
        return {}
    drawn = sorted(nodes(subgraph), key=lambda node: node.entity.id)
    raw = _raw(graph)
    places = np.array([raw[node.entity.id] for node in drawn]) * _EDGE * math.sqrt(len(drawn)) * (_WIDE, 1)
    places = _apart(places.round(3), drawn) if len(drawn) <= _CROWD else places
    names = [node.entity.id for node in drawn]
    middle = places[names.index(subgraph.focus)] if subgraph.focus in names else places.mean(axis=0)
    return {name: (int(x), int(y)) for name, (x, y) in zip(names, (places - middle).round(), strict=True)}


def _graph(subgraph: Subgraph) -> Any:  # noqa: ANN401 - networkx has no types
    graph = nx.Graph()
    graph.add_nodes_from(sorted(entity.id for entity in subgraph.entities))
    graph.add_edges_from(sorted({(min(pair), max(pair)) for _, *pair in edges(subgraph) if pair[0] != pair[1]}))
    # A tie of no meaning from the focus keeps parts that hang on nothing in the picture.
    if subgraph.focus in graph:
        parts = [min(part) for part in nx.connected_components(graph) if subgraph.focus not in part]
        graph.add_edges_from((subgraph.focus, name) for name in parts)
    return graph


def _passes(size: int, *, most: int) -> int:
    return max(20, min(most, _BUDGET // size))


def _raw(graph: Any) -> dict[str, Any]:  # noqa: ANN401 - networkx has no types
    start, size = nx.circular_layout(graph), len(graph)
    return dict(nx.spring_layout(graph, pos=start, seed=7, iterations=_passes(size, most=100), k=1.6 / math.sqrt(size)))


def _apart(places: Array, drawn: Sequence[Node]) -> Array:
    """Push overlapping nodes, with their labels, apart along the shorter way until none overlaps or the passes are used up."""
    room = np.array([node.room for node in drawn])
    half = np.column_stack((room[:, 0], (room[:, 1] + room[:, 2]) / 2))
    # The label hangs below its node, so the middle of both lies lower.
    drop: Array = np.column_stack((np.zeros(len(drawn)), (room[:, 2] - room[:, 1]) / 2))
    middles: Array = places + drop
    one, other = np.triu_indices(len(drawn), k=1)
    reach = half[one] + half[other]
    for _ in range(_passes(len(drawn), most=400)):
        gap = middles[one] - middles[other]
        over = reach - abs(gap)
        hit = np.flatnonzero(over.min(axis=1) > 0)
        if not len(hit):
            break
        axis = over[hit].argmin(axis=1)
        step = np.copysign(over[hit, axis] / 2 + 1, gap[hit, axis]) * _STEP
        np.add.at(middles, (one[hit], axis), step)
        np.add.at(middles, (other[hit], axis), -step)
    return middles - drop
