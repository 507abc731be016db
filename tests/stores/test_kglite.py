"""The embedded engine holds exactly a graph's nodes and relationships, answers in plain values and leaves everything as it is."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from kg.errors import GraphError, QueryError
from kg.model import Graph
from kg.stores.cypher import NAMES, NODE_PROPERTIES, RELATIONSHIP_PROPERTIES, RELATIONSHIP_TYPES, check, note
from kg.stores.kglite.graph import load, project, save
from kg.stores.kglite.store import KgliteStore
from kg.stores.property_graph import NODE_LABELS, Node, PropertyGraph, Relationship
from tests.lookups.graphs import graph
from tests.stores.graphs import graphs


def quiet(_stage: str, _done: int) -> None:
    pass


def held(found: Graph) -> KgliteStore:
    return KgliteStore(project(PropertyGraph(found).nodes(), PropertyGraph(found).relationships(), quiet))


@pytest.fixture(scope="module")
def store() -> KgliteStore:
    return held(graph())


def rows(store: KgliteStore, query: str, /, **parameters: Any) -> list[tuple[Any, ...]]:
    return list(store.cypher(query, **parameters))


# What is held

@given(graphs())
def test_nodes_and_relationships_are_held_as_they_are(found: Graph) -> None:
    store = held(found)
    names = sorted({name for node in PropertyGraph(found).nodes() for name in node.properties})
    columns = ", ".join(f"n.`{name}`" for name in names)
    back = {row[0]: (set(row[1]), dict(zip(names, row[2:], strict=True))) for row in rows(store, f"MATCH (n) RETURN n, labels(n), {columns}")}
    assert back == {node.id: (set(node.labels), dict.fromkeys(names) | dict(node.properties)) for node in PropertyGraph(found).nodes()}
    ways = {(a, kind, b): (s, belief, texts) for a, kind, b, s, belief, texts in
            rows(store, "MATCH (a)-[r]->(b) RETURN a, r, b, r.statement, r.belief, r.texts")}
    assert ways == {(item.start, item.type, item.end): tuple(item.properties.get(name) for name in ("statement", "belief", "texts"))
                    for item in PropertyGraph(found).relationships()}


def test_values_of_several_types_under_one_name_stay_what_they_are() -> None:
    values: list[Any] = [5, "5", 2.5, True, ["a"], -2**63, 2**63 - 1, "\0\u202e"]
    some = [Node(f"x/{number}", ("X`{}",), {"id": f"x/{number}", "value": value}) for number, value in enumerate(values)]
    ways = [Relationship("x/0", "A`)", "x/1", {})]
    store = KgliteStore(project(some, ways, quiet))
    assert [row[0] for row in rows(store, "MATCH (n) RETURN n.value AS value ORDER BY n.id")] == values
    assert rows(store, "MATCH (a)-[r]->(b) RETURN a, r, b") == [("x/0", "A`)", "x/1")]


def test_a_relationship_to_nothing_is_one_sentence() -> None:
    with pytest.raises(GraphError, match="method/none"):
        project([Node("paper/1", ("Paper",), {"id": "paper/1"})], [Relationship("paper/1", "INTRODUCES", "method/none", {})], quiet)


def test_a_graph_comes_back_from_its_file(tmp_path: Path, store: KgliteStore) -> None:
    path = tmp_path / "folder" / "file"
    assert load(path) is None
    save(project(PropertyGraph(graph()).nodes(), PropertyGraph(graph()).relationships(), quiet), path)
    assert [file.name for file in path.parent.iterdir()] == ["file"]
    kept = load(path)
    assert kept is not None
    query = "MATCH (n) RETURN n, properties(n) AS properties ORDER BY n.id"
    assert KgliteStore(kept).cypher(query) == store.cypher(query)
    path.write_bytes(path.read_bytes()[:1000])
    assert load(path) is None


# Answers

@pytest.mark.parametrize(("query", "answer"), [
    ("MATCH (n:Paper {id: 'paper/2401.04088'}) RETURN n", "paper/2401.04088"),
    ("MATCH (:Paper {id: 'paper/2401.04088'})-[r:INTRODUCES]->() RETURN r", "INTRODUCES"),
    ("MATCH way = (:Paper {id: 'paper/2401.04088'})-[:INTRODUCES]->()-[:USES]->() RETURN way",
     ["paper/2401.04088", "INTRODUCES", "method/mixtral", "USES", "method/mixture-of-experts"]),
    ("MATCH (m:Model)-[r]->(x) RETURN {at: [m, r], to: x} AS map", {"at": ["method/mixtral", "USES"], "to": "method/mixture-of-experts"}),
    ("RETURN date('2024-01-05') AS day", "2024-01-05"), ("RETURN datetime('2024-01-05T10:00:00Z') AS time", "2024-01-05T10:00:00+00:00"),
    ("MATCH (m:Model) RETURN [m.title, m.name, 1, 2.5, true] AS list", [None, "Mixtral", 1, 2.5, True]),
])
def test_answers_are_plain_values(store: KgliteStore, query: str, answer: Any) -> None:
    assert rows(store, query) == [(answer,)]


@pytest.mark.parametrize("value", ["x", "'}) DETACH DELETE n //", 2**63 - 1, -1.5, True, None, ["a", None, [1]], {"a": {"b": [1]}}])
def test_parameters_are_values(store: KgliteStore, value: Any) -> None:
    assert rows(store, "RETURN $query AS value", query=value) == [(value,)]


def test_the_property_end_needs_no_backticks_and_the_keyword_stays_one(store: KgliteStore) -> None:
    found = store.cypher("MATCH (e:Evidence {end : $end, start: $start}) RETURN e.end, e {.end} AS map, CASE WHEN e.end > 0 THEN e . end END AS same LIMIT 1",
                         start=0, end=9)
    assert found.names == ("e.end", "map", "same")
    assert all(row == (9, {"end": 9}, 9) for row in found)
    assert rows(store, "RETURN ', end: .end' AS text") == [(", end: .end",)]


def test_columns_have_names_where_there_are_no_rows(store: KgliteStore) -> None:
    assert store.cypher("MATCH (v:Venue {id: 'none'}) OPTIONAL MATCH (v)<--(p) RETURN v.id AS id, count(p) AS n").names == ("id", "n")


# The vocabulary

def test_the_vocabulary_has_every_name_of_a_graph() -> None:
    assert {node.labels for node in PropertyGraph(graph()).nodes()} <= set(NODE_LABELS)
    assert {name for node in PropertyGraph(graph()).nodes() for name in node.properties} <= NODE_PROPERTIES.keys()
    assert {item.type for item in PropertyGraph(graph()).relationships()} <= set(RELATIONSHIP_TYPES)
    assert {name for item in PropertyGraph(graph()).relationships() for name in item.properties} <= RELATIONSHIP_PROPERTIES.keys()


def test_names_that_a_graph_has_nothing_of_are_no_mistake() -> None:
    empty = held(Graph())
    for label in NAMES["label"]:
        for name in NODE_PROPERTIES:
            found = empty.cypher(f"MATCH (n:{label} {{{name}: $value}}) RETURN n.{name} AS value", value=1)
            assert (len(found), found.notes) == (0, ())
    for kind in RELATIONSHIP_TYPES:
        assert empty.cypher(f"MATCH ()-[r:{kind} {{belief: 0.5}}]->() RETURN r.texts AS n").notes == ()
    assert rows(empty, "MATCH (n) RETURN count(n) AS n") == [(0,)]


@pytest.mark.parametrize(("query", "said"), [
    ("MATCH (m:Methdo) RETURN m", "there is no label Methdo: did you mean Method?"),
    ("MATCH (m)-[:CITE]->(n) RETURN m", "there is no relationship type CITE: did you mean CITES?"),
    ("MATCH (p:Paper) RETURN p.tilte", "there is no property tilte: did you mean title?"),
    ("MATCH (p:Paper) WHERE p.zzz = 1 RETURN p", "there is no property zzz")])
def test_a_name_that_no_graph_has_is_noted(store: KgliteStore, query: str, said: str) -> None:
    assert store.cypher(query).notes == (said,)


def test_a_note_is_of_unknown_names_only() -> None:
    assert note("property", "end") is None
    assert note("label", "Paper") is None


# What is refused

@pytest.mark.parametrize("query", [
    "CREATE (n:Paper {id: 'x'})", "MERGE (n:Paper {id: 'x'})", "MATCH (n) SET n.name = 'x'", "MATCH (n) REMOVE n.name", "MATCH (n) DETACH DELETE n",
    "MATCH (n) REMOVE n:Paper", "FOREACH (x IN [1] | CREATE (:X))", "CREATE INDEX FOR (n:Paper) ON (n.name)", "DROP INDEX x IF EXISTS",
    "CREATE CONSTRAINT FOR (n:Paper) REQUIRE n.name IS UNIQUE", "CALL db.cdc.enable({})", "CALL db.ontology.clear()",
    "CALL db.text_index.build({node_type: 'Paper', text_column: 'name'})", "INSERT (n:Paper)"])
def test_what_writes_is_refused_and_changes_nothing(store: KgliteStore, query: str) -> None:
    before = rows(store, "MATCH (n) RETURN n, properties(n) AS properties")
    with pytest.raises(QueryError, match="writes"):
        store.cypher(query)
    assert rows(store, "MATCH (n) RETURN n, properties(n) AS properties") == before


@pytest.mark.parametrize("query", [
    "LOAD CSV FROM '/etc/hostname' AS row RETURN row", "load // csv\n csv FROM '/etc/hostname' AS row RETURN row", "LOAD`CSV`FROM $x AS r RETURN r",
    "LOAD/**/CSV FROM '/etc/hostname' AS row RETURN row", "EXPLAIN LOAD CSV FROM '/etc/hostname' AS row RETURN row",
    "RETURN 1 AS `it's`; LOAD CSV FROM '/etc/hostname' AS x RETURN x", "RETURN '\\''; LOAD CSV FROM '/etc/hostname' AS x RETURN x"])
def test_no_query_reads_files(store: KgliteStore, query: str) -> None:
    with pytest.raises(QueryError, match=r"LOAD CSV|one by one"):
        store.cypher(query)


def test_words_that_only_look_like_what_is_refused_are_not() -> None:
    for query in ("RETURN 'LOAD CSV' AS a", "RETURN 1 AS a // ; LOAD CSV", "RETURN 1 AS `LOAD CSV`;", 'RETURN "a; RETURN 2" AS `b` /* ; */ ;'):
        check(query, ())


@pytest.mark.parametrize(("query", "parameters", "said"), [
    ("RETURN $name AS name", {}, r"\$name has no value"), ("RETURN '$name' AS name", {"name": 1}, r"no parameter \$name"),
    ("RETURN $`a b` AS name", {}, r"\$a b has no value"), ("RETURN 1 AS a; RETURN 2 AS b", {}, "one by one"), ("RETURN 1 AS a FORMAT CSV", {}, "FORMAT CSV")])
def test_a_query_takes_its_parameters_and_is_one(store: KgliteStore, query: str, parameters: dict[str, Any], said: str) -> None:
    with pytest.raises(QueryError, match=said):
        store.cypher(query, **parameters)


@pytest.mark.parametrize(("query", "line", "column"), [
    ("MATCH (n RETURN n", 1, 10), ("MATCH (n)\nWHERE n.name = '가' AND\nRETURN n", 3, 1), ("RETURN foo(1)", 1, 8), ("MATCH (n) RETURN m", 1, 18),
    ("MATCH (e:Evidence) WHERE e.end > 1 RETURN e.end e", 1, 49), ("MATCH (p:Paper {nam: 'x'}) RETURN p", 1, 17), ("MATCH (n:!Paper) RETURN n", 1, 10),
    ("/* 한\n글 */ MATCH (n) RETURN (", 2, 24), ("RETURN", 1, 7)])
def test_a_wrong_query_is_shown_at_its_place(store: KgliteStore, query: str, line: int, column: int) -> None:
    with pytest.raises(QueryError) as caught:
        store.cypher(query)
    first, shown, mark, reason = str(caught.value).split("\n")
    assert first == f"the query is wrong at line {line}, column {column}:"
    assert (shown, mark) == (query.splitlines()[line - 1], " " * (column - 1 + shown[:column - 1].count("글")) + "^")
    assert reason


@pytest.mark.parametrize("query", ["", "RETURN 1 / 0 AS a", "RETURN 'abc", "CALL db.nothing()", "RETURN 9223372036854775807 + 1 AS a", "\0", "`", "RETURN {a: }"])
def test_whatever_else_is_wrong_is_one_sentence(store: KgliteStore, query: str) -> None:
    with pytest.raises(QueryError, match="the query is wrong"):
        store.cypher(query)


def test_a_whole_number_out_of_range_is_a_wrong_query(store: KgliteStore) -> None:
    with pytest.raises(QueryError, match="the query is wrong"):
        store.cypher("RETURN $n AS n", n=2**64)


def test_a_query_that_takes_too_long_is_given_up() -> None:
    impatient = KgliteStore(project(PropertyGraph(graph()).nodes(), PropertyGraph(graph()).relationships(), quiet), timeout=0.2)
    begin = time.monotonic()
    with pytest.raises(QueryError, match=r"longer than 0\.2 s"):
        impatient.cypher("UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(*) AS n")
    assert time.monotonic() - begin < 10
