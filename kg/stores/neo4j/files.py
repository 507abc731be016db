"""A graph as CSV files for `neo4j-admin database import full`: the fast way into a new database, for large graphs.

There is a file for each set of labels and for each type of relationship, and a script with the command that loads them all. What the
import makes is what a push makes, but for constraints and indexes, which the next push adds.
"""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final, TextIO

from kg.errors import GraphError
from kg.model import Graph
from kg.stores.neo4j.rows import Row, node_hash, node_row, relationship_hash
from kg.stores.neo4j.schema import HASH, OURS, STATE
from kg.stores.property_graph import Node, Property, Relationship, nodes, relationships

SCRIPT: Final = "import.sh"

_START: Final = ":START_ID"
_END: Final = ":END_ID"
_TYPES: Final[Mapping[type, str]] = {str: "string", int: "long", float: "double", bool: "boolean", list: "string[]"}
#: Characters to part a list by, the first that no list holds: there is no way to write such a one where it is meant.
_DELIMITERS: Final = ("\x1f", "\x1e", "\x1d", *map(chr, range(0xE000, 0xF8FF)))
#: A kind of rows, the names of their columns and the types of these.
_Shape = tuple[str, tuple[str, ...], tuple[type, ...]]
_HEAD: Final = """#!/bin/sh
# Load the graph into a database of a Neo4j server that does not run: ./import.sh [OPTION]... [DATABASE]
# --overwrite-destination replaces a database that is there; $NEO4J_ADMIN is the command, where it is not neo4j-admin.
# Start the server then, and let `kg push` make constraints and indexes.
cd "$(dirname "$0")" || exit
[ $# -gt 0 ] || set -- neo4j
exec ${NEO4J_ADMIN:-neo4j-admin} database import full"""


def write_files(graph: Graph, folder: Path, *, base: str, version: str) -> Path:
    """Write the files into a new folder, which appears whole or not at all, and return the script; raise GraphError where that cannot be."""
    part = folder.with_name(f"{folder.name}.part")
    try:
        if folder.exists():
            raise GraphError(f"{folder}: exists already: name a new folder")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        _write(graph, part, base, version)
        part.replace(folder)
        return folder / SCRIPT
    except OSError as error:
        raise GraphError(f"{folder}: cannot be written ({error.strerror or error})") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _write(graph: Graph, folder: Path, base: str, version: str) -> None:
    """Go through the graph once to learn the columns of each file, and once to write them."""
    vertices, edges = _Tables(), _Tables()
    names, listed, count = set[str](), set[str](), 0
    for node in nodes(graph):
        vertices.learn(_labels(node), node_row(node, 0))
        names.update(node.properties)
        listed.update(*(part for value in node.properties.values() if isinstance(value, list) for part in value))
        count += 1
    for item in relationships(graph):
        edges.learn(item.type, _relationship_row(item, 0))
    state: Row = {"id": "graph", "base": base, "version": version, "push": "import", "complete": True, "nodes": count, "properties": sorted(names)}
    vertices.learn(STATE, state)
    delimiter = next(character for character in _DELIMITERS if character not in listed)
    described = ((_labels(node), node_row(node, node_hash(node))) for node in nodes(graph))
    vertices.write(chain([(STATE, state)], described), folder, delimiter)
    edges.write(((item.type, _relationship_row(item, relationship_hash(item))) for item in relationships(graph)), folder, delimiter)
    _write_script(folder / SCRIPT, [*vertices.arguments("nodes"), *edges.arguments("relationships")], delimiter)


def _labels(node: Node) -> str:
    return ":".join((OURS, *node.labels))


def _relationship_row(item: Relationship, number: int) -> Row:
    return {_START: item.start, _END: item.end, HASH: number, **item.properties}


@dataclass(frozen=True, slots=True)
class _Table:
    """Hold a file's name, the kind of its rows and its columns, each with the type of its values."""

    name: str
    kind: str
    columns: dict[str, type] = field(default_factory=dict)

    def header(self) -> str:
        return ",".join(map(_heading, self.columns, self.columns.values())) + "\n"

    def line(self, row: Row, delimiter: str) -> str:
        return ",".join([_value(row.get(name), delimiter) for name in self.columns]) + "\n"


class _Tables:
    """Hold the tables of rows by kind: several of a kind where values of one name are of different types."""

    def __init__(self) -> None:
        self._tables: dict[str, list[_Table]] = {}
        #: The table of each kind of rows with these columns.
        self._of_shape: dict[_Shape, _Table] = {}

    def learn(self, kind: str, row: Row) -> None:
        """Make room for a row in the first table of its kind where no column is of another type."""
        shape = _shape(kind, row)
        if shape not in self._of_shape:
            self._of_shape[shape] = self._table(*shape)

    def _table(self, kind: str, names: tuple[str, ...], types: tuple[type, ...]) -> _Table:
        columns, tables = dict(zip(names, types, strict=True)), self._tables.setdefault(kind, [])
        found = next((table for table in tables if all(table.columns.get(name, type_) is type_ for name, type_ in columns.items())), None)
        if found is None:
            found = _Table(f"{kind.replace(':', '-')}{f'-{len(tables) + 1}' if tables else ''}.csv", kind)
            tables.append(found)
        found.columns.update(columns)
        return found

    def write(self, rows: Iterable[tuple[str, Row]], folder: Path, delimiter: str) -> None:
        """Write rows that were learnt, each into its table's file."""
        with ExitStack() as opened:
            streams: dict[str, TextIO] = {}
            for table in chain.from_iterable(self._tables.values()):
                stream = streams[table.name] = opened.enter_context((folder / table.name).open("w", encoding="utf-8", newline=""))
                stream.write(table.header())
            for kind, row in rows:
                table = self._of_shape[_shape(kind, row)]
                streams[table.name].write(table.line(row, delimiter))

    def arguments(self, what: str) -> Iterator[str]:
        """Yield the arguments of the import that name the files."""
        return (f"--{what}={table.kind}={table.name}" for table in chain.from_iterable(self._tables.values()))


def _shape(kind: str, row: Row) -> _Shape:
    return kind, tuple(row), tuple(map(type, row.values()))


def _heading(name: str, kind: type) -> str:
    if name in {_START, _END}:
        return name
    return "id:ID" if name == "id" else f"{name}:{_TYPES[kind]}"


def _value(value: Property | None, delimiter: str) -> str:
    """Return a value as a field: text in quotes, so that an empty one is told from none."""
    if isinstance(value, list):
        value = delimiter.join(value)
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return "" if value is None else str(value).lower()


def _write_script(path: Path, files: Iterable[str], delimiter: str) -> None:
    options = (f"--array-delimiter=U+{ord(delimiter):04X}", "--multiline-fields=true", *files)
    path.write_text(" \\\n  ".join((_HEAD, *map(shlex.quote, options), '"$@"\n')), encoding="utf-8")
    path.chmod(0o755)
