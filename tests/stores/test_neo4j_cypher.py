"""Questions in Cypher to a real Neo4j server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.errors import QueryError
from kg.stores.neo4j.connection import Credentials, connected
from kg.stores.neo4j.store import Neo4jStore
from tests.servers import Neo4jServer
from tests.stores.neo4j_databases import GRAPH, HOSTILE, pushed


@pytest.fixture(scope="module")
def store(spare_neo4j: Neo4jServer) -> Iterator[Neo4jStore]:
    spare_neo4j.start()
    spare_neo4j.empty()
    pushed(spare_neo4j, GRAPH)
    with connected(spare_neo4j.uri, Credentials(spare_neo4j.user, spare_neo4j.password)) as database:
        yield Neo4jStore(database, timeout=2)


def test_answers_are_plain_values(store: Neo4jStore) -> None:
    found = store.cypher("MATCH way = (p:Paper {id: $id})-[r:INTRODUCES]->(m) RETURN p, r, way, COLLECT { UNWIND labels(m) AS name RETURN name ORDER BY name } AS labels, {texts: r.texts, none: null} AS map, "
                         "date('2024-01-19') AS day, duration('P1D') AS time, 1.5 AS float, true AS truth", id="paper/2401.10774")
    assert dict(zip(found.names, found.rows[0], strict=True)) == {
        "p": "paper/2401.10774", "r": "INTRODUCES", "way": ["paper/2401.10774", "INTRODUCES", "method/medusa"], "labels": ["Kg", "Method"],
        "map": {"texts": 2, "none": None}, "day": "2024-01-19", "time": "P1D", "float": 1.5, "truth": True}
    assert len(found) == 1
    assert store.cypher("MATCH (a:Author) WHERE a.name = 'Nobody' RETURN a").rows == ()


@pytest.mark.parametrize("value", [*HOSTILE, 5, 1.5, True, ["a", "b"], None, {"a": [1]}])
def test_parameters_are_values(store: Neo4jStore, value: object) -> None:
    assert store.cypher("RETURN $value AS value", value=value).rows == ((value,),)  # type: ignore[arg-type] # each is a value


@pytest.mark.parametrize("query", ["CREATE (n)", "MATCH (n) DETACH DELETE n", "MATCH (n:Paper) SET n.name = 'x' RETURN n", "CREATE INDEX x FOR (n:A) ON (n.b)",
                                   "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS", "DROP CONSTRAINT kg_id"])
def test_a_question_writes_nothing(store: Neo4jStore, query: str) -> None:
    before = store.cypher("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(n), count(r)")
    with pytest.raises(QueryError, match="the query writes"):
        store.cypher(query)
    assert store.cypher("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(n), count(r)") == before


@pytest.mark.parametrize("query", [
    "TERMINATE TRANSACTIONS $id", "terminate/* */transaction $id", "T\\u0045RMINATE TRANSACTIONS $id", "EXPLAIN TERMINATE TRANSACTIONS $id",
    "SHOW TRANSACTIONS YIELD transactionId AS t WHERE t = $id TERMINATE TRANSACTIONS t YIELD message RETURN message"])
def test_a_question_stops_nobody(store: Neo4jStore, spare_neo4j: Neo4jServer, query: str) -> None:
    with spare_neo4j.driver() as driver, driver.session() as session, session.begin_transaction(metadata={"of": "others"}) as others:
        others.run("RETURN 1").consume()
        (number,) = [row["id"] for row in spare_neo4j.run("SHOW TRANSACTIONS YIELD transactionId AS id, metaData WHERE metaData.of = 'others' RETURN id")]
        with pytest.raises(QueryError, match="TERMINATE stops what others ask"):
            store.cypher(query, id=number)
        assert others.run("RETURN 1 AS n").single(strict=True)["n"] == 1


@pytest.mark.parametrize("name", ["dbms.killConnection", "dbms . killConnections", "`dbms`.`killConnection`", "d\\u0062ms.killConnection"])
@pytest.mark.parametrize("query", ["CALL {}('bolt-0')", "MATCH (n:Paper) CALL {}('bolt-0') YIELD message RETURN message"])
def test_a_question_ends_no_connection(store: Neo4jStore, query: str, name: str) -> None:
    with pytest.raises(QueryError, match=r"dbms\.killConnections? does more than read"):
        store.cypher(query.format(name))


@pytest.mark.parametrize("query", ["CALL db.clearQueryCaches", "CALL db.clearQueryCaches()", "CALL db.stats.clear('QUERIES')", "CALL db.resampleOutdatedIndexes()",
                                   "CALL tx.setMetaData({a: 1})"])
def test_a_question_leaves_the_server_as_it_is(store: Neo4jStore, query: str) -> None:
    with pytest.raises(QueryError, match="does more than read"):
        store.cypher(query)


@pytest.mark.parametrize("query", [
    "SHOW DATABASES", "SHOW CURRENT USER", "SHOW TRANSACTIONS YIELD transactionId", "SHOW INDEXES YIELD name RETURN count(*) AS n", "SHOW CONSTRAINTS",
    "SHOW PROCEDURES YIELD name RETURN count(*) AS n", "SHOW SETTINGS YIELD name RETURN count(*) AS n", "CALL db.labels", "CALL dbms.components() YIELD name",
    "CALL db.schema.visualization()", "CALL db.index.fulltext.queryNodes('kg_names', 'Medusa') YIELD node", "CALL dbms.listConfig('db.') YIELD name",
    "MATCH (call:Paper) RETURN call.name AS terminate", "RETURN 'TERMINATE TRANSACTIONS; CALL dbms.killConnection()' AS words"])
def test_what_only_reads_is_answered(store: Neo4jStore, query: str) -> None:
    assert store.cypher(query).names


@pytest.mark.parametrize("query", ["L\\u004fAD CSV FROM 'file:///etc/hostname' AS row RETURN row", "RETURN '\\u0027 AS a LOAD CSV FROM \\u0027file:///etc/hostname' AS row RETURN row"])
def test_no_spelling_reads_files(store: Neo4jStore, query: str) -> None:
    with pytest.raises(QueryError, match="LOAD CSV reads files"):
        store.cypher(query)


def test_a_mistake_is_shown_with_its_place(store: Neo4jStore) -> None:
    with pytest.raises(QueryError, match=r"at line 2, column 1:\nRETRN n\n\^") as raised:
        store.cypher("MATCH (n)\nRETRN n")
    assert "Invalid input" in str(raised.value)


@pytest.mark.parametrize(("query", "complaint"), [
    ("", "the query is wrong"), ("RETURN 1/0", "by zero"), ("CALL nothing.here()", "no procedure"), ("RETURN 1; RETURN 2", "more than one query"),
    ("RETURN $x", "parameter"), ("UNWIND range(1, 1000000000) AS x RETURN sum(sin(x))", "took longer than 2 s")])
def test_what_is_wrong_is_said(store: Neo4jStore, query: str, complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint):
        store.cypher(query)


def test_names_that_the_database_does_not_know_are_told(store: Neo4jStore) -> None:
    notes = " ".join(store.cypher("MATCH (n:Metod)-[:INTRODUCE]->() RETURN n.nme").notes)
    assert all(meant in notes for meant in ("did you mean Method?", "did you mean INTRODUCES?", "did you mean name?"))
