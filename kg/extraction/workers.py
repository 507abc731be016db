"""Extraction in one or several processes: documents go out in bundles, and what they state comes back in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from typing import Final, TypeVar

from kg.concepts import Scheme, load_scheme
from kg.errors import KgError
from kg.extraction.extractor import Extractor, load_extractor
from kg.extraction.folder import open_models
from kg.glossary import with_names
from kg.model import Document, Extraction

#: Characters and documents of a bundle, and bundles that each process is ahead: what bounds the memory.
_CHARACTERS: Final = 200_000
_DOCUMENTS: Final = 64
_AHEAD: Final = 3

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Recipe:
    """Say how an extractor is made, so that each process can make its own: files of names, a folder of weights, rules or models."""

    names: tuple[str, ...] = ()
    models: str | None = None
    learned: bool = True

    def scheme(self) -> Scheme:
        """Return the concepts that the extractor knows; raise OntologyError or SourceError for names that cannot be used."""
        return with_names(load_scheme(), self.names)

    def extractor(self) -> Extractor:
        """Return the extractor; raise SourceError for models that cannot be used."""
        return load_extractor(self.scheme(), models=open_models(self.models, learned=self.learned))


def extracted(outcomes: Iterable[T], recipe: Recipe, *, jobs: int = 1,
                 wanted: Callable[[Document], bool] = lambda _: True) -> Iterator[tuple[T, Extraction | None]]:
    """Yield each outcome with what it states, if it is a wanted document, in the order given; the same whatever the number of processes.

    Raises KgError where a process is killed.
    """
    if jobs > 1:
        return _in_processes(outcomes, recipe, jobs, wanted)
    make = cache(recipe.extractor)
    return ((outcome, make().extract(outcome) if isinstance(outcome, Document) and wanted(outcome) else None) for outcome in outcomes)


def _in_processes(outcomes: Iterable[T], recipe: Recipe, jobs: int, wanted: Callable[[Document], bool]) -> Iterator[tuple[T, Extraction | None]]:
    waiting: deque[tuple[list[T], list[bool], Future[list[Extraction]]]] = deque()
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
    try:
        for bundle in _bundles(outcomes):
            chosen = [isinstance(outcome, Document) and wanted(outcome) for outcome in bundle]
            documents = [outcome for outcome, choice in zip(bundle, chosen, strict=True) if choice and isinstance(outcome, Document)]
            waiting.append((bundle, chosen, pool.submit(_extract, recipe, documents)))
            if len(waiting) > _AHEAD * jobs:
                yield from _returned(*waiting.popleft())
        while waiting:
            yield from _returned(*waiting.popleft())
    except BrokenProcessPool as error:
        raise KgError("a process that read texts was killed, by lack of memory perhaps: try fewer --jobs") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _returned(bundle: list[T], chosen: list[bool], future: Future[list[Extraction]]) -> Iterator[tuple[T, Extraction | None]]:
    found = iter(future.result())
    return ((outcome, next(found) if choice else None) for outcome, choice in zip(bundle, chosen, strict=True))


def _bundles(outcomes: Iterable[T]) -> Iterator[list[T]]:
    bundle: list[T] = []
    size = 0
    for outcome in outcomes:
        bundle.append(outcome)
        size += len(outcome.text) if isinstance(outcome, Document) else 0
        if size >= _CHARACTERS or len(bundle) >= _DOCUMENTS:
            yield bundle
            bundle, size = [], 0
    if bundle:
        yield bundle


@cache
def _extractor(recipe: Recipe) -> Extractor:
    """Return the extractor of a process."""
    return recipe.extractor()


def _extract(recipe: Recipe, documents: Sequence[Document]) -> list[Extraction]:
    return [_extractor(recipe).extract(document) for document in documents]
