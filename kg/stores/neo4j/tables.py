"""Rows and lines as CSV files for the bulk import of Neo4j."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, TextIO

from kg.stores.neo4j.rows import Row
from kg.stores.neo4j.schema import OURS
from kg.stores.property_graph import Property

_TYPES: Final = {str: "string", int: "long", float: "double", bool: "boolean", list: "string[]"}
#: Characters to part a list by, the first that no list holds: there is no way to write such a one where it is meant.
_DELIMITERS: Final = ("\x1f", "\x1e", "\x1d", *map(chr, range(0xE000, 0xF8FF)))
#: A kind of rows, the names of their columns and the types of these.
_Shape = tuple[str, tuple[str, ...], tuple[type, ...]]


class Lines:
    """Write lines into files of a folder, each of which is made with its header once there is a line for it, and is closed with `opened`."""

    def __init__(self, folder: Path, opened: ExitStack) -> None:
        self._folder = folder
        self._opened = opened
        #: Files by the kind of their lines and a number.
        self._streams: dict[tuple[str, int], TextIO] = {}
        #: The names of all columns, and the lines that were written.
        self.names: set[str] = set()
        self.count = 0

    def write(self, kind: str, header: str, line: str, *, number: int = 1) -> None:
        """Write a line into the first or a further file of a kind."""
        stream = self._streams.get((kind, number))
        if stream is None:
            path = self._folder / _file_name(kind, number)
            stream = self._streams[kind, number] = self._opened.enter_context(path.open("w", encoding="utf-8", newline=""))
            self.names.update(column.partition(":")[0] for column in header.split(","))
            stream.write(f"{header}\n")
        stream.write(line)
        self.count += 1

    def arguments(self, what: str) -> Iterator[str]:
        """Yield the arguments of the import that name the files."""
        return (f"--{what}={kind}={_file_name(kind, number)}" for kind, number in self._streams)


class Tables:
    """Turn rows into lines of tables by kind: several of a kind where values of one name are of different types.

    All rows are learnt before one is written.
    """

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._tables: dict[str, list[_Table]] = {}
        #: The table of each kind of rows with these columns.
        self._of_shape: dict[_Shape, _Table] = {}
        self._listed: set[str] = set()

    def learn(self, kind: str, row: Row) -> None:
        """Make room for a row in the first table of its kind where no column is of another type."""
        self._listed.update(*(item for value in row.values() if isinstance(value, list) for item in value))
        shape = _shape(kind, row)
        if shape not in self._of_shape:
            self._of_shape[shape] = self._table(*shape)

    def delimiter(self) -> str:
        """Return the character that parts the items of lists."""
        return next(character for character in _DELIMITERS if character not in self._listed)

    def write(self, kind: str, row: Row, delimiter: str) -> None:
        """Write a row that was learnt."""
        table = self._of_shape[_shape(kind, row)]
        line = ",".join([_value(row.get(name), delimiter) for name in table.columns])
        self._lines.write(kind, table.header(), f"{line}\n", number=table.number)

    def _table(self, kind: str, names: tuple[str, ...], types: tuple[type, ...]) -> _Table:
        columns, tables = dict(zip(names, types, strict=True)), self._tables.setdefault(kind, [])
        found = next((table for table in tables if all(table.columns.get(name, type_) is type_ for name, type_ in columns.items())), None)
        if found is None:
            found = _Table(len(tables) + 1)
            tables.append(found)
        found.columns.update(columns)
        return found


@dataclass(frozen=True, slots=True)
class _Table:
    """Hold a table's number among those of its kind, and its columns, each with the type of its values."""

    number: int
    columns: dict[str, type] = field(default_factory=dict)

    def header(self) -> str:
        return ",".join("id:ID" if name == "id" else f"{name}:{_TYPES[type_]}" for name, type_ in self.columns.items())


def quoted(words: str) -> str:
    """Return text as a field, in quotes, so that an empty one is told from none."""
    return '"' + words.replace('"', '""') + '"'


@cache
def labels_of(labels: tuple[str, ...]) -> str:
    """Return labels as the import has them, that of all nodes of a graph before them."""
    return ":".join((OURS, *labels))


def _file_name(kind: str, number: int) -> str:
    return f"{kind.replace(':', '-')}{f'-{number}' if number > 1 else ''}.csv"


def _shape(kind: str, row: Row) -> _Shape:
    return kind, tuple(row), tuple(map(type, row.values()))


def _value(value: Property | None, delimiter: str) -> str:
    if isinstance(value, list):
        value = delimiter.join(value)
    if isinstance(value, str):
        return quoted(value)
    return "" if value is None else str(value).lower()
