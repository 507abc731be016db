"""A graph as N-Quads, one line a quad, written straight from strings: the fast way into a store, and the canonical form.

The default graph holds everything once: descriptions of entities and documents, every asserted triple, and for each triple with
evidence a statement node (`rdf:Statement`) derived from evidence nodes with Web Annotation positions. The named graph
`document/<id>` repeats the triples that this document states, so that `GRAPH` asks for one text alone. A statement that texts
only deny keeps its node and its evidence, and is asserted nowhere.

With `triple_terms`, a statement node reifies its triple as RDF 1.2 has it (`rdf:reifies` a triple term) in place of naming its
subject, predicate and object.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.belief import belief
from kg.identifiers import digest, iri, key
from kg.model import Entity, Evidence, Graph, Literal, Source, Statement
from kg.vocabulary import BASE, CLASSES, KIND_OF_TYPE, PREFIXES

_SPECIAL: Final = re.compile('["\\\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]')
_SHORT: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_NOT_IN_IRI: Final = re.compile('[\x00-\x20<>"{}|^`\\\\\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff]')
_HANGUL: Final = re.compile("[가-힣]")
_PREDICATE: Final = {name: f" <{iri(name)}> " for name in (
    "rdf:type", "rdf:subject", "rdf:predicate", "rdf:object", "rdf:reifies", "rdfs:label", "skos:prefLabel", "skos:altLabel", "kg:nameKey", "kg:format",
    "kg:locator", "kg:extractor", "kg:confidence", "kg:negated", "kg:belief", "dcterms:identifier", "dcterms:language", "dcterms:title", "dcterms:date",
    "schema:url", "oa:hasSource", "oa:start", "oa:end", "oa:exact", "prov:wasDerivedFrom")}
_STATEMENT: Final = f"<{iri('rdf:Statement')}>"
_EVIDENCE: Final = f"<{iri('kg:Evidence')}>"
_INTEGER: Final = f"^^<{iri('xsd:integer')}>"
_DECIMAL: Final = f"^^<{iri('xsd:decimal')}>"


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    # No text can hold half of a surrogate pair, so it becomes the character that says so.
    return _SHORT.get(character) or ("\ufffd" if "\ud800" <= character <= "\udfff" else f"\\u{ord(character):04X}")


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))


def language(name: str) -> str:
    """Return `ko` for a name with Hangul in it, else `en`."""
    return "ko" if _HANGUL.search(name) else "en"


def literal_term(literal: Literal) -> str:
    r"""Return a literal as N-Quads write it.

    >>> literal_term(Literal('say "hi"', language="en")), literal_term(Literal("2024", "integer"))
    ('"say \\"hi\\""@en', '"2024"^^<http://www.w3.org/2001/XMLSchema#integer>')
    """
    words = f'"{_SPECIAL.sub(_escape, literal.value)}"'
    if literal.language:
        return f"{words}@{literal.language}"
    return words if literal.datatype == "string" else f"{words}^^<{PREFIXES['xsd']}{literal.datatype}>"


def iri_term(identifier: str, *, base: str = BASE) -> str:
    """Return an entity id or CURIE as N-Quads write its IRI; what no IRI may hold is percent-encoded."""
    return f"<{_NOT_IN_IRI.sub(_percent, iri(identifier, base=base))}>"


def _block(subject: str, pairs: Iterable[tuple[str, str]]) -> str:
    return "".join([f"{subject}{_PREDICATE[predicate]}{thing} .\n" for predicate, thing in pairs])


def _string(value: str) -> str:
    return f'"{_SPECIAL.sub(_escape, value)}"'


def _decimal(value: float) -> str:
    """Return a number with at most four decimals in the canonical form of XML Schema, which stores keep."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def evidence_id(evidence: Evidence) -> str:
    """Return the id of the node of an evidence: the same words, read by the same rule alike, are one node."""
    start, end = evidence.span.start, evidence.span.end
    return f"evidence/{digest(f'{evidence.document} {start} {end} {evidence.extractor} {evidence.confidence:.4f} {evidence.negated:d}')}"


def statement_id(statement: Statement) -> str:
    """Return the id of the node of a statement, which its triple alone decides."""
    thing = statement.object if isinstance(statement.object, str) else literal_term(statement.object)
    return f"statement/{digest(f'{statement.subject} {statement.predicate} {thing}')}"


def quads(graph: Graph, *, base: str = BASE, triple_terms: bool = False) -> Iterator[str]:
    """Yield the N-Quads of a graph, some whole lines at a time, in an order that the graph alone decides."""
    writer = _Writer(base, graph.statements, triple_terms=triple_terms)
    yield from map(writer.document, graph.sources)
    yield from map(writer.entity, graph.entities)
    yield from map(writer.statement, graph.statements)


class _Writer:
    """Turn the parts of one graph into lines; knows the IRIs, and the evidence, that it wrote already."""

    def __init__(self, base: str, statements: Iterable[Statement], *, triple_terms: bool) -> None:
        self._base = base
        self._triple_terms = triple_terms
        self._iris: dict[str, str] = {}
        self._written: set[str] = set()
        self._preferred = frozenset((item.subject, item.object) for item in statements if item.predicate == "skos:prefLabel")

    def node(self, identifier: str) -> str:
        found = self._iris.get(identifier)
        if found is None:
            found = self._iris[identifier] = iri_term(identifier, base=self._base)
        return found

    def document(self, source: Source) -> str:
        facts = (("dcterms:identifier", source.id), ("rdfs:label", source.name or source.id), ("dcterms:language", source.language),
                 ("kg:format", source.format), ("kg:locator", source.locator), ("dcterms:title", source.title), ("dcterms:date", source.date))
        url = (("schema:url", literal_term(Literal(source.url, "anyURI"))),) if source.url else ()
        return _block(self.node(f"document/{source.id}"), (
            ("rdf:type", self.node("kg:Document")), *((name, _string(value)) for name, value in facts if value), *url))

    def entity(self, entity: Entity) -> str:
        pairs = [("rdf:type", self.node(CLASSES[entity.kind])), ("rdfs:label", _string(entity.label))]
        if entity.kind in KIND_OF_TYPE:
            pairs.append(("skos:prefLabel", literal_term(Literal(entity.label, language=language(entity.label)))))
        pairs += (("skos:altLabel", literal_term(alias)) for alias in entity.aliases
                  if alias.value != entity.label and (entity.id, alias) not in self._preferred)
        if entity.kind != "result":
            keys = {key(entity.label), *(key(alias.value) for alias in entity.aliases)} - {""}
            pairs += (("kg:nameKey", _string(name)) for name in sorted(keys))
        return _block(self.node(entity.id), pairs)

    def statement(self, statement: Statement) -> str:
        subject, predicate = self.node(statement.subject), self.node(statement.predicate)
        thing = self.node(statement.object) if isinstance(statement.object, str) else literal_term(statement.object)
        triple = f"{subject} {predicate} {thing}"
        if not statement.evidence:
            return f"{triple} .\n"
        documents = dict.fromkeys(item.document for item in statement.evidence if not item.negated)
        asserted = [f"{triple} .\n" if documents else "", *(f"{triple} {self.node(f'document/{document}')} .\n" for document in documents)]
        nodes = [(f"<{self._base}{evidence_id(item)}>", item) for item in statement.evidence]
        described = _block(f"<{self._base}{statement_id(statement)}>", (
            ("rdf:type", _STATEMENT), *self._reified(subject, predicate, thing),
            ("kg:belief", f'"{_decimal(belief(statement.evidence))}"{_DECIMAL}'), *(("prov:wasDerivedFrom", node) for node, _ in nodes)))
        return "".join((*asserted, described, *(self.evidence(node, item) for node, item in nodes)))

    def _reified(self, subject: str, predicate: str, thing: str) -> tuple[tuple[str, str], ...]:
        if self._triple_terms:
            return (("rdf:reifies", f"<<( {subject} {predicate} {thing} )>>"),)
        return ("rdf:subject", subject), ("rdf:predicate", predicate), ("rdf:object", thing)

    def evidence(self, node: str, evidence: Evidence) -> str:
        if node in self._written:
            return ""
        self._written.add(node)
        return _block(node, (
            ("rdf:type", _EVIDENCE), ("oa:hasSource", self.node(f"document/{evidence.document}")),
            ("oa:start", f'"{evidence.span.start}"{_INTEGER}'), ("oa:end", f'"{evidence.span.end}"{_INTEGER}'),
            ("oa:exact", _string(evidence.quote)), ("kg:extractor", _string(evidence.extractor)),
            ("kg:confidence", f'"{_decimal(evidence.confidence)}"{_DECIMAL}'),
            *((("kg:negated", literal_term(Literal("true", "boolean"))),) if evidence.negated else ())))
