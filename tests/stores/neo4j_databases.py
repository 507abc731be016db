"""What the tests of Neo4j share: a small graph, ways to another one, and a database that is connected."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from kg.clock import Clock
from kg.model import Entity, Evidence, Graph, Literal, Source, Span, Statement
from kg.stores.neo4j.connection import Credentials, Database, connected
from kg.stores.neo4j.pull import pull
from kg.stores.neo4j.push import PushReport, push
from kg.stores.neo4j.schema import prepare
from kg.vocabulary import BASE
from tests.servers import Neo4jServer

FIRST, SECOND = "00ff00ff00ff00ff", "11ee11ee11ee11ee"
#: Names that try to be code, or not to be seen.
HOSTILE = ('"}) DETACH DELETE n //', "`) DELETE n //", "'; MATCH (n) DETACH DELETE n", "two\nlines\r\n\ttab", "zero\u200bwidth", "\u202eleft-to-right", "{{{$x}}}", "\\", "\0", "🧠")


def evidence(document: str = FIRST, *, start: int = 0, negated: bool = False, confidence: float = 0.9) -> Evidence:
    return Evidence(document, Span(start, start + 6), "Medusa", "rule.gloss", confidence, negated)


GRAPH = Graph(
    entities=(
        Entity("author/tianle-cai", "author", "Tianle Cai"),
        Entity("method/medusa", "method", "Medusa", (Literal("Medusa Heads", language="en"), Literal("메두사", language="ko"))),
        Entity("method/mixture-of-experts", "method", "Mixture of Experts", (Literal("MoE"), Literal("전문가 혼합", language="ko"))),
        Entity("paper/2401.10774", "paper", 'Medusa: "Simple"\nDecoding'),
    ),
    statements=(
        Statement("method/medusa", "skos:broader", "method/mixture-of-experts"),
        Statement("method/mixture-of-experts", "skos:prefLabel", Literal("전문가 혼합", language="ko")),
        Statement("paper/2401.10774", "dcterms:creator", "author/tianle-cai", (evidence(),)),
        Statement("paper/2401.10774", "kg:introduces", "method/medusa", (evidence(), evidence(SECOND), evidence(SECOND, start=9))),
        Statement("paper/2401.10774", "kg:mentionsMethod", "method/medusa", (evidence(negated=True),)),
        Statement("paper/2401.10774", "kg:year", Literal("2024", "integer"), (evidence(start=4),)),
    ),
    sources=(Source(FIRST, "notes.md", date="2024-01-19"), Source(SECOND, "list.csv", "row 2", url="https://example.org/a b")),
)


def without(graph: Graph, *entities: str) -> Graph:
    """Return a graph without some entities and what is said of them."""
    kept = (item for item in graph.statements if item.subject not in entities and item.object not in entities)
    return replace(graph, entities=tuple(entity for entity in graph.entities if entity.id not in entities), statements=tuple(kept))


def with_entity(graph: Graph, entity: Entity) -> Graph:
    """Return a graph with an entity in place of that of the same id, or beside the others."""
    others = (other for other in graph.entities if other.id != entity.id)
    return replace(graph, entities=tuple(sorted((*others, entity), key=lambda item: item.id)))


@contextmanager
def database(server: Neo4jServer) -> Iterator[Database]:
    """Connect to a test server."""
    with connected(server.uri, Credentials(server.user, server.password)) as opened:
        yield opened


def pushed(server: Neo4jServer, graph: Graph, version: str = "1") -> PushReport:
    """Push a graph."""
    with database(server) as opened:
        prepare(opened)
        return push(graph, opened, base=BASE, version=version, clock=Clock())


def pulled(server: Neo4jServer) -> Graph:
    """Return the graph that a server holds."""
    with database(server) as opened:
        return pull(opened, clock=Clock())


def secret_file(folder: Path, words: str) -> Path:
    """Write a file that only its owner can read."""
    path = folder / "credentials"
    path.touch(mode=0o600)
    path.write_text(words, encoding="utf-8")
    return path
