"""From RDF files to a graph directory."""

# ruff: noqa: PLC0415 - stores are slow to import

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.clock import Clock, Progress, silent
from kg.errors import GraphError
from kg.model import Graph
from kg.pipeline.extracting import Paths, listed
from kg.pipeline.storing import publish
from kg.pipeline.versions import code_version
from kg.stores.directory import Manifest, Writer, current, writing
from kg.stores.rdf import quads
from kg.vocabulary import BASE, VERSION

if TYPE_CHECKING:
    from pyoxigraph import Store


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Say what an import made."""

    #: Entities by kind, and `statements`, `quads` beside them.
    counts: dict[str, int]
    #: Whether the directory held the graph already.
    unchanged: bool


def import_graph(paths: Paths, directory: str | Path, *, style: str | None = None, base: str | None = None,  # noqa: PLR0913 - options, each with a default
                 stdin: BinaryIO | None = None, progress: Progress | None = None) -> ImportReport:
    """Make the graph that RDF files hold together the current one of a graph directory, in one step, and say what was done.

    `style` is the format of all files, where their names and content are not to tell; `-` is standard input. `base` is what the
    names of things begin with; left out, the files tell. Raises SourceError for a file that cannot be read, GraphError where they
    hold anything but a graph of this vocabulary, or the directory cannot be written.
    """
    from pyoxigraph import Store

    from kg.stores.imports import base_of, load
    from kg.stores.reading import read_graph

    files, clock = listed(paths), Clock(progress or silent)
    with writing(Path(directory)) as writer, tempfile.TemporaryDirectory(prefix="kg-import-") as folder:
        read = Store(folder)
        for number, path in enumerate(files):
            clock.report("load", number, len(files))
            load(read, path, style=style, stdin=stdin)
        clock.report("read")
        try:
            start = base or base_of(read) or BASE
            graph = read_graph(read, base=start)
            clock.report("store")
            return _publish(writer, graph, read, Manifest("", code_version(), VERSION, start, _digest(quads(graph, base=start))), united=len(files) > 1)
        except GraphError as error:
            raise GraphError(f"{files[0]}{' and others' if len(files) > 1 else ''}: {error}") from error


def _publish(writer: Writer, graph: Graph, read: Store, made: Manifest, *, united: bool) -> ImportReport:
    from kg.stores.imports import refuse_dangling, refuse_foreign
    from kg.stores.store import OxigraphStore

    def check(folder: Path) -> None:
        refuse_foreign(read, OxigraphStore.read(folder).store, base=made.base, united=united)

    if not len(read):
        raise GraphError("holds no triples")
    refuse_dangling(graph)
    known = writer.manifest
    if known and known.same_origin(made):
        check(current(writer.directory)[1])
        return ImportReport(known.counts, unchanged=True)
    return ImportReport(publish(writer, graph, made, check=check).counts, unchanged=False)


def _digest(lines: Iterable[str]) -> str:
    state = hashlib.sha256()
    for line in lines:
        state.update(line.encode("utf-8"))
    return state.hexdigest()[:32]
