from __future__ import annotations

import sys

import pytest
from rdflib.store import Store

from kg.errors import GraphError, KgError
from kg.stores.asking import SparqlStore
from kg.stores.base import Parameter
from kg.stores.frames import to_frames
from kg.stores.rdf import quads
from kg.stores.results import Answer
from kg.stores.store import OxigraphStore
from tests.lookups.graphs import graph as small_graph


def test_frames_join_by_ids() -> None:
    graph = small_graph()
    frames = to_frames(OxigraphStore.hold(quads(graph)))
    assert {name: len(frame) for name, frame in frames.items()} == {
        "entities": len(graph.entities), "statements": len(graph.statements), "documents": len(graph.sources),
        "evidence": sum(len(statement.evidence) for statement in graph.statements)}
    joined = frames["evidence"].merge(frames["statements"], left_on="statement", right_on="id").merge(frames["documents"], left_on="document", right_on="id")
    assert len(joined) == len(frames["evidence"])
    better = joined[joined.predicate == "kg:outperforms"]
    assert list(better[["subject", "object", "name"]].itertuples(index=False, name=None)) == [("method/eagle", "method/medusa", "digest.md")]


def test_literals_and_what_needs_no_evidence_stand_in_their_columns() -> None:
    statements = to_frames(small_graph())["statements"]
    votes = statements[(statements.subject == "paper/2401.10774") & (statements.predicate == "kg:votes")]
    assert votes[["value", "datatype", "texts", "asserted"]].to_dict("records") == [{"value": "41", "datatype": "integer", "texts": 1, "asserted": True}]
    assert votes["object"].isna().all()
    assert statements[statements.predicate == "skos:broader"]["belief"].isna().all()


def test_a_missing_library_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError, match=r"mlkg\[frames\]"):
        to_frames(small_graph())


def test_a_graph_on_a_server_is_not_read_whole() -> None:
    class Elsewhere(SparqlStore):
        def stream(self, query: str, **parameters: Parameter) -> Answer:
            raise AssertionError(query, parameters)

        def rdflib_store(self) -> Store:
            raise AssertionError

    with pytest.raises(GraphError, match="on a server"):
        to_frames(Elsewhere())
