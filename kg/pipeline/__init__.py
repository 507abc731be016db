"""From texts to a graph and back to answers: the one part that knows every stage."""

from kg.pipeline.building import BuildReport, build, graph_of
from kg.pipeline.evaluating import evaluate
from kg.pipeline.extracting import Paths, extract
from kg.pipeline.opening import export, open_graph, validate
from kg.pipeline.versions import code_version

__all__ = ["BuildReport", "Paths", "build", "code_version", "evaluate", "export", "extract", "graph_of", "open_graph", "validate"]
