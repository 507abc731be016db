from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from kg.errors import GraphError, SourceError
from kg.stores.imports import base_of, load, refuse_foreign
from kg.stores.rdf import quads
from kg.stores.store import OxigraphStore
from kg.vocabulary import BASE
from tests.lookups.graphs import graph as small_graph

CONTENT = {
    "turtle": "@prefix e: <http://e/> .\ne:a e:b [ ] .\n", "nquads": '# a comment\n\n<http://e/a> <http://e/b> "x" <http://e/g> .\n',
    "trig": "@prefix e: <http://e/> .\ne:g { e:a e:b e:c }\n", "jsonld": ' {"@id": "http://e/a", "http://e/b": "x"}', "ntriples": "<http://e/a> <http://e/b> _:c .\n",
    "rdfxml": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"><rdf:Description rdf:about="http://e/a"><e:b>x</e:b>'
              "</rdf:Description></rdf:RDF>"}
EXTENSIONS = {"turtle": "ttl", "nquads": "nq", "trig": "trig", "jsonld": "jsonld", "ntriples": "NT", "rdfxml": "rdf"}


def loaded(path: Path, style: str | None = None) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    load(store, str(path), style=style)
    return store


@pytest.mark.parametrize("style", CONTENT)
def test_a_format_is_known_by_the_name_and_by_the_content_of_a_file(tmp_path: Path, style: str) -> None:
    for name in (f"graph.{EXTENSIONS[style]}", "graph", "graph.txt"):
        (tmp_path / name).write_text(CONTENT[style])
        assert len(loaded(tmp_path / name)) == 1
    assert len(loaded(tmp_path / "graph", style)) == 1


def test_what_is_no_rdf_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("<http://e/a> <http://e/b> 1 .\n<http://e/a> <http://e/b> one .\n")
    with pytest.raises(SourceError, match=r"bad\.ttl: line 2: is malformed .*one"):
        loaded(tmp_path / "bad.ttl")
    (tmp_path / "bad.rdf").write_text("<a/>")
    for path, message in ((tmp_path / "bad.rdf", "malformed"), (tmp_path / "missing.ttl", "No such file"), (tmp_path, "cannot be read")):
        with pytest.raises(SourceError, match=message):
            loaded(path)
    with pytest.raises(SourceError, match="say in which format"):
        load(pyoxigraph.Store(), "-")


@pytest.mark.parametrize("gap", [0, 70_000, 65_530])
def test_xml_that_declares_entities_is_not_read(tmp_path: Path, gap: int) -> None:
    declared = f'<?xml version="1.0"?><!--{" " * gap}--><!DOCTYPE x [<!ENTITY a "{"a" * 99}"><!ENTITY b "&a;&a;">]>'
    (tmp_path / "a.rdf").write_text(declared + CONTENT["rdfxml"].replace("x</e:b>", "&b;</e:b>"))
    with pytest.raises(SourceError, match="declares XML entities"):
        loaded(tmp_path / "a.rdf")


def test_a_context_from_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "a.jsonld").write_text('{"@context": "http://127.0.0.1:9/context", "@id": "http://e/a", "b": "x"}')
    with pytest.raises(SourceError, match="malformed"):
        loaded(tmp_path / "a.jsonld")


def test_the_base_is_what_the_description_or_a_document_tells() -> None:
    assert base_of(OxigraphStore.hold(quads(small_graph(), base="https://example.org/ml#")).store) == "https://example.org/ml#"
    assert base_of(pyoxigraph.Store()) is None
    hostile = f'<{BASE}description/dataset> <http://rdfs.org/ns/void#uriSpace> "http://e/> <http://e/b> <http://e/" .\n'
    with pytest.raises(GraphError, match="no http address"):
        base_of(OxigraphStore.hold([hostile]).store)


def test_foreign_and_missing_triples_are_counted_and_the_first_is_shown() -> None:
    made = OxigraphStore.hold(quads(small_graph())).store
    foreign = [f"<http://e/{name}> <http://e/b> <http://e/c> .\n" for name in "ba"]
    with pytest.raises(GraphError, match=r"holds 2 triples that no graph of this vocabulary has, the first of them: <http://e/a> "):
        refuse_foreign(OxigraphStore.hold([*quads(small_graph()), *foreign]).store, made, base=BASE, united=False)
    belief = pyoxigraph.NamedNode("https://w3id.org/mlkg/ontology#belief")
    less = OxigraphStore.hold(quads(small_graph())).store
    less.remove(next(less.quads_for_pattern(None, belief, None)))
    with pytest.raises(GraphError, match="lacks 1 triples that follow from the others"):
        refuse_foreign(less, made, base=BASE, united=False)
    refuse_foreign(less, made, base=BASE, united=True)
