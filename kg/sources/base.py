"""What a reader is: it recognises a text by its content and turns it into documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from kg.errors import SourceError
from kg.model import Document

#: How much of a text, in code points, a reader may look at before it decides.
HEAD = 65_536


@dataclass(frozen=True, slots=True)
class Text:
    """Hold a decoded text, NFC, lines ended by a line feed, under the name of its file."""

    name: str
    content: str

    @property
    def head(self) -> str:
        """Return the part that recognition looks at."""
        return self.content[:HEAD]


@dataclass(frozen=True, slots=True, order=True)
class Skipped:
    """Name a thing in a folder that is no text to read, and say why: a notice, not a failure."""

    path: str
    reason: str


class Reader(Protocol):
    """Understand one format."""

    #: The format's name, as `Source.format` and messages show it.
    name: str

    def recognises(self, head: str) -> bool:
        """Say whether a text that begins with `head` is of this format."""
        ...

    def read(self, text: Text) -> Iterator[Document | SourceError]:
        """Yield the documents of a text: one, or one a record for files of records, with an error for each broken record.

        Raises SourceError, naming the place, where the text breaks its format's rules and cannot be read as prose either.
        """
        ...
