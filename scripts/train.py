"""Learn the weights of the recogniser and the judges from annotated texts, and write them to the package."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final

import numpy as np
import pycrfsuite

from kg.concepts import load_scheme
from kg.extraction.citations import citation_features
from kg.extraction.classifier import Classifier
from kg.extraction.clusters import find_clusters
from kg.extraction.definitions import find_definitions
from kg.extraction.features import Clues, spelled, views
from kg.extraction.introduces import find_own
from kg.extraction.lexicon import Lexicon, scheme_terms
from kg.extraction.mentions import find_mentions
from kg.extraction.models import CITATIONS, FOLDER, MEASURES, NAMES, RELATIONS, RESULTS, THINGS, TREES, TYPES
from kg.extraction.names import coined_names, english_phrases
from kg.extraction.pairs import UNRELATED, pairs
from kg.extraction.reading import Reading
from kg.extraction.recogniser import Recogniser
from kg.extraction.things import judge_things, thing_features
from kg.extraction.trees import Numbers
from kg.extraction.weighing import LABELS as PAIR_LABELS
from kg.extraction.weighing import pair_numbers, word_chances
from kg.model import Span
from scripts.annotations import Example, annotated, citation_labels, examples, labels, own_type, relation_labels, result_rows, thing_label
from scripts.boosting import boost, write_trees
from scripts.fields import weights_of
from scripts.public import SETS, public_sentences

#: L1 and L2 penalties and iterations of the learner (L-BFGS, OWL-QN), chosen on texts held out.
SEQUENCES: Final = {"c1": 1.0, "c2": 0.01, "max_iterations": 100, "feature.minfreq": 2, "feature.possible_transitions": True}
_THINGS: Final = {"c1": 0.5, "c2": 0.1, "max_iterations": 100, "feature.minfreq": 2}
_RELATIONS: Final = {"c1": 1.0, "c2": 0.1, "max_iterations": 100, "feature.minfreq": 3}
_FOLDS: Final = 3

#: A reading and the labelled places of its names.
Labelled = tuple[Reading, list[tuple[Span, str]]]
#: Sequences of the features of tokens, with the labels of these.
Rows = Iterable[tuple[Sequence[Sequence[str]], Sequence[str]]]


def learn(output: Path, rows: Rows, settings: Mapping[str, Any]) -> None:
    """Learn from sequences of features with their labels, and write the weights."""
    weights_of(learn_field(rows, settings)).write(output)


def learn_field(rows: Rows, settings: Mapping[str, Any]) -> bytes:
    """Learn from sequences of features with their labels, and return the random field as a file of CRFsuite."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for features, names in rows:
        trainer.append(list(features), list(names))
    trainer.set_params(dict(settings))
    with tempfile.TemporaryDirectory() as scratch:
        field = Path(scratch) / "field"
        trainer.train(str(field))
        return field.read_bytes()


def learn_names(folder: Path, learned: Iterable[Labelled], lexicon: Lexicon) -> Recogniser:
    """Learn a recogniser of names into a folder and return it."""
    learn(folder / NAMES, name_rows(learned, lexicon), SEQUENCES)
    return Recogniser(folder / NAMES)


def name_rows(learned: Iterable[Labelled], lexicon: Lexicon) -> Iterator[tuple[Sequence[Sequence[str]], Sequence[str]]]:
    """Yield each sentence's features and labels."""
    for reading, places in learned:
        clues = Clues(lexicon(reading), (*coined_names(reading), *english_phrases(reading)), find_definitions(reading))
        for view in views(reading, clues):
            for (first, last, _), features in zip(view.sentences, spelled(view), strict=True):
                yield features, labels(view.spans[first:last], places)


def things_of(example: Example, lexicon: Lexicon, names: Recogniser) -> Reading:
    """Return an example's reading with its clusters, before they are judged."""
    return find_clusters(find_own(find_mentions(example.reading, lexicon, names)))


def learn_things(output: Path, found: Iterable[tuple[Reading, Example]]) -> Classifier:
    """Learn a judge of things into a file and return it."""
    learn(output, (([features], [thing_label(cluster, example.record)]) for reading, example in found
                   for cluster, features in zip(reading.clusters, thing_features(reading), strict=True)), _THINGS)
    return Classifier(output)


def learn_types(output: Path, found: Iterable[tuple[Reading, Example]]) -> Classifier:
    """Learn a judge of the types of the papers' own things into a file and return it."""
    learn(output, (([features], [type_]) for reading, example in found
                   for cluster, features in zip(reading.clusters, thing_features(reading), strict=True) if (type_ := own_type(cluster, example.record))), _THINGS)
    return Classifier(output)


def _judged(found: Sequence[Sequence[tuple[Reading, Example]]], fold: int) -> Iterator[tuple[Reading, Mapping[str, Any]]]:
    """Yield the readings of a fold as judges leave them that were learnt from the others, with their records."""
    others = [pair for number, part in enumerate(found) if number != fold for pair in part]
    with tempfile.TemporaryDirectory() as scratch:
        judge, types = learn_things(Path(scratch) / THINGS, others), learn_types(Path(scratch) / TYPES, others)
        for reading, example in found[fold]:
            yield judge_things(reading, judge, types), example.record


def learn_relations(folder: Path, parts: Sequence[Sequence[tuple[Reading, Mapping[str, Any]]]]) -> None:
    """Learn both judges of relations from readings in folds: the trees learn from chances of words that were learnt from the other folds."""
    found = [[(reading, list(pairs(reading)), relation_labels(reading, record)) for reading, record in part] for part in parts]
    rows = [[([pair.features], [known.get((pair.head, pair.tail), UNRELATED)]) for _, pairs_, known in part for pair in pairs_] for part in found]
    numbers: list[Numbers] = []
    for fold, part in enumerate(found):
        with tempfile.TemporaryDirectory() as scratch:
            learn(Path(scratch) / RELATIONS, chain.from_iterable(rows[:fold] + rows[fold + 1:]), _RELATIONS)
            words = Classifier(Path(scratch) / RELATIONS)
            numbers += [pair_numbers(reading, pairs_, word_chances(pairs_, words)) for reading, pairs_, _ in part if pairs_]
    learn(folder / RELATIONS, chain.from_iterable(rows), _RELATIONS)
    labels_ = np.array([PAIR_LABELS.index(label) for _, (label,) in chain.from_iterable(rows)], dtype=np.intp)
    write_trees(folder / TREES, boost(np.concatenate(numbers), labels_, len(PAIR_LABELS)))


def train(learned: Sequence[Example], folder: Path, *, beside: Sequence[Labelled] = ()) -> None:
    """Learn all models and write them to a folder; the recogniser also from the labelled sentences of public sets.

    The judges learn from what a recogniser finds in texts that it was not learnt from (k folds), as they will meet it in use.
    """
    lexicon = Lexicon(scheme_terms(load_scheme()))
    folder.mkdir(parents=True, exist_ok=True)
    named = [(example.reading, annotated(example)) for example in learned]
    learn_names(folder, (*named, *beside), lexicon)
    found: list[list[tuple[Reading, Example]]] = []
    for fold in range(_FOLDS):
        with tempfile.TemporaryDirectory() as scratch:
            names = learn_names(Path(scratch), (*(pair for number, pair in enumerate(named) if number % _FOLDS != fold), *beside), lexicon)
            found.append([(things_of(example, lexicon, names), example) for example in learned[fold::_FOLDS]])
    learn_things(folder / THINGS, chain.from_iterable(found))
    learn_types(folder / TYPES, chain.from_iterable(found))
    parts = [list(_judged(found, fold)) for fold in range(_FOLDS)]
    learn_relations(folder, parts)
    judged = [*chain.from_iterable(parts)]
    learn(folder / CITATIONS, (([features], [label]) for reading, record in judged
                               for features, label in zip(citation_features(reading, range(len(reading.clusters))), citation_labels(reading, record), strict=True)), _THINGS)
    rows = [row for reading, record in judged for row in result_rows(reading, record)]
    learn(folder / RESULTS, (([measured.features], [label]) for measured, label, _ in rows), _THINGS)
    learn(folder / MEASURES, (([link.features], [label]) for measured, _, labels_ in rows if labels_
                              for link, label in zip(measured.links, labels_, strict=True)), _THINGS)


def main() -> int:
    """Train and say what was done; return the exit code."""
    parser = argparse.ArgumentParser(prog="scripts/train", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="folder of annotated texts: docs/ and gold/")
    parser.add_argument("--data", action="append", default=[], type=_public, metavar="SET=FOLDER",
                        help=f"learn names from the training part of a public set, too ({', '.join(SETS)}); mind its licence")
    parser.add_argument("--hold-out", type=int, default=0, metavar="N", help="leave out every Nth entry, to measure on (default: none)")
    parser.add_argument("--output", type=Path, default=FOLDER, help="folder of the weights (default: the package's)")
    options = parser.parse_args()
    learned = [example for number, example in enumerate(examples(options.gold)) if not options.hold_out or number % options.hold_out]
    if not learned:
        print(f"{options.gold} holds no annotated texts", file=sys.stderr)
        return 1
    beside = [sentence for name, folder in options.data for sentence in public_sentences(name, folder, "train")]
    train(learned, options.output, beside=beside)
    sizes = ", ".join(f"{name} {(options.output / name).stat().st_size / 1e6:.1f} MB" for name in (NAMES, THINGS, TYPES, RELATIONS, TREES, CITATIONS, RESULTS, MEASURES))
    also = f" and {len(beside):,} sentences" if beside else ""
    print(f"{options.output}: learnt from {len(learned):,} papers{also}: {sizes}")
    return 0


def _public(words: str) -> tuple[str, Path]:
    name, _, folder = words.partition("=")
    if name not in SETS or not folder:
        raise argparse.ArgumentTypeError(f"{words!r} is not SET=FOLDER, with one of {', '.join(SETS)}")
    return name, Path(folder)


if __name__ == "__main__":
    sys.exit(main())
