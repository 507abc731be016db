"""Extraction: its speed, and its memory over piles of growing size."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import Final

from ahocorasick_rs import AhoCorasick

from kg.concepts import load_scheme
from kg.extraction.extractor import load_extractor
from kg.extraction.lexicon import Lexicon, scheme_terms
from kg.extraction.models import load_models
from kg.extraction.workers import Recipe, extracted
from kg.model import Document
from kg.resources import samples_folder
from kg.sources.files import read_paths
from scripts.benches.measuring import Options, peak_of, timed

#: Megabytes up to which a pile is read with models too, which takes five times as long.
_LEARNED: Final = 10
_ARXIV_ID: Final = re.compile(r"\b\d{4}\.\d{5}\b")


def bench_extract(options: Options) -> Iterator[str]:
    """Compare extraction with the scan of an automaton of all labels (the limit) and with a spaCy EntityRuler of the same names."""
    documents, runs = _documents(options.paths), options.runs
    papers = sum(len(document.entries) for document in documents)
    megabytes = sum(len(document.text.encode()) for document in documents) / 1e6
    rules, learned = load_extractor(load_scheme()), load_extractor(load_scheme(), models=load_models())
    lexicon = Lexicon(scheme_terms(load_scheme()))
    automaton = AhoCorasick(sorted({term.name.lower() for term in scheme_terms(load_scheme())}))
    scan = timed(lambda: [automaton.find_matches_as_indexes(document.text.lower()) for document in documents], runs)
    ruler = _ruler_seconds(documents, runs)
    yield f"texts\t{len(documents):,} texts, {papers:,} papers, {megabytes:.2f} MB, medians of {runs} runs"
    for name, seconds in (
        ("read", timed(lambda: _documents(options.paths), runs)),
        ("extract with models", timed(lambda: [learned.extract(document) for document in documents], runs)),
        ("extract by rules", timed(lambda: [rules.extract(document) for document in documents], runs)),
        ("known names only", timed(lambda: [list(lexicon.find(document.text)) for document in documents], runs)),
        ("raw automaton scan (the limit)", scan),
        ("spaCy EntityRuler, the same names", ruler),
    ):
        yield f"{name}\t{seconds:.3f} CPU s\t{papers / seconds:,.0f} papers/s\t{megabytes / seconds:.2f} MB/s\tx{seconds / scan:.1f} the scan\tx{seconds / ruler:.2f} the ruler"
    for name, recipe in (("with models", Recipe()), ("by rules", Recipe(learned=False))):
        alone, shared = (_elapsed(documents, recipe, jobs, runs) for jobs in (1, options.jobs))
        yield f"extract {name}, --jobs {options.jobs}\t{shared:.2f} s\t{papers / shared:,.0f} papers/s\t{megabytes / shared:.2f} MB/s\tx{alone / shared:.2f} as fast as one process"


def bench_memory(options: Options) -> Iterator[str]:
    """Read piles of growing size: the smallest is the peer, and the peak is to stay what it is."""
    for name, switches, most in (("by rules", ("--no-model",), None), ("with models", (), _LEARNED)):
        first = None
        for megabytes in sorted(options.megabytes):
            if most is None or megabytes <= most:
                with tempfile.TemporaryDirectory() as folder:
                    files = _pile(Path(folder), megabytes)
                    peak = peak_of("extract", *switches, folder)
                first = first or peak
                yield f"kg extract {name}, {megabytes:,} MB\t{files:,} files\tpeak {peak:,.0f} MB\tx{peak / first:.2f} the smallest"


def _documents(paths: Iterable[str]) -> list[Document]:
    return [outcome for outcome in read_paths(paths) if isinstance(outcome, Document)]


def _elapsed(documents: list[Document], recipe: Recipe, jobs: int, runs: int) -> float:
    """Return the median wall-clock seconds of extraction, with the start of its processes."""
    seconds = []
    for _ in range(runs):
        start = time.monotonic()
        for _found in extracted(documents, recipe, jobs=jobs):
            pass
        seconds.append(time.monotonic() - start)
    return median(seconds)


def _pile(folder: Path, megabytes: int) -> int:
    """Fill a folder with copies of the samples, each with its own ids and a new name; return the number of files."""
    samples = [(path.suffix, path.read_text(encoding="utf-8")) for path in sorted(samples_folder().rglob("*.md"))]
    size = number = 0
    while size < megabytes * 1_000_000:
        suffix, text = samples[number % len(samples)]
        ids = iter(range(number, number + len(text)))
        made = _ARXIV_ID.sub(lambda _, ids=ids: f"{2000 + next(ids) % 600:04d}.{next(ids) % 100_000:05d}", text)  # type: ignore[misc]
        size += (folder / f"{number:07d}{suffix}").write_bytes(f"{made}\nRun{number}Net outperforms BERT on GLUE by {number % 90}.5 %.\n".encode())
        number += 1
    return number


def _ruler_seconds(documents: list[Document], runs: int) -> float:
    import spacy  # noqa: PLC0415 - the peer, wanted by one measurement

    nlp = spacy.blank("xx")
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns([{"label": term.type, "pattern": term.name} for term in scheme_terms(load_scheme())])  # type: ignore[attr-defined]
    pieces = [document.text[start:start + 100_000] for document in documents for start in range(0, len(document.text), 100_000)]
    return timed(lambda: list(nlp.pipe(pieces)), runs)
