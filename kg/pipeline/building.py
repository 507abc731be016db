"""From texts to a graph directory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from kg.assembly.assembler import assemble
from kg.clock import Clock, Progress, silent
from kg.collection import uncollected
from kg.concepts import Scheme, load_scheme
from kg.errors import GraphError, SourceError
from kg.extraction.folder import models_version
from kg.extraction.workers import extracted
from kg.identifiers import digest
from kg.linking.linker import link
from kg.model import Document, Extraction, Graph, Source
from kg.pipeline.extracting import Paths, listed, recipe_of
from kg.pipeline.opening import open_directory
from kg.pipeline.storing import publish
from kg.pipeline.versions import EXTRACTING, code_version
from kg.sources.base import Skipped
from kg.sources.files import Outcome, read_paths
from kg.stores.directory import EXTRACTIONS, Manifest, Writer, writing
from kg.stores.extractions import ExtractionCache, open_cache
from kg.vocabulary import BASE, VERSION


@dataclass(frozen=True, slots=True)
class BuildReport:
    """Say what a build read and made."""

    documents: int
    papers: int
    #: Entities by kind, and `statements`, `quads` beside them.
    counts: dict[str, int]
    failures: tuple[SourceError, ...]
    skipped: tuple[Skipped, ...]
    #: Names of the files that no reader knew and that were read as prose.
    prose: tuple[str, ...]
    #: Whether the graph stayed as it was: it was up to date already, or no text could be read.
    unchanged: bool
    #: Wall-clock seconds by stage.
    seconds: dict[str, float]


#: Reads outcomes in their order, and of documents that are wanted what they state.
_Read = Callable[[Iterable[Outcome], Callable[[Document], bool]], Iterable[tuple[Outcome, Extraction | None]]]


def build(paths: Paths, directory: str | Path, *, progress: Progress | None = None,  # noqa: PLR0913 - options, each with a default
          stdin: BinaryIO | None = None, base: str = BASE, names: Paths = (), models: str | Path | None = None, learned: bool = True,
          jobs: int = 1) -> BuildReport:
    """Build the graph of some texts into a graph directory and say what was done.

    The graph is a function of the set of texts: it replaces what the directory held, in one step, at the end, unless not one of
    the texts could be read. Texts read before come from the directory's cache. `names`, `models`, `learned` and `jobs` are those of `extract`.
    Raises GraphError where the directory cannot be written or another process writes it.
    """
    clock = Clock(progress or silent)
    recipe, way = recipe_of(names, models, learned=learned), models_version(models, learned=learned)
    scheme = recipe.scheme()
    version = f"{scheme.version} {code_version(EXTRACTING)} {way}"
    with uncollected(), writing(Path(directory)) as writer, open_cache(Path(directory) / EXTRACTIONS, version=version) as cached:
        harvest = _gather(read_paths(listed(paths), stdin=stdin), cached, lambda outcomes, wanted: extracted(outcomes, recipe, jobs=jobs, wanted=wanted), clock)
        wanted = Manifest("", f"{code_version()} {way}", f"{VERSION}+{scheme.version}", base, harvest.texts())
        manifest, unchanged = _publish(writer, harvest, scheme, wanted, clock)
        if harvest.found:
            cached.prune()
    clock.stop()
    prose = {source.name for source in harvest.found.values() if source.is_prose}
    return BuildReport(len(harvest.found), sum(harvest.papers.values()), manifest.counts, tuple(harvest.failures), tuple(harvest.skipped),
                       tuple(sorted(prose)), unchanged, clock.seconds)


def graph_of(extractions: Iterable[Extraction], *, scheme: Scheme | None = None) -> Graph:
    """Return the graph of what some texts state; a text that comes under several names is the one that `build` would keep."""
    ranked = sorted(extractions, key=lambda extraction: (extraction.source.id, _rank(extraction.source)))
    known, found = scheme or load_scheme(), tuple(next(same) for _, same in groupby(ranked, key=lambda extraction: extraction.source.id))
    return assemble(found, link(found, known), known)


class _Harvest:
    """Hold the texts that were read, one of each id, and what could not be read."""

    def __init__(self, cached: ExtractionCache) -> None:
        self._cached = cached
        self.found: dict[str, Source] = {}
        self.papers: dict[str, int] = {}
        #: What this build extracted; the rest waits in the cache until it is needed.
        self.made: dict[str, Extraction] = {}
        self.failures: list[SourceError] = []
        self.skipped: list[Skipped] = []

    def sources(self) -> list[Source]:
        return [self.found[name] for name in sorted(self.found)]

    def take(self) -> list[Extraction]:
        """Return the extractions, which are held no longer: storing needs the memory."""
        found = [self.made.get(source.id) or self._cached.get(source) for source in self.sources()]
        if not all(found):
            raise GraphError("the cache of extractions is damaged: remove it and build again")
        self.made.clear()
        return [extraction for extraction in found if extraction]

    def texts(self) -> str:
        """Return a digest of what the texts are and how they are called."""
        return digest("\n".join(repr((*_rank(source), source.id)) for source in self.sources()), length=32)

    def wants(self, source: Source) -> bool:
        """Say whether a text is new, or the same one under a name that goes before: the order of reading must not matter."""
        known = self.found.get(source.id)
        return known is None or _rank(source) < _rank(known)


def _rank(source: Source) -> tuple[str, ...]:
    return (source.name, source.locator, source.format, source.language, source.title or "", source.url or "", source.date or "")


def _gather(outcomes: Iterable[Outcome], cached: ExtractionCache, read: _Read, clock: Clock) -> _Harvest:
    harvest = _Harvest(cached)
    for outcome, found in read(outcomes, lambda document: harvest.wants(document.source) and not cached.holds(document.source)):
        if isinstance(outcome, SourceError):
            harvest.failures.append(outcome)
        elif isinstance(outcome, Skipped):
            harvest.skipped.append(outcome)
        elif harvest.wants(outcome.source):
            name = outcome.source.id
            harvest.found[name], harvest.papers[name] = outcome.source, len(outcome.entries)
            harvest.made.pop(name, None)
            if found:
                harvest.made[name] = found
                cached.put(found)
        clock.report("read", len(harvest.found))
    cached.save()
    return harvest


def _publish(writer: Writer, harvest: _Harvest, scheme: Scheme, made: Manifest, clock: Clock) -> tuple[Manifest, bool]:
    known = writer.manifest
    if not harvest.found and known is None:
        raise harvest.failures[0] if harvest.failures else GraphError(f"{writer.directory}: no graph was made, since there was no text to read")
    if known and (not harvest.found or (known.same_origin(made) and _opens(writer.directory))):
        return known, True
    graph = _assembled(harvest.take(), scheme, clock)
    clock.report("store")
    return publish(writer, graph, made), False


def _assembled(extractions: list[Extraction], scheme: Scheme, clock: Clock) -> Graph:
    clock.report("link")
    linking = link(extractions, scheme)
    clock.report("assemble")
    return assemble(extractions, linking, scheme)


def _opens(directory: Path) -> bool:
    try:
        open_directory(directory)
    except GraphError:
        return False
    return True
