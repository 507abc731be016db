"""Files beside the texts: the data that travel with the code, the same in a checkout and in a wheel, and what a user names."""

from __future__ import annotations

from pathlib import Path

from kg.errors import SourceError

_PACKAGE = Path(__file__).parent


def ontology_folder() -> Path:
    """Return the folder of the vocabulary: beside `kg/` in a checkout, inside it in a wheel."""
    inside = _PACKAGE / "ontology"
    return inside if inside.is_dir() else _PACKAGE.parent / "ontology"


def samples_folder() -> Path:
    """Return the folder of the bundled sample texts."""
    return _PACKAGE / "samples"


def read_text(path: str | Path, *, encoding: str = "utf-8-sig") -> str:
    """Return the words of a file of UTF-8; raise SourceError where it cannot be read or is none."""
    try:
        return Path(path).read_text(encoding=encoding)
    except OSError as error:
        raise SourceError(str(path), f"cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise SourceError(str(path), "is not UTF-8") from error
