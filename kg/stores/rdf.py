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
from functools import lru_cache
from typing import Final

from kg.belief import belief
from kg.identifiers import digest, iri, key, name_language
from kg.model import Entity, Evidence, Graph, Literal, Source, Statement
from kg.vocabulary import BASE, CLASSES, KIND_OF_TYPE, PREFIXES

_SPECIAL: Final = re.compile('["\\\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]')
_SHORT: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
#: What RFC 3987 has no place for in a path: marks of syntax, what is for private use, what is no character, a lone percent sign.
_NOT_IN_IRI: Final = re.compile('%(?![0-9A-Fa-f]{2})|[\x00-\x20<>"{}|^`#\\[\\]\\\\\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff'
                                f"{''.join(chr(plane << 16 | last) for plane in range(1, 15) for last in (0xFFFE, 0xFFFF))}]")
#: A whole number, in whatever form it is written.
_WHOLE: Final = re.compile("([+-]?)0*([0-9]+)", re.ASCII)
_PREDICATE: Final = {name: f" <{iri(name)}> " for name in (
    "rdf:type", "rdf:subject", "rdf:predicate", "rdf:object", "rdf:reifies", "rdfs:label", "skos:prefLabel", "skos:altLabel", "kg:nameKey", "kg:format",
    "kg:locator", "kg:extractor", "kg:confidence", "kg:negated", "kg:belief", "dcterms:identifier", "dcterms:language", "dcterms:title", "dcterms:date",
    "schema:url", "oa:hasSource", "oa:start", "oa:end", "oa:exact", "prov:wasDerivedFrom")}
#: Predicates by which statements give names too.
NAMING: Final = ("skos:prefLabel", "skos:altLabel")
NamesStated = frozenset[tuple[str, str, str | Literal]]
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


def literal_term(literal: Literal) -> str:
    r"""Return a literal as N-Quads write it, whole numbers in the one form that stores keep.

    >>> literal_term(Literal('say "hi"', language="en")), literal_term(Literal("+2024", "integer"))
    ('"say \\"hi\\""@en', '"2024"^^<http://www.w3.org/2001/XMLSchema#integer>')
    """
    words = _string(_whole(literal.value) if literal.datatype == "integer" else literal.value)
    if literal.language:
        return f"{words}@{literal.language}"
    return words if literal.datatype == "string" else f"{words}^^<{PREFIXES['xsd']}{literal.datatype}>"


def _whole(value: str) -> str:
    found = _WHOLE.fullmatch(value)
    return value if found is None else f"{'-' if found[1] == '-' and found[2] != '0' else ''}{found[2]}"


@lru_cache(maxsize=65_536)
def _encoded(identifier: str) -> str:
    return _NOT_IN_IRI.sub(_percent, identifier)


def iri_term(identifier: str, *, base: str = BASE) -> str:
    """Return an entity id or CURIE as N-Quads write its IRI; what no IRI may hold is percent-encoded."""
    return f"<{iri(_encoded(identifier), base=base)}>"


def _block(subject: str, pairs: Iterable[tuple[str, str]]) -> str:
    return "".join([f"{subject}{_PREDICATE[predicate]}{thing} .\n" for predicate, thing in pairs])


def _string(value: str) -> str:
    return f'"{_SPECIAL.sub(_escape, value)}"'


def _decimal(value: float) -> str:
    """Return a number with at most four decimals in the canonical form of XML Schema, which stores keep."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def evidence_id(evidence: Evidence) -> str:
    """Return the id of the node of an evidence: the same words, read by the same rule alike, are one node."""
    document, (start, end), _, extractor, confidence, negated = evidence
    return f"evidence/{digest(f'{document} {start} {end} {extractor} {confidence:.4f} {negated:d}')}"


def statement_id(statement: Statement) -> str:
    """Return the id of the node of a statement, which its triple alone decides."""
    thing = _encoded(statement.object) if isinstance(statement.object, str) else literal_term(statement.object)
    return f"statement/{digest(f'{_encoded(statement.subject)} {statement.predicate} {thing}')}"


def asserted(statement: Statement) -> bool:
    """Say whether a statement is a triple of its own: not where all texts that speak of it deny it."""
    return not statement.evidence or not all(item.negated for item in statement.evidence)


def document_facts(source: Source) -> Iterator[tuple[str, Literal]]:
    """Yield what is known of a document, each with its predicate."""
    facts = (("dcterms:identifier", source.id), ("rdfs:label", source.name or source.id), ("dcterms:language", source.language),
             ("kg:format", source.format), ("kg:locator", source.locator), ("dcterms:title", source.title), ("dcterms:date", source.date))
    yield from ((predicate, Literal(value)) for predicate, value in facts if value)
    if source.url:
        yield "schema:url", Literal(source.url, "anyURI")


def name_keys(entity: Entity) -> list[str]:
    """Return the keys by which an entity is looked up, sorted; a result goes by none."""
    return sorted({key(entity.label), *(key(alias.value) for alias in entity.aliases)} - {""}) if entity.kind != "result" else []


def names_stated(statements: Iterable[Statement]) -> NamesStated:
    """Return the names that statements assert."""
    return frozenset((item.subject, item.predicate, item.object) for item in statements if item.predicate in NAMING and asserted(item))


def preferred_name(entity: Entity) -> Literal | None:
    """Return the label of a concept in its language; None for what is no concept."""
    return Literal(entity.label, language=name_language(entity.label)) if entity.kind in KIND_OF_TYPE else None


def own_names(entity: Entity, stated: NamesStated) -> Iterator[tuple[str, Literal]]:
    """Yield the names that an entity has of itself beside its label, each with its predicate, but for those that are stated."""
    preferred = preferred_name(entity)
    if preferred and (entity.id, "skos:prefLabel", preferred) not in stated:
        yield "skos:prefLabel", preferred
    for alias in entity.aliases:
        if alias.value != entity.label and not any((entity.id, relation, alias) in stated for relation in NAMING):
            yield "skos:altLabel", alias


def quads(graph: Graph, *, base: str = BASE, triple_terms: bool = False) -> Iterator[str]:
    """Yield the N-Quads of a graph, each once and some whole lines at a time, in an order that the graph alone decides."""
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
        self._named = names_stated(statements)

    def node(self, identifier: str) -> str:
        found = self._iris.get(identifier)
        if found is None:
            found = self._iris[identifier] = iri_term(identifier, base=self._base)
        return found

    def document(self, source: Source) -> str:
        facts = ((predicate, literal_term(thing)) for predicate, thing in document_facts(source))
        return _block(self.node(f"document/{source.id}"), (("rdf:type", self.node("kg:Document")), *facts))

    def entity(self, entity: Entity) -> str:
        return _block(self.node(entity.id), (
            ("rdf:type", self.node(CLASSES[entity.kind])), ("rdfs:label", _string(entity.label)),
            *((relation, literal_term(name)) for relation, name in own_names(entity, self._named)),
            *(("kg:nameKey", _string(name)) for name in name_keys(entity))))

    def statement(self, statement: Statement) -> str:
        subject, predicate = self.node(statement.subject), self.node(statement.predicate)
        thing = self.node(statement.object) if isinstance(statement.object, str) else literal_term(statement.object)
        triple = f"{subject} {predicate} {thing}"
        if not statement.evidence:
            return f"{triple} .\n"
        documents = dict.fromkeys(item.document for item in statement.evidence if not item.negated)
        triples = [f"{triple} .\n" if documents else "", *(f"{triple} {self.node(f'document/{document}')} .\n" for document in documents)]
        nodes = [(f"<{self._base}{evidence_id(item)}>", item) for item in statement.evidence]
        described = _block(f"<{self._base}{statement_id(statement)}>", (
            ("rdf:type", _STATEMENT), *self._reified(subject, predicate, thing),
            ("kg:belief", f'"{_decimal(belief(statement.evidence))}"{_DECIMAL}'), *(("prov:wasDerivedFrom", node) for node, _ in nodes)))
        return "".join((*triples, described, *(self.evidence(node, item) for node, item in nodes)))

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
