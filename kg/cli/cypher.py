"""The command that asks a graph in Cypher."""

# ruff: noqa: PLC0415 - each command imports what it needs, so that the others start at once

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.cli.arguments import Command, add_format, add_graph, add_neo4j, add_query, add_timeout, parameter, query_text
from kg.cli.output import print_table, say
from kg.cli.progress import progress, waiting
from kg.model import Literal

if TYPE_CHECKING:
    from kg.stores.base import CypherStore, Value


def _cypher(parser: argparse.ArgumentParser) -> None:
    add_query(parser)
    parser.add_argument("-p", "--param", action="append", type=_parameter, default=[], metavar="NAME=VALUE", help="bind $NAME to a whole number, or else to words")
    add_timeout(parser)
    parser.add_argument("--at", metavar="ADDRESS", help="ask a Neo4j server in place of the graph's folder: neo4j://HOST:PORT")
    add_neo4j(parser)
    add_graph(parser)
    add_format(parser)


def cypher(options: argparse.Namespace) -> int:
    """Answer a query, and say what it may have meant where it names what no graph has."""
    from kg.cli.answers import answer_table

    with _store(options) as store, waiting():
        found = store.cypher(query_text(options), **dict(options.param))
    record = [dict(zip(found.names, row, strict=True)) for row in found]
    print_table(replace(answer_table(found), record=record), options)
    for note in found.notes:
        say(note)
    return 0


@contextmanager
def _store(options: argparse.Namespace) -> Iterator[CypherStore]:
    if options.at:
        from kg.pipeline.pushing import open_neo4j

        with open_neo4j(options.at, credentials=options.credentials, database=options.database, timeout=options.timeout) as store:
            yield store
        return
    from kg.pipeline.projecting import open_cypher

    with progress() as report:
        opened = open_cypher(options.graph, timeout=options.timeout, progress=report)
    yield opened


def _parameter(words: str) -> tuple[str, Value]:
    """Return the name and the value of `NAME=VALUE`, whose words are words even where they name a thing."""
    name, value = parameter(words)
    if isinstance(value, Literal):
        return name, value.value
    return name, value if isinstance(value, int) else str(value)


COMMANDS: Final = (
    Command("cypher", "Ask the graph in Cypher.", """examples:
  kg cypher 'MATCH (m:Method) RETURN m.name ORDER BY m.name LIMIT 5'
  kg cypher -p who=author/tri-dao 'MATCH (p:Paper)-[:CREATOR]->(a {id: $who}) RETURN p.name'
  kg cypher -p name=MoE 'MATCH (m:Method) WHERE $name IN m.aliases RETURN m.name'
  kg cypher --file query.cypher --format csv
  kg cypher --at neo4j://localhost:7687 'MATCH (p:Paper) RETURN count(p)'

The first query of a graph makes a property graph of it, which the graph's folder keeps. Labels, types and properties are in docs/cypher.md.
""", _cypher, cypher),
)
