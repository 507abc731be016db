from __future__ import annotations

import io
from pathlib import Path

import pytest

import kg
from kg.model import Extraction

NOTE = "# Medusa: Simple Decoding Heads\n\narXiv: https://arxiv.org/abs/2401.10774\n\nMedusa uses speculative decoding.\n"


def test_the_verbs_are_there() -> None:
    assert set(kg.__all__) <= set(dir(kg))
    for name in kg.__all__:
        assert callable(getattr(kg, name))
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = kg.nonsense


def test_a_graph_in_a_few_lines(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text(NOTE, encoding="utf-8")
    assert [type(outcome) for outcome in kg.extract([tmp_path / "note.md"])] == [Extraction]
    assert kg.build([tmp_path / "note.md"], tmp_path / "graph").papers == 1
    graph = kg.open(tmp_path / "graph")
    assert graph.select("SELECT ?p { ?p kg:arxivId ?id }").rows == (("paper/2401.10774",),)
    assert kg.show(graph, "speculative decoding").facts
    assert kg.stats(graph).things["paper"] == 1
    assert kg.neighbourhood(graph, "2401.10774").focus == "paper/2401.10774"
    assert kg.papers(graph, method="speculative decoding")[0].paper.id == "paper/2401.10774"
    assert kg.related(graph, "speculative decoding")
    assert kg.validate(tmp_path / "graph") == ()
    stream = io.BytesIO()
    kg.export(tmp_path / "graph", stream, style="turtle")
    assert b"2401.10774" in stream.getvalue()
