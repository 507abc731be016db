from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.stores.hints import hints, wrong_at
from kg.stores.rdf import quads
from kg.stores.store import OxigraphStore
from kg.vocabulary import ONTOLOGY
from tests.lookups.graphs import graph

STORE = OxigraphStore.hold(quads(graph()))
UNKNOWN = "neither the ontology nor the graph knows this term"


@pytest.mark.parametrize(("pattern", "said"), [
    ("?x kg:introduce ?y", f"kg:introduce: {UNKNOWN}: did you mean kg:introduces?"),
    ("?x a kg:Papr", f"kg:Papr: {UNKNOWN}: did you mean kg:Paper?"),
    ("?x a kg:paper", f"kg:paper: {UNKNOWN}: did you mean kg:Paper?"),
    ("?x dcterms:create ?y", f"dcterms:create: {UNKNOWN}: did you mean dcterms:creator?"),
    ("?x schema:creator ?y", f"schema:creator: {UNKNOWN}: did you mean dcterms:creator?"),
    ("?x kg:zzzzzzzz ?y", f"kg:zzzzzzzz: {UNKNOWN}"),
    ("?x skso:prefLabel ?y", "skso:prefLabel: no prefix skso is declared or known: did you mean skos?"),
    ("?x zzz:y ?y", "zzz:y: no prefix zzz is declared or known"),
    (f"?x <{ONTOLOGY}evaluatedOnn> ?y", f"<{ONTOLOGY}evaluatedOnn>: {UNKNOWN}: did you mean <{ONTOLOGY}evaluatedOn>?"),
    (f"?x a <{ONTOLOGY}Zzzzzzzz>", f"<{ONTOLOGY}Zzzzzzzz>: {UNKNOWN}"),
    ("?x ?y ?z FILTER(kg:matche(?z, 'a'))", f"kg:matche: {UNKNOWN}: did you mean kg:matches?"),
])
def test_a_misspelt_name_brings_what_it_may_have_meant(pattern: str, said: str) -> None:
    assert STORE.hints(f"SELECT * {{ {pattern} }}") == (said,)


@pytest.mark.parametrize("query", [
    "SELECT * { ?x kg:introduces ?y ; rdf:type kg:Model ; skos:altLabel 'kg:introduce' } # kg:Papr",
    f"PREFIX ex: <{ONTOLOGY}Papr> SELECT * {{ ?x <{ONTOLOGY}introduces> <urn:x> , 'a <{ONTOLOGY}introduce>' }}", f"BASE <{ONTOLOGY}introduce> ASK {{}}",
    "PREFIX ex: <urn:> SELECT * { ?x ex:introduce 3 FILTER(xsd:integer(?x) = 2) }", "SELECT * { ?x a kg:Venue ; prov:wasDerivedFrom ?y }"])
def test_what_is_known_needs_no_hint(query: str) -> None:
    assert STORE.hints(query) == ()


def test_what_the_graph_alone_knows_is_no_mistake() -> None:
    asked: list[str] = []

    def knows(name: str) -> bool:
        asked.append(name)
        return name == "foaf:nick"

    assert hints("SELECT * { ?x foaf:nick ?y }", knows=knows) == ()
    assert asked == ["foaf:nick"]


def test_every_term_of_a_graph_is_known() -> None:
    terms = {str(term) for query in ("SELECT DISTINCT ?p { ?s ?p ?o }", "SELECT DISTINCT ?c { ?s a ?c }") for term, in STORE.select(query)}
    assert hints(" ".join(terms), knows=lambda _: False) == ()


@pytest.mark.parametrize("query", ["", "DROP ALL", "INSERT DATA { <urn:a> <urn:b> 'SELECT' } # ASK", "SELEC ?x { ?x ?y ?z }"])
def test_what_is_no_question_is_told_what_one_is(query: str) -> None:
    with pytest.raises(QueryError, match="to be a SELECT, ASK, CONSTRUCT or DESCRIBE"):
        STORE.answer(query)


@pytest.mark.parametrize(("query", "column", "said"), [
    ("SELECT ?x { ?x ?y ?z } LIMITT 5", 24, "LIMITT is no word of SPARQL: did you mean LIMIT?"),
    ("SELCT ?x { ?x ?y 'LIMITT' }", 1, "SELCT is no word of SPARQL: did you mean SELECT?"),
    ("SELECT ?LIMITT { ?x kg:uses ?z . filtr(?x) }", 34, "filtr is no word of SPARQL: did you mean FILTER?"),
    ("SELECT ?x { zzzzzz ?y ?z }", 13, "zzzzzz is no word of SPARQL")])
def test_a_misspelt_keyword_is_shown_with_its_place_and_what_it_may_have_meant(query: str, column: int, said: str) -> None:
    with pytest.raises(QueryError) as failed:
        STORE.answer(query)
    assert str(failed.value).endswith(f"the query is wrong at line 1, column {column}:\n{query}\n{' ' * (column - 1)}^\n{said}")


def test_a_function_whose_name_has_digits_is_no_mistake() -> None:
    with pytest.raises(QueryError, match=r"^the query is wrong at line 1, column \d+:\n[^\n]*\n *\^$"):
        STORE.answer("SELECT (SHA256(MD5(?x)) AS ?y) { ?x ?y")


def test_the_mark_stands_under_its_place_where_letters_are_wide() -> None:
    assert wrong_at("ASK {\n\t'추측적' }", 2, 7).splitlines()[1:] == ["\t'추측적' }", "\t        ^"]
