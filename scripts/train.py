#!/usr/bin/env python3
"""Learn the weights of the recogniser from annotated texts, and write them to the package."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pycrfsuite

from kg.concepts import load_scheme
from kg.extraction.classifier import Classifier
from kg.extraction.clusters import find_clusters, form
from kg.extraction.definitions import find_definitions
from kg.extraction.extractor import begin, split_sentences
from kg.extraction.features import Clues, Sentence, featured
from kg.extraction.introduces import find_own
from kg.extraction.lexicon import Lexicon, scheme_terms
from kg.extraction.mentions import find_mentions
from kg.extraction.models import FEATURES, FOLDER, NAMES, RELATIONS, THINGS
from kg.extraction.names import coined_names, english_phrases
from kg.extraction.pairs import UNRELATED, pairs
from kg.extraction.reading import Cluster, Reading
from kg.extraction.recogniser import OUTSIDE, OWN, Recogniser
from kg.extraction.text import is_hangul
from kg.extraction.things import NOTHING, judge_things, thing_features
from kg.extraction.wordfeatures import WordFeatures
from kg.identifiers import key
from kg.model import Document, Entry, Span
from kg.sources.files import read_paths
from kg.vocabulary import ARXIV, NAMED_FIELDS, TITLE

#: L1 and L2 penalties and iterations of the learner (L-BFGS, OWL-QN), chosen on texts held out.
_SEQUENCES: Final = {"c1": 2.0, "c2": 0.01, "max_iterations": 100, "feature.minfreq": 2, "feature.possible_transitions": True}
_THINGS: Final = {"c1": 0.5, "c2": 0.1, "max_iterations": 100, "feature.minfreq": 2}
_RELATIONS: Final = {"c1": 1.0, "c2": 0.1, "max_iterations": 100, "feature.minfreq": 3}
_FOLDS: Final = 3


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


def labels(sentence: Sentence, places: Iterable[tuple[Span, str]]) -> list[str]:
    """Return the label of each token of a sentence: `B-`, `I-` and the kind, or outside."""
    found = [OUTSIDE] * len(sentence.tokens)
    for span, kind in places:
        inside = [number for number, token in enumerate(sentence.tokens) if span.start <= token.start and token.start < span.end and token.end <= span.end + 1]
        for place, number in enumerate(inside):
            found[number] = f"{'I' if place else 'B'}-{kind}"
    return found


def learn(output: Path, rows: Iterable[tuple[Sequence[Sequence[str]], Sequence[str]]], settings: Mapping[str, Any]) -> None:
    """Learn from sequences of features with their labels, and write the weights."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for features, names in rows:
        trainer.append(list(features), list(names))
    trainer.set_params(dict(settings))
    trainer.train(str(output))


def learn_names(folder: Path, learned: Iterable[Example], lexicon: Lexicon) -> Recogniser:
    """Learn a recogniser of names into a folder and return it."""
    learn(folder / NAMES, name_rows(learned, lexicon), _SEQUENCES)
    tagger = pycrfsuite.Tagger()
    tagger.open(str(folder / NAMES))
    (folder / FEATURES).write_text("\n".join(sorted(tagger.info().attributes)), encoding="utf-8", newline="\n")
    return Recogniser(folder / NAMES, folder / FEATURES)


def name_rows(learned: Iterable[Example], lexicon: Lexicon) -> Iterator[tuple[Sequence[Sequence[str]], Sequence[str]]]:
    """Yield each sentence's features and labels."""
    for example in learned:
        reading, places = example.reading, annotated(example)
        clues = Clues(lexicon(reading), (*coined_names(reading), *english_phrases(reading)), find_definitions(reading))
        for sentence in featured(reading, clues, WordFeatures()):
            yield sentence.features, labels(sentence, places)


def things_of(example: Example, lexicon: Lexicon, names: Recogniser) -> Reading:
    """Return an example's reading with its clusters, before they are judged."""
    return find_clusters(find_own(find_mentions(example.reading, lexicon, names)))


def thing_label(cluster: Cluster, record: Mapping[str, Any]) -> str:
    """Return the field in which an annotator lists a thing, or that it is none."""
    forms = {form(name) for name in cluster.names}
    for items in (record, record.get("optional") or {}):
        for field in NAMED_FIELDS:
            if any(forms & {form(name) for name in (item["name"], *item.get("aliases", ()))} for item in items.get(field) or []):
                return field
    return NOTHING


def relation_labels(reading: Reading, record: Mapping[str, Any]) -> dict[tuple[int, int], str]:
    """Return the annotated relations between clusters, by their numbers."""
    aliases: dict[str, set[str]] = {}
    for items in (record, record.get("optional") or {}):
        for field in NAMED_FIELDS:
            for item in items.get(field) or []:
                group = {form(name) for name in (item["name"], *item.get("aliases", ()))}
                for name in group:
                    aliases.setdefault(name, set()).update(group)
    forms = [{form(name) for name in cluster.names} for cluster in reading.clusters]

    def numbers(name: str) -> list[int]:
        group = aliases.get(form(name), {form(name)})
        return [number for number, own in enumerate(forms) if own & group]

    triples = [*(record.get("relations") or ()), *((record.get("optional") or {}).get("relations") or ())]
    return {(head, tail): kind for first, kind, second in reversed(triples) for head in numbers(first) for tail in numbers(second) if head != tail}


def train(learned: Sequence[Example], folder: Path) -> None:
    """Learn all models and write them to a folder.

    The judges learn from what a recogniser finds in texts that it was not learnt from (k folds), as they will meet it in use.
    """
    lexicon = Lexicon(scheme_terms(load_scheme()))
    folder.mkdir(parents=True, exist_ok=True)
    learn_names(folder, learned, lexicon)
    found: list[tuple[Reading, Example]] = []
    for fold in range(_FOLDS):
        with tempfile.TemporaryDirectory() as scratch:
            names = learn_names(Path(scratch), (example for number, example in enumerate(learned) if number % _FOLDS != fold), lexicon)
            found += [(things_of(example, lexicon, names), example) for example in learned[fold::_FOLDS]]
    learn(folder / THINGS, (([features], [thing_label(cluster, example.record)]) for reading, example in found
                            for cluster, features in zip(reading.clusters, thing_features(reading), strict=True)), _THINGS)
    judge = Classifier(folder / THINGS)
    learn(folder / RELATIONS, _relation_rows(found, judge), _RELATIONS)


def _relation_rows(found: Iterable[tuple[Reading, Example]], judge: Classifier) -> Iterator[tuple[Sequence[Sequence[str]], Sequence[str]]]:
    for before, example in found:
        reading = judge_things(before, judge)
        known = relation_labels(reading, example.record)
        for pair in pairs(reading):
            yield [pair.features], [known.get((pair.head, pair.tail), UNRELATED)]


def main() -> int:
    """Train and say what was done; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="folder of annotated texts: docs/ and gold/")
    parser.add_argument("--hold-out", type=int, default=0, metavar="N", help="leave out every Nth entry, to measure on (default: none)")
    parser.add_argument("--output", type=Path, default=FOLDER, help="folder of the weights (default: the package's)")
    options = parser.parse_args()
    learned = [example for number, example in enumerate(examples(options.gold)) if not options.hold_out or number % options.hold_out]
    if not learned:
        print(f"{options.gold} holds no annotated texts", file=sys.stderr)
        return 1
    train(learned, options.output)
    sizes = ", ".join(f"{name} {(options.output / name).stat().st_size / 1e6:.1f} MB" for name in (NAMES, THINGS, RELATIONS))
    print(f"{options.output}: learnt from {len(learned):,} papers: {sizes}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
