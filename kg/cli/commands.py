"""What each command does: one call of the pipeline or of a lookup, its answer printed. Each returns an exit code."""

# ruff: noqa: PLC0415 - each command imports what it needs, so that the others start at once

from __future__ import annotations

import argparse
import contextlib
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from kg.cli.progress import progress
from kg.cli.tables import Table, as_json, plain, write
from kg.errors import KgError, NotFoundError, SourceError
from kg.model import Extraction
from kg.resources import read_text, samples_folder
from kg.vocabulary import KINDS

if TYPE_CHECKING:
    from kg.evaluation.evaluation import Evaluation
    from kg.pipeline import BuildReport
    from kg.sources.base import Skipped

#: Names that a notice lists.
_LISTED: Final = 5


def say(message: str) -> None:
    """Say something on standard error, as this program."""
    sys.stderr.write(f"kg: {plain(message, keep_lines=True)}\n")


def extract(options: argparse.Namespace) -> int:
    """Print the records of texts, a line for each paper."""
    from kg.pipeline import extract as read
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
            prose += [outcome.source.name] if outcome.source.format == "prose" else []
            for paper in outcome.papers:
                sys.stdout.write(as_json(to_record(paper, outcome.source)) + "\n")
    _say_unread(unread)
    _say_prose(prose)
    return int(any(isinstance(outcome, SourceError) for outcome in unread))


def build(options: argparse.Namespace) -> int:
    """Build a graph and say what is in it."""
    from kg.pipeline import build as make

    with progress() as report:
        made = make(options.paths, options.graph, progress=report, stdin=sys.stdin.buffer, base=options.base, names=options.names,
                    models=options.model, learned=options.learned, jobs=options.jobs)
    _say_unread((*made.failures, *made.skipped))
    _say_prose(made.prose)
    sys.stdout.write(_summary(made, options.graph))
    return int(bool(made.failures) or not made.documents)


def _summary(made: BuildReport, graph: str) -> str:
    kinds = {f"{name}{'s' if made.counts[name] > 1 else ''}": made.counts[name] for name in KINDS if name in made.counts}
    rest = {name: made.counts[name] for name in ("statements", "quads")}
    texts = {"text" if made.documents == 1 else "texts": made.documents}
    if not made.documents:
        return f"{graph} stays as it was: no text could be read\n"
    done = "is up to date" if made.unchanged else f"was built in {sum(made.seconds.values()):.1f} s"
    return f"{graph} {done}: {', '.join(f'{count:,} {name}' for name, count in (texts | kinds | rest).items())}\n"


def _say_unread(outcomes: Iterable[SourceError | Skipped]) -> None:
    for outcome in outcomes:
        say(f"{outcome}" if isinstance(outcome, SourceError) else f"{outcome.path}: left out, it {outcome.reason}")


def _say_prose(names: Sequence[str]) -> None:
    if names:
        say(f"read as prose, for want of a format that fits: {_names(names)}")


def _names(names: Sequence[str]) -> str:
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f"{', '.join(names[:_LISTED])}{more}"


def sparql(options: argparse.Namespace) -> int:
    """Answer a query."""
    from kg.cli.answers import answer_table
    from kg.pipeline import open_graph

    _print(answer_table(open_graph(options.graph).answer(_query(options), **dict(options.param))), options)
    return 0


def _query(options: argparse.Namespace) -> str:
    if "-" in {options.query, options.file}:
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    return options.query if options.file is None else read_text(options.file, encoding="utf-8")


def show(options: argparse.Namespace) -> int:
    """Show the facts about a thing."""
    from kg.cli.answers import facts_table, first_of_each
    from kg.lookups.facts import show as describe
    from kg.pipeline import open_graph

    found = describe(open_graph(options.graph), options.name)
    facts = first_of_each(found.facts, options.limit)
    _print(facts_table(found, facts), options)
    if len(facts) < len(found.facts):
        say(f"{len(found.facts) - len(facts)} more facts of relations shown in part: --limit 0 shows all")
    return 0


def related(options: argparse.Namespace) -> int:
    """Show what is related to a thing."""
    from kg.cli.answers import related_table
    from kg.lookups.related import related as find
    from kg.pipeline import open_graph

    found = find(open_graph(options.graph), options.name, limit=options.limit or None)
    if not found:
        raise NotFoundError(f"the graph relates nothing to {options.name!r}")
    _print(related_table(found), options)
    return 0


def papers(options: argparse.Namespace) -> int:
    """List the papers about a method."""
    from kg.cli.answers import papers_table
    from kg.lookups.papers import papers as find
    from kg.pipeline import open_graph

    found = find(open_graph(options.graph), method=options.method)
    if not found:
        raise NotFoundError(f"no paper in the graph introduces or mentions {options.method!r}")
    chosen = found[:options.limit or None]
    _print(papers_table(chosen), options)
    if len(chosen) < len(found):
        say(f"{len(found) - len(chosen)} more papers: --limit 0 shows all")
    return 0


def view(options: argparse.Namespace) -> int:
    """Write the page that draws what is around a thing."""
    from kg.lookups.neighbourhood import neighbourhood
    from kg.pipeline import open_graph
    from viz import render

    subgraph = neighbourhood(open_graph(options.graph), options.name, limit=options.limit)
    label = next(entity.label for entity in subgraph.entities if entity.id == subgraph.focus)
    page = render(subgraph, title=label).encode("utf-8", "replace")
    with _output(options.output) as stream:
        stream.write(page)
    if options.output != "-":
        say(f"{options.output}: {len(subgraph.entities)} things and {len(subgraph.statements)} facts around {label}")
    return 0


def export(options: argparse.Namespace) -> int:
    """Write the whole graph."""
    from kg.pipeline import export as save

    with _output(options.output) as stream:
        save(options.graph, stream, style=options.format)
    return 0


def stats(options: argparse.Namespace) -> int:
    """Count what the graph holds."""
    from kg.cli.answers import stats_table
    from kg.lookups.stats import stats as count
    from kg.pipeline import open_graph

    _print(stats_table(count(open_graph(options.graph))), options)
    return 0


def validate(options: argparse.Namespace) -> int:
    """Check the graph, and print what breaks a shape."""
    from kg.pipeline import validate as check

    broken = check(options.graph)
    for sentence in broken:
        sys.stdout.write(f"{plain(sentence)}\n")
    say(f"{len(broken)} things break the shapes" if broken else "the graph keeps to the shapes")
    return int(bool(broken))


def evaluate(options: argparse.Namespace) -> int:
    """Print how good extraction is, and say which fields are below their floor."""
    from kg.cli.floors import read_floors
    from kg.pipeline import evaluate as judge

    floors = {**(read_floors(options.minimums) if options.minimums else {}), **dict(options.minimum)}
    found = judge(options.gold, texts=options.texts, records=options.records, names=options.names, models=options.model, learned=options.learned)
    if options.records and found.unseen:
        say(f"{options.records} has no record of {_names(found.unseen)}")
    _print_evaluation(found, options)
    below = tuple(found.below(floors))
    for score, least in below:
        say(f"{score.field} has an F1 of {score.f1:.4f}, below {least:g}")
    return int(bool(below))


def _print_evaluation(found: Evaluation, options: argparse.Namespace) -> None:
    from kg.cli import evaluations as tables

    if options.errors:
        _print(tables.findings_table(found.errors(options.errors)), options)
    elif options.calibration:
        _print(tables.calibration_table(found.calibration()), options)
    elif options.against:
        _print_comparison(found, options)
    else:
        _print(tables.scores_table(found.scores(by=options.by), options.by), options)


def _print_comparison(found: Evaluation, options: argparse.Namespace) -> None:
    from kg.cli import evaluations as tables
    from kg.pipeline import evaluate as judge

    deltas, changes = tables.comparison_tables(found.against(judge(options.gold, texts=options.texts, records=options.against)))
    if options.format == "json":
        _print(Table((), (), tables.comparison_record(deltas, changes)), options)
        return
    _print(deltas, options)
    sys.stdout.write("\n")
    _print(changes, options)


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


def _print(table: Table, options: argparse.Namespace) -> None:
    write(table, sys.stdout, style=options.format)


@contextlib.contextmanager
def _output(path: str) -> Iterator[BinaryIO]:
    """Open a file to write, or standard output for `-`; a file appears whole or not at all."""
    if path == "-":
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(path)
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("wb") as stream:
            yield stream
        part.replace(target)
    except OSError as error:
        raise KgError(f"{path}: cannot be written ({error.strerror or error})") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
