"""Files from what the caller names: files, folders, patterns; every thing that is left out is named with the reason."""
# Paths stay the strings that the caller gave: `pathlib` would rewrite them, and it has no absolute patterns.
# ruff: noqa: PTH100, PTH116, PTH118, PTH119, PTH207, PTH208

from __future__ import annotations

import glob
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.errors import SourceError
from kg.sources.base import Skipped

#: The path that means standard input.
STANDARD_INPUT = "-"

_KINDS = {stat.S_IFIFO: "a pipe in a folder", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device"}


@dataclass(frozen=True, slots=True)
class File:
    """Hold the path of a regular file, or of a pipe that the caller named; `named` says that the caller named it, so that it must be a text."""

    path: str
    named: bool


#: What every graph directory holds (`kg.stores.directory.EXTRACTIONS`), and no folder of texts.
_GRAPH = "extractions.sqlite"

Finding = File | Skipped | SourceError
#: Device and inode: what a folder is, whatever path led to it.
_Place = tuple[int, int]


def shown(path: str) -> str:
    """Return a path as it can be printed: NFC, bytes that are no UTF-8 and control characters as escapes."""
    text = unicodedata.normalize("NFC", os.fsencode(path).decode("utf-8", "backslashreplace"))
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)


def name_of(path: str) -> str:
    """Return a file's name without its folder, printable."""
    return shown(os.path.basename(path.rstrip("/")) or path)


def discover(paths: Iterable[str]) -> Iterator[Finding]:
    """Yield each file once: in the order of `paths`, folders and patterns sorted by name."""
    given = list(paths)
    folders: set[_Place] = set()
    findings = (finding for path in given for finding in _expand(path, folders))
    # One folder holds each of its files once, and may hold very many.
    return findings if len(given) == 1 and not glob.has_magic(given[0]) else _once(findings)


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    seen: set[str] = set()
    for finding in findings:
        if not isinstance(finding, File):
            yield finding
        elif (place := os.path.abspath(finding.path)) not in seen:
            seen.add(place)
            yield finding


def _expand(path: str, folders: set[_Place]) -> Iterator[Finding]:
    if path == STANDARD_INPUT:
        yield File(path, named=True)
        return
    matches = [path] if os.path.lexists(path) or not glob.has_magic(path) else sorted(glob.glob(path, recursive=True))
    if not matches:
        yield SourceError(shown(path), "no file matches this pattern")
    for match in matches:
        yield from _walk(match, folders, named=match == path)


def _walk(root: str, folders: set[_Place], *, named: bool) -> Iterator[Finding]:
    """Yield what a path holds, each real folder once; a stack, because folders nest deeper than calls may."""
    stack: list[tuple[tuple[_Place, ...], Iterator[str]]] = [((), iter((root,)))]
    while stack:
        above, waiting = stack[-1]
        path = next(waiting, None)
        if path is None:
            stack.pop()
            continue
        try:
            status = os.stat(path)
            place = (status.st_dev, status.st_ino)
            by_name = named and path == root
            if stat.S_ISREG(status.st_mode) or (by_name and stat.S_ISFIFO(status.st_mode)):
                yield File(path, named=by_name)
            elif not stat.S_ISDIR(status.st_mode):
                yield SourceError(shown(path), f"is {_KINDS.get(stat.S_IFMT(status.st_mode), 'no file')}, not a file")
            elif place in above:
                yield SourceError(shown(path), "is a link that leads back to a folder above it")
            elif place not in folders:
                names = sorted(os.listdir(path))
                folders.add(place)
                if _GRAPH in names:
                    yield Skipped(shown(path), "is a graph") if path != root else SourceError(shown(path), "is a graph, not a folder of texts")
                    continue
                yield from (Skipped(shown(os.path.join(path, name)), "is hidden") for name in names if name.startswith("."))
                stack.append(((*above, place), _inside(path, names)))
        except (OSError, ValueError) as error:
            yield SourceError(shown(path), reason(error))


def _inside(folder: str, names: Iterable[str]) -> Iterator[str]:
    return (os.path.join(folder, name) for name in names if not name.startswith("."))


def reason(error: OSError | ValueError) -> str:
    """Say in words why the system refused."""
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    if isinstance(error, PermissionError):
        return "permission denied"
    return f"cannot be read: {str(getattr(error, 'strerror', None) or error).lower()}"
