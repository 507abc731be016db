"""Folders of weights of one's own, as `scripts/train --output` writes them: checked before use, and told apart by their bytes."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from kg.errors import SourceError
from kg.extraction.models import FOLDER, Models, load_models


def open_models(folder: str | Path | None = None, *, learned: bool = True) -> Models | None:
    """Return the models of a folder, of none those that ship; None where rules are to do all. Raise SourceError for missing or damaged files."""
    if not learned:
        return None
    path = FOLDER if folder is None else Path(folder)
    try:
        os.scandir(path).close()
        found = load_models() if folder is None else load_models(path)
    except OSError as error:
        raise _unreadable(path, error) from error
    except ValueError as error:
        raise SourceError(str(path), f"holds damaged weights ({error}): train them again") from error
    if found is None and folder is not None:
        raise SourceError(str(folder), "holds no models: name a folder that `scripts/train --output` wrote")
    return found


def models_version(folder: str | Path | None = None, *, learned: bool = True) -> str:
    """Return what tells apart what different models, and none, make of a text: of a folder, a digest of all its files.

    Raises SourceError where the folder cannot be read. The models that ship are part of the code and have its version.
    """
    if folder is None or not learned:
        return "learned" if learned else "rules"
    state = hashlib.sha256()
    try:
        for path in sorted(path for path in Path(folder).iterdir() if path.is_file()):
            data = path.read_bytes()
            state.update(f"{path.name}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    except OSError as error:
        raise _unreadable(folder, error) from error
    return f"learned {state.hexdigest()[:16]}"


def _unreadable(folder: str | Path, error: OSError) -> SourceError:
    return SourceError(str(error.filename or folder), f"cannot be read ({error.strerror or error})")
