"""From the RDF of a graph back to the graph: the inverse of `kg.stores.rdf`.

Everything stands in the default graph, so a file that has no named graphs is read whole too. What comes back makes the same
triples again; confidences have the four decimals that the triples have.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

import pyoxigraph

from kg.collection import uncollected
from kg.errors import GraphError
from kg.identifiers import iri, key
from kg.model import Entity, Evidence, Graph, Literal, Source, Span, Statement, sorted_names
from kg.stores.asking import SparqlStore
from kg.stores.base import Triple
from kg.stores.rdf import preferred_name
from kg.stores.store import OxigraphStore
from kg.stores.terms import Term, plain, plain_name
from kg.vocabulary import CLASSES, PREDICATES

#: What a store says of a node, by predicate.
Properties = Mapping[str, Sequence[Term]]
Node = pyoxigraph.NamedNode
#: A node with its classes and what a store says of it.
Described = tuple[Node, set[str], Properties]

_KINDS: Final = {iri(class_): kind for kind, class_ in CLASSES.items()}
_SUBJECT: Final = attrgetter("subject")
_DOCUMENT: Final = iri("kg:Document")
_EVIDENCE: Final = iri("kg:Evidence")
_STATEMENT: Final = iri("rdf:Statement")
#: The classes of nodes that make up a graph.
_READ: Final = (_DOCUMENT, _EVIDENCE, _STATEMENT, *_KINDS)
#: Predicates of statements; names of entities are no statements unless they have evidence.
_STATED: Final = frozenset((*(name for name in PREDICATES.values() if name != "skos:altLabel"), "skos:broader", "skos:prefLabel"))


def read_graph(store: pyoxigraph.Store, *, base: str) -> Graph:
    """Return the graph whose triples a store holds; raise GraphError where a node lacks what it must have."""
    return _Reader(store, base).graph()


def graph_in(source: Graph | SparqlStore) -> Graph:
    """Return a graph as it is, or the one that an open directory holds; raise GraphError for one on a server."""
    if isinstance(source, Graph):
        return source
    if not isinstance(source, OxigraphStore):
        raise GraphError("a graph on a server is not read whole: import it into a folder first")
    return read_graph(source.store, base=source.base)


class _ScatteredError(Exception):
    """Say that a store gives what it says of a node in more than one place."""


@dataclass(slots=True)
class _Parts:
    """Hold the parts of a graph as they are read: statements by their triples, each with the evidence that it rests on."""

    sources: list[Source] = field(default_factory=list)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    evidenced: dict[Triple, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    stated: list[Triple] = field(default_factory=list)

    def graph(self) -> Graph:
        """Return the graph; raise GraphError where a statement rests on what is no evidence."""
        return Graph.of(self.entities.values(), self._statements(), self.sources)

    def _statements(self) -> Iterator[Statement]:
        for triple, (node, names) in self.evidenced.items():
            try:
                yield Statement(*triple, tuple(sorted(self.evidence[name] for name in names)))
            except KeyError as error:
                raise GraphError(f"{node}: rests on {error.args[0]}, which is no evidence") from error
        for triple in dict.fromkeys(self.stated):
            if triple not in self.evidenced:
                yield Statement(*triple)


class _Reader:
    """Read the nodes of one store one after the other, so that never all triples are in memory at once."""

    def __init__(self, store: pyoxigraph.Store, base: str) -> None:
        self._store = store
        self._base = base

    def graph(self) -> Graph:
        with uncollected():
            try:
                parts = self._parts(self._in_order())
            except (_ScatteredError, GraphError):
                # A node may lack only what stands elsewhere.
                parts = self._parts(self._by_class())
            return parts.graph()

    def _in_order(self) -> Iterator[Described]:
        """Yield the nodes as the store has them on the disk, all that it says of one at one place; raise _ScatteredError where it does not."""
        seen: set[Term] = set()
        for node, quads in groupby(self._quads(), _SUBJECT):
            if node in seen:
                raise _ScatteredError
            seen.add(node)
            yield from self._described(node, quads)

    def _by_class(self) -> Iterator[Described]:
        """Yield the nodes of each class, those of several classes once."""
        seen: set[Term] = set()
        for class_ in _READ:
            for found in self._quads(predicate=Node(iri("rdf:type")), thing=Node(class_)):
                if found.subject not in seen:
                    seen.add(found.subject)
                    yield from self._described(found.subject, self._quads(found.subject))

    def _quads(self, subject: Any = None, predicate: Node | None = None, thing: Node | None = None) -> Iterator[pyoxigraph.Quad]:  # noqa: ANN401 - any subject
        return self._store.quads_for_pattern(subject, predicate, thing, pyoxigraph.DefaultGraph())

    def _described(self, node: Term, quads: Iterable[pyoxigraph.Quad]) -> Iterator[Described]:
        """Yield a node if it is of a class that makes up a graph; raise GraphError if it has no IRI then."""
        had: dict[str, list[Term]] = {}
        for quad in quads:
            thing = quad.object
            if isinstance(thing, pyoxigraph.Triple):
                had |= {"rdf:subject": [thing.subject], "rdf:predicate": [thing.predicate], "rdf:object": [thing.object]}
            else:
                had.setdefault(plain_name(quad.predicate, base=self._base), []).append(thing)
        classes = {thing.value for thing in had.get("rdf:type", ()) if isinstance(thing, Node)}
        known = next((class_ for class_ in _READ if class_ in classes), None)
        if known and not isinstance(node, Node):
            raise GraphError(f"{node}: a node of class {known} needs an IRI of its own")
        if known and isinstance(node, Node):
            yield node, classes, had

    def _parts(self, nodes: Iterable[Described]) -> _Parts:
        found = _Parts()
        for node, classes, had in nodes:
            if _EVIDENCE in classes:
                found.evidence[node.value] = self._evidence(node, had)
            if _STATEMENT in classes:
                triple = (self._words(node, had, "rdf:subject"), self._words(node, had, "rdf:predicate"), plain(_one(node, had, "rdf:object"), base=self._base))
                found.evidenced[triple] = (node.value, tuple(name.value if isinstance(name, Node) else str(name) for name in had.get("prov:wasDerivedFrom", ())))
            if _DOCUMENT in classes:
                found.sources.append(self._source(node, had))
            if kind := next((kind for class_, kind in reversed(_KINDS.items()) if class_ in classes), None):
                entity = found.entities[plain_name(node, base=self._base)] = self._entity(node, had, kind)
                found.stated += self._stated(entity, had)
        return found

    def _source(self, node: Node, had: Properties) -> Source:
        return Source(self._words(node, had, "dcterms:identifier"), self._words(node, had, "rdfs:label"), self._optional(had, "kg:locator") or "",
                      self._optional(had, "kg:format") or "", self._optional(had, "dcterms:language") or "", self._optional(had, "dcterms:title"),
                      self._optional(had, "schema:url"), self._optional(had, "dcterms:date"))

    def _evidence(self, node: Node, had: Properties) -> Evidence:
        return Evidence(self._words(node, had, "oa:hasSource").removeprefix("document/"),
                        Span(int(self._number(node, had, "oa:start")), int(self._number(node, had, "oa:end"))), self._words(node, had, "oa:exact"),
                        sys.intern(self._words(node, had, "kg:extractor")), self._number(node, had, "kg:confidence"), self._optional(had, "kg:negated") == "true")

    def _entity(self, node: Node, had: Properties, kind: str) -> Entity:
        label = self._words(node, had, "rdfs:label")
        keys = {"", *(self._value(name) for name in had.get("kg:nameKey", ()))}
        names = (plain(name, base=self._base) for relation in ("skos:altLabel", "skos:prefLabel") for name in had.get(relation, ()))
        # A name that only a statement gives is not looked up by its key; results are looked up by none.
        aliases = {name for name in names if isinstance(name, Literal) and name.value != label and (kind == "result" or key(name.value) in keys)}
        return Entity(plain_name(node, base=self._base), kind, label, sorted_names(aliases))

    def _stated(self, entity: Entity, had: Properties) -> Iterator[Triple]:
        """Yield the asserted triples of an entity, but not the names that it has of itself."""
        for predicate in had.keys() & _STATED:
            for term in had[predicate]:
                thing = plain(term, base=self._base)
                if not (predicate == "skos:prefLabel" and thing == preferred_name(entity)):
                    yield entity.id, predicate, thing

    def _value(self, term: Term) -> str:
        return term.value if isinstance(term, pyoxigraph.Literal) else plain_name(term, base=self._base)

    def _optional(self, had: Properties, name: str) -> str | None:
        return self._value(had[name][0]) if name in had else None

    def _words(self, node: Node, had: Properties, name: str) -> str:
        return self._value(_one(node, had, name))

    def _number(self, node: Node, had: Properties, name: str) -> float:
        words = self._words(node, had, name)
        try:
            return float(words)
        except ValueError as error:
            raise GraphError(f"{node.value}: {name} is {words!r}, which is no number") from error


def _one(node: Node, had: Properties, name: str) -> Term:
    found = had.get(name, ())
    if len(found) != 1:
        raise GraphError(f"{node.value}: needs one {name} and has {len(found) or 'none'}")
    return found[0]
