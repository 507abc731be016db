"""Commands that answer the questions that a graph is made for: show, related, papers, view, stats."""

# ruff: noqa: PLC0415 - each command imports what it needs, so that the others start at once

from __future__ import annotations

import argparse
from typing import Final

from kg.cli.arguments import Command, add_asked_graph, add_format, add_limit, add_name
from kg.cli.output import output, print_first, print_table, say
from kg.cli.progress import waiting
from kg.errors import NotFoundError


def show(options: argparse.Namespace) -> int:
    """Show the facts about a thing."""
    from kg.cli.answers import facts_table, first_of_each
    from kg.lookups.facts import show as describe
    from kg.pipeline.opening import open_graph

    with waiting():
        found = describe(open_graph(options.graph), options.name)
    facts = first_of_each(found.facts, options.limit)
    print_first(facts_table(found, facts), options, left=len(found.facts) - len(facts), what="facts of relations shown in part")
    return 0


def related(options: argparse.Namespace) -> int:
    """Show what is related to a thing."""
    from kg.cli.answers import related_table
    from kg.lookups.related import related as find
    from kg.pipeline.opening import open_graph

    with waiting():
        found = find(open_graph(options.graph), options.name, limit=options.limit or None)
    if not found:
        raise NotFoundError(f"the graph relates nothing to {options.name!r}")
    print_table(related_table(found), options)
    return 0


def papers(options: argparse.Namespace) -> int:
    """List the papers about a method."""
    from kg.cli.answers import papers_table
    from kg.lookups.papers import papers as find
    from kg.pipeline.opening import open_graph

    with waiting():
        found = find(open_graph(options.graph), method=options.method)
    if not found:
        raise NotFoundError(f"no paper in the graph introduces or mentions {options.method!r}")
    chosen = found[:options.limit or None]
    print_first(papers_table(chosen), options, left=len(found) - len(chosen), what="papers")
    return 0


def view(options: argparse.Namespace) -> int:
    """Write the page that draws what is around a thing."""
    from kg.lookups.neighbourhood import neighbourhood
    from kg.pipeline.opening import open_graph
    from viz import render

    with waiting():
        subgraph = neighbourhood(open_graph(options.graph), options.name, limit=options.limit)
    label = next(entity.label for entity in subgraph.entities if entity.id == subgraph.focus)
    page = render(subgraph, title=label).encode("utf-8", "replace")
    with output(options.output) as stream:
        stream.write(page)
    if options.output != "-":
        say(f"{options.output}: {len(subgraph.entities)} things and {len(subgraph.statements)} facts around {label}")
    return 0


def stats(options: argparse.Namespace) -> int:
    """Count what the graph holds."""
    from kg.cli.answers import stats_table
    from kg.lookups.stats import stats as count
    from kg.pipeline.opening import open_graph

    with waiting():
        found = count(open_graph(options.graph))
    print_table(stats_table(found), options)
    return 0


def _show(parser: argparse.ArgumentParser) -> None:
    add_name(parser)
    add_limit(parser, 10, "most facts of one relation, 0 for all")
    add_asked_graph(parser)
    add_format(parser)


def _related(parser: argparse.ArgumentParser) -> None:
    add_name(parser)
    add_limit(parser, 10, "most things, 0 for all")
    add_asked_graph(parser)
    add_format(parser)


def _papers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-m", "--method", required=True, metavar="NAME", help="a method, by any of its names; what comes under it counts too")
    add_limit(parser, 50, "most papers, 0 for all")
    add_asked_graph(parser)
    add_format(parser)


def _view(parser: argparse.ArgumentParser) -> None:
    add_name(parser)
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help="the page to write; - for standard output")
    add_limit(parser, 60, "most things around the one asked for")
    add_asked_graph(parser)


def _stats(parser: argparse.ArgumentParser) -> None:
    add_asked_graph(parser)
    add_format(parser)


COMMANDS: Final = (
    Command("show", "Show a thing's facts, each with its quote, file and offsets.", """examples:
  kg show Medusa
  kg show "Tri Dao"
  kg show 2401.10774 --format json
""", _show, show),
    Command("related", "Show what is related to a method, paper or author, and why.", """examples:
  kg related "mixture of experts"
  kg related "추측적 디코딩" --limit 20
""", _related, related),
    Command("papers", "List the papers that introduce or mention a method or a kind of it.", """examples:
  kg papers --method RLHF
  kg papers --method "speculative decoding" --format csv > papers.csv
""", _papers, papers),
    Command("view", "Write an offline page that draws what is around a thing.", """examples:
  kg view MoE -o moe.html
""", _view, view),
    Command("stats", "Count what the graph holds.", """examples:
  kg stats
  kg stats --format json
""", _stats, stats),
)
