"""From paths to documents: each file is found, decoded, recognised and read, and each failure is a value beside the rest."""

from __future__ import annotations

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
    """Yield the documents of a decoded text by the first reader that recognises it; errors name `path`."""
    head = text.head
    reader = next(reader for reader in readers if reader.recognises(head))
    try:
        for found in reader.read(text):
            yield SourceError(path or text.name, found.reason) if isinstance(found, SourceError) else found
    except SourceError as error:
        yield SourceError(path or text.name, error.reason)


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
    else:
        del data
        yield from read_text(text, path=path, readers=readers)


def _data(file: File, stdin: BinaryIO | None) -> bytes:
    if file.path == STANDARD_INPUT:
        data = stdin.read(LIMIT + 1) if stdin else b""
    else:
        with Path(file.path).open("rb") as stream:
            data = stream.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise SourceError(shown(file.path), f"is larger than {LIMIT // 1024**2} MiB: split it into smaller files")
    return data
