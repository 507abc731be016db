"""Graphs pushed to a real Neo4j server, and what is there afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from kg.clock import Clock
from kg.errors import GraphError, ServerError
from kg.model import Entity, Graph, Literal
from kg.stores.neo4j import push as neo4j_push
from kg.stores.neo4j.push import PushReport, holds, push
from kg.stores.neo4j.schema import CONSTRAINTS, INDEXES, NAMES
from kg.stores.property_graph import PropertyGraph
from kg.vocabulary import BASE
from tests.servers import Neo4jServer
from tests.stores.graphs import graphs
from tests.stores.neo4j_databases import GRAPH, HOSTILE, SECOND, database, pulled, pushed, with_entity, without
from tests.stores.test_round_trip import lines

ALL = PushReport(len(list(PropertyGraph(GRAPH).nodes())), len(list(PropertyGraph(GRAPH).relationships())), 0)


def counters(server: Neo4jServer) -> tuple[int, int]:
    """Return how many nodes and relationships a server holds, without the one that says what it holds."""
    return (server.run("MATCH (n) WHERE NOT n:KgGraph RETURN count(n) AS n")[0]["n"], server.run("MATCH ()-[r]->() RETURN count(r) AS n")[0]["n"])


# What is there

def test_a_push_makes_a_database_hold_the_graph(empty_neo4j: Neo4jServer) -> None:
    assert pushed(empty_neo4j, GRAPH) == ALL
    assert counters(empty_neo4j) == (ALL.nodes, ALL.relationships)
    assert empty_neo4j.run("MATCH (p:Paper {year: 2024})-[r:INTRODUCES]->(m:Method) RETURN m.name AS name, r.texts AS texts, COLLECT { UNWIND labels(m) AS name RETURN name ORDER BY name } AS labels") == [
        {"name": "Medusa", "texts": 2, "labels": ["Kg", "Method"]}]
    assert empty_neo4j.run("MATCH (s:Statement)-[:WAS_DERIVED_FROM]->(e:Evidence {negated: true})-[:HAS_SOURCE]->(d:Document) RETURN s.predicate AS p, d.name AS d") == [
        {"p": "kg:mentionsMethod", "d": "notes.md"}]
    assert pulled(empty_neo4j) == GRAPH


def test_constraints_and_indexes_serve(empty_neo4j: Neo4jServer) -> None:
    pushed(empty_neo4j, GRAPH)
    assert {row["name"] for row in empty_neo4j.run("SHOW INDEXES WHERE state = 'ONLINE'")} >= {*CONSTRAINTS, *INDEXES}
    assert {row["name"] for row in empty_neo4j.run("SHOW CONSTRAINTS")} == set(CONSTRAINTS)


def test_names_are_found_by_full_text(empty_neo4j: Neo4jServer) -> None:
    pushed(empty_neo4j, GRAPH)
    found = empty_neo4j.run(
        "UNWIND $all AS words CALL db.index.fulltext.queryNodes($index, words) YIELD node RETURN words, collect(node.id) AS ids", index=NAMES,
        all=["전문가 혼합", "전문가혼합", "전문가", "MoE", "mixture experts"])
    assert [row["ids"] for row in found] == [["method/mixture-of-experts"]] * 5


def test_an_index_of_others_that_failed_is_no_hindrance(empty_neo4j: Neo4jServer) -> None:
    empty_neo4j.run("CREATE (:Long {name: $name})", name="x" * 9000)
    empty_neo4j.run("CREATE INDEX too_long FOR (n:Long) ON (n.name)")
    assert pushed(empty_neo4j, GRAPH) == ALL
    empty_neo4j.run("DROP INDEX too_long")


def test_names_never_become_a_query(empty_neo4j: Neo4jServer) -> None:
    entities = tuple(sorted((Entity(f"method/{number} {name}", "method", name, (Literal(name[::-1], language="en"),)) for number, name in enumerate(HOSTILE)),
                            key=lambda entity: entity.id))
    graph = replace(GRAPH, entities=entities, statements=())
    pushed(empty_neo4j, graph)
    assert {row["name"] for row in empty_neo4j.run("MATCH (n:Method) RETURN n.name AS name")} == set(HOSTILE)
    assert pulled(empty_neo4j) == graph
    assert pushed(empty_neo4j, replace(graph, entities=entities[1:]), "2") == PushReport(0, 0, 1)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graph=graphs())
def test_any_graph_replaces_any_other_and_comes_back_the_same(empty_neo4j: Neo4jServer, graph: Graph) -> None:
    pushed(empty_neo4j, graph)
    assert lines(pulled(empty_neo4j)) == lines(graph)
    assert pushed(empty_neo4j, graph).unchanged


# What is sent

def test_a_push_again_sends_nothing(empty_neo4j: Neo4jServer) -> None:
    pushed(empty_neo4j, GRAPH)
    assert pushed(empty_neo4j, GRAPH, "another name of the same state").unchanged
    assert counters(empty_neo4j) == (ALL.nodes, ALL.relationships)


def test_only_what_changed_is_sent(empty_neo4j: Neo4jServer) -> None:
    pushed(empty_neo4j, GRAPH)
    empty_neo4j.run("MATCH (n:Kg) SET n.seen = true")
    empty_neo4j.run("MATCH ()-[r]->() SET r.seen = true")
    changed = with_entity(GRAPH, Entity("method/medusa", "model", "Medusa Two"))
    assert pushed(empty_neo4j, changed) == PushReport(1, 0, 0)
    assert empty_neo4j.run("MATCH (n:Kg {id: 'method/medusa'}) RETURN labels(n) AS labels, properties(n) AS had")[0]["had"].keys() == {"id", "name", "nameKeys", "kgHash", "seen"}
    assert pulled(empty_neo4j) == changed
    with_new = with_entity(changed, Entity("method/new", "method", "New"))
    assert pushed(empty_neo4j, with_new) == PushReport(1, 0, 0)
    assert empty_neo4j.run("MATCH (n:Kg) WHERE n.seen IS NULL RETURN n.id AS id") == [{"id": "method/new"}]
    assert empty_neo4j.run("MATCH ()-[r]->() WHERE r.seen IS NULL RETURN count(r) AS n") == [{"n": 0}]


def test_a_relationship_that_changed_is_there_once(empty_neo4j: Neo4jServer) -> None:
    pushed(empty_neo4j, GRAPH)
    introduces = GRAPH.statements[3]
    changed = replace(GRAPH, statements=(*GRAPH.statements[:3], replace(introduces, evidence=introduces.evidence[:1]), *GRAPH.statements[4:]))
    assert pushed(empty_neo4j, changed) == PushReport(1, 1, 7), "the statement's belief, the relationship; and two quotes with four relationships, and the old one"
    assert empty_neo4j.run("MATCH ()-[r:INTRODUCES]->() RETURN r.texts AS texts") == [{"texts": 1}]
    assert pulled(empty_neo4j) == changed


def test_what_a_removed_text_stated_disappears(empty_neo4j: Neo4jServer) -> None:
    pushed(empty_neo4j, GRAPH)
    kept = (replace(item, evidence=tuple(words for words in item.evidence if words.document == SECOND)) for item in GRAPH.statements)
    graph = Graph(GRAPH.entities, tuple(item for item, before in zip(kept, GRAPH.statements, strict=True) if item.evidence or not before.evidence), GRAPH.sources[1:])
    pushed(empty_neo4j, graph)
    assert empty_neo4j.run("MATCH (d:Document) RETURN d.id AS id") == [{"id": f"document/{SECOND}"}]
    assert pulled(empty_neo4j) == graph


def test_the_second_of_two_graphs_replaces_the_first(empty_neo4j: Neo4jServer) -> None:
    pushed(empty_neo4j, GRAPH)
    other = Graph((Entity("task/translation", "task", "Translation"),), (), ())
    assert pushed(empty_neo4j, other) == PushReport(1, 0, ALL.nodes + ALL.relationships)
    assert counters(empty_neo4j) == (1, 0)
    assert pulled(empty_neo4j) == other


def test_copies_that_others_made_of_relationships_go(empty_neo4j: Neo4jServer) -> None:
    pushed(empty_neo4j, GRAPH)
    empty_neo4j.run("MATCH (a)-[r:BROADER]->(b) CREATE (a)-[copy:BROADER]->(b) SET copy = r")
    assert pushed(empty_neo4j, GRAPH) == PushReport(0, 1, 2)
    assert counters(empty_neo4j) == (ALL.nodes, ALL.relationships)


def test_the_state_is_known_without_reading_all(empty_neo4j: Neo4jServer) -> None:
    with database(empty_neo4j) as opened:
        assert not holds(opened, base=BASE, version="1")
        push(GRAPH, opened, base=BASE, version="1", clock=Clock())
        assert holds(opened, base=BASE, version="1")
        assert not holds(opened, base=BASE, version="2")
        assert not holds(opened, base="https://example.org/", version="1")
        empty_neo4j.run("MATCH (n:Author) DETACH DELETE n")
        assert not holds(opened, base=BASE, version="1"), "somebody took a node away"
        assert push(GRAPH, opened, base=BASE, version="1", clock=Clock()) == PushReport(1, 2, 0)


# What others have there

OTHERS = """CREATE (note:Note {id: 'method/medusa', text: 'my own'}), (kg:Kg {id: 'mine'})
WITH note MATCH (m:Kg {id: 'method/medusa'}), (p:Paper), (a:Author) SET m:Favourite, m.stars = 5
CREATE (note)-[:ABOUT]->(m), (note)-[:ABOUT {kind: 'person'}]->(a), (p)-[:INTRODUCES {by: 'hand'}]->(m)"""

ALL_NODES = "MATCH (n) WHERE NOT n:KgGraph RETURN n.id AS id ORDER BY id"


def test_what_others_put_there_stays(empty_neo4j: Neo4jServer) -> None:
    pushed(empty_neo4j, GRAPH)
    empty_neo4j.run(OTHERS)
    assert pushed(empty_neo4j, GRAPH).unchanged
    changed = with_entity(GRAPH, Entity("method/medusa", "model", "Medusa Two"))
    assert pushed(empty_neo4j, changed) == PushReport(1, 0, 0)
    assert empty_neo4j.run("MATCH (n:Note)-[:ABOUT]->(m:Favourite:Model {stars: 5, name: 'Medusa Two'}) RETURN n.text AS text") == [{"text": "my own"}]
    assert empty_neo4j.run("MATCH (:Paper)-[r:INTRODUCES {by: 'hand'}]->() RETURN r.kgHash AS hash") == [{"hash": None}]
    assert pulled(empty_neo4j) == changed


def test_a_node_that_others_are_tied_to_is_left_to_them(empty_neo4j: Neo4jServer) -> None:
    pushed(empty_neo4j, GRAPH)
    empty_neo4j.run(OTHERS)
    smaller = without(GRAPH, "method/medusa", "author/tianle-cai", "paper/2401.10774")
    pushed(empty_neo4j, smaller)
    assert pulled(empty_neo4j) == smaller
    assert empty_neo4j.run("MATCH (:Note)-[r:ABOUT]->(x) RETURN COLLECT { UNWIND labels(x) AS name RETURN name ORDER BY name } AS labels,"
                           " properties(x) AS had ORDER BY x.id") == [
        {"labels": ["KgLeft"], "had": {"id": "author/tianle-cai"}}, {"labels": ["Favourite", "KgLeft"], "had": {"id": "method/medusa", "stars": 5}}]
    assert empty_neo4j.run("MATCH ({id: 'paper/2401.10774'})-[r]->({id: 'method/medusa'}) RETURN type(r) AS type, r.by AS hand") == [{"type": "INTRODUCES", "hand": "hand"}]
    assert empty_neo4j.run("MATCH (n:Kg {id: 'mine'}) RETURN count(n) AS n") == [{"n": 1}]
    pushed(empty_neo4j, GRAPH)
    assert pulled(empty_neo4j) == GRAPH


def test_a_node_that_was_left_is_the_same_again_when_it_comes_back(empty_neo4j: Neo4jServer) -> None:
    pushed(empty_neo4j, GRAPH)
    empty_neo4j.run(OTHERS)
    before = empty_neo4j.run(ALL_NODES)
    pushed(empty_neo4j, without(GRAPH, "method/medusa", "author/tianle-cai", "paper/2401.10774"))
    empty_neo4j.run("MATCH (n:KgLeft {id: 'method/medusa'}) SET n:Method, n.title = 'not of the graph'")
    back = with_entity(GRAPH, Entity("method/medusa", "model", "Medusa Two"))
    pushed(empty_neo4j, back)
    assert empty_neo4j.run(ALL_NODES) == before, "each as often as before"
    assert empty_neo4j.run("MATCH (n:KgLeft) RETURN n.id AS id") == []
    assert empty_neo4j.run("MATCH (:Note)-[r:ABOUT]->(x:Kg) RETURN x.id AS id, x.stars AS stars, x:Favourite AS favourite ORDER BY id") == [
        {"id": "author/tianle-cai", "stars": None, "favourite": False}, {"id": "method/medusa", "stars": 5, "favourite": True}]
    assert empty_neo4j.run("MATCH (:Kg)-[r:INTRODUCES {by: 'hand'}]->(:Kg) RETURN count(r) AS n") == [{"n": 1}]
    assert pulled(empty_neo4j) == back
    assert pushed(empty_neo4j, back).unchanged


# What goes wrong

def test_a_second_push_at_the_same_time_stops_the_first(empty_neo4j: Neo4jServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_push, "BATCH", 1)
    others = [without(GRAPH, "author/tianle-cai")]

    def interrupt(stage: str, _done: int, _total: int | None) -> None:
        if stage == "nodes" and others:
            pushed(empty_neo4j, others.pop())

    with database(empty_neo4j) as opened, pytest.raises(ServerError, match="another push to the same database began meanwhile"):
        push(GRAPH, opened, base=BASE, version="1", clock=Clock(interrupt))
    assert pulled(empty_neo4j) == without(GRAPH, "author/tianle-cai")


def test_a_relationship_to_nowhere_is_an_error(empty_neo4j: Neo4jServer) -> None:
    loose = replace(GRAPH, entities=GRAPH.entities[1:])
    with pytest.raises(GraphError, match="leads to a node that is not there"):
        pushed(empty_neo4j, loose)


def test_a_part_of_a_graph_is_not_taken_for_it(empty_neo4j: Neo4jServer) -> None:
    with pytest.raises(GraphError, match="holds no graph: push one first"):
        pulled(empty_neo4j)
    with pytest.raises(GraphError):
        pushed(empty_neo4j, replace(GRAPH, entities=GRAPH.entities[1:]))
    with database(empty_neo4j) as opened:
        assert not holds(opened, base=BASE, version="1")
    with pytest.raises(GraphError, match="holds a part of a graph"):
        pulled(empty_neo4j)
    pushed(empty_neo4j, GRAPH)
    assert pulled(empty_neo4j) == GRAPH
