"""Nodes and relationships as rows that a Neo4j server takes, each with the digest by which a later push knows it."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from kg.stores.neo4j.schema import HASH
from kg.stores.property_graph import Node, Relationship

Row = dict[str, Any]


def content_hash(part: Node | Relationship) -> int:
    """Return a digest of all that is said of a node, or of a relationship and its two ends, of 64 bits as Neo4j's whole numbers have.

    It depends on the order of properties, which is that of the graph's statements.
    """
    words = repr(tuple(part)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(words, digest_size=8).digest(), "big", signed=True)


def node_row(node: Node, number: int) -> Row:
    """Return the properties of a node and its digest."""
    return {"id": node.id, **node.properties, HASH: number}


def relationship_row(item: Relationship, number: int) -> Row:
    """Return what a relationship joins, its properties and its digest."""
    return {"start": item.start, "end": item.end, "hash": number, "properties": dict(item.properties)}
