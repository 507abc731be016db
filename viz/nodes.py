"""Nodes as they are drawn: how large each is, and the room that it takes with its label below it."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from kg.model import Entity, Literal, Subgraph
from viz.labels import width, wrap

#: Share of the font's size that one column of a label takes, and that one line takes.
_COLUMN, _LINE = 0.54, 1.25
#: How many nodes a screen shows at their full size, and how many pixels the focus is larger than a node of no relation.
_FEW, _MOST = 60, 14


@dataclass(frozen=True, slots=True)
class Node:
    """Hold an entity with its wrapped label; `size` is half the height of its shape, `font` that of its letters, in pixels."""

    entity: Entity
    label: str
    size: int
    font: int

    @property
    def room(self) -> tuple[float, float, float]:
        """Return half the width, the height above the middle of the shape and the height below it, in pixels."""
        lines = self.label.split("\n")
        return max(self.size, max(map(width, lines)) * self.font * _COLUMN / 2) + 5, self.size + 5, self.size + 6 + len(lines) * self.font * _LINE


def edges(subgraph: Subgraph) -> list[tuple[int, str, str]]:
    """Return number, subject and object of every statement that joins two entities of the subgraph."""
    known = {entity.id for entity in subgraph.entities}
    return [(number, item.subject, item.object) for number, item in enumerate(subgraph.statements)
            if not isinstance(item.object, Literal) and item.subject in known and item.object in known]


def nodes(subgraph: Subgraph) -> list[Node]:
    """Return the nodes of a subgraph in the order of its entities: larger with each relation, the focus largest."""
    degree = Counter(end for _, *ends in edges(subgraph) for end in set(ends))
    # A crowd is seen from farther away.
    scale = max(1.0, math.sqrt(len(subgraph.entities) / _FEW))
    return [_node(entity, degree[entity.id], scale=scale, focus=entity.id == subgraph.focus) for entity in subgraph.entities]


def _node(entity: Entity, degree: int, *, scale: float, focus: bool) -> Node:
    weight = _MOST if focus else min(degree // 3, _MOST - 4)
    return Node(entity, wrap(entity.label, columns=20), round((9 + weight) * scale), round(13 + 0.6 * weight * scale))
