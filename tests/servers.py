"""Real servers of graphs: Neo4j, Apache Jena Fuseki and Oxigraph, each a process that tests may take away and bring back."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NoReturn

import neo4j
import pytest
from neo4j.exceptions import DriverError, Neo4jError

SCRIPTS: Final = Path(__file__).parents[1] / "scripts"
#: Seconds in which a server answers for the first time, and in which it ends.
PATIENCE: Final = 180.0
#: Kills a group of processes as soon as its own input ends, as it does when the tests do, however they end.
WATCH: Final = 'read -r _; kill -s KILL -- "-$1"'

#: A server of tests lives too short for the second compiler of Java: it takes half the work to the first answer.
BRIEFLY: Final = {"JDK_JAVA_OPTIONS": "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"}


class Program:
    """The process of a server, which never outlives this one: the same command, so the same port and data, at each start."""

    def __init__(self, command: Sequence[str | Path], *, log: Path, answers: Callable[[], bool], environment: dict[str, str] | None = None) -> None:
        self._command, self._environment = command, environment or {}
        self._log, self._answers = log, answers
        self._process: subprocess.Popen[bytes] | None = None
        self._watch: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server where it does not run, and wait until it answers."""
        if self._process is not None and self._process.poll() is None:
            return
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=os.environ | self._environment, process_group=0)
        self._watch = subprocess.Popen(["sh", "-c", WATCH, "watch", str(self._process.pid)], stdin=subprocess.PIPE, process_group=0)
        self._wait(self._process)

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if process.poll() is not None or time.monotonic() > deadline:
                self.end(signal.SIGKILL)
                pytest.fail(f"{self._command[0]} does not answer; the end of its log:\n" + self._log.read_text(errors="replace")[-4000:])
            time.sleep(0.1)

    def end(self, number: signal.Signals) -> None:
        """Send a signal that ends the server, where it runs, and wait for the end."""
        if self._process is None:
            return
        os.killpg(self._process.pid, number)
        self._process.wait(PATIENCE)
        self._process = None
        if self._watch is not None:
            self._watch.kill()
            self._watch.communicate()
            self._watch = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server at an address. `program` and `home`, the folder of its data, are None for one that the tests only visit."""

    uri: str
    home: Path | None = None
    program: Program | None = field(default=None, repr=False)

    @property
    def ours(self) -> bool:
        """Whether the tests may do with the server and all its data what they like."""
        return self.program is not None

    def start(self) -> None:
        """Bring the server back, at the same address and with the data it keeps on disk, where it does not run."""
        if self.program:
            self.program.start()

    def stop(self) -> None:
        """Take the server away in good order."""
        self._own().end(signal.SIGTERM)

    def kill(self) -> None:
        """Take the server away without warning."""
        self._own().end(signal.SIGKILL)

    def _own(self) -> Program:
        return self.program or pytest.skip(f"{self.uri} is not the tests' to stop")


@dataclass(frozen=True, slots=True, kw_only=True)
class Neo4jServer(Server):
    """A Neo4j server."""

    user: str
    password: str = field(repr=False)

    def driver(self) -> neo4j.Driver:
        """Return a driver, to be closed by the caller."""
        return neo4j.GraphDatabase.driver(self.uri, auth=(self.user, self.password))

    def run(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        """Return the rows of a query in Cypher."""
        with self.driver() as driver, driver.session() as session:
            return session.run(query, parameters).data()

    def empty(self) -> None:
        """Delete every node; constraints and indexes stay, which take long to make."""
        self.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS")

    def clear(self) -> None:
        """Delete every node, constraint and index."""
        self.empty()
        for kind, listed in (("CONSTRAINT", "CONSTRAINTS YIELD name"), ("INDEX", "INDEXES YIELD name, type WHERE type <> 'LOOKUP'")):
            for row in self.run(f"SHOW {listed}"):
                self.run(f"DROP {kind} $name", name=row["name"])


@dataclass(frozen=True, slots=True, kw_only=True)
class SparqlServer(Server):
    """A server of the SPARQL 1.1 protocol: addresses for queries, for updates and of its graph store."""

    query: str
    update: str
    graphs: str

    def run(self, query: str) -> list[dict[str, str]]:
        """Return the rows of a SELECT query, each value as its text."""
        answer = json.loads(_post(self.query, query, "application/sparql-query", timeout=PATIENCE))
        return [{name: value["value"] for name, value in row.items()} for row in answer["results"]["bindings"]]

    def change(self, update: str) -> None:
        """Carry out a SPARQL update."""
        _post(self.update, update, "application/sparql-update", timeout=PATIENCE)

    def clear(self) -> None:
        """Delete every triple and graph."""
        self.change("DROP ALL")


@contextmanager
def neo4j_server(home: Path) -> Iterator[Neo4jServer]:
    """Give the server of `$NEO4J_URI`, else one of our own with its data in a folder."""
    if uri := os.environ.get("NEO4J_URI"):
        user = os.environ.get("NEO4J_USER") or os.environ.get("NEO4J_USERNAME") or "neo4j"
        yield Neo4jServer(uri=uri, user=user, password=os.environ.get("NEO4J_PASSWORD", ""))
        return
    fetch("neo4j")
    port, user, password = _free_port(), "neo4j", "only for tests"
    program = Program([SCRIPTS / "neo4j", "start", "--port", str(port), "--home", home], log=home / "log",
                      environment=BRIEFLY | {"NEO4J_PASSWORD": password}, answers=lambda: _answers_cypher(port, user, password))
    with _running(program):
        yield Neo4jServer(uri=f"neo4j://127.0.0.1:{port}", user=user, password=password, home=home, program=program)


@contextmanager
def fuseki_server(home: Path) -> Iterator[SparqlServer]:
    """Start Apache Jena Fuseki, which keeps what it is told in memory only."""
    fetch("fuseki")
    port = _free_port()
    base = f"http://127.0.0.1:{port}/ds"
    program = Program([SCRIPTS / "fuseki", "start", "--port", str(port), "--home", home], log=home / "log",
                      environment=BRIEFLY, answers=lambda: _answers_sparql(f"{base}/query"))
    with _running(program):
        yield SparqlServer(uri=base, query=f"{base}/query", update=f"{base}/update", graphs=f"{base}/data", home=home, program=program)


@contextmanager
def oxigraph_server(home: Path) -> Iterator[SparqlServer]:
    """Start Oxigraph's own server with its data in a folder."""
    command = shutil.which("oxigraph", path=Path(sys.executable).parent) or _missing("oxigraph is not installed")
    port = _free_port()
    base = f"http://127.0.0.1:{port}"
    program = Program([command, "serve", "--location", home / "data", "--bind", f"127.0.0.1:{port}"], log=home / "log",
                      answers=lambda: _answers_sparql(f"{base}/query"))
    with _running(program):
        yield SparqlServer(uri=base, query=f"{base}/query", update=f"{base}/update", graphs=f"{base}/store", home=home, program=program)


@contextmanager
def _running(program: Program) -> Iterator[None]:
    try:
        program.start()
        yield
    finally:
        program.end(signal.SIGTERM)


def fetch(script: str) -> None:
    """Fetch what a script starts, where it is missing; skip or fail the test where it cannot be had."""
    done = subprocess.run([SCRIPTS / script, "fetch"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        _missing(f"no server here: {done.stderr.strip().splitlines()[-1]}")


def _missing(reason: str) -> NoReturn:
    """Skip a test for want of a server, or fail it where servers must be there."""
    if os.environ.get("CI") or os.environ.get("KG_REQUIRE_SERVERS"):
        pytest.fail(reason)
    pytest.skip(reason)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _answers_cypher(port: int, user: str, password: str) -> bool:
    try:
        # A driver that finds nobody there would wait and complain.
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        with neo4j.GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=(user, password)) as driver:
            return bool(driver.execute_query("RETURN 1").records)
    except (OSError, DriverError, Neo4jError):
        return False


def _answers_sparql(address: str) -> bool:
    try:
        return bool(_post(address, "ASK {}", "application/sparql-query", timeout=1))
    except OSError:
        return False


def _post(address: str, body: str, kind: str, *, timeout: float) -> bytes:
    headers = {"Content-Type": f"{kind}; charset=utf-8", "Accept": "application/sparql-results+json"}
    with urllib.request.urlopen(urllib.request.Request(address, body.encode(), headers), timeout=timeout) as answer:
        return bytes(answer.read())
