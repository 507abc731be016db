"""Which of the program's files decide what it makes of a text, as a digest."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).parents[1]
#: What an extraction depends on, and what else a graph depends on, beside texts and vocabulary.
EXTRACTING: Final = ("model.py", "vocabulary.py", "identifiers.py", "records.py", "concepts.py", "glossary.py", "sources", "extraction")
BUILDING: Final = (*EXTRACTING, "belief.py", "linking", "assembly", "stores", "pipeline")


@cache
def code_version(parts: tuple[str, ...] = BUILDING) -> str:
    """Return a digest of those of the program's files that decide what it makes of a text."""
    state = hashlib.sha256()
    for path in (path for part in parts for path in _files(_PACKAGE / part)):
        state.update(f"{path.relative_to(_PACKAGE).as_posix()} {path.stat().st_size}\n".encode())
        state.update(path.read_bytes())
    return state.hexdigest()[:16]


def _files(path: Path) -> list[Path]:
    return sorted(file for file in path.rglob("*") if file.is_file() and file.suffix != ".pyc") if path.is_dir() else [path]
