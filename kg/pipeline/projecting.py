"""From a graph directory to answers in Cypher."""

# ruff: noqa: PLC0415 - each needs another slow library

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.clock import Clock, Progress, silent
from kg.pipeline.opening import read_whole
from kg.pipeline.versions import code_version
from kg.stores.base import TIMEOUT, CypherStore
from kg.stores.directory import current, projection

if TYPE_CHECKING:
    import kglite

#: What a projection depends on, beside the graph.
_PROJECTING: Final = ("belief.py", "identifiers.py", "model.py", "vocabulary.py", "stores/cypher.py", "stores/kglite/graph.py", "stores/property_graph.py",
                      "stores/rdf.py", "stores/reading.py", "stores/terms.py")


def open_cypher(directory: str | Path, *, timeout: float | None = None, progress: Progress | None = None) -> CypherStore:
    """Open the current graph of a directory for questions in Cypher; raise GraphError where there is none.

    The first call for a graph makes a property graph of it, which the directory keeps where it can be written. A query is given
    up after `timeout` seconds, a minute unless it is said, 0 for never.
    """
    from kg.stores.kglite.graph import load, save
    from kg.stores.kglite.store import KgliteStore

    path = projection(Path(directory), current(Path(directory))[0], code_version(_PROJECTING))
    graph = load(path)
    if graph is None:
        graph = _projected(directory, Clock(progress or silent))
        save(graph, path)
    return KgliteStore(graph, timeout=TIMEOUT if timeout is None else timeout)


def _projected(directory: str | Path, clock: Clock) -> kglite.KnowledgeGraph:
    from kg.stores.kglite.graph import project
    from kg.stores.property_graph import PropertyGraph

    clock.report("read")
    graph = PropertyGraph(read_whole(directory))
    return project(graph.nodes(), graph.relationships(), clock.report)
