from __future__ import annotations

import doctest
import time

import pytest

from kg.errors import QueryError
from kg.stores import binding
from kg.stores.binding import bind, prefixed_names, with_prefixes
from kg.vocabulary import BASE


def test_examples_hold() -> None:
    assert doctest.testmod(binding).failed == 0


def test_names_are_found_outside_strings_iris_and_comments() -> None:
    query = """PREFIX ex: <urn:ex:> SELECT ?x { ?x rdf:type kg:Paper ; ex:of "kg:string" ; ^kg:uses/kg:uses ?y . <urn:kg:iri> ?p \'\'\'kg:long
        \' kg:er\'\'\' # kg:comment
        FILTER(xsd:integer(?y) = 3 && ?kg:z) }"""
    assert prefixed_names(query) == ("rdf:type", "kg:Paper", "kg:uses", "xsd:integer")


def test_prefixes_are_declared_before_the_first_line() -> None:
    assert with_prefixes("ASK { ?x a kg:Paper }") == "PREFIX kg: <https://w3id.org/mlkg/ontology#> ASK { ?x a kg:Paper }"
    assert with_prefixes("PREFIX kg: <urn:> ASK { ?x a kg:Paper }") == "PREFIX kg: <urn:> ASK { ?x a kg:Paper }"


@pytest.mark.parametrize("piece", ['"', "'''", "prefix ", "PREFIX" + " " * 9, "kg:", "a", "<", "\\", '"""\\', "#", "?", "AS ", "BASE ", "x.", "SELECT ?x"])
def test_hostile_queries_are_read_in_linear_time(piece: str) -> None:
    start = time.process_time()
    prefixed_names(piece * (300_000 // len(piece)))
    assert time.process_time() - start < 2


@pytest.mark.parametrize("query", ["ASK { SERVICE <urn:x> {} }", "ASK { service silent <urn:x> {} }", 'ASK { BIND("" AS ?x) SERVICE<urn:x> {} }'])
def test_no_other_server_is_asked(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        bind(query, {}, base=BASE)


@pytest.mark.parametrize("query", [
    "SELECT ?x { ?x a kg:Paper }", "select distinct ?y $x where { ?x a ?y }", "SELECT (STR(?y) AS ?x) { ?y a kg:Paper }", "ASK { BIND(1 AS ?x) }",
    "ASK { VALUES ?x { 1 } }", "ASK { VALUES (?y ?x) { (1 2) } }", "SELECT ?y { ?y a ?x } GROUP BY ?y ?x", "SELECT ?y { ?y a ?x } ORDER BY DESC(?y) ?x LIMIT 1",
    "SELECT ?y { { SELECT ?x { ?x a ?y } } }"])
def test_what_is_to_be_a_variable_is_no_parameter(query: str) -> None:
    with pytest.raises(QueryError, match=r"^\?x cannot be a parameter: it stands where a query has variables alone [^\n]*$"):
        bind(query, {"x": "method/medusa"}, base=BASE)


@pytest.mark.parametrize("query", [
    "SELECT ?y { BIND(1 AS ?z) ?y a $x } ORDER BY ?y", "SELECT (COUNT($x) AS ?n) { ?y a ?z }", "SELECT ?y { ?y a ?z } ORDER BY DESC($x)", "DESCRIBE $x",
    "SELECT * { VALUES ?y { 1 } ?y a $x }", "SELECT ?y FROM <urn:a> { ?y a $x } GROUP BY ?y HAVING ($x > 1)", "SELECT ?y { ?y a ?z } ORDER BY ?y LIMIT $x"])
def test_a_parameter_is_bound_wherever_a_term_may_stand(query: str) -> None:
    assert bind(query, {"x": 3}, base=BASE) == query.replace("$x", '"3"^^<http://www.w3.org/2001/XMLSchema#integer>')
