"""A built graph in the formats that others read: the same bytes for the same graph, whatever made it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Final
from xml.sax.saxutils import escape

import pyoxigraph

from kg.errors import GraphError
from kg.stores.description import description_iri
from kg.stores.rdf import quads
from kg.stores.reading import read_graph
from kg.stores.store import OxigraphStore
from kg.vocabulary import PREFIXES

_NODES: Final = "SELECT ?s ?label ?class WHERE { ?s rdfs:label ?label ; rdf:type ?class }"
_EDGES: Final = """SELECT ?s ?p ?o (COUNT(?g) AS ?texts)
WHERE { ?s rdfs:label ?from . ?s ?p ?o . ?o rdfs:label ?to . OPTIONAL { GRAPH ?g { ?s ?p ?o } } } GROUP BY ?s ?p ?o"""
#: Characters that no XML 1.0 document may hold.
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Write = Callable[[OxigraphStore, BinaryIO], None]


def export(store: OxigraphStore, stream: BinaryIO, *, style: str, triple_terms: bool = False) -> None:
    """Write a graph in one of FORMATS; those that know one graph only get everything but which text states what alone.

    With `triple_terms`, the nodes of statements reify triple terms of RDF 1.2. Raises GraphError where the
    format is unknown or cannot hold what is to be written.
    """
    if style not in FORMATS:
        raise GraphError(f"{style}: no such format; there are {', '.join(FORMATS)}")
    if triple_terms and style not in WITH_TRIPLE_TERMS:
        raise GraphError(f"{style}: cannot hold triple terms; {', '.join(WITH_TRIPLE_TERMS)} can")
    FORMATS[style](_with_triple_terms(store) if triple_terms else store, stream)


def _with_triple_terms(store: OxigraphStore) -> OxigraphStore:
    """Return a store in memory of the same graph, whose statement nodes reify triple terms."""
    held = OxigraphStore.hold(quads(read_graph(store.store, base=store.base), base=store.base, triple_terms=True), base=store.base)
    held.store.extend(_described(store))
    return held


def _described(store: OxigraphStore) -> Iterator[pyoxigraph.Quad]:
    """Return the quads that describe a graph."""
    return store.store.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(description_iri(store.base)))


def _lines(store: OxigraphStore, *, named: bool) -> list[bytes]:
    """Return the sorted lines of a store, of the default graph alone unless `named`."""
    data = store.dump(named=named)
    lines = data.split(b"\n")
    del data
    lines.sort()
    return [line for line in lines if line]


def _write_nquads(store: OxigraphStore, stream: BinaryIO) -> None:
    stream.writelines(line + b"\n" for line in _lines(store, named=True))


def _write_ntriples(store: OxigraphStore, stream: BinaryIO) -> None:
    stream.writelines(line + b"\n" for line in _lines(store, named=False))


def _parsed(lines: Iterable[bytes]) -> Iterator[pyoxigraph.Quad]:
    return pyoxigraph.parse(io.BytesIO(b"\n".join(lines)), format=pyoxigraph.RdfFormat.N_QUADS)


def _prefixes(store: OxigraphStore) -> dict[str, str]:
    return {"": store.base, **PREFIXES}


def _write_turtle(store: OxigraphStore, stream: BinaryIO) -> None:
    triples = (quad.triple for quad in _parsed(_lines(store, named=False)))
    pyoxigraph.serialize(triples, stream, format=pyoxigraph.RdfFormat.TURTLE, prefixes=_prefixes(store))


def _printable(quad: pyoxigraph.Quad) -> pyoxigraph.Triple:
    """Return the triple of a quad; raise GraphError where no XML document can hold it."""
    found = isinstance(quad.object, pyoxigraph.Literal) and _NOT_XML.search(quad.object.value)
    if found:
        raise GraphError(f"rdfxml: {quad.subject} holds the character U+{ord(found[0]):04X}, which no XML document can: choose another format")
    return quad.triple


def _write_rdfxml(store: OxigraphStore, stream: BinaryIO) -> None:
    triples = map(_printable, _parsed(_lines(store, named=False)))
    pyoxigraph.serialize(triples, stream, format=pyoxigraph.RdfFormat.RDF_XML, prefixes=_prefixes(store))


def _write_void(store: OxigraphStore, stream: BinaryIO) -> None:
    """Write the description of the graph alone."""
    triples = sorted((quad.triple for quad in _described(store)), key=str)
    if not triples:
        raise GraphError("the graph has no description: build it again")
    pyoxigraph.serialize(triples, stream, format=pyoxigraph.RdfFormat.TURTLE, prefixes=_prefixes(store))


def _write_quads(store: OxigraphStore, stream: BinaryIO, style: pyoxigraph.RdfFormat) -> None:
    quads = sorted(_parsed(_lines(store, named=True)), key=lambda quad: str(quad.graph_name))
    pyoxigraph.serialize(quads, stream, format=style, prefixes=_prefixes(store))


def _write_trig(store: OxigraphStore, stream: BinaryIO) -> None:
    _write_quads(store, stream, pyoxigraph.RdfFormat.TRIG)


def _write_jsonld(store: OxigraphStore, stream: BinaryIO) -> None:
    _write_quads(store, stream, pyoxigraph.RdfFormat.JSON_LD)


def _xml(text: object) -> str:
    return escape(_NOT_XML.sub("\ufffd", str(text)), {'"': "&quot;"})


def _write_graphml(store: OxigraphStore, stream: BinaryIO) -> None:
    """Write entities as nodes and triples between them as edges, each with the number of texts that state it."""
    def put(line: str) -> None:
        stream.write(f"{line}\n".encode())

    put('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">')
    for field, place, kind in (("label", "node", "string"), ("class", "node", "string"), ("predicate", "edge", "string"), ("texts", "edge", "int")):
        put(f'<key id="{field}" for="{place}" attr.name="{field}" attr.type="{kind}"/>')
    put('<graph edgedefault="directed">')
    for name, label, class_ in sorted(store.select(_NODES).rows, key=str):
        put(f'<node id="{_xml(name)}"><data key="label">{_xml(label)}</data><data key="class">{_xml(class_)}</data></node>')
    for start, link, end, texts in sorted(store.select(_EDGES).rows, key=str):
        put(f'<edge source="{_xml(start)}" target="{_xml(end)}"><data key="predicate">{_xml(link)}</data>'
            f'<data key="texts">{texts}</data></edge>')
    put("</graph>\n</graphml>")


FORMATS: Final[dict[str, Write]] = {
    "turtle": _write_turtle, "nquads": _write_nquads, "trig": _write_trig, "jsonld": _write_jsonld, "graphml": _write_graphml,
    "ntriples": _write_ntriples, "rdfxml": _write_rdfxml, "void": _write_void,
}
WITH_TRIPLE_TERMS: Final = ("turtle", "ntriples", "trig", "nquads", "rdfxml")
