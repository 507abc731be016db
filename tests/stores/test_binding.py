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


@pytest.mark.parametrize("piece", ['"', "'''", "prefix ", "PREFIX" + " " * 9, "kg:", "a", "<", "\\", '"""\\', "#", "?"])
def test_hostile_queries_are_read_in_linear_time(piece: str) -> None:
    start = time.process_time()
    prefixed_names(piece * (300_000 // len(piece)))
    assert time.process_time() - start < 2


@pytest.mark.parametrize("query", ["ASK { SERVICE <urn:x> {} }", "ASK { service silent <urn:x> {} }", 'ASK { BIND("" AS ?x) SERVICE<urn:x> {} }'])
def test_no_other_server_is_asked(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        bind(query, {}, base=BASE)
