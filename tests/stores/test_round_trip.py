"""RDF and property graph hold the same content: from either the graph comes back, and makes the same lines."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Extraction, Graph
from kg.pipeline.building import graph_of as graph_of_texts
from kg.pipeline.extracting import extract
from kg.resources import samples_folder
from kg.stores.property_graph import PropertyGraph
from kg.stores.pulling import graph_of
from kg.stores.rdf import quads
from kg.stores.reading import read_graph
from kg.stores.store import OxigraphStore, write
from kg.vocabulary import BASE
from tests.stores.graphs import graphs

SHARED = Path(os.environ.get("MLKG_SHARED", Path(__file__).parents[3] / "shared"))
#: One text of how many is read; 1 asks for all of them.
EVERY = int(os.environ.get("MLKG_EVERY", "60"))


def lines(graph: Graph, *, base: str = BASE, triple_terms: bool = False) -> list[str]:
    return sorted("".join(quads(graph, base=base, triple_terms=triple_terms)).split("\n"))


def through_rdf(graph: Graph, *, base: str = BASE, triple_terms: bool = False) -> Graph:
    return read_graph(OxigraphStore.hold(quads(graph, base=base, triple_terms=triple_terms), base=base).store, base=base)


def through_properties(graph: Graph) -> Graph:
    return graph_of(reversed(list(PropertyGraph(graph).nodes())), reversed(list(PropertyGraph(graph).relationships())))


@given(graphs())
def test_a_graph_comes_back_from_rdf_and_from_triple_terms(graph: Graph) -> None:
    assert lines(through_rdf(graph)) == lines(graph)
    assert lines(through_rdf(graph, base="https://example.org/ml#", triple_terms=True)) == lines(graph)


@given(graphs(), st.randoms(use_true_random=False))
def test_a_graph_comes_back_from_lines_in_any_order(graph: Graph, chance: Random) -> None:
    scattered = lines(graph)[1:]
    chance.shuffle(scattered)
    assert lines(read_graph(OxigraphStore.hold(f"{line}\n" for line in scattered).store, base=BASE)) == lines(graph)


def test_what_a_store_says_of_a_node_in_two_places_is_read_together(tmp_path: Path) -> None:
    graph = graph_of_texts(found for found in extract([samples_folder()], learned=False) if isinstance(found, Extraction))
    by_predicate = sorted(lines(graph)[1:], key=lambda line: line.split(" ")[1])
    write(tmp_path / "store", quads(graph))
    for store in (OxigraphStore.hold(f"{line}\n" for line in by_predicate), OxigraphStore.read(tmp_path / "store")):
        assert read_graph(store.store, base=BASE) == read_graph(OxigraphStore.hold(quads(graph)).store, base=BASE)


@given(graphs())
def test_a_graph_comes_back_from_a_property_graph(graph: Graph) -> None:
    assert lines(through_properties(graph)) == lines(graph)
    assert lines(through_properties(through_rdf(graph))) == lines(graph)


@given(graphs())
def test_no_line_is_written_twice_and_no_node_or_relationship(graph: Graph) -> None:
    for written in ("".join(quads(graph)).split("\n"), [node.id for node in PropertyGraph(graph).nodes()],
                    [(item.start, item.type, item.end) for item in PropertyGraph(graph).relationships()]):
        assert len(written) == len(set(written))


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="no real texts beside the checkout")
def test_the_graph_of_real_texts_comes_back_from_both() -> None:
    texts = sorted(path for path in (SHARED / "texts").rglob("*") if path.is_file())[::EVERY]
    graph = graph_of_texts(found for found in extract(texts, learned=False) if isinstance(found, Extraction))
    assert len(graph.sources) > 5
    assert lines(through_rdf(graph)) == lines(graph)
    assert lines(through_properties(through_rdf(graph))) == lines(graph)
