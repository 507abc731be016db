"""Servers that refuse, break off or are none, each of them real."""

from __future__ import annotations

import base64
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import rdflib

from kg.cli import main
from kg.errors import QueryError, ServerError
from kg.pipeline.opening import open_graph
from kg.stores.remote.http import PASSWORD, USER, Connection
from kg.stores.remote.store import RemoteStore
from tests.servers import SparqlServer

Handle = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(handle: Handle) -> Iterator[str]:
    """Serve answers of a function at an address."""
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            handle(self)

        def log_message(self, format: str, *words: object) -> None:  # noqa: A002 - as the base class has it
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/query"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def answering(status: int, kind: str, content: bytes, *, length: int | None = None, chunked: bool = False) -> Handle:
    def handle(request: BaseHTTPRequestHandler) -> None:
        request.protocol_version = "HTTP/1.1" if chunked else "HTTP/1.0"
        request.send_response(status)
        request.send_header("Content-Type", kind)
        request.send_header(*(("Transfer-Encoding", "chunked") if chunked else ("Content-Length", str(len(content) if length is None else length))))
        request.end_headers()
        request.wfile.write(b"%x\r\n%s\r\n" % (len(content), content) if chunked else content)
        request.close_connection = True

    return handle


JSON = "application/sparql-results+json"
HALF = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"literal","value":"a"}}'


@pytest.mark.parametrize(("handle", "said"), [
    (answering(401, "text/plain", b"no"), r"wants a user and a password: set \$KG_SPARQL_USER and \$KG_SPARQL_PASSWORD$"),
    (answering(403, "text/plain", b"no"), "does not let this user do this$"),
    (answering(404, "text/html", b"<h1>Nothing</h1>"), "the server has nothing there$"),
    (answering(400, "text/plain", b"Line 1, column 3:\n Unresolved \x1b[31m function"), "refuses the request: Line 1, column 3: Unresolved"),
    (answering(503, "text/plain", b""), r"the server fails \(503 Service Unavailable\)$"),
    (answering(200, "text/html", b"<html></html>"), "answers with a web page: this is no address of a SPARQL endpoint$"),
    (answering(200, "application/json", b"[1, 2]"), "the answer is cut off or no SPARQL result$"),
    (answering(200, JSON, b""), "the answer is cut off or no SPARQL result$"),
    (answering(200, JSON, HALF), "the answer is cut off or no SPARQL result$"),
    (answering(200, JSON, HALF, length=9999), "the answer is cut off"),
    (answering(200, JSON, HALF, chunked=True), "the answer is cut off"),
], ids=lambda value: value if isinstance(value, str) else "answer")
def test_what_a_server_does_wrong_is_one_sentence(handle: Handle, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(handle) as address:
        code = main(["sparql", "SELECT ?s { ?s ?p ?o }", "-g", address])
    printed = capsys.readouterr()
    assert (code, printed.err.count("\n")) == (1, 1)
    assert printed.err.startswith(f"kg: {address}: ")
    assert re.search(said, printed.err.rstrip())


def test_triples_that_are_cut_off_between_lines_are_not_taken_for_all() -> None:
    handle = answering(200, "application/n-triples", b"<urn:s> <urn:p> <urn:o> .\n", length=1000)
    with serving(handle) as address, pytest.raises(ServerError, match="cut off"):
        RemoteStore(Connection.of(address)).construct("CONSTRUCT WHERE { ?s ?p ?o }")


def test_a_server_that_keeps_silent_or_is_not_there_is_said() -> None:
    release = threading.Event()

    def keep_silent(_: BaseHTTPRequestHandler) -> None:
        release.wait(10)

    with serving(keep_silent) as address:
        with pytest.raises(ServerError, match=r"does not answer within 0\.2 s"):
            RemoteStore(Connection.of(address, timeout=0.2)).ask("ASK {}")
        release.set()
    for gone in (address, "http://no-such-host.invalid/query"):
        with pytest.raises(ServerError, match="cannot be reached"):
            RemoteStore(Connection.of(gone)).ask("ASK {}")


@pytest.mark.parametrize("address", ["http://", "http:///query", "http://[::1/query", "ftp://example.org/", "graph"])
def test_what_is_no_http_address_is_said(address: str) -> None:
    with pytest.raises(ServerError, match="is no http address"):
        Connection.of(address)


def test_a_password_goes_by_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ServerError, match="an address holds no password") as raised:
        Connection.of("http://me:secret@example.org/query")
    assert "secret" not in str(raised.value)
    heard: list[str | None] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        heard.append(request.headers["Authorization"])
        answering(200, JSON, b'{"head":{},"boolean":true}')(request)

    monkeypatch.setenv(USER, "me")
    monkeypatch.setenv(PASSWORD, "비밀:말")
    with serving(handle) as address:
        connection = Connection.of(address)
        assert RemoteStore(connection).ask("ASK {}")
    assert heard == [f"Basic {base64.b64encode('me:비밀:말'.encode()).decode()}"]
    assert "Basic" not in repr(connection)


def test_a_query_that_cannot_be_sent_is_not(oxigraph: SparqlServer) -> None:
    store = RemoteStore.reach(oxigraph.query)
    with pytest.raises(QueryError, match="kg:matches is known to graph directories alone"):
        store.ask("ASK { ?x rdfs:label ?l FILTER(kg:matches(?l, 'a')) }")
    with pytest.raises(ServerError, match="custom function"):
        store.ask("ASK { ?x rdfs:label ?l FILTER(<urn:f>(?l)) }")


def test_rdflib_hears_what_is_wrong_with_a_query_or_a_server(oxigraph: SparqlServer) -> None:
    store = RemoteStore.reach(oxigraph.query).rdflib_store()
    with pytest.raises(QueryError, match="SERVICE asks another server"):
        rdflib.Graph(store=store).query("ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    with serving(answering(401, "text/plain", b"no")) as address, pytest.raises(ServerError, match="wants a user and a password"):
        len(rdflib.Graph(store=RemoteStore(Connection.of(address)).rdflib_store()))


def test_the_base_is_that_of_the_graph_there(oxigraph: SparqlServer) -> None:
    assert open_graph(oxigraph.query).base == "https://w3id.org/mlkg/"
    oxigraph.change("""INSERT DATA { GRAPH <https://kg.example/description> { <https://kg.example/d> <http://rdfs.org/ns/void#uriSpace> "https://kg.example/" }
        GRAPH <urn:other> { <urn:d> <http://rdfs.org/ns/void#uriSpace> "https://a.example/" } <https://kg.example/method/x> a <urn:M> }""")
    store = open_graph(oxigraph.query)
    assert store.select("SELECT ?x { ?x a <urn:M> }").rows == (("method/x",),)
    assert store.ask("ASK { $x a <urn:M> }", x="method/x")


def test_commands_take_the_address_of_a_server_for_a_graph(oxigraph: SparqlServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    oxigraph.change("INSERT DATA { <https://w3id.org/mlkg/method/x> a <https://w3id.org/mlkg/ontology#Method> }")
    assert main(["sparql", "SELECT ?x { ?x a kg:Method }", "-g", oxigraph.query]) == 0
    assert capsys.readouterr().out == "x\nmethod/x\n"
    assert main(["sparql", "SELECT ?x { ?x a kg:Method }", "-g", str(tmp_path / "http:")]) == 1
