"""The command that judges extraction: evaluate."""

# ruff: noqa: PLC0415 - each command imports what it needs, so that the others start at once

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Final

from kg.cli.arguments import Command, add_format, add_names
from kg.cli.floors import floor
from kg.cli.output import listed, print_table, say
from kg.cli.progress import waiting
from kg.cli.tables import Table
from kg.evaluation.fields import FIELDS

if TYPE_CHECKING:
    from kg.evaluation.evaluation import Evaluation


def _floor(words: str) -> tuple[str, float]:
    try:
        return floor(words)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("gold", metavar="GOLD", help="annotations: a JSONL file, or a folder of JSON or JSONL files")
    parser.add_argument("--texts", metavar="DIR", help="the folder of the annotated texts (default: GOLD's folder or `texts` in it)")
    records = parser.add_mutually_exclusive_group()
    records.add_argument("--records", metavar="FILE", help="score what `kg extract` printed into FILE instead of extracting")
    records.add_argument("--model", metavar="DIR", help="extract with the weights in DIR, as `scripts/train --output DIR` writes them")
    records.add_argument("--no-model", dest="learned", action="store_false", help="extract by rules alone")
    add_names(parser)
    view = parser.add_mutually_exclusive_group()
    view.add_argument("--by", choices=("field", "language", "format"), default="field", help="count all papers, or each language or format by itself")
    view.add_argument("--errors", choices=FIELDS, metavar="FIELD", help="list what was missed and what was found falsely, with sentences")
    view.add_argument("--against", metavar="FILE", help="compare with the records of an earlier run: figures, and items gained and lost")
    view.add_argument("--calibration", action="store_true", help="show how often items of each confidence are right")
    parser.add_argument("--minimum", action="append", type=_floor, default=[], metavar="FIELD=F1", help="fail where the F1 of a field is lower")
    parser.add_argument("--minimums", metavar="FILE", help="the same from a file, one FIELD=F1 on each line")
    add_format(parser)


def evaluate(options: argparse.Namespace) -> int:
    """Print how good extraction is, and say which fields are below their floor."""
    from kg.cli.floors import read_floors
    from kg.pipeline.evaluating import evaluate as judge

    floors = {**(read_floors(options.minimums) if options.minimums else {}), **dict(options.minimum)}
    with waiting("evaluate"):
        found = judge(options.gold, texts=options.texts, records=options.records, names=options.names, models=options.model, learned=options.learned)
    if options.records and found.unseen:
        say(f"{options.records} has no record of {listed(found.unseen)}")
    _print_evaluation(found, options)
    below = tuple(found.below(floors))
    for score, least in below:
        say(f"{score.field} has an F1 of {score.f1:.4f}, below {least:g}")
    return int(bool(below))


def _print_evaluation(found: Evaluation, options: argparse.Namespace) -> None:
    from kg.cli import evaluations as tables

    if options.errors:
        print_table(tables.findings_table(found.errors(options.errors)), options)
    elif options.calibration:
        print_table(tables.calibration_table(found.calibration()), options)
    elif options.against:
        _print_comparison(found, options)
    else:
        print_table(tables.scores_table(found.scores(by=options.by), options.by), options)


def _print_comparison(found: Evaluation, options: argparse.Namespace) -> None:
    from kg.cli import evaluations as tables
    from kg.pipeline.evaluating import evaluate as judge

    deltas, changes = tables.comparison_tables(found.against(judge(options.gold, texts=options.texts, records=options.against)))
    if options.format == "json":
        print_table(Table((), (), tables.comparison_record(deltas, changes)), options)
        return
    print_table(deltas, options)
    sys.stdout.write("\n")
    print_table(changes, options)


COMMANDS: Final = (
    Command("evaluate", "Score extraction against annotated texts: precision, recall and F1 of each field.", """examples:
  kg evaluate gold.jsonl --texts texts/
  kg evaluate gold.jsonl --errors methods --format csv > errors.csv
  kg evaluate gold.jsonl --records after.jsonl --against before.jsonl
  kg evaluate gold.jsonl --minimum any-entity=0.8 --minimum relations=0.4
""", _evaluate, evaluate),
)
