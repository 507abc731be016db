"""Learn names from the training part of a public set and measure them on its development part: strict spans and labels."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pycrfsuite

from kg.concepts import load_scheme
from kg.extraction.lexicon import Lexicon, scheme_terms
from kg.extraction.recogniser import chunks
from scripts.public import KINDS, SETS, public_sentences
from scripts.train import SEQUENCES, learn_field, name_rows

#: Small sets want a weaker penalty.
_SETTINGS: Final = {**SEQUENCES, "c1": 0.5, "c2": 0.05, "feature.minfreq": 1}
#: The labels that each set is measured by: SciERC by all six of its own.
_KINDS: Final = {"scier": KINDS, "scierc": {label: label.lower() for label in ("Task", "Method", "Metric", "Material", "OtherScientificTerm", "Generic")}}


def measure(name: str, folder: Path) -> dict[str, float]:
    """Return precision, recall and F1 of names on the development part of a set, learnt from its training part."""
    lexicon = Lexicon(scheme_terms(load_scheme()))
    field = learn_field(name_rows(public_sentences(name, folder, "train", kinds=_KINDS[name]), lexicon), _SETTINGS)
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(field)
    counts: Counter[str] = Counter()
    for features, wanted in name_rows(public_sentences(name, folder, "dev", kinds=_KINDS[name]), lexicon):
        found, gold = set(chunks(tagger.tag(list(features)))), set(chunks(wanted))
        counts += Counter(hit=len(found & gold), found=len(found), gold=len(gold))
    precision, recall = counts["hit"] / max(1, counts["found"]), counts["hit"] / max(1, counts["gold"])
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(1e-9, precision + recall)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of a set; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m scripts.spans", description=__doc__)
    parser.add_argument("name", choices=list(SETS), help="which set")
    parser.add_argument("folder", type=Path, help="where its files `train` and `dev` lie")
    options = parser.parse_args(arguments)
    try:
        figures = measure(options.name, options.folder)
    except (OSError, ValueError) as error:
        print(f"{options.folder}: {error}", file=sys.stderr)
        return 1
    print(f"{options.name} dev, strict spans: " + ", ".join(f"{name} {value:.3f}" for name, value in figures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
