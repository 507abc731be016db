"""Knowledge graphs of machine-learning research, built from the texts that people read about it.

    import kg

    kg.build(["notes/"], "graph")
    graph = kg.open("graph")
    for item in kg.related(graph, "mixture of experts"):
        print(item.score, item.thing.label, item.reasons[0].words)

`build`, `import_graph`, `extract`, `open`, `export` and `validate` are the pipeline; `show`, `related`, `papers`, `stats` and `neighbourhood` ask an
open graph, and `graph.select(...)` asks it in SPARQL. `evaluate` scores extraction against annotated texts.
`to_networkx` and `to_frames` give a graph to networkx and pandas.
`load_pipeline` gives extraction as a spaCy pipeline. Nothing is imported before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from kg.extraction.pipes import load_pipeline
    from kg.lookups.facts import show
    from kg.lookups.neighbourhood import neighbourhood
    from kg.lookups.papers import papers
    from kg.lookups.related import related
    from kg.lookups.stats import stats
    from kg.pipeline.building import build
    from kg.pipeline.evaluating import evaluate
    from kg.pipeline.extracting import extract
    from kg.pipeline.importing import import_graph
    from kg.pipeline.opening import export, validate
    from kg.pipeline.opening import open_graph as open  # noqa: A004 - `kg.open` is the verb
    from kg.stores.frames import to_frames
    from kg.stores.networks import to_networkx

_HOMES: Final = {
    "build": ("kg.pipeline.building", "build"), "evaluate": ("kg.pipeline.evaluating", "evaluate"), "export": ("kg.pipeline.opening", "export"), "extract": ("kg.pipeline.extracting", "extract"),
    "load_pipeline": ("kg.extraction.pipes", "load_pipeline"), "open": ("kg.pipeline.opening", "open_graph"), "validate": ("kg.pipeline.opening", "validate"),
    "neighbourhood": ("kg.lookups.neighbourhood", "neighbourhood"), "papers": ("kg.lookups.papers", "papers"), "related": ("kg.lookups.related", "related"), "show": ("kg.lookups.facts", "show"),
    "stats": ("kg.lookups.stats", "stats"), "import_graph": ("kg.pipeline.importing", "import_graph"),
    "to_frames": ("kg.stores.frames", "to_frames"), "to_networkx": ("kg.stores.networks", "to_networkx"),
}

__all__ = ["build", "evaluate", "export", "extract", "import_graph", "load_pipeline", "neighbourhood", "open", "papers", "related", "show", "stats", "to_frames", "to_networkx", "validate"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name means
    """Import what is asked for when it is asked for (PEP 562)."""
    if name == "__version__":
        return import_module("importlib.metadata").version("mlkg")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted((*globals(), *_HOMES))
