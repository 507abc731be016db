"""What the commands' options have in common: how a command is described, and what its words stand for."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kg.cli.tables import FORMATS
from kg.errors import KgError
from kg.model import Literal
from kg.resources import read_text
from kg.stores.base import TIMEOUT, Parameter
from kg.vocabulary import KINDS, PREFIXES

_PARAMETER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NUMBER: Final = re.compile(r"-?[0-9]{1,18}")
_SECONDS: Final = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")
#: What begins the name of a thing, so that a parameter's value is no words.
_NAMES: Final = (*(f"{kind}/" for kind in (*KINDS, "document", "statement", "evidence")), *(f"{prefix}:" for prefix in PREFIXES), "https://", "http://")


class UsageError(KgError):
    """Say what is wrong with the call of a command that its options alone allow."""


@dataclass(frozen=True, slots=True)
class Command:
    """Describe one command: what it says of itself, its options, and what it calls."""

    name: str
    summary: str
    examples: str
    options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def count(words: str) -> int:
    """Return a whole number from 0."""
    if not words.isdecimal():
        raise argparse.ArgumentTypeError(f"{words!r} is not a whole number from 0")
    return int(words)


def parameter(words: str) -> tuple[str, Parameter]:
    """Return the name and the value of `NAME=VALUE`."""
    name, equals, value = words.partition("=")
    if not equals or not _PARAMETER.fullmatch(name):
        raise argparse.ArgumentTypeError(f"{words!r} is not NAME=VALUE")
    if _NUMBER.fullmatch(value):
        return name, int(value)
    return name, value if value.startswith(_NAMES) else Literal(value)


def seconds(words: str) -> float:
    """Return a number of seconds; 0 stands for as many as it takes."""
    if not _SECONDS.fullmatch(words):
        raise argparse.ArgumentTypeError(f"{words!r} is not a number of seconds")
    return float(words)


def address(words: str) -> str:
    """Return an http address that IRIs can begin with."""
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+[/#]", words):
        raise argparse.ArgumentTypeError(f"{words!r} is no http address that ends in / or #")
    return words


def add_paths(parser: argparse.ArgumentParser) -> None:
    """Take texts."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder, a pattern such as 'notes/*.md', or - for standard input")


def add_graph(parser: argparse.ArgumentParser) -> None:
    """Take the folder of a graph."""
    _add_graph(parser, "DIR", "the graph's folder")


def add_asked_graph(parser: argparse.ArgumentParser) -> None:
    """Take the folder of a graph, or the address of a server that has one."""
    _add_graph(parser, "GRAPH", "the graph's folder, or the http:// address where a SPARQL server takes queries")


def _add_graph(parser: argparse.ArgumentParser, metavar: str, what: str) -> None:
    parser.add_argument("-g", "--graph", default=os.environ.get("KG_GRAPH") or "graph", metavar=metavar, help=f"{what} (default: $KG_GRAPH, else ./graph)")


def add_format(parser: argparse.ArgumentParser) -> None:
    """Take how a table is printed."""
    parser.add_argument("--format", choices=FORMATS, help="how to print (default: a table on a terminal, else tsv)")


def add_query(parser: argparse.ArgumentParser) -> None:
    """Take a query, or the file that holds it."""
    query = parser.add_mutually_exclusive_group(required=True)
    query.add_argument("query", nargs="?", metavar="QUERY", help="the query; - reads it from standard input")
    query.add_argument("-f", "--file", metavar="FILE", help="read the query from a file")


def query_text(options: argparse.Namespace) -> str:
    """Return the query that the options name."""
    if "-" in {options.query, options.file}:
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    return str(options.query) if options.file is None else read_text(options.file, encoding="utf-8")


def add_timeout(parser: argparse.ArgumentParser) -> None:
    """Take how long a query may take."""
    parser.add_argument("--timeout", type=seconds, default=TIMEOUT, metavar="SECONDS", help=f"give the query up after this time, 0 for never (default: {TIMEOUT:g})")


def add_limit(parser: argparse.ArgumentParser, default: int, what: str) -> None:
    """Take how many there are to be at most."""
    parser.add_argument("-n", "--limit", type=count, default=default, metavar="N", help=f"{what} (default: {default})")


def add_name(parser: argparse.ArgumentParser) -> None:
    """Take the name of a thing."""
    parser.add_argument("name", metavar="NAME", help="a label, other name, abbreviation, title, arXiv id or entity id, in Korean or English")


def add_names(parser: argparse.ArgumentParser) -> None:
    """Take files of names."""
    parser.add_argument("--names", action="append", default=[], metavar="FILE",
                        help="know the names in FILE too, lines of KIND, NAME and OTHER | NAMES, parted by tabs; may be given again")


def add_neo4j(parser: argparse.ArgumentParser) -> None:
    """Take who asks a Neo4j server, and for which database."""
    parser.add_argument("--credentials", metavar="FILE", help="read user and password of Neo4j from a file (default: $NEO4J_USER and $NEO4J_PASSWORD)")
    parser.add_argument("--database", metavar="NAME", help="the database of Neo4j (default: the user's own)")
