"""The lock of a folder that one process at a time writes; of a folder made for nothing, nothing stays."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.errors import GraphError

LOCK: Final = "lock"


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, made where it is missing; what was empty or missing before is so again where nothing came into it.

    Raises GraphError where another process holds the lock, OSError where the folder cannot be written.
    """
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    was_empty = not any(folder.iterdir())
    descriptor = _lock(folder)
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode("ascii"), 0)
        yield
    finally:
        if was_empty:
            _leave_empty(folder, missing)
        os.close(descriptor)


def _lock(folder: Path) -> int:
    # The system lets go of the lock when its holder dies, however it dies; the number in the file only tells who it is.
    descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.read(descriptor, 32).decode("ascii", "replace").strip() or "unknown"
        os.close(descriptor)
        raise GraphError(f"{folder}: is being written by process {holder}: wait until it is done") from error
    if os.fstat(descriptor).st_nlink:
        return descriptor
    # Its last holder removed the file after it was opened here.
    os.close(descriptor)
    return _lock(folder)


def _leave_empty(folder: Path, missing: list[Path]) -> None:
    """Remove the lock, empty folders, and the folders that were missing, where there is nothing else."""
    with contextlib.suppress(OSError):
        found = [path for path in folder.iterdir() if path.name != LOCK]
        if any(not path.is_dir() or any(path.iterdir()) for path in found):
            return
        for path in found:
            path.rmdir()
        (folder / LOCK).unlink()
        for path in missing:
            path.rmdir()
