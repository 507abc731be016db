"""Queries by name: their files, what they take, and what they answer on a graph made by hand."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from kg.errors import NotFoundError, QueryError
from kg.lookups.queries import KINDS, NamedQuery, QueryParameter, bind, load_queries, run
from kg.model import Literal
from kg.resources import ontology_folder
from kg.stores.base import Cell, Rows
from kg.stores.rdf import quads
from kg.stores.store import OxigraphStore
from tests.lookups.answers import CASES, DIGEST, NOTES, Case, graph

QUERIES: Final = load_queries(ontology_folder() / "queries")
_USED: Final = re.compile(r"\$(\w+)")


@pytest.fixture(scope="module")
def answering() -> OxigraphStore:
    return OxigraphStore.hold(quads(graph()))


def plain(rows: Rows) -> tuple[tuple[Cell, ...], ...]:
    """Return rows with decimal numbers as those of a property graph."""
    return tuple(tuple(float(cell) if isinstance(cell, Decimal) else cell for cell in row) for row in rows)


# The library

def test_there_are_enough_queries_and_each_is_tried() -> None:
    assert len(QUERIES) >= 40
    assert {case.query for case in CASES} == set(QUERIES)
    assert all(case.rows for case in CASES)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_file_says_what_the_query_answers_and_takes(query: NamedQuery) -> None:
    names = {parameter.name for parameter in query.parameters}
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", query.name)
    assert re.fullmatch(r"[A-Z].{15,130}\.", query.summary)
    assert set(_USED.findall(query.sparql)) == names
    assert query.cypher is not None
    assert set(_USED.findall(query.cypher)) == names
    # A parameter's name stands for its value wherever it is a variable.
    assert not names & set(re.findall(r"\?(\w+)", query.sparql))


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_the_order_of_rows_is_said_last(query: NamedQuery) -> None:
    assert query.cypher is not None
    assert query.sparql.rstrip().rpartition("\n")[2].startswith("ORDER BY ")
    assert "ORDER BY" in query.cypher[query.cypher.rindex("RETURN"):]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.query} {' '.join(case.values.values())}".rstrip())
def test_a_query_gives_its_rows(case: Case, answering: OxigraphStore) -> None:
    assert plain(run(answering, QUERIES[case.query], case.values)) == case.rows


def table() -> str:
    """Return the table of all queries as the documentation has it."""
    rows = (f"| `{query.name}` | {query.summary} | {'; '.join(map(str, query.parameters))} |" for query in QUERIES.values())
    return "\n".join(("| query | answers | takes |", "|---|---|---|", *rows)) + "\n"


def test_the_page_lists_all_queries() -> None:
    assert table() in (Path(__file__).parents[2] / "docs" / "queries.md").read_text(encoding="utf-8")


# What a query takes

SINCE = NamedQuery("recent", "What is new.", (
    QueryParameter("method", "method", "the method"), QueryParameter("since", "date", "the first day", "2024"), QueryParameter("below", "number", "a bound", "0.5")), "")


def test_names_become_ids_and_what_is_not_given_its_default(answering: OxigraphStore) -> None:
    assert bind(SINCE, answering, {"method": "메두사"}) == {"method": "method/medusa", "since": Literal("2024"), "below": Decimal("0.5")}
    assert bind(SINCE, answering, {"method": "method/medusa", "since": "2024-01-02", "below": "-3"}) == {
        "method": "method/medusa", "since": Literal("2024-01-02"), "below": -3}


def test_a_text_is_found_by_its_name_with_or_without_its_place_or_by_its_id(answering: OxigraphStore) -> None:
    query = NamedQuery("text", "One text.", (QueryParameter("text", "document", "the text"),), "")
    for name, document in (("digest.md", DIGEST), ("notes.csv", NOTES), ("notes.csv row 2", NOTES), (f"document/{NOTES}", NOTES)):
        assert bind(query, answering, {"text": name}) == {"text": f"document/{document}"}
    for name in ("digest", "document/00", "Medusa", '"}) DETACH DELETE n //'):
        with pytest.raises(NotFoundError, match="no text in the graph is called"):
            bind(query, answering, {"text": name})


def test_texts_of_one_name_are_told_apart_by_id() -> None:
    twice = (f"<https://w3id.org/mlkg/document/{name}> <{predicate}> {value} .\n" for name in "ab" for predicate, value in (
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "<https://w3id.org/mlkg/ontology#Document>"), ("http://www.w3.org/2000/01/rdf-schema#label", '"a.md"')))
    query = NamedQuery("text", "One text.", (QueryParameter("text", "document", "the text"),), "")
    with pytest.raises(NotFoundError, match=r"'a\.md' may mean document/a, document/b: ask for one by its id"):
        bind(query, OxigraphStore.hold(twice), {"text": "a.md"})


@pytest.mark.parametrize(("values", "sentence"), [
    ({}, r"recent needs method: it takes method \(method\): the method; since \(date, 2024 unless given\): the first day; below .*"),
    ({"method": "Medusa", "metod": "x"}, r"recent takes no metod: it takes method .*"),
    ({"method": "Medusa", "since": "yesterday"}, r"since is a date such as 2024, 2024-06 or 2024-06-03, not 'yesterday'"),
    ({"method": "Medusa", "below": "1e9"}, r"below is a number, not '1e9'")])
def test_a_wrong_parameter_is_one_sentence(values: dict[str, str], sentence: str, answering: OxigraphStore) -> None:
    with pytest.raises(QueryError) as raised:
        bind(SINCE, answering, values)
    assert re.fullmatch(sentence, str(raised.value))


@pytest.mark.parametrize("name", ["Tri Dao", "Medusae", '"}) DETACH DELETE n //', "x> ?y ?z . <y"])
def test_what_is_of_another_kind_or_unknown_is_not_found(name: str, answering: OxigraphStore) -> None:
    with pytest.raises(NotFoundError, match="no method in the graph is called"):
        bind(SINCE, answering, {"method": name})


# Files of others

def test_a_folder_of_own_queries_is_read(tmp_path: Path, answering: OxigraphStore) -> None:
    (tmp_path / "titles.rq").write_text("# Titles.\n# param words: words = Medusa — what they hold\nSELECT ?title { ?x dcterms:title ?title FILTER(CONTAINS(?title, $words)) }\n")
    (tmp_path / "notes.txt").write_text("no query\n")
    queries = load_queries(tmp_path)
    assert list(queries) == ["titles"]
    assert queries["titles"].parameters == (QueryParameter("words", "words", "what they hold", "Medusa"),)
    assert run(answering, queries["titles"], {}).rows == (("Medusa: Simple Decoding Heads",),)


@pytest.mark.parametrize(("files", "sentence"), [
    ({}, "holds no queries"),
    ({"a.rq": ""}, "line 1 is to say after `# ` what the query answers"),
    ({"a.rq": "SELECT * {}\n"}, "line 1 is to say after `# ` what the query answers"),
    ({"a.rq": "# param a: words — a\n"}, "line 1 is to say after `# ` what the query answers"),
    ({"a.rq": "# A.\n# param a words\n"}, "line 2 is not `# param NAME: KIND — MEANING`"),
    ({"a.rq": "# A.\n# param a: words — a\n# param b: colour — b\n"}, f"line 3: .* is not one of {', '.join(KINDS)}"),
    ({"a.rq": "# A.\n# param query: words — a\n"}, "line 2: a parameter is not called query"),
    ({"a.cypher": "RETURN 1\n"}, r"needs a\.rq beside it")])
def test_a_malformed_file_is_named_with_its_line(files: dict[str, str], sentence: str, tmp_path: Path) -> None:
    for name, words in files.items():
        (tmp_path / name).write_text(words)
    with pytest.raises(QueryError, match=f"^{re.escape(str(tmp_path))}.*{sentence}"):
        load_queries(tmp_path)
