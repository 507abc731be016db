"""Rows of any shape as CSV files for the bulk import of Neo4j, a table for each kind of rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, TextIO

from kg.stores.neo4j.rows import Row
from kg.stores.neo4j.schema import OURS

_TYPES: Final[Mapping[type, str]] = {str: "string", int: "long", float: "double", bool: "boolean", list: "string[]"}
#: How values stand in a line: text in quotes, so that an empty one is told from none.
_FIELDS: Final[Mapping[type, str]] = dict.fromkeys(_TYPES, "%s") | dict.fromkeys((str, list), '"%s"')
#: Characters to part a list by, the first that no list holds: there is no way to write such a one where it is meant.
_DELIMITERS: Final = ("\x1f", "\x1e", "\x1d", *map(chr, range(0xE000, 0xF8FF)))
#: A kind of rows, the names of their columns and the types of these.
_Shape = tuple[str, tuple[str, ...], tuple[type, ...]]


class Tables:
    """Hold the tables of rows by kind: several of a kind where values of one name are of different types.

    All rows are learnt before those of their kind are written, and so are all lists before any row. Files are made in `folder`,
    once there is a row for them, and are closed with `opened`.
    """

    def __init__(self, folder: Path, opened: ExitStack) -> None:
        self._folder = folder
        self._opened = opened
        self._tables: dict[str, list[_Table]] = {}
        self._learnt: set[_Shape] = set()
        self._layouts: dict[_Shape, _Layout] = {}
        self._listed: set[str] = set()
        #: Rows that were written.
        self.count = 0

    @property
    def delimiter(self) -> str:
        """Return the character that parts the items of lists."""
        return next(character for character in _DELIMITERS if character not in self._listed)

    @property
    def names(self) -> set[str]:
        """Return the names of all columns in which something was written."""
        return {name for _, names, _ in self._layouts for name in names}

    def learn(self, kind: str, row: Row) -> None:
        """Make room for a row, and for others of its shape, in the first table of its kind where no column is of another type."""
        self._listed.update(*(item for value in row.values() if isinstance(value, list) for item in value))
        shape = _shape(kind, row)
        if shape not in self._learnt:
            self._learnt.add(shape)
            tables = self._tables.setdefault(kind, [])
            found = _fitting(tables, shape)
            if found is None:
                found = _Table(file_name(kind, len(tables) + 1), kind)
                tables.append(found)
            found.columns.update(_columns(shape))

    def write(self, kind: str, row: Row) -> None:
        """Write a row into its table's file."""
        shape = _shape(kind, row)
        layout = self._layouts.get(shape)
        if layout is None:
            layout = self._layouts[shape] = self._layout(shape)
        layout.write(row)
        self.count += 1

    def arguments(self, what: str) -> Iterator[str]:
        """Yield the arguments of the import that name the files."""
        return (f"--{what}={table.kind}={table.name}" for table in chain.from_iterable(self._tables.values()) if table.stream)

    def _layout(self, shape: _Shape) -> _Layout:
        table = _fitting(self._tables[shape[0]], shape)
        if table is None:
            raise KeyError(shape)
        if table.stream is None:
            table.stream = self._opened.enter_context(create(self._folder / table.name))
            table.stream.write(",".join(map(_heading, table.columns, table.columns.values())) + "\n")
        return _Layout(table.columns, shape[1], table.stream, self.delimiter)


@dataclass(slots=True)
class _Table:
    """Hold a file's name, the kind of its rows, its columns, each with the type of its values, and the file once it is open."""

    name: str
    kind: str
    columns: dict[str, type] = field(default_factory=dict)
    stream: TextIO | None = None


class _Layout:
    """Write rows of one shape as lines of a table."""

    def __init__(self, columns: Mapping[str, type], names: Collection[str], stream: TextIO, delimiter: str) -> None:
        forms: dict[type, Callable[[Any], str]] = {
            str: quotable, list: lambda value: quotable(delimiter.join(value)), bool: lambda value: str(value).lower(), int: str, float: str}
        present = [name for name in columns if name in names]
        self._write = stream.write
        self._values = itemgetter(*present)
        self._forms = [forms[columns[name]] for name in present]
        self._line = ",".join(_FIELDS[type_] if name in names else "" for name, type_ in columns.items()) + "\n"

    def write(self, row: Row) -> None:
        self._write(self._line % tuple([form(value) for form, value in zip(self._forms, self._values(row), strict=True)]))


def file_name(kind: str, number: int = 1) -> str:
    """Return the name of the first or a further file of a kind of rows."""
    return f"{kind.replace(':', '-')}{f'-{number}' if number > 1 else ''}.csv"


def create(path: Path) -> TextIO:
    """Open a file to write rows into."""
    return path.open("w", encoding="utf-8", newline="")


def quotable(words: str) -> str:
    """Return words as they stand between quotes."""
    return words.replace('"', '""')


@cache
def labels_of(labels: tuple[str, ...]) -> str:
    """Return labels as the import has them, that of all nodes of a graph before them."""
    return ":".join((OURS, *labels))


def _shape(kind: str, row: Row) -> _Shape:
    return kind, tuple(row), tuple(map(type, row.values()))


def _columns(shape: _Shape) -> dict[str, type]:
    return dict(zip(*shape[1:], strict=True))


def _fitting(tables: Iterable[_Table], shape: _Shape) -> _Table | None:
    columns = _columns(shape)
    return next((table for table in tables if all(table.columns.get(name, type_) is type_ for name, type_ in columns.items())), None)


def _heading(name: str, kind: type) -> str:
    return "id:ID" if name == "id" else f"{name}:{_TYPES[kind]}"
