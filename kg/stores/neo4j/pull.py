"""A graph out of the Neo4j database that a push put it into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import neo4j

from kg.clock import Clock
from kg.errors import GraphError
from kg.model import Graph
from kg.stores.neo4j.connection import Database
from kg.stores.neo4j.schema import HASH, OURS, STATE
from kg.stores.property_graph import LABEL_NAMES, Node, Relationship
from kg.stores.pulling import graph_of

_STATE: Final = f"MATCH (g:{STATE} {{id: 'graph'}}) RETURN g.base, g.version, g.push, g.complete"
_NODES: Final = f"MATCH (n:{OURS}) WHERE n.{HASH} IS NOT NULL RETURN labels(n), properties(n)"
_RELATIONSHIPS: Final = f"MATCH (a:{OURS})-[r]->(b:{OURS}) WHERE r.{HASH} IS NOT NULL RETURN a.id, type(r), b.id, properties(r)"
_LABELS: Final = frozenset(LABEL_NAMES)


@dataclass(frozen=True, slots=True)
class Held:
    """Name the graph that a database holds: the base of its IRIs, its state, and the push that put it there."""

    base: str
    version: str
    push: str


def held(database: Database) -> Held:
    """Return which graph a database holds; raise GraphError where that is none, or not all of one."""
    found = database.read(lambda transaction: transaction.run(_STATE).values())
    if not found:
        raise GraphError(f"{database.address}: holds no graph: push one first")
    *names, complete = found[0]
    if not complete:
        raise GraphError(f"{database.address}: holds a part of a graph, whose push broke off or is under way: push it again")
    return Held(*names)


def pull(database: Database, *, clock: Clock) -> Graph:
    """Return the graph that a database holds; raise GraphError where there is none, not all of one, or one that changes meanwhile."""
    before = held(database)
    clock.report("nodes")
    nodes = database.read(_read_nodes)
    clock.report("relationships")
    relationships = database.read(_read_relationships)
    if held(database) != before:
        raise GraphError(f"{database.address}: the graph changed while it was read: try again")
    clock.report("assemble")
    return graph_of(nodes, relationships)


def _read_nodes(transaction: neo4j.ManagedTransaction) -> list[Node]:
    """Return the nodes of the graph, without the labels that others gave them."""
    return [Node(properties["id"], tuple(label for label in labels if label in _LABELS), properties) for labels, properties in transaction.run(_NODES)]


def _read_relationships(transaction: neo4j.ManagedTransaction) -> list[Relationship]:
    return [Relationship(*found) for found in transaction.run(_RELATIONSHIPS)]
