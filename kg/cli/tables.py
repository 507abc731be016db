"""Rows as text: a drawn table for people, TSV, CSV or JSON for programs."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal, TextIO

Cell = str | int | float | None

FORMATS = ("table", "json", "csv", "tsv")

#: Control characters would move the terminal's cursor or end a TSV cell; they are shown as spaces.
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029), " ")
#: The same within JSON, whose other control characters are escaped anyway.
_ESCAPES = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}
#: What has no width, or turns the direction of the words around it: a drawn table leaves it out, so that it shows what a cell says.
_UNSEEN = dict.fromkeys((0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, *range(0xFFF9, 0xFFFC),
                         *range(0xE0000, 0xE0080)))
_NARROW = 40


@dataclass(frozen=True, slots=True)
class Table:
    """Hold named columns and their rows; `record` is what JSON prints instead, where rows would repeat themselves."""

    columns: tuple[str, ...]
    #: Those of a long answer come while they are written, once; only a drawn table gathers them.
    rows: Iterable[tuple[Cell, ...]]
    record: Any = None
    #: Lines that a drawn table has above it.
    heading: tuple[str, ...] = ()
    #: The columns that a drawn table has, where it has not room for all.
    drawn: tuple[str, ...] = ()


def plain(cell: Cell, *, keep_lines: bool = False) -> str:
    """Return a cell as text without control characters; None is empty, a figure has at most three decimals."""
    if cell is None:
        return ""
    text = f"{cell:.3f}".rstrip("0").rstrip(".") if isinstance(cell, float) else str(cell)
    if keep_lines:
        return "\n".join(line.translate(_CONTROLS) for line in text.split("\n"))
    return text.translate(_CONTROLS)


def _drawn(cell: Cell, *, keep_lines: bool = False) -> str:
    return plain(cell, keep_lines=keep_lines).translate(_UNSEEN)


def _write_tsv(table: Table, stream: TextIO) -> None:
    stream.writelines("\t".join(map(plain, row)) + "\n" for row in chain((table.columns,), table.rows))


def _write_csv(table: Table, stream: TextIO) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(["" if cell is None else cell for cell in row] for row in table.rows)


def as_json(value: object) -> str:
    """Return a value as one line of JSON, its letters as they are."""
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPES)


def _write_json(table: Table, stream: TextIO) -> None:
    if table.record is not None and not isinstance(table.record, list):
        stream.write(as_json(table.record) + "\n")
        return
    records: Iterable[Any] = table.record if table.record is not None else (dict(zip(table.columns, row, strict=True)) for row in table.rows)
    stream.write("[")
    stream.writelines(f"{',' if number else ''}\n{as_json(record)}" for number, record in enumerate(records))
    stream.write("\n]\n")


def _width() -> int:
    return max(_NARROW, shutil.get_terminal_size((100, 24)).columns)


def _numeric(column: Sequence[Cell]) -> bool:
    return any(cell is not None for cell in column) and all(cell is None or isinstance(cell, int | float) for cell in column)


def _write_drawn(table: Table, stream: TextIO) -> None:
    from rich import box  # noqa: PLC0415 - slow to import, and only a terminal needs it
    from rich.console import Console  # noqa: PLC0415 - same
    from rich.table import Table as Drawn  # noqa: PLC0415 - same
    from rich.text import Text  # noqa: PLC0415 - same

    console = Console(file=stream, width=_width(), highlight=False, markup=False, emoji=False)
    for number, line in enumerate(table.heading):
        console.print(Text(_drawn(line), style="" if number else "bold"))
    drawn = Drawn(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_lines=False)
    rows = list(table.rows)
    places = [number for number, column in enumerate(table.columns) if column in table.drawn or not table.drawn]
    for place in places:
        justify: Literal["left", "right"] = "right" if _numeric([row[place] for row in rows]) else "left"
        drawn.add_column(Text(_drawn(table.columns[place])), justify=justify, overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(_drawn(row[place], keep_lines=True)) for place in places))
    console.print(drawn)


def style_of(chosen: str | None, stream: TextIO) -> str:
    """Return the one of FORMATS that was chosen, else a drawn table on a terminal and TSV elsewhere."""
    return chosen or ("table" if stream.isatty() else "tsv")


def write(table: Table, stream: TextIO, *, style: str | None) -> None:
    """Write a table in one of FORMATS; None draws it on a terminal and writes TSV elsewhere."""
    writers = {"table": _write_drawn, "json": _write_json, "csv": _write_csv, "tsv": _write_tsv}
    writers[style_of(style, stream)](table, stream)
