"""The errors that the project raises, one tree.

KgError
├── SourceError       a file or folder cannot be read as text, or its content is not what its format says
├── OntologyError     the vocabulary's own data is malformed
├── GraphError        a graph directory is missing, damaged, locked or of another version
├── QueryError        a query or its parameters are wrong
├── ServerError       a server cannot be reached, refuses, or is not of the right kind
└── NotFoundError     nothing in the graph has the asked name
"""

from __future__ import annotations


class KgError(Exception):
    """Say in one sentence what is wrong and where; the command line prints it and exits non-zero."""


class SourceError(KgError):
    """Name the file and the place in it that could not be read."""

    def __init__(self, path: str, reason: str) -> None:
        """Keep the file's path beside the reason, so that callers can list both."""
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[SourceError], tuple[str, str]]:
        """Say how it is made anew where another process raised it."""
        return type(self), (self.path, self.reason)


class OntologyError(KgError):
    """Name the vocabulary file and line that is malformed."""


class GraphError(KgError):
    """Name the graph directory that cannot be used, and why."""


class QueryError(KgError):
    """Show the place in a query where it is wrong."""


class ServerError(KgError):
    """Name the server that cannot be used, and why."""


class NotFoundError(KgError):
    """Name what was asked and, where some are close, what it may have meant."""
