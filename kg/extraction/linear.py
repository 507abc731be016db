"""Weights of named features, a row each and a column a label, as files of arrays."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
#: What stands behind each name: names hold any other sign.
_BEHIND: Final = "\0"


@dataclass(frozen=True, slots=True)
class Weights:
    """Hold the weights of a linear model; `frame` is what a random field has beside them, as bytes of CRFsuite."""

    labels: tuple[str, ...]
    features: tuple[str, ...]
    rows: Array
    frame: bytes = b""

    def write(self, path: Path) -> None:
        """Write a file, the same bytes for the same weights."""
        with path.open("wb") as stream:
            np.savez(stream, labels=_bytes(self.labels), features=_bytes(self.features), rows=self.rows, frame=np.array(bytearray(self.frame), np.uint8))

    @classmethod
    def read(cls, path: Path) -> Weights:
        """Read a file; raise OSError where there is none, ValueError for one that is not whole."""
        try:
            with path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
                found = cls(_names(arrays["labels"]), _names(arrays["features"]), arrays["rows"], arrays["frame"].tobytes())
        except (ValueError, KeyError, EOFError, AttributeError, TypeError, zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
            raise ValueError(f"{path.name} is not whole") from error
        if found.rows.shape != (len(found.features), len(found.labels)):
            raise ValueError(f"{path.name} is not whole")
        return found


def _bytes(names: Sequence[str]) -> NDArray[np.uint8]:
    return np.array(bytearray("".join(f"{name}{_BEHIND}" for name in names).encode()), np.uint8)


def _names(data: NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(data.tobytes().decode().split(_BEHIND)[:-1])
