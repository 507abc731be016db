"""The commands, their options and their help."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NoReturn

from kg.cli import commands
from kg.cli.floors import FIELDS, floor
from kg.cli.tables import FORMATS
from kg.model import Literal
from kg.stores.base import Parameter
from kg.vocabulary import BASE, KINDS, PREFIXES

#: Mirrors `kg.stores.export.FORMATS`, which is slow to import.
EXPORTS: Final = ("turtle", "nquads", "trig", "jsonld", "graphml", "ntriples")

_PARAMETER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NUMBER: Final = re.compile(r"-?[0-9]{1,18}")
#: What begins the name of a thing, so that a parameter's value is no words.
_NAMES: Final = (*(f"{kind}/" for kind in (*KINDS, "document", "statement", "evidence")), *(f"{prefix}:" for prefix in PREFIXES), "https://", "http://")

_EXIT: Final = """exit codes:
  0    all went well
  1    some input could not be read, or nothing was found, or a check failed
  2    the command was called wrongly
  130  interrupted
  143  ended by another process
"""

_DESCRIPTION: Final = "Turn texts about machine-learning research, Korean or English, into one knowledge graph, and ask it."

_OVERVIEW: Final = f"""examples:
  kg build $(kg samples)           make a graph of the bundled sample texts
  kg show "speculative decoding"   its facts, each with the words that state it
  kg related MoE                   related methods, and why
  kg view 강화학습 -o page.html    a picture to explore in the browser

`kg COMMAND --help` shows more. The graph is --graph, else $KG_GRAPH, else ./graph.

{_EXIT}"""


@dataclass(frozen=True, slots=True)
class Command:
    """Describe one command: what it says of itself, its options, and what it calls."""

    name: str
    summary: str
    examples: str
    options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


class _Parser(argparse.ArgumentParser):
    """Say a wrong call in one sentence, and where help is."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see `{self.prog} --help`)\n")


def _count(words: str) -> int:
    if not words.isdecimal():
        raise argparse.ArgumentTypeError(f"{words!r} is not a whole number from 0")
    return int(words)


def _parameter(words: str) -> tuple[str, Parameter]:
    name, equals, value = words.partition("=")
    if not equals or not _PARAMETER.fullmatch(name):
        raise argparse.ArgumentTypeError(f"{words!r} is not NAME=VALUE")
    if _NUMBER.fullmatch(value):
        return name, int(value)
    return name, value if value.startswith(_NAMES) else Literal(value)


def _paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder, a pattern such as 'notes/*.md', or - for standard input")


def _graph(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-g", "--graph", default=os.environ.get("KG_GRAPH") or "graph", metavar="DIR", help="the graph's folder (default: $KG_GRAPH, else ./graph)")


def _format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=FORMATS, help="how to print (default: a table on a terminal, else tsv)")


def _limit(parser: argparse.ArgumentParser, default: int, what: str) -> None:
    parser.add_argument("-n", "--limit", type=_count, default=default, metavar="N", help=f"{what} (default: {default})")


def _name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="a label, other name, abbreviation, title, arXiv id or entity id, in Korean or English")


def _names(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--names", action="append", default=[], metavar="FILE",
                        help="know the names in FILE too, lines of KIND, NAME and OTHER | NAMES, parted by tabs; may be given again")


def _extract(parser: argparse.ArgumentParser) -> None:
    _paths(parser)
    _names(parser)
    parser.add_argument("--jobs", type=_count, default=1, metavar="N", help="read in N processes; what comes out is the same (default: 1)")
    model = parser.add_mutually_exclusive_group()
    model.add_argument("--model", metavar="DIR", help="read with the weights in DIR, as `scripts/train --output DIR` writes them")
    model.add_argument("--no-model", dest="learned", action="store_false", help="read by rules alone: several times faster, and less complete")


def _address(words: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+[/#]", words):
        raise argparse.ArgumentTypeError(f"{words!r} is no http address that ends in / or #")
    return words


def _build(parser: argparse.ArgumentParser) -> None:
    _extract(parser)
    parser.add_argument("--base", type=_address, default=BASE, metavar="IRI", help=f"what the names of things in the graph begin with (default: {BASE})")
    _graph(parser)


def _sparql(parser: argparse.ArgumentParser) -> None:
    query = parser.add_mutually_exclusive_group(required=True)
    query.add_argument("query", nargs="?", metavar="QUERY", help="the query; - reads it from standard input")
    query.add_argument("-f", "--file", metavar="FILE", help="read the query from a file")
    parser.add_argument("-p", "--param", action="append", type=_parameter, default=[], metavar="NAME=VALUE",
                        help="bind $NAME to an entity id, prefix:name or IRI, to a whole number, or else to words")
    _graph(parser)
    _format(parser)


def _show(parser: argparse.ArgumentParser) -> None:
    _name(parser)
    _limit(parser, 10, "most facts of one relation, 0 for all")
    _graph(parser)
    _format(parser)


def _related(parser: argparse.ArgumentParser) -> None:
    _name(parser)
    _limit(parser, 10, "most things, 0 for all")
    _graph(parser)
    _format(parser)


def _papers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-m", "--method", required=True, metavar="NAME", help="a method, by any of its names; what comes under it counts too")
    _limit(parser, 50, "most papers, 0 for all")
    _graph(parser)
    _format(parser)


def _view(parser: argparse.ArgumentParser) -> None:
    _name(parser)
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help="the page to write; - for standard output")
    _limit(parser, 60, "most things around the one asked for")
    _graph(parser)


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=EXPORTS, required=True, help="nquads, trig and jsonld tell which text states what")
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="the file to write (default: standard output)")
    _graph(parser)


def _stats(parser: argparse.ArgumentParser) -> None:
    _graph(parser)
    _format(parser)


def _floor(words: str) -> tuple[str, float]:
    try:
        return floor(words)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("gold", metavar="GOLD", help="annotations: a JSONL file, or a folder of JSON or JSONL files")
    parser.add_argument("--texts", metavar="DIR", help="the folder of the annotated texts (default: GOLD's folder or `texts` in it)")
    records = parser.add_mutually_exclusive_group()
    records.add_argument("--records", metavar="FILE", help="score what `kg extract` printed into FILE instead of extracting")
    records.add_argument("--model", metavar="DIR", help="extract with the weights in DIR, as `scripts/train --output DIR` writes them")
    records.add_argument("--no-model", dest="learned", action="store_false", help="extract by rules alone")
    _names(parser)
    view = parser.add_mutually_exclusive_group()
    view.add_argument("--by", choices=("field", "language", "format"), default="field", help="count all papers, or each language or format by itself")
    view.add_argument("--errors", choices=FIELDS, metavar="FIELD", help="list what was missed and what was found falsely, with sentences")
    view.add_argument("--against", metavar="FILE", help="compare with the records of an earlier run: figures, and items gained and lost")
    view.add_argument("--calibration", action="store_true", help="show how often items of each confidence are right")
    parser.add_argument("--minimum", action="append", type=_floor, default=[], metavar="FIELD=F1", help="fail where the F1 of a field is lower")
    parser.add_argument("--minimums", metavar="FILE", help="the same from a file, one FIELD=F1 on each line")
    _format(parser)


def _samples(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("directory", nargs="?", metavar="DIR", help="a new folder to copy them to")


COMMANDS: Final = (
    Command("extract", "Print what texts state, one JSON record a paper on each line.", """examples:
  kg extract digest.md notes/ 'lists/*.txt' > records.jsonl
  curl -s https://example.org/post.html | kg extract -
  kg extract --names my-names.tsv --jobs 4 notes/
""", _extract, commands.extract),
    Command("build", "Build a graph of texts; it replaces the graph in the folder, in one step.", """examples:
  kg build texts/
  kg build --graph ~/research digests/ reading-list.md references.bib
  kg build --names methods.tsv --names datasets.tsv texts/

Texts that were read before come from the graph's cache. Files that cannot be read are named, the rest is built.
""", _build, commands.build),
    Command("sparql", "Ask the graph in SPARQL.", """examples:
  kg sparql 'SELECT ?label { ?x a kg:Method ; rdfs:label ?label } LIMIT 5'
  kg sparql --param who=author/tri-dao 'SELECT ?title { ?p dcterms:creator $who ; rdfs:label ?title }'
  kg sparql --param name=MoE 'SELECT ?x { ?x skos:altLabel ?n FILTER(STR(?n) = $name) }'
  kg sparql --file query.rq --format csv

The prefixes kg, rdf, rdfs, skos, dcterms, cito, prov, oa and xsd are known. A CONSTRUCT prints its triples.
""", _sparql, commands.sparql),
    Command("show", "Show a thing's facts, each with its quote, file and offsets.", """examples:
  kg show Medusa
  kg show "Tri Dao"
  kg show 2401.10774 --format json
""", _show, commands.show),
    Command("related", "Show what is related to a method, paper or author, and why.", """examples:
  kg related "mixture of experts"
  kg related "추측적 디코딩" --limit 20
""", _related, commands.related),
    Command("papers", "List the papers that introduce or mention a method or a kind of it.", """examples:
  kg papers --method RLHF
  kg papers --method "speculative decoding" --format csv > papers.csv
""", _papers, commands.papers),
    Command("view", "Write an offline page that draws what is around a thing.", """examples:
  kg view MoE -o moe.html
""", _view, commands.view),
    Command("export", "Write the whole graph in a format that other programs read.", """examples:
  kg export --format turtle > graph.ttl
  kg export --format graphml -o graph.graphml
""", _export, commands.export),
    Command("stats", "Count what the graph holds.", """examples:
  kg stats
  kg stats --format json
""", _stats, commands.stats),
    Command("validate", "Check the graph against the vocabulary's SHACL shapes.", """examples:
  kg validate --graph graph
""", _graph, commands.validate),
    Command("evaluate", "Score extraction against annotated texts: precision, recall and F1 of each field.", """examples:
  kg evaluate gold.jsonl --texts texts/
  kg evaluate gold.jsonl --errors methods --format csv > errors.csv
  kg evaluate gold.jsonl --records after.jsonl --against before.jsonl
  kg evaluate gold.jsonl --minimum any-entity=0.8 --minimum relations=0.4
""", _evaluate, commands.evaluate),
    Command("samples", "Print the folder of the bundled sample texts, or copy them.", """examples:
  kg build "$(kg samples)"
  kg samples my-samples
""", _samples, commands.samples),
)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; `run` of what it parses is the command's function."""
    whole = _Parser(prog="kg", description=_DESCRIPTION, epilog=_OVERVIEW, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
    whole.add_argument("--version", action="store_true", help="print the version")
    parts = whole.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    for command in COMMANDS:
        part = parts.add_parser(command.name, help=command.summary, description=command.summary, epilog=f"{command.examples}\n{_EXIT}",
                                formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
        command.options(part)
        part.set_defaults(run=command.run)
    return whole
