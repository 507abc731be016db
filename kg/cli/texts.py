"""Commands that read texts: extract, build, samples."""

# ruff: noqa: PLC0415 - each command imports what it needs, so that the others start at once

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from kg.cli.arguments import Command, add_graph, add_names, add_paths, address, count
from kg.cli.output import counted, listed, say
from kg.cli.progress import progress
from kg.cli.tables import as_json
from kg.errors import KgError, SourceError
from kg.model import Extraction
from kg.resources import samples_folder
from kg.vocabulary import BASE

if TYPE_CHECKING:
    from kg.pipeline.building import BuildReport
    from kg.sources.base import Skipped


def _extract(parser: argparse.ArgumentParser) -> None:
    add_paths(parser)
    add_names(parser)
    parser.add_argument("--jobs", type=count, default=1, metavar="N", help="read in N processes; what comes out is the same (default: 1)")
    model = parser.add_mutually_exclusive_group()
    model.add_argument("--model", metavar="DIR", help="read with the weights in DIR, as `scripts/train --output DIR` writes them")
    model.add_argument("--no-model", dest="learned", action="store_false", help="read by rules alone: several times faster, and less complete")


def extract(options: argparse.Namespace) -> int:
    """Print the records of texts, a line for each paper."""
    from kg.pipeline.extracting import extract as read
    from kg.records import to_record

    unread: list[SourceError | Skipped] = []
    prose = []
    # Records on the same terminal are progress enough.
    found = read(options.paths, stdin=sys.stdin.buffer, names=options.names, models=options.model, learned=options.learned, jobs=options.jobs)
    with progress(wanted=not sys.stdout.isatty()) as report:
        for number, outcome in enumerate(found, start=1):
            report("read", number, None)
            if not isinstance(outcome, Extraction):
                unread.append(outcome)
                continue
            prose += [outcome.source.name] if outcome.source.is_prose else []
            for paper in outcome.papers:
                sys.stdout.write(as_json(to_record(paper, outcome.source)) + "\n")
    _say_unread(unread)
    _say_prose(prose)
    return int(any(isinstance(outcome, SourceError) for outcome in unread))


def _build(parser: argparse.ArgumentParser) -> None:
    _extract(parser)
    parser.add_argument("--base", type=address, default=BASE, metavar="IRI", help=f"what the names of things in the graph begin with (default: {BASE})")
    add_graph(parser)


def build(options: argparse.Namespace) -> int:
    """Build a graph and say what is in it."""
    from kg.pipeline.building import build as make

    with progress() as report:
        made = make(options.paths, options.graph, progress=report, stdin=sys.stdin.buffer, base=options.base, names=options.names,
                    models=options.model, learned=options.learned, jobs=options.jobs)
    _say_unread((*made.failures, *made.skipped))
    _say_prose(made.prose)
    sys.stdout.write(_summary(made, options.graph))
    return int(bool(made.failures) or not made.documents)


def _summary(made: BuildReport, graph: str) -> str:
    if not made.documents:
        return f"{graph} stays as it was: no text could be read\n"
    done = "is up to date" if made.unchanged else f"was built in {sum(made.seconds.values()):.1f} s"
    return f"{graph} {done}: {made.documents:,} {'text' if made.documents == 1 else 'texts'}, {counted(made.counts)}\n"


def _say_unread(outcomes: Iterable[SourceError | Skipped]) -> None:
    for outcome in outcomes:
        say(f"{outcome}" if isinstance(outcome, SourceError) else f"{outcome.path}: left out, it {outcome.reason}")


def _say_prose(names: Sequence[str]) -> None:
    if names:
        say(f"read as prose, for want of a format that fits: {listed(names)}")


def _samples(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("directory", nargs="?", metavar="DIR", help="a new folder to copy them to")


def samples(options: argparse.Namespace) -> int:
    """Print where the samples are, or copy them."""
    if options.directory is None:
        sys.stdout.write(f"{samples_folder()}\n")
        return 0
    try:
        shutil.copytree(samples_folder(), options.directory)
    except FileExistsError as error:
        raise KgError(f"{options.directory}: exists already: name a new folder") from error
    except OSError as error:
        raise KgError(f"{options.directory}: cannot be written ({error.strerror or 'some files failed'})") from error
    sys.stdout.write(f"{options.directory}\n")
    return 0


COMMANDS: Final = (
    Command("extract", "Print what texts state, one JSON record a paper on each line.", """examples:
  kg extract digest.md notes/ 'lists/*.txt' > records.jsonl
  curl -s https://example.org/post.html | kg extract -
  kg extract --names my-names.tsv --jobs 4 notes/
""", _extract, extract),
    Command("build", "Build a graph of texts; it replaces the graph in the folder, in one step.", """examples:
  kg build texts/
  kg build --graph ~/research digests/ reading-list.md references.bib
  kg build --names methods.tsv --names datasets.tsv texts/

Texts that were read before come from the graph's cache. Files that cannot be read are named, the rest is built.
""", _build, build),
    Command("samples", "Print the folder of the bundled sample texts, or copy them.", """examples:
  kg build "$(kg samples)"
  kg samples my-samples
""", _samples, samples),
)
