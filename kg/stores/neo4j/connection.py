"""The way to a Neo4j server: address, user and password to a database that is read and written; what goes wrong is one sentence."""

from __future__ import annotations

import contextlib
import logging
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import SplitResult, urlsplit

import neo4j
from neo4j.exceptions import AuthError, DriverError, Neo4jError, ServiceUnavailable

from kg.errors import ServerError, SourceError
from kg.resources import read_text

SCHEMES: Final = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
#: The oldest release whose Cypher is written here.
OLDEST: Final = (5, 13)
#: Seconds in which a server must answer a call, and for which work is begun again that it broke off.
PATIENCE: Final = 10.0
RETRIES: Final = 60.0
#: Rows that the server sends at a time.
FETCHED: Final = 5_000

_LINE: Final = re.compile(r"(?:NEO4J_)?(?P<name>USER(?:NAME)?|PASSWORD)\s*=\s*(?P<value>.*)", re.IGNORECASE)
_RELEASE: Final = re.compile(r"Neo4j/(\d+)\.(\d+)")
#: What a server's codes for its own refusals mean.
_REFUSALS: Final = {
    "Neo.ClientError.Security.Unauthorized": "the user or the password is wrong",
    "Neo.ClientError.Security.AuthenticationRateLimit": "too many wrong passwords: wait some seconds and try again",
    "Neo.ClientError.Security.CredentialsExpired": "the password has to be changed first",
    "Neo.ClientError.Security.Forbidden": "the user may not do this",
    "Neo.ClientError.Statement.AccessMode": "the query writes, and here it may only read",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": "the database is read-only",
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase": "the database is read-only",
    "Neo.ClientError.Cluster.NotALeader": "this member of the cluster takes no writes: use a neo4j:// address",
}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Credentials:
    """Hold who asks."""

    user: str
    password: str = field(repr=False)


def read_credentials(file: str | Path | None = None, *, environment: Mapping[str, str] = os.environ) -> Credentials:
    """Return user and password from a file, or without one from $NEO4J_USER (or $NEO4J_USERNAME; `neo4j`) and $NEO4J_PASSWORD.

    The file has two lines, user and password, or lines such as `NEO4J_PASSWORD=...`. Raises SourceError for one that is something
    else or that others may read, ServerError where there is no password.
    """
    if file is not None:
        return _from_file(Path(file))
    password = environment.get("NEO4J_PASSWORD")
    if not password:
        raise ServerError("no password: set $NEO4J_PASSWORD, or name a file of user and password with --credentials")
    return Credentials(environment.get("NEO4J_USER") or environment.get("NEO4J_USERNAME") or "neo4j", password)


def _from_file(path: Path) -> Credentials:
    lines = [line.strip() for line in read_text(path).splitlines() if line.strip() and not line.startswith("#")]
    if path.stat().st_mode & 0o077:
        raise SourceError(str(path), "holds a password and others may read it: `chmod 600` it")
    named = {found["name"].upper(): found["value"].strip("\"'") for found in map(_LINE.fullmatch, lines) if found}
    if "PASSWORD" in named:
        return Credentials(named.get("USER") or named.get("USERNAME") or "neo4j", named["PASSWORD"])
    if len(lines) != 2:
        raise SourceError(str(path), "is to hold two lines, user and password, or lines such as NEO4J_PASSWORD=...")
    return Credentials(*lines)


def checked(address: str) -> SplitResult:
    """Return the parts of the address of a Neo4j server; raise ServerError where it is none."""
    try:
        parts = urlsplit(address)
        sound = parts.scheme in SCHEMES and bool(parts.hostname) and (parts.port or 1) > 0 and parts.path in {"", "/"} and not parts.query + parts.fragment
    except ValueError:
        sound = False
    else:
        if "@" in parts.netloc:
            raise ServerError("user and password do not belong into an address, which others can read: set $NEO4J_USER and $NEO4J_PASSWORD")
    if not sound:
        raise ServerError(f"{address}: is no address of a Neo4j server, such as neo4j://localhost:7687")
    return parts


class Database:
    """A database of a server that is connected."""

    def __init__(self, driver: neo4j.Driver, address: str, name: str | None = None) -> None:
        """Take an open driver; without a name it is the user's own database."""
        self.address = address
        self._driver = driver
        self._name = name

    def session(self, access: str, *, notes: bool = False) -> neo4j.Session:
        """Open a session, to be closed by the caller; with `notes` the server says what it thinks of queries."""
        least = neo4j.NotificationMinimumSeverity.WARNING if notes else neo4j.NotificationMinimumSeverity.OFF
        return self._driver.session(database=self._name, default_access_mode=access, fetch_size=FETCHED, notifications_min_severity=least)

    def read(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        """Return what some work finds; it may be begun anew, where the server breaks it off."""
        with sentences(self.address, self._name), self.session(neo4j.READ_ACCESS) as session:
            return session.execute_read(work)

    def write(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        """Do some work whole or not at all; it may be begun anew, where the server breaks it off."""
        with sentences(self.address, self._name), self.session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(work)

    def run(self, command: str, **parameters: str | int) -> list[list[Any]]:
        """Run one command in a transaction of its own, and return its rows."""
        with sentences(self.address, self._name), self.session(neo4j.WRITE_ACCESS) as session:
            return session.run(command, parameters).values()


@contextlib.contextmanager
def connected(address: str, credentials: Credentials, *, database: str | None = None) -> Iterator[Database]:
    """Connect to a database of a server; raise ServerError where that cannot be."""
    checked(address)
    # Whoever calls hears of trouble by errors; the driver's log is for those who ask for it.
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    with sentences(address, database), neo4j.GraphDatabase.driver(
            address, auth=(credentials.user, credentials.password), connection_timeout=PATIENCE, max_transaction_retry_time=RETRIES, retry_delay_multiplier=1.3,
            warn_notification_severity=neo4j.NotificationMinimumSeverity.OFF) as driver:
        driver.verify_connectivity()
        _check_release(address, driver.get_server_info().agent)
        opened = Database(driver, address, database)
        opened.read(lambda transaction: transaction.run("RETURN 1").consume())
        yield opened


def _check_release(address: str, agent: str) -> None:
    found = _RELEASE.match(agent)
    # From 2025 on releases are called by the year.
    if found is None or (int(found[1]), int(found[2])) < OLDEST:
        raise ServerError(f"{address}: is {agent.replace('/', ' ')}: this program needs Neo4j {OLDEST[0]}.{OLDEST[1]} or a newer one")


@contextlib.contextmanager
def sentences(address: str, database: str | None = None) -> Iterator[None]:
    """Turn the errors of the driver into ServerError."""
    try:
        yield
    except AuthError as error:
        raise ServerError(f"{address}: {_REFUSALS.get(error.code or '', 'the user or the password is wrong')}") from error
    except ServiceUnavailable as error:
        raise ServerError(f"{address}: {_silence(str(error))}") from error
    except (Neo4jError, DriverError) as error:
        raise ServerError(f"{address}: {_refusal(error, database)}") from error


def _silence(message: str) -> str:
    """Say why no server answers."""
    if "HTTP" in message:
        return "speaks HTTP there: name the port of Bolt, which is mostly 7687"
    return "there is no such host" if "DNS resolve" in message else "no Neo4j server answers there, or it went away"


def _refusal(error: Neo4jError | DriverError, database: str | None) -> str:
    """Say why a server does not do what it was asked."""
    code = getattr(error, "code", None) or ""
    if code.endswith("DatabaseNotFound"):
        return f"has no database {database or ''}".rstrip()
    message = getattr(error, "message", None) or str(error)
    return _REFUSALS.get(code) or f"the server says: {message.splitlines()[0]}"
