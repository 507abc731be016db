"""The command that asks a graph by the name of a query."""

# ruff: noqa: PLC0415 - each command imports what it needs, so that the others start at once

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.cli.arguments import Command, add_asked_graph, add_format, add_limit
from kg.cli.output import print_table
from kg.cli.progress import progress, waiting
from kg.cli.tables import Table, plain
from kg.errors import NotFoundError, QueryError

if TYPE_CHECKING:
    from kg.lookups.queries import NamedQuery
    from kg.stores.base import Rows


def _value(words: str) -> tuple[str, str]:
    """Return the name and the value of `NAME=VALUE`."""
    name, equals, value = words.partition("=")
    if not name or not equals:
        raise argparse.ArgumentTypeError(f"{words!r} is not NAME=VALUE")
    return name, value


def _query(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="the query to ask (default: list all)")
    parser.add_argument("-p", "--param", action="append", type=_value, default=[], metavar="NAME=VALUE",
                        help="give the query what it takes: a thing by any of its names or its id, in Korean or English, a date, a number or words")
    parser.add_argument("--cypher", action="store_true", help="ask in Cypher, which gives the same rows")
    parser.add_argument("--show", action="store_true", help="print the query and do not ask it")
    parser.add_argument("--folder", default=os.environ.get("KG_QUERIES"), metavar="DIR", help="know the queries in DIR too (default: $KG_QUERIES)")
    add_limit(parser, 0, "rows at most, 0 for all")
    add_asked_graph(parser)
    add_format(parser)


def query(options: argparse.Namespace) -> int:
    """Answer a query, print its text, or list all."""
    queries = _queries(options.folder)
    if options.name is None:
        print_table(_list(queries), options)
        return 0
    if options.name not in queries:
        raise NotFoundError(_unknown(options.name, queries))
    if options.show:
        sys.stdout.write(plain(_text(queries[options.name], cypher=options.cypher), keep_lines=True))
        return 0
    print_table(_table(_answer(queries[options.name], options), options.limit), options)
    return 0


def _queries(folder: str | None) -> Mapping[str, NamedQuery]:
    """Return the queries that come with the program, and those of a folder, which go before."""
    from kg.lookups.queries import load_queries
    from kg.resources import ontology_folder

    own = load_queries(ontology_folder() / "queries")
    return {**own, **load_queries(Path(folder))} if folder else own


def _list(queries: Mapping[str, NamedQuery]) -> Table:
    return Table(("query", "answers", "takes"), tuple(
        (item.name, item.summary, ", ".join(parameter.name for parameter in item.parameters)) for _, item in sorted(queries.items())))


def _unknown(name: str, queries: Mapping[str, NamedQuery]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, sorted(queries), n=3)
    return f"no query is called {name!r}" + (f": did you mean {', '.join(close)}?" if close else ": `kg query` lists all")


def _text(item: NamedQuery, *, cypher: bool) -> str:
    if cypher and item.cypher is None:
        raise QueryError(f"{item.name} is in SPARQL only")
    return (item.cypher if cypher else None) or item.sparql


def _answer(item: NamedQuery, options: argparse.Namespace) -> Rows:
    from kg.lookups.queries import run, run_cypher
    from kg.pipeline.opening import open_graph

    store = open_graph(options.graph)
    if not options.cypher:
        with waiting():
            return run(store, item, _values(options))
    from kg.pipeline.projecting import open_cypher

    with progress() as report:
        embedded = open_cypher(options.graph, progress=report)
    with waiting():
        return run_cypher(store, embedded, item, _values(options))


def _values(options: argparse.Namespace) -> dict[str, str]:
    values = dict(options.param)
    if len(values) < len(options.param):
        raise QueryError("a parameter is given twice")
    return values


def _table(rows: Rows, limit: int) -> Table:
    """Return the first rows, all of them where the limit is 0; a drawn table leaves ids out where labels stand beside them."""
    from kg.cli.answers import answer_table

    table = answer_table(replace(rows, rows=rows.rows[:limit or None]))
    return replace(table, drawn=tuple(name for name in table.columns if name.removesuffix("_id") not in table.columns or not name.endswith("_id")))


COMMANDS: Final = (
    Command("query", "Ask the graph one of the questions that have a name, or list them.", """examples:
  kg query
  kg query papers-of-method --param method=MoE
  kg query coauthor-paths --param from="Tri Dao" --param to="Christopher Ré"
  kg query outperformers --param method="Speculative Decoding" --format json
  kg query low-belief --param below=0.4 --limit 20 --cypher
  kg query lineage --show

A folder of your own may hold further queries: docs/queries.md says how they are written.
""", _query, query),
)
