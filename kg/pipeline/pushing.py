"""From a graph directory to a server and back."""

# ruff: noqa: PLC0415 - each kind of server needs another slow library

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.clock import Clock, Progress, silent
from kg.errors import ServerError
from kg.identifiers import digest
from kg.pipeline.importing import ImportReport
from kg.pipeline.opening import read_whole
from kg.pipeline.storing import publish
from kg.pipeline.versions import code_version
from kg.resources import ontology_folder
from kg.stores.base import TIMEOUT, CypherStore
from kg.stores.directory import Manifest, current, writing
from kg.vocabulary import VERSION

if TYPE_CHECKING:
    from kg.stores.neo4j.connection import Database
    from kg.stores.neo4j.push import PushReport


@dataclass(frozen=True, slots=True)
class Pushed:
    """Say what a push sent: how much it wrote, by what that is, and how much it removed."""

    written: dict[str, int]
    removed: int

    @property
    def unchanged(self) -> bool:
        """Say whether the server held the graph already."""
        return not any(self.written.values()) and not self.removed


def push(directory: str | Path, address: str, *, credentials: str | Path | None = None, database: str | None = None,
         progress: Progress | None = None) -> Pushed:
    """Make a server hold the current graph of a directory: one of SPARQL 1.1 at an http address, else one of Neo4j; say what that took.

    The rest is as `push_neo4j` and `kg.stores.remote.push.push_rdf` have it; `credentials` and `database` are Neo4j's.
    """
    from kg.stores.neo4j.connection import SCHEMES

    scheme = address.partition("://")[0]
    if scheme not in {"http", "https", *SCHEMES}:
        raise ServerError(f"{address.rpartition('@')[2]}: is no address of a server: name one of Neo4j, such as neo4j://localhost:7687,"
                          " or one of SPARQL 1.1, such as http://localhost:3030/ds")
    if scheme in {"http", "https"}:
        from kg.stores.remote.push import push_rdf

        rdf = push_rdf(directory, address, progress=progress or silent)
        return Pushed({"triple": rdf.added, "named graph": rdf.replaced}, rdf.removed + rdf.dropped)
    sent = push_neo4j(directory, address, credentials=credentials, database=database, progress=progress)
    return Pushed({"node": sent.nodes, "relationship": sent.relationships}, sent.removed)


def push_neo4j(directory: str | Path, address: str, *, credentials: str | Path | None = None, database: str | None = None,
               progress: Progress | None = None) -> PushReport:
    """Make a Neo4j database hold the current graph of a directory, in place of any other graph, and say what that took.

    User and password come from the file `credentials`, else from $NEO4J_USER and $NEO4J_PASSWORD. Only differences are sent; what
    others put into the database stays. Raises GraphError where there is no graph, ServerError where the server cannot be used.
    """
    from kg.stores.neo4j.push import PushReport, holds, push
    from kg.stores.neo4j.schema import prepare

    manifest, _ = current(Path(directory))
    clock, state = Clock(progress or silent), state_of(manifest)
    with _connected(address, credentials, database) as opened:
        clock.report("prepare")
        prepare(opened)
        if holds(opened, base=manifest.base, version=state):
            return PushReport()
        clock.report("read")
        return push(read_whole(directory), opened, base=manifest.base, version=state, clock=clock)


def pull_neo4j(address: str, directory: str | Path, *, credentials: str | Path | None = None, database: str | None = None,
               progress: Progress | None = None) -> ImportReport:
    """Make the graph that a Neo4j database holds the current one of a graph directory, in one step, and say what is in it.

    Raises GraphError where the database holds no graph, or a part of one, or the directory cannot be written; otherwise as `push_neo4j`.
    """
    from kg.stores.neo4j.pull import held, pull

    clock = Clock(progress or silent)
    with _connected(address, credentials, database) as opened, writing(Path(directory)) as writer:
        there, here = held(opened), writer.manifest
        made = Manifest("", code_version(), VERSION, there.base, there.version)
        if here and (state_of(here) == there.version or here.same_origin(made)):
            return ImportReport(here.counts, unchanged=True)
        graph = pull(opened, clock=clock)
        clock.report("store")
        return ImportReport(publish(writer, graph, made).counts, unchanged=False)


def validate_neo4j(address: str, *, credentials: str | Path | None = None, database: str | None = None, progress: Progress | None = None) -> tuple[str, ...]:
    """Return what in the graph that a Neo4j database holds breaks the shapes of `ontology/shapes.ttl`, one sentence each."""
    from kg.stores.neo4j.pull import held, pull
    from kg.stores.rdf import quads
    from kg.stores.shapes import violations
    from kg.stores.store import OxigraphStore

    clock = Clock(progress or silent)
    with _connected(address, credentials, database) as opened:
        base = held(opened).base
        graph = pull(opened, clock=clock)
    clock.report("check")
    return violations(OxigraphStore.hold(quads(graph, base=base), base=base), ontology_folder() / "shapes.ttl")


def export_neo4j(directory: str | Path, folder: str | Path, *, progress: Progress | None = None) -> Path:
    """Write the current graph of a directory into a new folder, as files for `neo4j-admin database import full`, and return the script that loads them.

    Raises GraphError where there is no graph, or the folder cannot be made.
    """
    from kg.stores.neo4j.files import write_files

    manifest, _ = current(Path(directory))
    clock = Clock(progress or silent)
    clock.report("read")
    graph = read_whole(directory)
    clock.report("write")
    return write_files(graph, Path(folder), base=manifest.base, version=state_of(manifest))


@contextmanager
def open_neo4j(address: str, *, credentials: str | Path | None = None, database: str | None = None, timeout: float | None = None) -> Iterator[CypherStore]:
    """Open a Neo4j database for questions in Cypher, each of which may take `timeout` seconds (a minute unless it is said)."""
    from kg.stores.neo4j.store import Neo4jStore

    with _connected(address, credentials, database) as opened:
        yield Neo4jStore(opened, timeout=TIMEOUT if timeout is None else timeout)


@contextmanager
def _connected(address: str, credentials: str | Path | None, database: str | None) -> Iterator[Database]:
    from kg.stores.neo4j.connection import checked, connected, read_credentials

    # A wrong address is said first, and a password never goes to it.
    checked(address)
    with connected(address, read_credentials(credentials), database=database) as opened:
        yield opened


def state_of(manifest: Manifest) -> str:
    """Name the state of a graph, and the code that turns it into nodes."""
    return digest(f"{sorted(asdict(manifest).items(), key=str)} {code_version()}")
