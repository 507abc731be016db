"""Random graphs for tests of properties: every kind of thing and statement, under names that try to be code.

A graph is consistent, as every built one is: statements lead to entities of the graph, evidence to its documents, words are those
that stand in the text, everything is sorted, and no triple is stated twice. An alternative name stands among an entity's aliases,
and is a statement where texts give it, which is never one without evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from hypothesis import strategies as st

from kg.identifiers import document_id, entity_id
from kg.model import Entity, Evidence, Graph, Literal, Source, Span, Statement
from kg.stores.rdf import iri_term, quads
from kg.vocabulary import BASE, CLASSES, KIND_OF_TYPE, PREDICATES

T = TypeVar("T")

#: Pieces of names that mean something to a query language, a file format or a terminal.
FRAGMENTS: Final = (
    "Medusa", "전문가 혼합", "MoE", "기계학습(ML)", "שלום", "\u202eright-to-left", "zero\u200bwidth", "\ufeff", '"', "'", '"""', "\\", "\\n", "\n", "\r", "\t", "\0", "\x1b[31m",
    '"}) DETACH DELETE n //', "'; DROP ALL; #", "${jndi:x}", "<script>", "]]>", "&amp;", "<http://example.org/a b>", "a b", "|", "=1+1", ",", ";", "{}", "%20", "/", "@en", "^^", "_:b0",
    "\u2028", "\x85", "\ufffe", "\ud7ff", "\U0001f409", "e\u0301", "é", "+", "-", " ", "...")
EXTRACTORS: Final = ("reader.digest", "lexicon.concept", "rule.gloss", "assembly.citation", 'odd."}')
_DATATYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("string",), "arxiv": ("string",), "date": ("date", "gYearMonth", "gYear", "string"), "year": ("integer",), "votes": ("integer",),
    "boilerplate": ("boolean",), "result:value": ("string",), "result:unit": ("string",), "result:change": ("boolean",), "link:arxiv": ("anyURI",), "link:github": ("anyURI",),
    "link:project": ("anyURI",), "link:demo": ("anyURI",), "link:dataset": ("anyURI",)}
_VALUES: Final[Mapping[str, st.SearchStrategy[str]]] = {
    "date": st.dates().map(str), "gYearMonth": st.dates().map(lambda day: str(day)[:7]), "gYear": st.dates().map(lambda day: str(day)[:4]),
    "integer": st.integers().map(str) | st.sampled_from(("007", "+5", "-0", "9" * 30, "")), "boolean": st.sampled_from(("true", "false"))}
#: Predicates that lead to entities; the scheme's own needs no evidence.
_LEADING: Final = (*(predicate for name, predicate in PREDICATES.items() if name not in {*_DATATYPES, "alias"}), "skos:broader")


#: Names, never empty, and the same with or without a language.
NAMES: Final = st.lists(st.sampled_from(FRAGMENTS) | st.text(st.characters(codec="utf-8"), min_size=1, max_size=6), min_size=1, max_size=3).map("".join)
LITERALS: Final = st.builds(Literal, NAMES, st.just("string"), st.sampled_from(("en", "ko", None)))
_OPTIONAL: Final = st.none() | NAMES


@st.composite
def documents(draw: st.DrawFn) -> tuple[Source, str]:
    """Draw a text and what a graph keeps of it."""
    text = draw(NAMES)
    return Source(document_id(text), draw(NAMES), draw(st.just("") | NAMES), draw(NAMES), draw(st.sampled_from(("en", "ko"))),
                  draw(_OPTIONAL), draw(_OPTIONAL), draw(_OPTIONAL)), text


@st.composite
def evidence(draw: st.DrawFn, texts: Mapping[str, str]) -> Evidence:
    """Draw words of one of some texts, by document, as a reading of them."""
    document = draw(st.sampled_from(sorted(texts)))
    start, end = sorted(draw(st.tuples(*[st.integers(0, len(texts[document]))] * 2)))
    return Evidence(document, Span(start, end), texts[document][start:end], draw(st.sampled_from(EXTRACTORS)),
                    draw(st.integers(0, 10_000)) / 10_000, draw(st.booleans()))


@st.composite
def entities(draw: st.DrawFn) -> Entity:
    """Draw an entity under a readable id or one that no IRI can hold as it is."""
    kind, label = draw(st.sampled_from(sorted(CLASSES))), draw(NAMES)
    space = KIND_OF_TYPE.get(kind, kind)
    aliases = draw(st.lists(LITERALS, max_size=3, unique=True))
    return Entity(entity_id(space, label) if draw(st.booleans()) else f"{space}/{label}", kind, label,
                  tuple(sorted(aliases, key=lambda name: (name.value, name.language or ""))))


@st.composite
def statements(draw: st.DrawFn, known: list[Entity], texts: Mapping[str, str]) -> Statement:
    """Draw a statement about one of some entities, with or without evidence."""
    entity = draw(st.sampled_from(known))
    predicate, thing = draw(st.one_of(_to_entities(known), _to_values(), _to_names(entity)))
    least = int(predicate == PREDICATES["alias"])
    found = draw(st.lists(evidence(texts), min_size=least, max_size=3, unique=True))
    return Statement(entity.id, predicate, thing, tuple(sorted(found)))


def _to_entities(known: list[Entity]) -> st.SearchStrategy[tuple[str, str | Literal]]:
    return st.tuples(st.sampled_from(_LEADING), st.sampled_from([entity.id for entity in known]))


@st.composite
def _to_values(draw: st.DrawFn) -> tuple[str, str | Literal]:
    name = draw(st.sampled_from(sorted(_DATATYPES)))
    datatype = draw(st.sampled_from(_DATATYPES[name]))
    return PREDICATES[name], Literal(draw(_VALUES.get(datatype, NAMES)), datatype)


def _to_names(entity: Entity) -> st.SearchStrategy[tuple[str, str | Literal]]:
    own = (*entity.aliases, *(Literal(entity.label, language=code) for code in ("en", "ko")))
    return st.tuples(st.sampled_from((PREDICATES["alias"], "skos:prefLabel")), st.sampled_from(own) | LITERALS)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Draw a whole graph."""
    read = draw(_each_once(documents(), lambda read: read[0].id, 3))
    known = draw(_each_once(entities(), lambda entity: iri_term(entity.id), 6))
    texts = {source.id: text for source, text in read}
    stated = draw(_each_once(statements(known, texts), _triple, 10))
    return Graph(tuple(sorted(known, key=lambda entity: entity.id)), tuple(sorted(stated, key=lambda statement: statement.order)),
                 tuple(sorted(source for source, _ in read)))


def _each_once(found: st.SearchStrategy[T], by: Callable[[T], str], most: int) -> st.SearchStrategy[list[T]]:
    return st.lists(found, min_size=1, max_size=most, unique_by=by)


def _triple(statement: Statement) -> str:
    """Return what tells one triple from another once both are RDF."""
    return next(quads(Graph(statements=(Statement(statement.subject, statement.predicate, statement.object),)), base=BASE))
