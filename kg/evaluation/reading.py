"""Gold and extracted records from files; what is wrong with them is said with file and line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import SourceError
from kg.evaluation.items import pieces
from kg.records import Record
from kg.resources import read_text
from kg.vocabulary import NAMED_FIELDS

#: An object of JSON and where it begins: file and line.
_Placed = tuple[str, dict[str, Any]]

_WORDS: Final = ("title", "arxiv", "date", "venue")
_LISTS: Final = (*NAMED_FIELDS, "authors", "cites", "relations", "results")


@dataclass(frozen=True, slots=True)
class GoldText:
    """Hold what a person found in one text: `doc` is the name of its file, `where` the file and line that say so."""

    doc: str
    papers: tuple[Record, ...]
    where: str


def read_gold(path: Path) -> tuple[GoldText, ...]:
    """Return the annotated texts of a JSONL file, a JSON file of one text, or a folder of such files, in the order of the files' names.

    A line holds a text, `{"doc": …, "papers": […]}`, or one paper of it, with its fields beside `doc`. Raises SourceError.
    """
    found: dict[str, GoldText] = {}
    finished: set[str] = set()
    for where, line in _objects(path):
        doc, known = _doc(where, line), found.get(_doc(where, line))
        if known and ("papers" in line or doc in finished):
            raise SourceError(where, f"annotates {doc} again, after {known.where}")
        if "papers" in line:
            finished.add(doc)
        papers = tuple(_papers(where, line) if "papers" in line else [_checked(where, line)])
        found[doc] = GoldText(doc, (*(known.papers if known else ()), *papers), known.where if known else where)
    if not found:
        raise SourceError(str(path), "holds no annotated text")
    return tuple(found.values())


def read_records(path: Path) -> dict[str, list[Record]]:
    """Return the records that `kg extract` printed into a file, by the name of their text; raise SourceError."""
    found: dict[str, list[Record]] = {}
    for where, line in _lines(path):
        found.setdefault(_doc(where, line), []).append(_checked(where, line))
    return found


def _doc(where: str, line: dict[str, Any]) -> str:
    name = line.get("doc")
    if not isinstance(name, str) or not Path(name).name:
        raise SourceError(where, "names no text: `doc` must be the name of a file")
    return Path(name).name


def _objects(path: Path) -> Iterator[_Placed]:
    if path.is_dir():
        for file in sorted(file for file in path.iterdir() if file.suffix in {".json", ".jsonl"}):
            yield from _objects(file)
    elif path.suffix == ".json":
        yield str(path), _object(path, read_text(path), 1)
    else:
        yield from _lines(path)


def _lines(path: Path) -> Iterator[_Placed]:
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if line.strip():
            yield f"{path}:{number}", _object(path, line, number)


def _object(path: Path, words: str, line: int) -> dict[str, Any]:
    try:
        found = json.loads(words)
    except json.JSONDecodeError as error:
        raise SourceError(f"{path}:{line + error.lineno - 1}", f"is broken JSON ({error.msg} at column {error.colno})") from error
    except (RecursionError, ValueError) as error:
        raise SourceError(f"{path}:{line}", "is JSON that nothing can hold: too deep, or a number too long") from error
    if not isinstance(found, dict):
        raise SourceError(f"{path}:{line}", "is no JSON object")
    return found


def _papers(where: str, line: dict[str, Any]) -> Iterator[Record]:
    if not isinstance(line["papers"], list):
        raise SourceError(where, "`papers` is no list")
    for number, paper in enumerate(line["papers"], start=1):
        yield _checked(f"{where}: paper {number}", paper)


def _checked(where: str, record: Any) -> Record:  # noqa: ANN401 - whatever the JSON holds
    """Return a record whose fields have the shapes of the guidelines; raise SourceError for the first that has not."""
    if not isinstance(record, dict):
        raise SourceError(where, "is no JSON object")
    optional = record.get("optional") or {}
    if not isinstance(optional, dict):
        raise SourceError(where, "`optional` is no JSON object")
    for part in (record, optional):
        wrong = next(_wrong(part), None)
        if wrong:
            raise SourceError(where, wrong)
    if not _evidenced(record):
        raise SourceError(where, "has evidence without numbers for `start`, `end` and, from 0 to 1, `confidence`")
    return record


def _wrong(record: Record) -> Iterator[str]:
    """Yield what is wrong with the fields of a record."""
    yield from (f"`{field}` is no text" for field in _WORDS if not isinstance(record.get(field), str | None))
    yield from (f"`{field}` is no list" for field in _LISTS if not isinstance(record.get(field), list | None))
    if not isinstance(record.get("links"), dict | None):
        yield "`links` is no JSON object"
    for field in NAMED_FIELDS:
        yield from (f"`{field}` holds {_short(item)}, which has no `name` and `aliases`" for item in record.get(field) or () if not _is_named(item))
    for field in ("authors", "cites"):
        yield from (f"`{field}` holds {_short(item)}, which is no name" for item in record.get(field) or () if not isinstance(item, str))
    for item in record.get("relations") or ():
        if not (isinstance(item, list) and len(item) == 3 and all(isinstance(part, str) for part in item)):
            yield f"`relations` holds {_short(item)}, which is no [head, type, tail]"
    yield from (f"`results` holds {_short(item)}, which is no JSON object" for item in record.get("results") or () if not isinstance(item, dict))


def _is_named(item: object) -> bool:
    if not isinstance(item, dict):
        return isinstance(item, str)
    aliases = item.get("aliases") or []
    return isinstance(item.get("name"), str) and isinstance(aliases, list) and all(isinstance(alias, str) for alias in aliases)


def _evidenced(record: Record) -> bool:
    """Say whether all evidence of a record is of the shape that `kg extract` gives it."""
    beside = record.get("evidence") or {}
    if not isinstance(beside, dict):
        return False
    own = [item.get("evidence") for field in NAMED_FIELDS for item in record.get(field) or () if isinstance(item, dict)]
    return all(map(_is_evidence, pieces([*own, beside])))


def _is_evidence(found: object) -> bool:
    return (isinstance(found, dict) and all(isinstance(found.get(name), int) for name in ("start", "end"))
            and isinstance(found["confidence"], int | float) and 0 <= found["confidence"] <= 1)


def _short(item: object) -> str:
    words = json.dumps(item, ensure_ascii=False)
    return words if len(words) <= 60 else f"{words[:57]}..."
