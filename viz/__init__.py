"""Drawing: a `kg.model.Subgraph` in, one offline HTML page out."""

from viz.page import render

__all__ = ["render"]
