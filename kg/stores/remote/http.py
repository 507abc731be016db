"""Requests to a server of the SPARQL 1.1 protocol; whatever goes wrong with one is a ServerError of one sentence."""

from __future__ import annotations

import base64
import http.client
import io
import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote, urlsplit, urlunsplit

from kg.errors import ServerError

USER: Final = "KG_SPARQL_USER"
PASSWORD: Final = "KG_SPARQL_PASSWORD"  # noqa: S105 - the name of the variable
#: Seconds for which a server may keep silent.
PATIENCE: Final = 60.0
#: Characters of a server's own words that an error repeats.
_REPEATED: Final = 300
_STATUS: Final = {
    HTTPStatus.BAD_REQUEST: "refuses the request", HTTPStatus.NOT_FOUND: "the server has nothing there",
    HTTPStatus.METHOD_NOT_ALLOWED: "the server does not do this there", HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "the server does not do this there",
    HTTPStatus.UNAUTHORIZED: f"the server wants a user and a password: set ${USER} and ${PASSWORD}",
    HTTPStatus.FORBIDDEN: "the server does not let this user do this"}


class RefusedError(ServerError):
    """Hold the status of an answer that is no success."""

    def __init__(self, message: str, status: int) -> None:
        """Keep the status beside what it means."""
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Reply:
    """Hold a server's answer: its media type, and its content, which is read as it comes."""

    kind: str
    body: io.BufferedReader


@dataclass(frozen=True, slots=True)
class Connection:
    """Send requests to one address, as one user, each answered within `timeout` seconds of silence.

    `given` is the address that the server was named by, of which this one may be a part that nobody named.
    """

    address: str
    given: str
    authorization: str | None = field(default=None, repr=False)
    timeout: float = PATIENCE

    @classmethod
    def of(cls, address: str, *, timeout: float = PATIENCE) -> Connection:
        """Take an http address, and the user and password of the environment; raise ServerError where it is none or holds a password."""
        try:
            parts = urlsplit(address)
            host = parts.hostname
        except ValueError:
            host = None
        if not host or parts.scheme not in {"http", "https"}:
            raise ServerError(f"{address!r} is no http address")
        if "@" in parts.netloc:
            raise ServerError(f"{parts.hostname}: an address holds no password: set ${USER} and ${PASSWORD}")
        path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
        query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
        return cls(urlunsplit((parts.scheme, parts.netloc, path, query, "")), address, _authorization(), timeout)

    def at(self, address: str) -> Connection:
        """Return the same for another address of the same server."""
        return replace(self, address=address)

    def send(self, method: str, content: bytes | None = None, *, kind: str = "", accept: str = "*/*") -> Reply:
        """Send a request and return what is answered; raise ServerError where that is no success."""
        request = urllib.request.Request(self.address, content, {"Accept": accept, "User-Agent": "kg"}, method=method)  # noqa: S310 - `of` saw to the scheme
        if kind:
            request.add_header("Content-Type", f"{kind}; charset=utf-8")
        if self.authorization:
            # Nobody whom the server redirects to hears the password.
            request.add_unredirected_header("Authorization", self.authorization)
        with failures(self):
            answer = urllib.request.urlopen(request, timeout=self.timeout)  # noqa: S310 - same
        media = answer.headers.get_content_type()
        if media == "text/html":
            raise ServerError(f"{self.address}: answers with a web page: this is no address of a SPARQL endpoint")
        return Reply(media, io.BufferedReader(_Body(answer, self), 1 << 16))


class _Body(io.RawIOBase):
    """Give the content of an answer, and say where it is cut off."""

    def __init__(self, answer: Any, connection: Connection) -> None:  # noqa: ANN401 - a response of whatever scheme
        super().__init__()
        self._answer, self._connection = answer, connection

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer, as the base class has it
        with failures(self._connection):
            size = int(self._answer.readinto(buffer))
            if not size and len(buffer) and self._answer.length:
                raise http.client.IncompleteRead(b"", self._answer.length)
            return size

    def close(self) -> None:
        self._answer.close()
        super().close()


@contextmanager
def failures(connection: Connection) -> Iterator[None]:
    """Turn what can go wrong with a request into ServerErrors; a server that is not there is named as it was given."""
    try:
        yield
    except urllib.error.HTTPError as error:
        raise RefusedError(_refusal(connection.address, error), error.code) from error
    except http.client.IncompleteRead as error:
        raise ServerError(f"{connection.address}: the answer is cut off") from error
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            raise ServerError(f"{connection.given}: does not answer within {connection.timeout:g} s") from error
        raise ServerError(f"{connection.given}: cannot be reached ({getattr(reason, 'strerror', None) or reason or 'the connection broke'})") from error


def _refusal(address: str, error: urllib.error.HTTPError) -> str:
    """Say what a status means, and what the server says itself unless that is a web page."""
    with error:
        page = "html" in error.headers.get_content_type()
        words = "" if page or error.code in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN} else error.read(4 * _REPEATED).decode("utf-8", "replace")
    said = " ".join(words.split())[:_REPEATED]
    meaning = _STATUS.get(HTTPStatus(error.code)) if error.code in list(HTTPStatus) else None
    return f"{address}: {meaning or f'the server fails ({error.code} {error.reason})'}{f': {said}' if said else ''}"


def _authorization() -> str | None:
    user = os.environ.get(USER)
    if not user:
        return None
    return "Basic " + base64.b64encode(f"{user}:{os.environ.get(PASSWORD, '')}".encode()).decode("ascii")
