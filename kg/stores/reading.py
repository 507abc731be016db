"""From the RDF of a graph back to the graph: the inverse of `kg.stores.rdf`.

Everything stands in the default graph, so a file that has no named graphs is read whole too. What comes back makes the same
triples again; confidences have the four decimals that the triples have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

import pyoxigraph

from kg.errors import GraphError
from kg.identifiers import iri, key
from kg.model import Entity, Evidence, Graph, Literal, Source, Span, Statement, sorted_names
from kg.stores.asking import SparqlStore
from kg.stores.rdf import preferred_name
from kg.stores.store import OxigraphStore
from kg.stores.terms import plain, plain_name
from kg.vocabulary import CLASSES, PREDICATES

Object = str | Literal
Properties = Mapping[str, list[Object]]
Triple = tuple[str, str, Object]

_KINDS: Final = {iri(class_): kind for kind, class_ in CLASSES.items()}
#: Predicates of statements; names of entities are no statements unless they have evidence.
_STATED: Final = tuple(dict.fromkeys((*(name for name in PREDICATES.values() if name != "skos:altLabel"), "skos:broader", "skos:prefLabel")))


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


class _Reader:
    """Read the nodes of one store, kind by kind, so that never all triples are in memory at once."""

    def __init__(self, store: pyoxigraph.Store, base: str) -> None:
        self._store = store
        self._base = base

    def graph(self) -> Graph:
        sources = list(map(self._source, self._of_class("kg:Document")))
        evidence = {node.value: self._evidence(node) for node in self._of_class("kg:Evidence")}
        evidenced = dict(self._statement(node, evidence) for node in self._of_class("rdf:Statement"))
        found = {node.value: self._entity(node, kind) for address, kind in _KINDS.items() for node in self._nodes(address)}
        entities = {entity.id: entity for entity in found.values()}
        bare = {triple: () for triple in self._stated(entities) if triple not in evidenced}
        statements = (Statement(*triple, tuple(sorted(items))) for triple, items in (*evidenced.items(), *bare.items()))
        return Graph.of(entities.values(), statements, sources)

    def _of_class(self, class_: str) -> Iterator[pyoxigraph.NamedNode]:
        return self._nodes(iri(class_))

    def _nodes(self, class_: str) -> Iterator[pyoxigraph.NamedNode]:
        pattern = (None, pyoxigraph.NamedNode(iri("rdf:type")), pyoxigraph.NamedNode(class_), pyoxigraph.DefaultGraph())
        for quad in self._store.quads_for_pattern(*pattern):
            if not isinstance(quad.subject, pyoxigraph.NamedNode):
                raise GraphError(f"{quad.subject}: a node of class {class_} needs an IRI of its own")
            yield quad.subject

    def _properties(self, node: pyoxigraph.NamedNode) -> Properties:
        found: defaultdict[str, list[Object]] = defaultdict(list)
        for quad in self._store.quads_for_pattern(node, None, None, pyoxigraph.DefaultGraph()):
            if isinstance(quad.object, pyoxigraph.Triple):
                found["rdf:subject"], found["rdf:predicate"], found["rdf:object"] = ([plain(part, base=self._base)] for part in quad.object)
            else:
                found[plain_name(quad.predicate, base=self._base)].append(plain(quad.object, base=self._base))
        return found

    def _source(self, node: pyoxigraph.NamedNode) -> Source:
        had = self._properties(node)
        return Source(_words(node, had, "dcterms:identifier"), _words(node, had, "rdfs:label"), _optional(had, "kg:locator") or "",
                      _optional(had, "kg:format") or "", _optional(had, "dcterms:language") or "", _optional(had, "dcterms:title"),
                      _optional(had, "schema:url"), _optional(had, "dcterms:date"))

    def _evidence(self, node: pyoxigraph.NamedNode) -> Evidence:
        had = self._properties(node)
        return Evidence(_words(node, had, "oa:hasSource").removeprefix("document/"),
                        Span(int(_number(node, had, "oa:start")), int(_number(node, had, "oa:end"))), _words(node, had, "oa:exact"),
                        _words(node, had, "kg:extractor"), _number(node, had, "kg:confidence"), _optional(had, "kg:negated") == "true")

    def _statement(self, node: pyoxigraph.NamedNode, evidence: Mapping[str, Evidence]) -> tuple[Triple, tuple[Evidence, ...]]:
        had = self._properties(node)
        triple = (_words(node, had, "rdf:subject"), _words(node, had, "rdf:predicate"), _one(node, had, "rdf:object"))
        try:
            return triple, tuple(evidence[iri(str(name), base=self._base)] for name in had["prov:wasDerivedFrom"])
        except KeyError as error:
            raise GraphError(f"{node.value}: rests on {error.args[0]}, which is no evidence") from error

    def _entity(self, node: pyoxigraph.NamedNode, kind: str) -> Entity:
        had = self._properties(node)
        label = _words(node, had, "rdfs:label")
        keys = {"", *(_value(name) for name in had.get("kg:nameKey", ()))}
        names = (name for relation in ("skos:altLabel", "skos:prefLabel") for name in had.get(relation, ()) if isinstance(name, Literal))
        # A name that only a statement gives is not looked up by its key; results are looked up by none.
        aliases = {name for name in names if name.value != label and (kind == "result" or key(name.value) in keys)}
        return Entity(plain_name(node, base=self._base), kind, label, sorted_names(aliases))

    def _stated(self, entities: Mapping[str, Entity]) -> Iterator[Triple]:
        """Yield the asserted triples of entities, but not the names that entities have of themselves."""
        for predicate in _STATED:
            for quad in self._store.quads_for_pattern(None, pyoxigraph.NamedNode(iri(predicate)), None, pyoxigraph.DefaultGraph()):
                entity = entities.get(plain_name(quad.subject, base=self._base))
                thing = plain(quad.object, base=self._base)
                if entity and not (predicate == "skos:prefLabel" and thing == preferred_name(entity)):
                    yield entity.id, predicate, thing


def _value(thing: Object) -> str:
    return thing if isinstance(thing, str) else thing.value


def _optional(had: Properties, name: str) -> str | None:
    return _value(had[name][0]) if had.get(name) else None


def _one(node: pyoxigraph.NamedNode, had: Properties, name: str) -> Object:
    if len(had.get(name, ())) != 1:
        raise GraphError(f"{node.value}: needs one {name} and has {len(had.get(name, ())) or 'none'}")
    return had[name][0]


def _words(node: pyoxigraph.NamedNode, had: Properties, name: str) -> str:
    return _value(_one(node, had, name))


def _number(node: pyoxigraph.NamedNode, had: Properties, name: str) -> float:
    words = _words(node, had, name)
    try:
        return float(words)
    except ValueError as error:
        raise GraphError(f"{node.value}: {name} is {words!r}, which is no number") from error
