"""Commands that ask a graph in SPARQL and search its names: sparql, search."""

# ruff: noqa: PLC0415 - each command imports what it needs, so that the others start at once

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.cli.arguments import Command, add_asked_graph, add_format, add_limit, add_query, add_timeout, parameter, query_text
from kg.cli.limits import within
from kg.cli.output import print_first, print_table, say
from kg.cli.progress import waiting
from kg.cli.tables import FORMATS, style_of
from kg.errors import NotFoundError
from kg.vocabulary import CLASSES

if TYPE_CHECKING:
    from kg.stores.results import Answer

#: Formats of the W3C beside those of tables: for solutions and truths, and for triples.
_STANDARD: Final = ("xml", "sparql-json", "turtle", "ntriples")


def _sparql(parser: argparse.ArgumentParser) -> None:
    add_query(parser)
    parser.add_argument("-p", "--param", action="append", type=parameter, default=[], metavar="NAME=VALUE",
                        help="bind $NAME to an entity id, prefix:name or IRI, to a whole number, or else to words")
    add_timeout(parser)
    add_asked_graph(parser)
    parser.add_argument("--format", choices=(*FORMATS, *_STANDARD),
                        help="how to print (default: a table on a terminal, else tsv; turtle for triples)")


def sparql(options: argparse.Namespace) -> int:
    """Answer a query, and say what it may have meant where it names what nobody knows."""
    query = query_text(options)
    return within(options.timeout, lambda quiet: _answer(query, options, quiet), what="the query")


def _answer(query: str, options: argparse.Namespace, quiet: Callable[[], None]) -> int:
    from kg.cli.answers import stream_table
    from kg.pipeline.opening import open_graph

    store = open_graph(options.graph)
    answer = store.stream(query, **dict(options.param))
    style = options.format or ("turtle" if answer.form == "CONSTRUCT" else None)
    if style in _STANDARD:
        quiet()
        _write(answer, style)
    else:
        table = stream_table(answer)
        if style_of(options.format, sys.stdout) == "table":
            table = replace(table, rows=tuple(table.rows))
        quiet()
        print_table(table, options)
    for hint in store.hints(query):
        say(hint)
    return 0


def _write(answer: Answer, style: str) -> None:
    """Write an answer in a standard format, past the text stream whose letters come first."""
    sys.stdout.flush()
    answer.write(sys.stdout.buffer, style=style)
    sys.stdout.buffer.flush()


def _search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", metavar="WORD", help="a word, or how one begins, in Korean or English")
    parser.add_argument("-k", "--kind", choices=tuple(CLASSES), metavar="KIND", help=f"only things of one kind: {', '.join(CLASSES)}")
    add_limit(parser, 20, "most things, 0 for all")
    add_asked_graph(parser)
    add_format(parser)


def search(options: argparse.Namespace) -> int:
    """List the things whose names hold some words."""
    from kg.cli.answers import found_table
    from kg.lookups.search import search as find
    from kg.pipeline.opening import open_graph

    words = " ".join(options.words)
    with waiting():
        found = find(open_graph(options.graph), words, kind=options.kind)
    if not found:
        raise NotFoundError(f"no name in the graph holds {words!r}")
    chosen = found[:options.limit or None]
    print_first(found_table(chosen), options, left=len(found) - len(chosen), what="things")
    return 0


COMMANDS: Final = (
    Command("sparql", "Ask the graph in SPARQL.", """examples:
  kg sparql 'SELECT ?label { ?x a kg:Method ; rdfs:label ?label } LIMIT 5'
  kg sparql --param who=author/tri-dao 'SELECT ?title { ?p dcterms:creator $who ; rdfs:label ?title }'
  kg sparql --param name=MoE 'SELECT ?x { ?x skos:altLabel ?n FILTER(STR(?n) = $name) }'
  kg sparql --file query.rq --format csv
  kg sparql 'DESCRIBE $x' -p x=method/medusa

The prefixes kg, rdf, rdfs, skos, dcterms, cito, prov, oa, xsd and more are known. json, csv and tsv have ids in place of IRIs; xml and
sparql-json are the formats of the W3C. CONSTRUCT and DESCRIBE print turtle or ntriples. docs/sparql.md says more.
""", _sparql, sparql),
    Command("search", "List the things whose names hold some words.", """examples:
  kg search speculative dec
  kg search 디코딩 --kind method
""", _search, search),
)
