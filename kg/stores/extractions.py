"""The cache of extractions: what a document states is a function of the document, the vocabulary and the code only."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.errors import GraphError
from kg.identifiers import digest
from kg.model import Extraction, Source
from kg.records import from_record, to_record

_TABLE: Final = "CREATE TABLE IF NOT EXISTS extraction (key TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID"
#: How many new extractions a crash may lose.
_BATCH: Final = 200


class ExtractionCache:
    """Keep extractions of one vocabulary and code version; entries of others are forgotten by `prune`."""

    def __init__(self, connection: sqlite3.Connection, version: str) -> None:
        """Take an open database; `version` stands for everything but the document."""
        self._connection = connection
        self._version = version
        self._used: set[str] = set()
        self._new = 0

    def holds(self, source: Source) -> bool:
        """Say whether there is a sound record for a document, without the work of reading it."""
        return self._data(source) is not None

    def get(self, source: Source) -> Extraction | None:
        """Return the extraction of a document, None where the cache has none or a damaged one."""
        data = self._data(source)
        try:
            return Extraction(source, tuple(from_record(record) for record in json.loads(data))) if data is not None else None
        except (ValueError, KeyError, TypeError):
            return None

    def _data(self, source: Source) -> bytes | None:
        name = self._key(source)
        row = self._connection.execute("SELECT record FROM extraction WHERE key = ?", (name,)).fetchone()
        try:
            data = zlib.decompress(row[0]) if row else None
        except (zlib.error, TypeError):
            return None
        if data is not None:
            self._used.add(name)
        return data

    def put(self, extraction: Extraction) -> None:
        """Keep an extraction."""
        records = [to_record(paper, extraction.source) for paper in extraction.papers]
        data = zlib.compress(json.dumps(records, ensure_ascii=True, separators=(",", ":")).encode("ascii"), 1)
        name = self._key(extraction.source)
        self._connection.execute("INSERT OR REPLACE INTO extraction VALUES (?, ?)", (name, data))
        self._used.add(name)
        self._new += 1
        if self._new % _BATCH == 0:
            self._connection.commit()

    def save(self) -> None:
        """Put on the disk what is new, so that no later failure loses it."""
        self._connection.commit()

    def prune(self) -> None:
        """Forget what this run neither asked for nor put."""
        stored = [name for name, in self._connection.execute("SELECT key FROM extraction")]
        self._connection.executemany("DELETE FROM extraction WHERE key = ?", ((name,) for name in stored if name not in self._used))
        self._connection.commit()

    def _key(self, source: Source) -> str:
        return digest(f"{source.id} {source.format} {source.language} {source.title} {source.date} {self._version}", length=32)


@contextlib.contextmanager
def open_cache(path: Path, *, version: str) -> Iterator[ExtractionCache]:
    """Open the cache of a graph directory; a damaged file is replaced, and one made for nothing removed.

    Raises GraphError where it cannot be written.
    """
    needless = not path.exists()
    try:
        with contextlib.closing(_connect(path)) as connection:
            try:
                yield ExtractionCache(connection, version)
            finally:
                connection.commit()
                needless = needless and connection.execute("SELECT 1 FROM extraction LIMIT 1").fetchone() is None
    except sqlite3.Error as error:
        full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        raise GraphError(f"{path}: cannot be {'written (no space is left)' if full else f'used ({error}): remove it if this persists'}") from error
    finally:
        if needless:
            path.unlink(missing_ok=True)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    if _is_sound(connection):
        return connection
    connection.close()
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    _prepare(connection)
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    # A cache may lose its last entries in a power cut, but must not slow every build for that.
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(_TABLE)


def _is_sound(connection: sqlite3.Connection) -> bool:
    try:
        _prepare(connection)
        return bool(connection.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return False
