"""Commands that write a graph out and check it: export, validate."""

# ruff: noqa: PLC0415 - each command imports what it needs, so that the others start at once

from __future__ import annotations

import argparse
import sys
from typing import Final

from kg.cli.arguments import Command, add_graph
from kg.cli.output import output, say
from kg.cli.tables import plain

#: Mirrors `kg.stores.export.FORMATS`, which is slow to import.
EXPORTS: Final = ("turtle", "nquads", "trig", "jsonld", "graphml", "ntriples")


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=EXPORTS, required=True, help="nquads, trig and jsonld tell which text states what")
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="the file to write (default: standard output)")
    add_graph(parser)


def export(options: argparse.Namespace) -> int:
    """Write the whole graph."""
    from kg.pipeline import export as save

    with output(options.output) as stream:
        save(options.graph, stream, style=options.format)
    return 0


def validate(options: argparse.Namespace) -> int:
    """Check the graph, and print what breaks a shape."""
    from kg.pipeline import validate as check

    broken = check(options.graph)
    for sentence in broken:
        sys.stdout.write(f"{plain(sentence)}\n")
    say(f"{len(broken)} things break the shapes" if broken else "the graph keeps to the shapes")
    return int(bool(broken))


COMMANDS: Final = (
    Command("export", "Write the whole graph in a format that other programs read.", """examples:
  kg export --format turtle > graph.ttl
  kg export --format graphml -o graph.graphml
""", _export, export),
    Command("validate", "Check the graph against the vocabulary's SHACL shapes.", """examples:
  kg validate --graph graph
""", add_graph, validate),
)
