"""From paths to documents: each file is found, decoded, recognised and read, and each failure is a value beside the rest."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from kg.errors import SourceError
from kg.model import Document
from kg.sources.base import Reader, Skipped, Text
from kg.sources.decoding import decode, signature
from kg.sources.discovery import STANDARD_INPUT, File, discover, name_of, reason, shown
from kg.sources.table import READERS

#: Largest file, in bytes, that is read: its text is held in memory whole.
LIMIT: Final = 512 * 1024 * 1024
#: Most broken records of a file that are named one by one.
MOST_BROKEN: Final = 200

Outcome = Document | SourceError | Skipped


def read_paths(paths: Iterable[str], *, stdin: BinaryIO | None = None, readers: Sequence[Reader] = READERS) -> Iterator[Outcome]:
    """Yield the documents of files, folders (recursively), patterns and `-`, which is `stdin`.

    What cannot be read comes as a SourceError, and what a folder holds beside texts (hidden files, pictures) as Skipped, each
    in its place among the documents. Nothing is raised for a bad file.
    """
    for finding in discover(paths):
        if isinstance(finding, File):
            yield from _read_file(finding, stdin, readers)
        else:
            yield finding


def read_text(text: Text, *, path: str = "", readers: Sequence[Reader] = READERS) -> Iterator[Document | SourceError]:
    """Yield the documents of a decoded text by the first reader that recognises it; errors name `path`, the last of very many their number."""
    head = text.head
    reader = next(reader for reader in readers if reader.recognises(head))
    broken = 0
    for found in _found(reader, text):
        if isinstance(found, Document):
            yield found
            continue
        broken += 1
        if broken <= MOST_BROKEN:
            yield SourceError(path or text.name, found.reason)
    if broken > MOST_BROKEN:
        yield SourceError(path or text.name, f"has {broken - MOST_BROKEN:,} more broken records than the {MOST_BROKEN} that are named")


def _found(reader: Reader, text: Text) -> Iterator[Document | SourceError]:
    try:
        yield from reader.read(text)
    except SourceError as error:
        yield error


def _read_file(file: File, stdin: BinaryIO | None, readers: Sequence[Reader]) -> Iterator[Outcome]:
    path = "standard input" if file.path == STANDARD_INPUT else shown(file.path)
    try:
        data = _data(file, stdin)
        if not file.named and (known := signature(data)):
            yield Skipped(path, f"is {known}, not text")
            return
        text = Text(name_of(path), decode(path, data))
    except SourceError as error:
        yield error
    except OSError as error:
        yield SourceError(path, reason(error))
    except MemoryError:
        yield SourceError(path, "is too large for the memory that is left: split it into smaller files")
    else:
        del data
        yield from read_text(text, path=path, readers=readers)


def _data(file: File, stdin: BinaryIO | None) -> bytes:
    if file.path == STANDARD_INPUT:
        data: bytes | None = stdin.read(LIMIT + 1) if stdin else b""
    else:
        with Path(file.path).open("rb") as stream:
            status = os.fstat(stream.fileno())
            # A limit for `read` takes that much memory at once; a pipe has no size to know before.
            data = stream.read(-1 if stat.S_ISREG(status.st_mode) else LIMIT + 1) if status.st_size <= LIMIT else None
    if data is None or len(data) > LIMIT:
        raise SourceError(shown(file.path), f"is larger than {LIMIT // 1024**2} MiB: split it into smaller files")
    return data
