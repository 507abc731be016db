"""A graph into a Neo4j database: only what the database does not hold yet is sent, and what the graph lost is removed.

Every node and relationship of a graph carries a digest (`kgHash`) of all that is said of it. A push compares the digests in the
database with those of the graph, so it needs to remember nothing and may be broken off at any moment: the next one goes on. The
node `KgGraph` says which graph the database holds and whether it holds all of it; each transaction of a push makes sure on that
node that no other push began meanwhile. What others put into the database stays: their nodes and relationships, and their labels
and properties on nodes of the graph. A node that the graph loses and others hold on to becomes `KgLeft`, by which it is the same
node again when it comes back.
"""

from __future__ import annotations

import secrets
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import neo4j

from kg.clock import Clock
from kg.collection import collect_new, uncollected
from kg.errors import GraphError, ServerError
from kg.model import Graph
from kg.stores.cypher import batches
from kg.stores.neo4j.connection import Database
from kg.stores.neo4j.rows import Row, content_hash, node_row, relationship_row
from kg.stores.neo4j.schema import HASH, LEFT, OURS, STATE
from kg.stores.property_graph import LABEL_NAMES, PropertyGraph

#: Rows of a transaction.
BATCH: Final = 10_000

#: What is the graph's in a database, and how to find it again.
_NODES: Final = (f"MATCH (x:{OURS})", "x.id")
_RELATIONSHIPS: Final = (f"MATCH (:{OURS})-[x]->(:{OURS})", "elementId(x)")
_STATE: Final = f"{STATE} {{id: 'graph'}}"
_KNOWN: Final = f"MERGE (g:{_STATE}) SET g.push = $push RETURN coalesce(g.properties, [])"
_BEGIN: Final = f"MATCH (g:{_STATE}) SET g.base = $base, g.version = $version, g.complete = false, g.properties = $properties"
#: Takes the lock of the state's node, so that pushes at the same time find out about each other. It changes nothing, and looks only
#: then whose push it is: what was read before the lock may be out of date.
_HOLD: Final = f"MATCH (g:{_STATE}) SET g:{STATE} WITH g WHERE g.push = $push RETURN g.id"
_END: Final = f"MATCH (g:{_STATE}) SET g.complete = true, g.nodes = $nodes"
_HOLDS: Final = (f"MATCH (g:{_STATE}) WHERE g.complete AND g.base = $base AND g.version = $version"
                 f" RETURN g.nodes = COUNT {{ (:{OURS}) }}")
_MERGE_NODES: Final = f"UNWIND $rows AS row MERGE (n:{OURS} {{id: row.id}}) SET n += row, n:%s RETURN count(*)"
_CHANGE_NODES: Final = (f"UNWIND $rows AS row MERGE (n:{OURS} {{id: row.id}}) REMOVE n:{':'.join(LABEL_NAMES)}"
                        " SET n += $nothing SET n += row, n:%s RETURN count(*)")
#: The nodes that an earlier graph left to others, and what makes them the graph's again.
_LEFT_NODES: Final = f"MATCH (n:{LEFT}) RETURN n.id"
_REGAIN_NODES: Final = (f"UNWIND $rows AS row MATCH (n:{LEFT} {{id: row.id}}) REMOVE n:{':'.join((LEFT, *LABEL_NAMES))}"
                        f" SET n += $nothing SET n += row, n:{OURS}:%s RETURN count(*)")
_MERGE_RELATIONSHIPS: Final = (
    f"UNWIND $rows AS row MATCH (a:{OURS} {{id: row.start}}) MATCH (b:{OURS} {{id: row.end}})"
    f" MERGE (a)-[r:%s {{{HASH}: row.hash}}]->(b) ON CREATE SET r += row.properties RETURN count(*)")
_REMOVE_RELATIONSHIPS: Final = f"UNWIND $rows AS row MATCH ()-[r]->() WHERE elementId(r) = row.element AND r.{HASH} = row.hash DELETE r"
#: Takes from a node what the graph gave it; where nothing but its id is left, the node goes.
_REMOVE_NODES: Final = (
    f"UNWIND $rows AS row MATCH (n:{OURS} {{id: row.id}}) WHERE n.{HASH} = row.hash"
    f" SET n += $nothing, n:{LEFT} REMOVE n:{OURS}:{':'.join(LABEL_NAMES)}"
    f" WITH n WHERE labels(n) = ['{LEFT}'] AND keys(n) = ['id'] AND NOT EXISTS {{ (n)--() }} DELETE n")


@dataclass(frozen=True, slots=True)
class PushReport:
    """Say what a push sent: nodes and relationships, and how many of both it removed."""

    nodes: int = 0
    relationships: int = 0
    removed: int = 0

    @property
    def unchanged(self) -> bool:
        """Say whether the database held the graph already."""
        return not self.nodes + self.relationships + self.removed


def holds(database: Database, *, base: str, version: str) -> bool:
    """Say whether a database holds all of a state of a graph."""
    found = database.read(lambda transaction: transaction.run(_HOLDS, base=base, version=version).values())
    return found == [[True]]


def push(graph: Graph, database: Database, *, base: str, version: str, clock: Clock) -> PushReport:
    """Make a database hold a graph, and no other one, and say what that took.

    `version` names the state of the graph. Constraints and indexes are there already (`kg.stores.neo4j.schema.prepare`). Raises
    GraphError where a relationship leads to no node, ServerError where the server refuses or goes away for long; the database then
    holds a part, which the next push completes.
    """
    with uncollected():
        return _Push(graph, database, clock).run(base, version)


class _Push:
    """Send the differences between one graph and one database."""

    def __init__(self, graph: Graph, database: Database, clock: Clock) -> None:
        self._graph = PropertyGraph(graph)
        self._database = database
        self._clock = clock
        self._token = secrets.token_hex(8)
        #: The digests of all nodes and relationships, in their order.
        self._nodes, self._relationships = array("q"), array("q")
        #: A null for each property that pushes ever gave to nodes here, by which such a property goes away.
        self._nothing: dict[str, None] = {}

    def run(self, base: str, version: str) -> PushReport:
        self._clock.report("compare")
        names = set[str]()
        for node in self._graph.nodes():
            self._nodes.append(content_hash(node))
            names.update(node.properties)
        self._relationships.extend(map(content_hash, self._graph.relationships()))
        wanted, links = set(self._nodes), set(self._relationships)
        total = len(wanted)
        self._begin(base, version, names)
        stale = {name: number for number, name in self._stale(_NODES, wanted)}
        stale_links = [{"hash": number, "element": element} for number, element in self._stale(_RELATIONSHIPS, links)]
        self._remove(_REMOVE_RELATIONSHIPS, stale_links)
        self._send_nodes(wanted, stale)
        self._send_relationships(links)
        self._remove(_REMOVE_NODES, [{"id": name, "hash": number} for name, number in stale.items()])
        self._write(_END, nodes=total)
        return PushReport(len(wanted), len(links), len(stale_links) + len(stale))

    def _begin(self, base: str, version: str, names: set[str]) -> None:
        """Say in the database that a push is under way, and learn which properties earlier ones gave to nodes."""
        def begin(transaction: neo4j.ManagedTransaction) -> set[str]:
            known = names.union(transaction.run(_KNOWN, push=self._token).single(strict=True)[0])
            transaction.run(_BEGIN, base=base, version=version, properties=sorted(known)).consume()
            return known

        self._nothing = dict.fromkeys(sorted({*self._database.write(begin), HASH} - {"id"}))

    def _stale(self, ours: tuple[str, str], wanted: set[int]) -> list[tuple[int, str]]:
        """Return what the database holds and is not wanted, and take from what is wanted all that it holds."""
        pattern, name = ours

        def read(transaction: neo4j.ManagedTransaction) -> tuple[set[int], set[int]]:
            held, stale = set[int](), set[int]()
            for (number,) in transaction.run(f"{pattern} WHERE x.{HASH} IS NOT NULL RETURN x.{HASH}"):
                # What is there twice goes, and is sent again.
                (held if number in wanted and number not in held else stale).add(number)
            return held - stale, stale

        def find(transaction: neo4j.ManagedTransaction) -> list[tuple[int, str]]:
            found = transaction.run(f"{pattern} WHERE x.{HASH} IN $stale RETURN x.{HASH}, {name}", stale=list(stale))
            return [(number, words) for number, words in found]

        held, stale = self._database.read(read)
        wanted -= held
        return self._database.read(find) if stale else []

    def _send_nodes(self, wanted: set[int], stale: dict[str, int]) -> None:
        """Send the nodes that are wanted; those that the database holds in another state are stale no longer."""
        left = set(self._database.read(lambda transaction: transaction.run(_LEFT_NODES).value())) if wanted else set[str]()

        def rows() -> Iterator[tuple[str, Row]]:
            for node, number in zip(self._graph.nodes(), self._nodes, strict=True):
                if number in wanted:
                    changed = stale.pop(node.id, None) is not None
                    query = _CHANGE_NODES if changed else _REGAIN_NODES if node.id in left else _MERGE_NODES
                    yield query % ":".join(node.labels), node_row(node, number)

        self._send("nodes", rows(), len(wanted))

    def _send_relationships(self, wanted: set[int]) -> None:
        numbered = zip(self._graph.relationships(), self._relationships, strict=True)
        rows = ((_MERGE_RELATIONSHIPS % item.type, relationship_row(item, number)) for item, number in numbered if number in wanted)
        self._send("relationships", rows, len(wanted))

    def _remove(self, query: str, rows: list[Row]) -> None:
        self._send("remove", ((query, row) for row in rows), len(rows))

    def _send(self, stage: str, rows: Iterable[tuple[str, Row]], total: int) -> None:
        """Send rows, each with the query that takes it, and report how many of all are done."""
        done = 0
        for query, some in batches(rows, BATCH):
            self._send_batch(query, some)
            # The driver leaves cycles behind.
            collect_new()
            done += len(some)
            self._clock.report(stage, done, total)

    def _send_batch(self, query: str, rows: list[Row]) -> None:
        sent = self._write(query, rows=rows, nothing=self._nothing)
        if sent and sent[0][0] != len(rows):
            raise GraphError("a relationship of the graph leads to a node that is not there: build the graph again, or push it again")

    def _write(self, query: str, **parameters: Any) -> list[list[Any]]:  # noqa: ANN401 - whatever Cypher knows
        """Run a query in a transaction that no other push comes into."""
        def write(transaction: neo4j.ManagedTransaction) -> list[list[Any]] | None:
            if transaction.run(_HOLD, push=self._token).single() is None:
                return None
            return transaction.run(query, parameters).values()

        written = self._database.write(write)
        if written is None:
            raise ServerError(f"{self._database.address}: another push to the same database began meanwhile: this one stops")
        return written
