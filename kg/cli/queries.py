"""Commands that ask a graph in a query language: sparql."""

# ruff: noqa: PLC0415 - each command imports what it needs, so that the others start at once

from __future__ import annotations

import argparse
import sys
from typing import Final

from kg.cli.arguments import Command, add_format, add_graph, parameter
from kg.cli.output import print_table
from kg.resources import read_text


def _sparql(parser: argparse.ArgumentParser) -> None:
    query = parser.add_mutually_exclusive_group(required=True)
    query.add_argument("query", nargs="?", metavar="QUERY", help="the query; - reads it from standard input")
    query.add_argument("-f", "--file", metavar="FILE", help="read the query from a file")
    parser.add_argument("-p", "--param", action="append", type=parameter, default=[], metavar="NAME=VALUE",
                        help="bind $NAME to an entity id, prefix:name or IRI, to a whole number, or else to words")
    add_graph(parser)
    add_format(parser)


def sparql(options: argparse.Namespace) -> int:
    """Answer a query."""
    from kg.cli.answers import answer_table
    from kg.pipeline import open_graph

    print_table(answer_table(open_graph(options.graph).answer(_query(options), **dict(options.param))), options)
    return 0


def _query(options: argparse.Namespace) -> str:
    if "-" in {options.query, options.file}:
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    return options.query if options.file is None else read_text(options.file, encoding="utf-8")


COMMANDS: Final = (
    Command("sparql", "Ask the graph in SPARQL.", """examples:
  kg sparql 'SELECT ?label { ?x a kg:Method ; rdfs:label ?label } LIMIT 5'
  kg sparql --param who=author/tri-dao 'SELECT ?title { ?p dcterms:creator $who ; rdfs:label ?title }'
  kg sparql --param name=MoE 'SELECT ?x { ?x skos:altLabel ?n FILTER(STR(?n) = $name) }'
  kg sparql --file query.rq --format csv

The prefixes kg, rdf, rdfs, skos, dcterms, cito, prov, oa and xsd are known. A CONSTRUCT prints its triples.
""", _sparql, sparql),
)
