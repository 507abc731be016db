"""The types that every stage shares: small, frozen, standard library only.

A file becomes `Document`s (`kg.sources`), a document an `Extraction` of `Paper`s (`kg.extraction`), names become
`Entity`s (`kg.linking`), and everything becomes one `Graph` of `Statement`s (`kg.assembly`). What texts have by the thousand is a tuple and no dataclass: it is made,
compared and looked up several times as fast.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Span(NamedTuple):
    """Bound a piece of text: half-open, in code points of `Document.text`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Describe a text without its words: what a graph keeps of a document."""

    #: `kg.identifiers.document_id` of the text: the same text has the same id wherever it lies.
    id: str
    #: The file's name without its folder.
    name: str
    #: Which record of a file of many (`row 12`); empty where the file is one text.
    locator: str = ""
    #: Name of the reader that understood it; for the text of a page, `html/` before it.
    format: str = "prose"
    language: str = "en"
    title: str | None = None
    url: str | None = None
    #: ISO 8601 date that the text as a whole carries.
    date: str | None = None

    @property
    def is_prose(self) -> bool:
        """Say whether no format fitted the text, or the text of the page, so that it was read as prose."""
        return self.format.rpartition("/")[2] == "prose"


@dataclass(frozen=True, slots=True)
class Field:
    """Hold one structural field that a reader found in an entry; `name` is one of `kg.vocabulary.FIELDS`."""

    name: str
    #: The value in its normal form; None where the text shows that there is one but not what it is (`[Github]`).
    value: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """Bound the part of a document that presents one paper."""

    span: Span
    fields: tuple[Field, ...]
    #: Running text in reading order, without title, author lines and other fields.
    body: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Hold a text, NFC, as every offset counts it, and the entries that its reader found."""

    source: Source
    text: str
    entries: tuple[Entry, ...]


class Evidence(NamedTuple):
    """Hold the words that state something: `document.text[span.start:span.end] == quote`, always."""

    document: str
    span: Span
    quote: str
    #: Component and rule, dotted: `reader.digest`, `lexicon.concept`, `rule.gloss`.
    extractor: str
    confidence: float = 1.0
    negated: bool = False


class Mention(NamedTuple):
    """Hold one occurrence of a name; `span` counts in the document, `kind` is one of `kg.vocabulary.KINDS`."""

    span: Span
    name: str
    kind: str
    extractor: str
    confidence: float = 1.0
    #: Id of the concept that the name belongs to, where the vocabulary has one.
    concept: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """Hold a value of a paper's field with the words that state it."""

    value: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Hold a link of a kind in `kg.vocabulary.LINKS`; `url` is None where the text shows the tag only."""

    kind: str
    url: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Hold one thing that an entry names, under all the names that the entry gives it."""

    name: str
    aliases: tuple[str, ...]
    #: `method`, `model`, `system`, `task`, `dataset`, `benchmark` or `metric`.
    type: str
    evidence: tuple[Evidence, ...]
    concept: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """Relate two names of one paper; `type` is one of `kg.vocabulary.RELATIONS`."""

    head: str
    type: str
    tail: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """Hold one measured figure as printed; parts that the text does not give are None."""

    value: str
    evidence: tuple[Evidence, ...]
    unit: str | None = None
    method: str | None = None
    metric: str | None = None
    dataset: str | None = None
    versus: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """Hold all that one text states about one paper (the fields of the annotation guidelines)."""

    title: Value | None = None
    arxiv: Value | None = None
    date: Value | None = None
    venue: Value | None = None
    year: Value | None = None
    votes: Value | None = None
    authors: tuple[Value, ...] = ()
    links: tuple[Link, ...] = ()
    introduces: tuple[Named, ...] = ()
    methods: tuple[Named, ...] = ()
    tasks: tuple[Named, ...] = ()
    datasets: tuple[Named, ...] = ()
    metrics: tuple[Named, ...] = ()
    relations: tuple[Relation, ...] = ()
    results: tuple[Result, ...] = ()
    cites: tuple[Value, ...] = ()
    #: The words that show that the text says nothing about this paper in particular; empty where it does.
    boilerplate: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """Hold what one document states: a function of the document, the vocabulary and the code's version only."""

    source: Source
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """Hold a value that is no entity; `datatype` is a local name of XML Schema (`string`, `integer`, `date`, `anyURI`)."""

    value: str
    datatype: str = "string"
    language: str | None = None


def sorted_names(names: Iterable[Literal]) -> tuple[Literal, ...]:
    """Return names in the order in which entities have them."""
    return tuple(sorted(names, key=lambda name: (name.value, name.language or "")))


@dataclass(frozen=True, slots=True)
class Entity:
    """Hold a thing of the graph; `id` is `kind/slug`, readable and the same in every build."""

    id: str
    #: One of `kg.vocabulary.CLASSES`.
    kind: str
    label: str
    #: Other names, each with its language (`ko`, `en`), sorted.
    aliases: tuple[Literal, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold a triple and the evidence for it; `predicate` is a CURIE of `kg.vocabulary`, `subject` an entity id."""

    subject: str
    predicate: str
    object: str | Literal
    evidence: tuple[Evidence, ...] = ()

    @property
    def order(self) -> tuple[str, str, str, str, str]:
        """Return what statements are sorted by: their triple."""
        thing = self.object
        return (self.subject, self.predicate, *((thing, "", "") if isinstance(thing, str) else (thing.value, thing.datatype, thing.language or "-")))


@dataclass(frozen=True, slots=True)
class Graph:
    """Hold all that a set of documents states, sorted: a pure function of the set."""

    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    sources: tuple[Source, ...] = ()

    @classmethod
    def of(cls, entities: Iterable[Entity], statements: Iterable[Statement], sources: Iterable[Source]) -> Graph:
        """Return the graph of some parts, whatever their order."""
        return cls(tuple(sorted(entities, key=lambda entity: entity.id)), tuple(sorted(statements, key=lambda statement: statement.order)),
                   tuple(sorted(sources)))


@dataclass(frozen=True, slots=True)
class Subgraph:
    """Hold the part of a graph around `focus` (an entity id), for drawing."""

    focus: str
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    sources: tuple[Source, ...] = field(default=())
