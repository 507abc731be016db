"""The graph directory: versions of a graph that become current at once, one writer at a time, readers undisturbed.

    manifest.json        which version is current, and what it was built from; replaced in one step
    versions/NAME/       an Oxigraph store, never changed once the manifest names it
    projections/NAME-…   the same graph as a property graph, made by the first reader that wants it; may be removed at any time
    extractions.sqlite   the cache of extractions
    lock                 held by the writer while it writes; holds its process id

A version that no manifest names is what a broken build left; the next writer removes it. The version before the current one
stays until then too, for readers that opened it.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from kg.errors import GraphError
from kg.stores.locking import LOCK, locked
from kg.vocabulary import VERSION

#: Version of the directory's own layout and of the shape of the RDF in it.
SCHEMA: Final = 2
MANIFEST: Final = "manifest.json"
EXTRACTIONS: Final = "extractions.sqlite"
_VERSIONS: Final = "versions"
_PROJECTIONS: Final = "projections"
_OWN: Final = (MANIFEST, f"{MANIFEST}.new", EXTRACTIONS, f"{EXTRACTIONS}-journal", f"{EXTRACTIONS}-wal", f"{EXTRACTIONS}-shm", _VERSIONS, _PROJECTIONS,
               LOCK)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Describe the current version: what made it, from which texts (`input`, a digest), with which result.

    `ontology` is the ontology's version and, after a plus sign, that of the concepts; `schema` is SCHEMA when it was made.
    """

    version: str
    code: str
    ontology: str
    base: str
    input: str
    counts: dict[str, int] = field(default_factory=dict)
    schema: int = SCHEMA

    def same_origin(self, other: Manifest) -> bool:
        """Say whether the same code made another version from the same input, whatever the two are called and count."""
        return replace(self, version=other.version, counts=other.counts) == other


def read_manifest(directory: Path) -> Manifest | None:
    """Return the manifest of a graph directory, None where no graph was completed there; raise GraphError on a damaged one."""
    path = directory / MANIFEST
    try:
        record: Any = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise GraphError(f"{path}: cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise GraphError(f"{path}: is damaged: build the graph again") from error
    schema = record.get("schema") if isinstance(record, dict) else None
    if isinstance(schema, int) and schema != SCHEMA:
        raise GraphError(_other(directory, schema))
    if not isinstance(record, dict) or not _is_manifest(record):
        raise GraphError(f"{path}: is damaged: build the graph again")
    return Manifest(**record)


def _other(directory: Path, schema: int) -> str:
    """Say what to do with a graph of another schema; its texts alone can make it anew, and what they state may be in the cache."""
    advice = ("build it again from its texts, which is quick where its cache of extractions still serves" if schema < SCHEMA
              else "read it with a newer version of this program, or build it again from its texts")
    return f"{directory}: the graph is of schema {schema}, and this program reads schema {SCHEMA} (ontology {VERSION}): {advice}"


def _is_manifest(record: dict[str, Any]) -> bool:
    """Say whether a record has the fields of a manifest, each of its type."""
    texts = [record.get(name) for name in ("version", "code", "ontology", "base", "input")]
    counts = record.get("counts")
    return (record.keys() == Manifest.__dataclass_fields__.keys() and all(isinstance(text, str) for text in texts) and record["version"] != ""
            and isinstance(counts, dict) and all(isinstance(count, int) for count in counts.values()))


def current(directory: Path) -> tuple[Manifest, Path]:
    """Return the manifest and the store's folder of a graph directory; raise GraphError where there is no graph."""
    _refuse_address(directory)
    manifest = read_manifest(directory)
    if manifest is None:
        raise GraphError(f"{directory}: holds no graph: build one first" if directory.exists() else f"{directory}: there is no such graph")
    folder = directory / _VERSIONS / Path(manifest.version).name
    # The functions of os.path, unlike those of pathlib, take what may not be looked at for missing.
    if not os.path.isdir(folder):  # noqa: PTH112
        raise GraphError(f"{directory}: the graph's data is missing or locked away: build it again")
    return manifest, folder


def projection(directory: Path, manifest: Manifest, made_by: str) -> Path:
    """Return where the current version's property graph lies, or is to lie; `made_by` is a digest of the code that makes it."""
    return directory / _PROJECTIONS / f"{Path(manifest.version).name}-{made_by}"


class Writer:
    """Write new versions into a graph directory, whose lock it holds."""

    def __init__(self, directory: Path) -> None:
        """Take a directory that `writing` has locked."""
        self.directory = directory

    @property
    def manifest(self) -> Manifest | None:
        """Return the current manifest, None where there is no usable graph."""
        try:
            return current(self.directory)[0]
        except GraphError:
            return None

    @contextlib.contextmanager
    def version(self) -> Iterator[Path]:
        """Make a fresh folder for a version's data; it is removed again where the work in it fails."""
        folder = Path(tempfile.mkdtemp(prefix="v", dir=_made(self.directory / _VERSIONS)))
        try:
            yield folder
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def publish(self, manifest: Manifest) -> None:
        """Make a version current: its data is on the disk before the manifest names it, and that happens in one step."""
        folder = self.directory / _VERSIONS / manifest.version
        for path in (*sorted(folder.rglob("*")), folder, folder.parent):
            _sync(path)
        new = self.directory / f"{MANIFEST}.new"
        new.write_text(json.dumps(asdict(manifest), indent=1, sort_keys=True) + "\n", encoding="utf-8")
        _sync(new)
        new.replace(self.directory / MANIFEST)
        _sync(self.directory)

    def tidy(self) -> None:
        """Remove every version but the current one, and what was made of it."""
        manifest = self.manifest
        for folder in (self.directory / _VERSIONS).glob("*"):
            if manifest is None or folder.name != manifest.version:
                shutil.rmtree(folder, ignore_errors=True)
        for path in (self.directory / _PROJECTIONS).glob("*"):
            if manifest is None or path.name.partition("-")[0] != manifest.version:
                path.unlink(missing_ok=True)


@contextlib.contextmanager
def writing(directory: Path) -> Iterator[Writer]:
    """Lock a graph directory, made where it is missing, and tidy it; raise GraphError where it is not to be written."""
    try:
        _refuse_unfit(directory)
        with locked(directory):
            writer = Writer(directory)
            writer.tidy()
            yield writer
    except OSError as error:
        raise GraphError(f"{directory}: cannot be written ({error.strerror or error})") from error


def _refuse_unfit(directory: Path) -> None:
    """Refuse what is no place for a graph."""
    if "\0" in str(directory):
        raise GraphError(f"{str(directory)!r}: no folder can have this name")
    _refuse_address(directory)
    if directory.exists() and not directory.is_dir():
        raise GraphError(f"{directory}: is a file, not a graph directory")
    foreign = sorted(path.name for path in directory.iterdir() if path.name not in _OWN) if directory.exists() else []
    if foreign and not all((directory / name).exists() for name in (_VERSIONS, LOCK)):
        raise GraphError(f"{directory}: holds other files ({foreign[0]}) and no graph: name a new or an empty folder")


def _refuse_address(directory: Path) -> None:
    """Refuse the address of a server, which other questions take in place of a folder."""
    if directory.parts[:1] in {("http:",), ("https:",)}:
        raise GraphError(f"{'//'.join(str(directory).split('/', 1))}: is the address of a server: this needs the folder of a graph")


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
