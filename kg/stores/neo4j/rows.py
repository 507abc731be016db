"""Nodes and relationships as rows that a Neo4j server takes, each with the digest by which a later push knows it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from kg.stores.neo4j.schema import HASH
from kg.stores.property_graph import Node, Property, Relationship

Row = dict[str, Any]


def node_hash(node: Node) -> int:
    """Return a digest of all that is said of a node, of 64 bits as Neo4j's whole numbers have."""
    return _digest(node.id, node.labels, _sorted(node.properties))


def relationship_hash(item: Relationship) -> int:
    """Return a digest of a relationship, its two ends and all that is said of it."""
    return _digest(item.start, item.type, item.end, _sorted(item.properties))


def node_row(node: Node, number: int) -> Row:
    """Return the properties of a node and its digest."""
    return {"id": node.id, **node.properties, HASH: number}


def relationship_row(item: Relationship, number: int) -> Row:
    """Return what a relationship joins, its properties and its digest."""
    return {"start": item.start, "end": item.end, "hash": number, "properties": dict(item.properties)}


def _digest(*parts: object) -> int:
    words = repr(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(words, digest_size=8).digest(), "big", signed=True)


def _sorted(properties: Mapping[str, Property]) -> list[tuple[str, Property]]:
    return sorted(properties.items(), key=lambda pair: pair[0])
