"""Public sets of labelled English sentences, to learn names from and to measure on: SciER (Zhang et al., 2024), SciERC (Luan et al., 2018)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Final

from kg.extraction.extractor import begin_text
from kg.extraction.reading import Reading
from kg.model import Span

#: Kinds of things by the labels of the sets; other labels of SciERC stay as they are when its own measure is taken.
KINDS: Final = {"Method": "method", "Task": "task", "Dataset": "dataset", "Material": "dataset", "Metric": "metric"}


def public_sentences(name: str, folder: Path, part: str, *, kinds: Mapping[str, str] = KINDS) -> Iterator[tuple[Reading, list[tuple[Span, str]]]]:
    """Yield the sentences of a part (`train`, `dev`) of a set with the places of their names, each labelled by `kinds`.

    Raises OSError or ValueError for files that are missing or broken.
    """
    for number, (text, places) in enumerate(SETS[name](folder, part)):
        known = [(span, kinds[label]) for span, label in places if label in kinds]
        yield _reading(text, f"{name} {part} {number}"), known


def _reading(text: str, name: str) -> Reading:
    """Return a sentence, whose words are parted by spaces already, as a reading of one sentence."""
    return replace(begin_text(text, name=name), text=text, sentences=(Span(0, len(text)),))


def _scier(folder: Path, part: str) -> Iterator[tuple[str, list[tuple[Span, str]]]]:
    """Yield sentences of SciER, whose names are given as strings: the longest first, everywhere they stand."""
    for line in (folder / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        places: list[tuple[Span, str]] = []
        for name, label in sorted(record["ner"], key=lambda pair: -len(pair[0])):
            free = (span for span in _standing(record["sentence"], name) if not any(span.start < other.end and other.start < span.end for other, _ in places))
            places += [(span, label) for span in free]
        yield record["sentence"], places


def _standing(text: str, name: str) -> Iterator[Span]:
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if (not start or text[start - 1] == " ") and (end == len(text) or text[end] == " "):
            yield Span(start, end)
        start = text.find(name, end)


def _scierc(folder: Path, part: str) -> Iterator[tuple[str, list[tuple[Span, str]]]]:
    """Yield sentences of SciERC in the columns of CoNLL 2003, labelled IOB1: a name begins with `B-` right behind another of its kind."""
    lines = (folder / f"{part}.txt").read_text(encoding="utf-8").splitlines()
    for filled, group in groupby(lines, key=lambda line: bool(line.strip()) and not line.startswith("-DOCSTART-")):
        if filled:
            yield _of_columns([(columns[0], columns[-1]) for columns in map(str.split, group)])


def _of_columns(rows: list[tuple[str, str]]) -> tuple[str, list[tuple[Span, str]]]:
    places: list[tuple[Span, str]] = []
    place, before = 0, "O"
    for word, label in rows:
        span = Span(place, place + len(word))
        kind = label[2:]
        if label != "O" and label[0] == "I" and before[2:] == kind and places:
            places[-1] = (Span(places[-1][0].start, span.end), kind)
        elif label != "O":
            places.append((span, kind))
        place, before = span.end + 1, label
    return " ".join(word for word, _ in rows), places


#: Readers of the sets by name.
SETS: Final[dict[str, Callable[[Path, str], Iterator[tuple[str, list[tuple[Span, str]]]]]]] = {"scier": _scier, "scierc": _scierc}
