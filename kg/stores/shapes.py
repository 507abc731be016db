"""SHACL: whether a graph is as `ontology/shapes.ttl` says every built graph is."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import rdflib
from rdflib.namespace import SH

from kg.stores.store import OxigraphStore


def violations(store: OxigraphStore, shapes: Path) -> tuple[str, ...]:
    """Return a sentence for each thing that breaks a shape, sorted; nothing where the graph conforms."""
    graph = rdflib.Graph()
    graph.parse(data=store.dump(named=False), format="nt")
    _, report, _ = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(shapes), inference="none")
    found = {f"{report.value(result, SH.focusNode)}: {report.value(result, SH.resultMessage)}" for result in report.subjects(SH.focusNode)}
    return tuple(sorted(found))
