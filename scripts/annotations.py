"""Annotated texts as examples to learn from: what an annotator wrote, laid on the places, things, pairs and numbers of a reading."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg.extraction.citations import CITED, UNCITED
from kg.extraction.clusters import form
from kg.extraction.extractor import begin, split_sentences
from kg.extraction.measures import MEASURED, UNMEASURED, Measured, measured_figures
from kg.extraction.reading import Cluster, Reading
from kg.extraction.recogniser import OUTSIDE, OWN
from kg.extraction.text import is_hangul
from kg.extraction.things import NOTHING
from kg.identifiers import key
from kg.model import Document, Entry, Span
from kg.sources.files import read_paths
from kg.vocabulary import ARXIV, KIND_OF_TYPE, NAMED_FIELDS, TITLE

_NO_NUMBER: Final = re.compile(r"[^0-9.]")


@dataclass(frozen=True, slots=True)
class Example:
    """Hold an entry and what an annotator wrote of it."""

    reading: Reading
    record: Mapping[str, Any]


def examples(folder: Path) -> Iterator[Example]:
    """Yield the annotated entries of a folder that holds `docs/` and `gold/`, in the order of the files' names."""
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        documents = [found for found in read_paths([str(folder / "docs" / gold["doc"])]) if isinstance(found, Document)]
        entries = [(document, entry) for document in documents for entry in document.entries]
        for record in gold["papers"]:
            pair = next((pair for pair in entries if len(entries) == len(gold["papers"]) == 1 or _same(pair[1], record)), None)
            if pair:
                yield Example(split_sentences(begin(*pair)), record)


def _same(entry: Entry, record: Mapping[str, Any]) -> bool:
    fields = {field.name: field.value or "" for field in reversed(entry.fields)}
    if record.get("arxiv") and ARXIV in fields:
        return bool(fields[ARXIV] == record["arxiv"])
    return bool(record.get("title")) and key(fields.get(TITLE, "")) == key(record["title"])


def annotated(example: Example) -> list[tuple[Span, str]]:
    """Return the places of the annotated names in an entry with their labels, the longest first, without overlaps."""
    text = example.reading.text.lower()
    text = text if len(text) == len(example.reading.text) else example.reading.text
    names: dict[str, str] = {}
    for items in (example.record, example.record.get("optional") or {}):
        for field, kind in NAMED_FIELDS.items():
            for item in items.get(field) or []:
                for name in (item["name"], *item.get("aliases", ())):
                    names.setdefault(name.strip().lower(), OWN if field == "introduces" else kind)
    places: list[tuple[Span, str]] = []
    for name, label in sorted(names.items(), key=lambda pair: (-len(pair[0]), pair[0])):
        free = (span for span in _places(text, name) if not any(span.start < other.end and other.start < span.end for other, _ in places))
        places += [(span, label) for span in free]
    return places


def _places(text: str, name: str) -> Iterator[Span]:
    start = text.find(name) if len(name) > 1 else -1
    while start >= 0:
        end = start + len(name)
        if _stands(text, start, end):
            yield Span(start, end)
        start = text.find(name, end)


def _stands(text: str, start: int, end: int) -> bool:
    before, first, last, after = text[start - 1:start] if start else "", text[start], text[end - 1], text[end:end + 1]
    if is_hangul(first):
        return not is_hangul(before)
    if first.isalnum() and before.isascii() and before.isalnum():
        return False
    plural = after == "s" and not text[end + 1:end + 2].isalpha()
    return not (last.isascii() and last.isalpha() and after.isascii() and after.isalpha()) or plural


def labels(tokens: Sequence[tuple[int, int]], places: Iterable[tuple[Span, str]]) -> list[str]:
    """Return the label of each token of a sentence: `B-`, `I-` and the kind, or outside."""
    found = [OUTSIDE] * len(tokens)
    for span, kind in places:
        inside = [number for number, (start, end) in enumerate(tokens) if span.start <= start < span.end and end <= span.end + 1]
        for place, number in enumerate(inside):
            found[number] = f"{'I' if place else 'B'}-{kind}"
    return found


def groups(record: Mapping[str, Any]) -> list[set[str]]:
    """Return the forms of the names of each annotated thing."""
    return [{form(name) for name in (item["name"], *item.get("aliases", ()))} for items in _annotations(record) for field in NAMED_FIELDS for item in items.get(field) or []]


def _annotations(record: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return what an annotator wrote, and what only one of two did."""
    return record, record.get("optional") or {}


def _forms(name: str, things: Iterable[set[str]]) -> set[str]:
    """Return the forms of all names of the thing that a name names."""
    own = {form(name)}
    return own.union(*(names for names in things if names & own))


def _forms_of(cluster: Cluster) -> set[str]:
    return {form(name) for name in cluster.names}


def thing_label(cluster: Cluster, record: Mapping[str, Any]) -> str:
    """Return the field in which an annotator lists a thing, or that it is none."""
    own = _forms_of(cluster)
    for items in _annotations(record):
        for field in NAMED_FIELDS:
            if any(own & {form(name) for name in (item["name"], *item.get("aliases", ()))} for item in items.get(field) or []):
                return field
    return NOTHING


def own_type(cluster: Cluster, record: Mapping[str, Any]) -> str | None:
    """Return the type that an annotator gives a thing of the paper's own, a method where none is given; None for types that the vocabulary lacks."""
    own = _forms_of(cluster)
    items = (item for part in _annotations(record) for item in part.get("introduces") or ())
    found = next((item.get("type", NAMED_FIELDS["introduces"]) for item in items if own & {form(name) for name in (item["name"], *item.get("aliases", ()))}), None)
    return found if found in KIND_OF_TYPE else None


def relation_labels(reading: Reading, record: Mapping[str, Any]) -> dict[tuple[int, int], str]:
    """Return the annotated relations between clusters, by their numbers."""
    things = groups(record)
    own = [_forms_of(cluster) for cluster in reading.clusters]
    numbers = cache(lambda name: [number for number, forms in enumerate(own) if forms & _forms(name, things)])
    triples = [triple for items in _annotations(record) for triple in items.get("relations") or ()]
    return {(head, tail): kind for first, kind, second in reversed(triples) for head in numbers(first) for tail in numbers(second) if head != tail}


def citation_labels(reading: Reading, record: Mapping[str, Any]) -> list[str]:
    """Return, for each cluster, whether an annotator says that it is another's work."""
    things = groups(record)
    cited = set().union(*(_forms(name, things) for items in _annotations(record) for name in items.get("cites") or ()))
    return [CITED if _forms_of(cluster) & cited else UNCITED for cluster in reading.clusters]


def result_rows(reading: Reading, record: Mapping[str, Any]) -> Iterator[tuple[Measured, str, list[str]]]:
    """Yield the numbers of an entry, each with its label and, where it is a result, those of its links."""
    things = groups(record)
    known = (*reading.clusters, *reading.doubted)
    annotated_results = [result for items in _annotations(record) for result in items.get("results") or ()]
    for measured in measured_figures(reading):
        own = [result for result in annotated_results if _number(result.get("value")) == _number(measured.figure.value)]
        forms = {kind: set().union(*(_forms(result[kind], things) for result in own if result.get(kind))) for kind in ("metric", "dataset")}
        linked = [MEASURED if forms[link.kind] & _forms_of(known[link.cluster]) else UNMEASURED for link in measured.links]
        yield measured, MEASURED if own else UNMEASURED, linked if own else []


def _number(value: object) -> str:
    return _NO_NUMBER.sub("", str(value or "")).strip(".")
