"""Commands that bring a graph to a server and back: push, pull."""

# ruff: noqa: PLC0415 - each command imports what it needs, so that the others start at once

from __future__ import annotations

import argparse
import sys
from typing import Final

from kg.cli.arguments import Command, add_graph, add_neo4j
from kg.cli.output import counted
from kg.cli.progress import progress

_WHO: Final = "User and password come from $NEO4J_USER (default: neo4j) and $NEO4J_PASSWORD, or from a file of two lines that only you can read."


def _push(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", required=True, metavar="ADDRESS",
                        help="neo4j://HOST:PORT or bolt://, each with +s for encryption, or http:// of a server of SPARQL 1.1")
    add_neo4j(parser)
    add_graph(parser)


def push(options: argparse.Namespace) -> int:
    """Make a server hold the graph, and say what was sent."""
    from kg.pipeline.pushing import push as send

    with progress() as report:
        sent = send(options.graph, options.to, credentials=options.credentials, database=options.database, progress=report)
    written = " and ".join(f"{count:,} {what}{'s' if count != 1 else ''}" for what, count in sent.written.items())
    done = "is up to date" if sent.unchanged else f"now holds {options.graph}: {written} written, {sent.removed:,} removed"
    sys.stdout.write(f"{options.to} {done}\n")
    return 0


def _pull(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="origin", required=True, metavar="ADDRESS", help="neo4j://HOST:PORT, or bolt://, each with +s for encryption")
    add_neo4j(parser)
    add_graph(parser)


def pull(options: argparse.Namespace) -> int:
    """Make the graph in the folder the one that a server holds, and say what is in it."""
    from kg.pipeline.pushing import pull_neo4j as fetch

    with progress() as report:
        made = fetch(options.origin, options.graph, credentials=options.credentials, database=options.database, progress=report)
    sys.stdout.write(f"{options.graph} {'is up to date' if made.unchanged else f'was read from {options.origin}'}: {counted(made.counts)}\n")
    return 0


COMMANDS: Final = (
    Command("push", "Send the graph to a server, only what it does not hold yet.", f"""examples:
  kg push --to neo4j://localhost:7687
  kg push --to neo4j+s://db.example.org --credentials ~/.neo4j --graph research
  kg push --to http://localhost:3030/ds

The server holds this graph afterwards and no other one of this program; what others put there stays.
{_WHO}
For a server of SPARQL they come from $KG_SPARQL_USER and $KG_SPARQL_PASSWORD, where it wants them.
""", _push, push),
    Command("pull", "Read the graph back that was sent to a server; it replaces the graph in the folder.", f"""examples:
  kg pull --from neo4j://localhost:7687 --graph research

{_WHO}
""", _pull, pull),
)
