"""RDF files as a graph of this vocabulary: read in any format, and refused where they hold anything else."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

import pyoxigraph

from kg.errors import GraphError, SourceError
from kg.identifiers import iri
from kg.model import Graph
from kg.stores.description import description_iri

FORMATS: Final = {
    "turtle": pyoxigraph.RdfFormat.TURTLE, "nquads": pyoxigraph.RdfFormat.N_QUADS, "trig": pyoxigraph.RdfFormat.TRIG,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD, "ntriples": pyoxigraph.RdfFormat.N_TRIPLES, "rdfxml": pyoxigraph.RdfFormat.RDF_XML}
_EXTENSIONS: Final = {"ttl": "turtle", "nq": "nquads", "trig": "trig", "jsonld": "jsonld", "json": "jsonld", "nt": "ntriples", "rdf": "rdfxml",
                      "xml": "rdfxml", "owl": "rdfxml"}
#: Bytes of a file that are looked at where its name does not say what it is.
_LOOKED_AT: Final = 1 << 16
_XML: Final = re.compile(rb"\s*<(?:\?xml|!--|!DOCTYPE|rdf:RDF)")
_JSON: Final = re.compile(rb"\s*[\[{]\s*[\[{\"\]}]")
#: What declares names for text in XML; names for names can grow without end, and no graph of ours has any.
_ENTITY: Final = b"<!ENTITY"
_BASE: Final = re.compile(r"https?://[^\x00-\x20<>\"{}|\\^`]+[/#]")
_DEFAULT: Final = pyoxigraph.DefaultGraph()


def load(store: pyoxigraph.Store, path: str, *, style: str | None = None, stdin: BinaryIO | None = None) -> None:
    """Add the triples of a file, or of `stdin` for `-`, to a store; its format is `style`, else what its name or its content tells.

    Statement nodes that reify triple terms become nodes that name subject, predicate and object. Raises SourceError where the file
    cannot be read or is malformed.
    """
    try:
        if path == "-":
            _load(store, stdin or io.BytesIO(), FORMATS[_told(path, style)])
            return
        with Path(path).open("rb") as stream:
            _load(store, stream, FORMATS[style or _EXTENSIONS.get(Path(path).suffix.lower()[1:]) or _seen(stream)])
    except SyntaxError as error:
        line = f"line {error.lineno}: " if error.lineno else ""
        raise SourceError(path, f"{line}is malformed ({str(error).splitlines()[0]})") from error
    except (OSError, ValueError) as error:
        raise SourceError(path, f"cannot be read ({getattr(error, 'strerror', None) or error})") from error


def _told(path: str, style: str | None) -> str:
    if style is None:
        raise SourceError(path, f"standard input has no name: say in which format it is, of {', '.join(FORMATS)}")
    return style


def _seen(stream: BinaryIO) -> str:
    """Return the format of a file by its content; TriG holds Turtle too, and N-Quads hold N-Triples."""
    start = stream.read(_LOOKED_AT)
    stream.seek(0)
    if _XML.match(start):
        return "rdfxml"
    if _JSON.match(start):
        return "jsonld"
    first = next((line for line in start.splitlines() if line.strip() and not line.lstrip().startswith(b"#")), b"")
    try:
        list(pyoxigraph.parse(first, format=pyoxigraph.RdfFormat.N_QUADS))
    except SyntaxError:
        return "trig"
    return "nquads"


def _load(store: pyoxigraph.Store, stream: BinaryIO, form: pyoxigraph.RdfFormat) -> None:
    source: Any = _WithoutEntities(stream) if form == pyoxigraph.RdfFormat.RDF_XML else stream
    store.bulk_load(source, format=form)
    for quad in store.quads_for_pattern(None, pyoxigraph.NamedNode(iri("rdf:reifies")), None, _DEFAULT):
        if isinstance(quad.object, pyoxigraph.Triple):
            store.remove(quad)
            named = zip(("rdf:subject", "rdf:predicate", "rdf:object"), quad.object, strict=True)
            store.extend(pyoxigraph.Quad(quad.subject, pyoxigraph.NamedNode(iri(name)), part) for name, part in named)


class _WithoutEntities(io.RawIOBase):
    """Give the bytes of an XML file, unless it declares entities."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self._end = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer, as the base class has it
        found = self._stream.read(len(buffer))
        if _ENTITY in self._end + found:
            raise ValueError("it declares XML entities")
        self._end = (self._end + found)[1 - len(_ENTITY):]
        buffer[:len(found)] = found
        return len(found)


def base_of(store: pyoxigraph.Store) -> str | None:
    """Return what the names of things in a store begin with, as its description or else its documents tell; None where neither does."""
    described = (quad.object.value for quad in store.quads_for_pattern(None, pyoxigraph.NamedNode(iri("void:uriSpace")), None, None)
                 if isinstance(quad.object, pyoxigraph.Literal))
    documents = (quad.subject.value.rpartition("document/")[0] for quad in store.quads_for_pattern(
        None, pyoxigraph.NamedNode(iri("rdf:type")), pyoxigraph.NamedNode(iri("kg:Document")), _DEFAULT) if isinstance(quad.subject, pyoxigraph.NamedNode))
    found = min(described, default=None) or min(documents, default=None)
    if found is not None and not _BASE.fullmatch(found):
        raise GraphError(f"{found!r}: no http address that ends in / or #, so the names of things cannot begin with it")
    return found


def refuse_foreign(read: pyoxigraph.Store, made: pyoxigraph.Store, *, base: str, united: bool) -> None:
    """Raise GraphError unless what was read is what was made of it: all triples of the default graph, and no others in any graph.

    Where graphs are `united`, beliefs are another's than those of the parts, and are not compared.
    """
    ignored = {iri("kg:belief")} if united else set()
    foreign = _less(read, made, ignored, None, pyoxigraph.NamedNode(description_iri(base)))
    _refuse(foreign, "triples that no graph of this vocabulary has", "holds")
    _refuse(_less(made, read, ignored, _DEFAULT, None), "triples that follow from the others", "lacks")


def refuse_dangling(graph: Graph) -> None:
    """Raise GraphError unless all that statements are about, and the documents that their evidence names, are in a graph too."""
    known = {*(entity.id for entity in graph.entities), *(f"document/{source.id}" for source in graph.sources)}
    for statement in graph.statements:
        things = (statement.subject, statement.object, *(f"document/{item.document}" for item in statement.evidence))
        if missing := [thing for thing in things if isinstance(thing, str) and thing not in known]:
            raise GraphError(f"says something of {missing[0]}, but not what it is")


def _less(store: pyoxigraph.Store, other: pyoxigraph.Store, ignored: set[str], within: pyoxigraph.DefaultGraph | None,
          but: pyoxigraph.NamedNode | None) -> Iterator[str]:
    for quad in store.quads_for_pattern(None, None, None, within):
        if quad not in other and quad.predicate.value not in ignored and quad.graph_name != but:
            yield str(quad)


def _refuse(quads: Iterable[str], what: str, how: str) -> None:
    first, number = "", 0
    for number, quad in enumerate(quads, start=1):  # noqa: B007 - it counts
        first = min(first or quad, quad)
    if number:
        raise GraphError(f"{how} {number:,} {what}, the first of them: {first}")
