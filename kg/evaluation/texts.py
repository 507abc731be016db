"""The texts of a gold set: where they lie, their documents, and what was extracted from them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from kg.errors import SourceError
from kg.evaluation.reading import GoldText
from kg.model import Document, Extraction
from kg.records import Record, to_record

#: The folder beside the annotations that may hold the texts.
FOLDER: Final = "texts"


def find_texts(gold: Path, annotated: Sequence[GoldText], *, texts: Path | None, needed: bool) -> Iterator[tuple[str, Path]]:
    """Yield the name and path of each annotated text, where there is one.

    It is anywhere in `texts`, else in a folder of that name beside the annotations, else beside them. Raises SourceError, naming the
    annotation, for a text that is needed and not there.
    """
    beside = gold if gold.is_dir() else gold.parent
    within = {} if texts else {_key(path): path for path in beside.glob("*") if path.is_file()}
    paths = {**within, **{_key(path): path for path in sorted((texts or beside / FOLDER).rglob("*"), reverse=True) if path.is_file()}}
    for text in annotated:
        path = paths.get(_key(Path(text.doc)))
        if path:
            yield text.doc, path
        elif needed:
            raise SourceError(text.where, f"annotates {text.doc}, which is not in {texts or beside}")


def _key(path: Path) -> str:
    """Return a file's name as all systems write it: some store it decomposed."""
    return unicodedata.normalize("NFC", path.name)


def readable(outcomes: Iterable[object]) -> tuple[Document, ...]:
    """Return the documents among what reading a file gave; raise the SourceError among it, since gold must be whole."""
    found = tuple(outcomes)
    error = next((outcome for outcome in found if isinstance(outcome, SourceError)), None)
    if error:
        raise error
    return tuple(outcome for outcome in found if isinstance(outcome, Document))


def stated(extractions: Iterable[Extraction]) -> list[Record]:
    """Return the records of all papers of some extractions."""
    return [to_record(paper, extraction.source) for extraction in extractions for paper in extraction.papers]
