"""From texts and annotations of them to figures of how good extraction is."""

from __future__ import annotations

from pathlib import Path

from kg.evaluation.evaluation import Evaluation, against_gold
from kg.evaluation.reading import read_gold, read_records
from kg.evaluation.texts import find_texts, readable, stated
from kg.pipeline.extracting import Paths, recipe_of
from kg.sources.files import read_paths


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
    extractor = recipe_of(names, models, learned=learned).extractor()
    return against_gold(annotated, {doc: stated(map(extractor.extract, parts)) for doc, parts in documents.items()}, documents)
