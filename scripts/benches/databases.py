"""Neo4j beside its bulk loader, and named queries in each engine: Oxigraph, KGLite, Neo4j, and rdflib's own store as the peer."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import groupby, islice
from pathlib import Path
from statistics import median
from typing import Any, Final, TypeVar

import neo4j
import rdflib
from neo4j.exceptions import DriverError, Neo4jError

from kg.identifiers import iri
from kg.lookups.queries import bind, load_queries, run, run_cypher
from kg.model import Literal
from kg.pipeline.opening import open_directory, read_whole
from kg.pipeline.projecting import open_cypher
from kg.pipeline.pushing import open_neo4j, push_neo4j
from kg.resources import ontology_folder
from kg.stores.base import CypherStore, Parameter
from kg.stores.property_graph import PropertyGraph
from kg.stores.store import OxigraphStore
from kg.vocabulary import PREFIXES
from scripts.benches.imports import Import, time_import
from scripts.benches.measuring import Options
from scripts.benches.stores import write_graph

#: What is asked, of things that every generated graph has.
_ASKED: Final = {
    "papers-of-method": {"method": "method/1"}, "authors-of-method": {"method": "method/1"}, "datasets-of-task": {"task": "task/1"},
    "coauthors": {"author": "author/1"}, "outperformers": {"method": "method/1"}, "lineage": {"method": "method/own-20"},
    "results-of-dataset": {"dataset": "dataset/1"}, "papers-between": {"task": "task/1", "since": "2016", "until": "2018"},
    "related-by-papers": {"method": "method/1"}, "citing": {"paper": "paper/10"},
}
#: Quads up to which graphs are pushed, which takes minutes for a million.
_SENT: Final = 2_000_000
#: Bytes of memory that rdflib's own store takes for a quad; it is asked where there are so many.
_RDFLIB: Final = 1_500
#: Seconds for which an answer of rdflib's own store is waited for.
_LONGEST: Final = 900
_BATCH: Final = 10_000
_PATIENCE: Final = 180.0
_SCRIPT: Final = str(Path(__file__).parents[1] / "neo4j")
_T = TypeVar("_T")


def bench_databases(options: Options) -> Iterator[str]:
    """Send generated graphs to a Neo4j server, the largest by its bulk loader alone, and ask every engine the same."""
    for size in options.triples:
        with tempfile.TemporaryDirectory() as folder:
            graph, imported = Path(folder) / "graph", [Path(folder) / f"imported{run}" for run in range(options.runs)]
            write_graph(size, graph)
            bulk = time_import(imported, graph, _SCRIPT)
            yield f"neo4j-admin database import\t{_rate(bulk.load, bulk)}"
            yield f"files for the import ({bulk.write:.1f} s) and import\t{_rate(bulk.ours, bulk)}\treading the graph before {bulk.read:.1f} s"
            with _server(imported[-1] if size > _SENT else Path(folder) / "home") as address:
                if size <= _SENT:
                    yield from _sending(graph, address, options.runs, bulk)
                else:
                    indexed, _ = _timed(lambda: push_neo4j(graph, address))  # noqa: B023 - called at once
                    yield f"kg push onto the import, constraints and indexes\t{indexed:.1f} s"
                yield from _asking(graph, address, size, options.runs)


def _sending(directory: Path, address: str, runs: int, bulk: Import) -> Iterator[str]:
    graph = PropertyGraph(read_whole(directory))
    plain, pushed = [], []
    for _ in range(runs):
        plain.append(_timed(lambda: _load_plainly(graph, address))[0])
        _clear(address)
        pushed.append(_timed(lambda: push_neo4j(directory, address))[0])
        again, _ = _timed(lambda: push_neo4j(directory, address))
        _clear(address)
    push_neo4j(directory, address)
    yield f"plain CREATE\t{_rate(median(plain), bulk)}"
    yield f"kg push\t{_rate(median(pushed), bulk)}, x{median(plain) / median(pushed):.2f} plain CREATE\tfirst {pushed[0]:.1f} s, again {again:.1f} s"


def _rate(seconds: float, bulk: Import) -> str:
    return f"{seconds:.1f} s\t{bulk.links:,} relationships, {bulk.links / seconds:,.0f} a second\tx{bulk.load / seconds:.2f} the bulk loader"


def _asking(directory: Path, address: str, size: int, runs: int) -> Iterator[str]:
    """Ask all engines, rdflib's own store at last, since it takes so much memory."""
    queries, store = load_queries(ontology_folder() / "queries"), open_directory(directory)
    asked = [(queries[name], values) for name, values in _ASKED.items()]
    embedded = open_cypher(directory)
    with open_neo4j(address) as server:
        for query, values in asked:
            rows = len(run(store, query, values))

            def cypher(engine: CypherStore) -> object:
                return run_cypher(store, engine, query, values)  # noqa: B023 - called at once

            yield "\t".join((f"{query.name}, {rows:,} rows", f"Oxigraph {_latency(lambda: run(store, query, values), runs)}",  # noqa: B023 - called at once
                             f"KGLite {_latency(lambda: cypher(embedded), runs)}", f"Neo4j {_latency(lambda: cypher(server), runs)}"))
    if size * _RDFLIB < os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"):
        peer = _rdflib(store)
        for query, values in asked:
            bound = bind(query, store, values)
            yield f"{query.name}\trdflib {_patiently(lambda: _ask(peer, query.sparql, bound))}"  # noqa: B023 - called at once


def _latency(action: Callable[[], object], runs: int) -> str:
    return f"{1000 * median(_timed(action)[0] for _ in range(runs)):.1f} ms"


def _patiently(action: Callable[[], object]) -> str:
    """Return the latency of what may take longer than anyone would wait."""
    def give_up(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(_LONGEST)
    try:
        return _latency(action, 1)
    except TimeoutError:
        return f"over {_LONGEST} s"
    finally:
        signal.alarm(0)


def _timed(action: Callable[[], _T]) -> tuple[float, _T]:
    start = time.monotonic()
    answer = action()
    return time.monotonic() - start, answer


def _rdflib(store: OxigraphStore) -> rdflib.Graph:
    """Return the default graph in rdflib's own store."""
    return rdflib.Graph().parse(data=store.dump(named=False), format="nt")


def _ask(graph: rdflib.Graph, query: str, bound: Mapping[str, Parameter]) -> object:
    return list(graph.query(query, initNs=PREFIXES, initBindings={name: _term(value) for name, value in bound.items()}))


def _term(value: Parameter) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(value, str):
        return rdflib.URIRef(iri(value))
    return rdflib.Literal(value.value, datatype=rdflib.XSD[value.datatype]) if isinstance(value, Literal) else rdflib.Literal(value)


def _load_plainly(graph: PropertyGraph, address: str) -> None:
    """Create the nodes and relationships of a graph without looking whether they are there."""
    with _driver(address) as driver:
        driver.execute_query("CREATE CONSTRAINT plain FOR (n:Plain) REQUIRE n.id IS UNIQUE")
        driver.execute_query("CALL db.awaitIndexes()")
        for labels, found in groupby(sorted(graph.nodes(), key=lambda node: node.labels), key=lambda node: node.labels):
            query = f"UNWIND $rows AS row CREATE (n:Plain:{':'.join(labels)}) SET n = row"
            _create(driver, query, ({**node.properties, "id": node.id} for node in found))
        for kind, ties in groupby(sorted(graph.relationships(), key=lambda tie: tie.type), key=lambda tie: tie.type):
            query = f"UNWIND $rows AS row MATCH (a:Plain {{id: row.a}}) MATCH (b:Plain {{id: row.b}}) CREATE (a)-[r:{kind}]->(b) SET r = row.p"
            _create(driver, query, ({"a": tie.start, "b": tie.end, "p": dict(tie.properties)} for tie in ties))


def _create(driver: neo4j.Driver, query: Any, rows: Iterable[Mapping[str, Any]]) -> None:  # noqa: ANN401 - made of closed tables
    rest = iter(rows)
    while batch := list(islice(rest, _BATCH)):
        driver.execute_query(query, rows=batch)


def _clear(address: str) -> None:
    """Remove everything from the server, which is the measurement's own."""
    with _driver(address) as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
        session.run("DROP CONSTRAINT plain IF EXISTS").consume()


def _driver(address: str) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(address, auth=("neo4j", os.environ["NEO4J_PASSWORD"]))


@contextmanager
def _server(home: Path) -> Iterator[str]:
    """Start a Neo4j server of the measurement's own, and stop it."""
    os.environ["NEO4J_USER"], os.environ["NEO4J_PASSWORD"] = "neo4j", secrets.token_hex(8)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [_SCRIPT, "start", "--port", str(port), "--home", str(home)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:  # noqa: S603 - our own script
        try:
            yield _ready(f"bolt://127.0.0.1:{port}")
        finally:
            server.terminate()


def _ready(address: str) -> str:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        with suppress(Neo4jError, DriverError), _driver(address) as driver:
            driver.verify_connectivity()
            return address
        time.sleep(1)
    raise SystemExit("no Neo4j server starts: see `scripts/neo4j start`")
