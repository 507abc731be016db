"""From texts to a graph and back to answers: the one module that knows every stage."""

from __future__ import annotations

import gc
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from kg.assembly.assembler import assemble
from kg.clock import Clock, Progress, silent
from kg.concepts import Scheme, load_scheme
from kg.errors import GraphError, SourceError
from kg.evaluation.evaluation import Evaluation, against_gold
from kg.evaluation.reading import read_gold, read_records
from kg.evaluation.texts import find_texts, readable, stated
from kg.extraction.folder import models_version
from kg.extraction.workers import Recipe, extracted
from kg.identifiers import digest
from kg.linking.linker import link
from kg.model import Document, Extraction, Graph, Source
from kg.resources import ontology_folder
from kg.sources.base import Skipped
from kg.sources.files import Outcome, read_paths
from kg.stores.directory import EXTRACTIONS, Manifest, Writer, current, writing
from kg.stores.extractions import ExtractionCache, open_cache
from kg.stores.rdf import quads
from kg.vocabulary import BASE

if TYPE_CHECKING:
    from kg.stores.store import OxigraphStore

_PACKAGE: Final = Path(__file__).parent
#: What an extraction depends on, and what else a graph depends on, beside texts and vocabulary.
_EXTRACTING: Final = ("model.py", "vocabulary.py", "identifiers.py", "records.py", "concepts.py", "glossary.py", "sources", "extraction")
_BUILDING: Final = (*_EXTRACTING, "linking", "assembly", "stores", "pipeline.py")


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
Paths = str | Path | Iterable[str | Path]


def _listed(paths: Paths) -> list[str]:
    """Return paths as strings; a single one is a list of one."""
    return [str(paths)] if isinstance(paths, str | Path) else list(map(str, paths))


def extract(paths: Paths, *, stdin: BinaryIO | None = None, names: Paths = (), models: str | Path | None = None,  # noqa: PLR0913 - options, each with a default
            learned: bool = True, jobs: int = 1) -> Iterator[Extraction | SourceError | Skipped]:
    """Yield what each text states, in the order of the texts; what cannot be read comes as a SourceError in its place.

    `names` are files of concepts of one's own (see `kg.glossary`), `models` a folder of weights that `scripts/train` wrote.
    Without `learned`, rules alone read the texts: several times faster, and less complete. `jobs` processes share the work, and
    what comes back is the same. Raises SourceError or OntologyError for files of names and models that cannot be used.
    """
    for outcome, found in extracted(read_paths(_listed(paths), stdin=stdin), _recipe(names, models, learned=learned), jobs=jobs):
        if found:
            yield found
        elif not isinstance(outcome, Document):
            yield outcome


def build(paths: Paths, directory: str | Path, *, progress: Progress | None = None,  # noqa: PLR0913 - options, each with a default
          stdin: BinaryIO | None = None, base: str = BASE, names: Paths = (), models: str | Path | None = None, learned: bool = True,
          jobs: int = 1) -> BuildReport:
    """Build the graph of some texts into a graph directory and say what was done.

    The graph is a function of the set of texts: it replaces what the directory held, in one step, at the end, unless not one of
    the texts could be read. Texts read before come from the directory's cache. `names`, `models`, `learned` and `jobs` are those of `extract`.
    Raises GraphError where the directory cannot be written or another process writes it.
    """
    clock = Clock(progress or silent)
    recipe, way = _recipe(names, models, learned=learned), models_version(models, learned=learned)
    scheme = recipe.scheme()
    version = f"{scheme.version} {code_version(_EXTRACTING)} {way}"
    with _uncollected(), writing(Path(directory)) as writer, open_cache(Path(directory) / EXTRACTIONS, version=version) as cached:
        harvest = _gather(read_paths(_listed(paths), stdin=stdin), cached, lambda outcomes, wanted: extracted(outcomes, recipe, jobs=jobs, wanted=wanted), clock)
        wanted = Manifest("", f"{code_version()} {way}", scheme.version, base, harvest.texts())
        manifest, unchanged = _publish(writer, harvest, scheme, wanted, clock)
        if harvest.found:
            cached.prune()
    clock.stop()
    prose = {source.name for source in harvest.found.values() if source.format == "prose"}
    return BuildReport(len(harvest.found), sum(harvest.papers.values()), manifest.counts, tuple(harvest.failures), tuple(harvest.skipped),
                       tuple(sorted(prose)), unchanged, clock.seconds)


def open_graph(directory: str | Path) -> OxigraphStore:
    """Open the current graph of a directory for questions; raise GraphError where there is none."""
    from kg.stores.store import OxigraphStore  # noqa: PLC0415 - only questions need the store

    manifest, folder = current(Path(directory))
    return OxigraphStore.read(folder, base=manifest.base)


def export(directory: str | Path, stream: BinaryIO, *, style: str) -> None:
    """Write the current graph of a directory in one of `kg.stores.export.FORMATS`; raise GraphError where there is none."""
    from kg.stores.export import export as write_graph  # noqa: PLC0415 - only an export needs it

    write_graph(open_graph(directory), stream, style=style)


def graph_of(extractions: Iterable[Extraction], *, scheme: Scheme | None = None) -> Graph:
    """Return the graph of what some texts state."""
    known, found = scheme or load_scheme(), tuple(extractions)
    return assemble(found, link(found, known), known)


def validate(directory: str | Path) -> tuple[str, ...]:
    """Return what in a graph breaks the shapes of `ontology/shapes.ttl`, one sentence each; nothing where it is sound."""
    from kg.stores.shapes import violations  # noqa: PLC0415 - slow to import, and only a check needs it

    return violations(open_graph(directory), ontology_folder() / "shapes.ttl")


def evaluate(gold: str | Path, *, texts: str | Path | None = None, records: str | Path | None = None,  # noqa: PLR0913 - options, each with a default
             names: Paths = (), models: str | Path | None = None, learned: bool = True) -> Evaluation:
    """Judge what is extracted from texts, or what `kg extract` printed into the file `records`, against annotations of the texts.

    The texts lie in the folder `texts`, else beside `gold` or in its folder `texts`; records need them for sentences and groups only.
    `names`, `models` and `learned` are those of `extract`. Raises SourceError for gold, texts and records that are missing or malformed.
    """
    annotated = read_gold(Path(gold))
    paths = find_texts(Path(gold), annotated, texts=Path(texts) if texts else None, needed=bool(texts) or records is None)
    documents = {doc: readable(read_paths([str(path)])) for doc, path in paths}
    if records:
        return against_gold(annotated, read_records(Path(records)), documents)
    extractor = _recipe(names, models, learned=learned).extractor()
    return against_gold(annotated, {doc: stated(map(extractor.extract, parts)) for doc, parts in documents.items()}, documents)


@cache
def code_version(parts: tuple[str, ...] = _BUILDING) -> str:
    """Return a digest of those of the program's files that decide what it makes of a text."""
    state = hashlib.sha256()
    for path in (path for part in parts for path in _files(_PACKAGE / part)):
        state.update(f"{path.relative_to(_PACKAGE).as_posix()} {path.stat().st_size}\n".encode())
        state.update(path.read_bytes())
    return state.hexdigest()[:16]


def _files(path: Path) -> list[Path]:
    return sorted(file for file in path.rglob("*") if file.is_file() and file.suffix != ".pyc") if path.is_dir() else [path]


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

    def extractions(self) -> list[Extraction]:
        found = [self.made.get(source.id) or self._cached.get(source) for source in self.sources()]
        if not all(found):
            raise GraphError("the cache of extractions is damaged: remove it and build again")
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


@contextmanager
def _uncollected() -> Iterator[None]:
    """Stop the collector of cycles: a build makes millions of objects, none of them in one."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _recipe(names: Paths, models: str | Path | None, *, learned: bool) -> Recipe:
    return Recipe(tuple(_listed(names)), str(models) if models is not None else None, learned)


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
    if known and (not harvest.found or (replace(known, version="", counts={}) == made and _opens(writer.directory))):
        return known, True
    clock.report("link")
    extractions = harvest.extractions()
    linking = link(extractions, scheme)
    clock.report("assemble")
    graph = assemble(extractions, linking, scheme)
    with writer.version() as folder:
        clock.report("store")
        counts = _store(graph, folder, made.base)
        manifest = replace(made, version=folder.name, counts=counts)
        writer.publish(manifest)
    return manifest, False


def _opens(directory: Path) -> bool:
    try:
        open_graph(directory)
    except GraphError:
        return False
    return True


def _store(graph: Graph, folder: Path, base: str) -> dict[str, int]:
    from kg.stores.store import write  # noqa: PLC0415 - an unchanged graph needs no store

    kinds = Counter(entity.id.partition("/")[0] for entity in graph.entities)
    return {**dict(sorted(kinds.items())), "statements": len(graph.statements), "quads": write(folder, quads(graph, base=base))}
