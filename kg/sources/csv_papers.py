"""Tables of papers as CSV: a line of column names, English or Korean, then a paper a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from kg.errors import SourceError
from kg.model import Document
from kg.sources.base import Text
from kg.sources.compose import Part, paper_document
from kg.sources.labels import field_of
from kg.vocabulary import TITLE

_DELIMITERS: Final = (",", ";", "\t", "|")
_HEADER_LIMIT: Final = 2_000
#: Longest cell in characters: no file is longer.
_CELL_LIMIT: Final = 2**29
#: How often reading begins again after a quotation that never ends: each time costs the rest of the file.
_RESTARTS: Final = 8


class CsvReader:
    """Read a table of papers."""

    name = "csv"

    def recognises(self, head: str) -> bool:
        """Take a text whose first line names a title's column and another one that is known."""
        return _delimiter(head) is not None

    def read(self, text: Text) -> Iterator[Document | SourceError]:
        """Yield a document a row, with the number that a spreadsheet gives the row (the names stand in row 1)."""
        delimiter = _delimiter(text.head) or ","
        columns: list[str] | None = None
        for number, line, row in _rows(text.content, delimiter):
            place = f"row {number} (line {line})"
            if isinstance(row, str):
                yield SourceError(text.name, f"{place} is no CSV: {row}")
            elif columns is None:
                columns = [cell.strip() for cell in row]
            elif any(cell.strip() for cell in row):
                yield _document(text, columns, row, number, place)


def _delimiter(head: str) -> str | None:
    """Return what separates the names in a text's first line, or None where it is no line of columns."""
    line, _, rest = head.lstrip("\ufeff\n").partition("\n")
    if not rest.strip() or len(line) > _HEADER_LIMIT:
        return None
    best = max(_DELIMITERS, key=lambda delimiter: len(_known(line, delimiter)))
    known = _known(line, best)
    return best if TITLE in known and len(known) > 1 else None


def _known(line: str, delimiter: str) -> set[str]:
    cells = line.split(delimiter)
    # A sentence is no column's name.
    return {field for cell in cells if len(cell) <= 40 and (field := field_of(cell.strip('" ')))} if len(cells) > 1 else set()


def _rows(content: str, delimiter: str) -> Iterator[tuple[int, int, list[str] | str]]:
    """Yield each row's number, first line and cells; where it is broken, the reason, and go on at the next line."""
    number = before = 0
    # The limit is the whole process's: it is raised, never lowered.
    csv.field_size_limit(max(csv.field_size_limit(), _CELL_LIMIT))
    for _ in range(_RESTARTS):
        stream = io.StringIO(content, newline="")
        for _ in range(before):
            stream.readline()
        reader, skipped = csv.reader(stream, delimiter=delimiter, strict=True), before
        try:
            for row in reader:
                number += 1
                yield number, before + 1, row
                before = skipped + reader.line_num
            return
        except csv.Error as error:
            number += 1
            yield number, before + 1, str(error)
            before += 1
    yield number + 1, before + 1, "too many rows before it are broken"


def _document(text: Text, columns: list[str], row: list[str], number: int, place: str) -> Document | SourceError:
    if len(row) > len(columns) and any(cell.strip() for cell in row[len(columns):]):
        return SourceError(text.name, f"{place} has {len(row)} cells for {len(columns)} columns")
    parts = [Part(field_of(column) or "", column, cell) for column, cell in zip(columns, row, strict=False)]
    return paper_document(parts, name=text.name, locator=f"row {number}", format_=CsvReader.name, place=place)
