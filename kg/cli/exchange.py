"""Commands that write a graph out, read one and check it: export, import, validate."""

# ruff: noqa: PLC0415 - each command imports what it needs, so that the others start at once

from __future__ import annotations

import argparse
import sys
from typing import Final

from kg.cli.arguments import Command, UsageError, add_graph, add_neo4j, address
from kg.cli.output import counted, output, say
from kg.cli.progress import progress, waiting
from kg.cli.tables import plain

#: Mirrors `kg.stores.export.FORMATS`, which is slow to import.
EXPORTS: Final = ("turtle", "nquads", "trig", "jsonld", "graphml", "ntriples", "rdfxml", "void")
#: Mirrors `kg.stores.export.WITH_TRIPLE_TERMS`.
WITH_TRIPLE_TERMS: Final = ("turtle", "ntriples", "trig", "nquads", "rdfxml")
#: What is a folder of files, which `neo4j-admin database import full` takes.
NEO4J: Final = "neo4j-import"
#: Mirrors `kg.stores.imports.FORMATS`.
IMPORTS: Final = ("turtle", "nquads", "trig", "jsonld", "ntriples", "rdfxml")


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=(*EXPORTS, NEO4J), required=True, help="nquads, trig and jsonld tell which text states what; void describes the graph")
    parser.add_argument("--triple-terms", action="store_true", help="let statements reify triple terms, as RDF 1.2 has them")
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="the file to write (default: standard output)")
    add_graph(parser)


def export(options: argparse.Namespace) -> int:
    """Write the whole graph."""
    from kg.pipeline.opening import export as save

    if options.triple_terms and options.format not in WITH_TRIPLE_TERMS:
        raise UsageError(f"{options.format} cannot hold triple terms: choose {', '.join(WITH_TRIPLE_TERMS[:-1])} or {WITH_TRIPLE_TERMS[-1]}")
    if options.format == NEO4J:
        return _export_folder(options)
    with waiting("export", wanted=options.output != "-" or not sys.stdout.isatty()), output(options.output) as stream:
        save(options.graph, stream, style=options.format, triple_terms=options.triple_terms)
    return 0


def _export_folder(options: argparse.Namespace) -> int:
    from kg.pipeline.pushing import export_neo4j

    if options.output == "-":
        raise UsageError(f"{NEO4J} is a folder of files: name a new one with --output")
    with progress() as report:
        script = export_neo4j(options.graph, options.output, progress=report)
    sys.stdout.write(f"{script} loads the files into a Neo4j server that does not run\n")
    return 0


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="a file of RDF, or - for standard input; several make one graph")
    parser.add_argument("--format", choices=IMPORTS, help="the format of the files (default: by their names, else by their content)")
    parser.add_argument("--base", type=address, metavar="IRI", help="what the names of things in the files begin with (default: as the files tell)")
    add_graph(parser)


def import_files(options: argparse.Namespace) -> int:
    """Make a graph of files of RDF and say what is in it."""
    from kg.pipeline.importing import import_graph

    with progress() as report:
        made = import_graph(options.files, options.graph, style=options.format, base=options.base, stdin=sys.stdin.buffer, progress=report)
    sys.stdout.write(f"{options.graph} {'is up to date' if made.unchanged else 'was imported'}: {counted(made.counts)}\n")
    return 0


def _validate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--at", metavar="ADDRESS", help="check the graph that a Neo4j server holds in place of that in the folder: neo4j://HOST:PORT")
    add_neo4j(parser)
    add_graph(parser)


def validate(options: argparse.Namespace) -> int:
    """Check the graph, and print what breaks a shape."""
    from kg.pipeline.opening import validate as check
    from kg.pipeline.pushing import validate_neo4j

    if options.at:
        with progress() as report:
            broken = validate_neo4j(options.at, credentials=options.credentials, database=options.database, progress=report)
    else:
        with waiting("check"):
            broken = check(options.graph)
    for sentence in broken:
        sys.stdout.write(f"{plain(sentence)}\n")
    say(f"{len(broken)} things break the shapes" if broken else "the graph keeps to the shapes")
    return int(bool(broken))


COMMANDS: Final = (
    Command("export", "Write the whole graph in a format that other programs read.", """examples:
  kg export --format turtle > graph.ttl
  kg export --format graphml -o graph.graphml
  kg export --format trig --triple-terms -o graph.trig
  kg export --format neo4j-import -o files
""", _export, export),
    Command("import", "Make a graph of files of RDF, as export writes them; it replaces the graph in the folder, in one step.", """examples:
  kg import graph.ttl --graph copy
  curl -s https://example.org/graph.nq | kg import - --format nquads

What is no graph of this vocabulary is refused. The next build of texts into the folder replaces what was imported.
""", _import, import_files),
    Command("validate", "Check the graph against the vocabulary's SHACL shapes.", """examples:
  kg validate --graph graph
  kg validate --at neo4j://localhost:7687
""", _validate, validate),
)
