"""A document in, an extraction out: each entry is read by a table of small pure components, then written down with evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.concepts import Scheme
from kg.extraction.boilerplate import find_boilerplate
from kg.extraction.citations import find_citations, judge_citations
from kg.extraction.clusters import find_clusters
from kg.extraction.introduces import find_own
from kg.extraction.lexicon import Lexicon, scheme_terms
from kg.extraction.measures import judge_results
from kg.extraction.mentions import find_mentions
from kg.extraction.models import Models
from kg.extraction.paper import to_paper
from kg.extraction.reading import Reading
from kg.extraction.relations import find_relations
from kg.extraction.results import find_results
from kg.extraction.text import blanked, sentences
from kg.extraction.things import judge_things
from kg.extraction.weighing import judge_relations
from kg.identifiers import document_id
from kg.model import Document, Entry, Extraction, Source, Span
from kg.vocabulary import TITLE

Component = Callable[[Reading], Reading]


@dataclass(frozen=True, slots=True)
class Extractor:
    """Read documents by a sequence of named components; put your own beside or instead of those of `components`."""

    components: tuple[tuple[str, Component], ...]

    def extract(self, document: Document) -> Extraction:
        """Return what a document states about each of its papers."""
        return Extraction(document.source, tuple(to_paper(self.read(document, entry)) for entry in document.entries))

    def read(self, document: Document, entry: Entry) -> Reading:
        """Return an entry as all components leave it."""
        reading = begin(document, entry)
        for _, component in self.components:
            reading = component(reading)
        return reading


def components(lexicon: Lexicon, models: Models | None) -> tuple[tuple[str, Component], ...]:
    """Return the components in the order in which they need each other; without models, rules do all."""
    names = models.names if models else None
    found: tuple[tuple[str, Component], ...] = (
        ("sentences", split_sentences),
        ("mentions", lambda reading: find_mentions(reading, lexicon, names)),
        ("introduces", find_own),
        ("clusters", find_clusters),
        ("boilerplate", find_boilerplate),
    )
    if models is None:
        return (*found, ("relations", find_relations), ("results", find_results), ("citations", find_citations))
    judges: tuple[tuple[str, Component], ...] = (
        ("things", lambda reading: judge_things(reading, models.things, models.types)),
        ("relations", lambda reading: judge_relations(reading, models.relations, models.trees)),
        ("results", lambda reading: judge_results(reading, models.results, models.measures)),
        ("citations", lambda reading: judge_citations(reading, models.citations)),
    )
    return (*found, *judges)


def begin(document: Document, entry: Entry) -> Reading:
    """Return an entry before anything is found in it: its title and body as blocks, addresses and formulas blanked."""
    offset = entry.span.start
    title = next((_shift(field.span, -offset) for field in entry.fields if field.name == TITLE), None)
    body = tuple(_shift(span, -offset) for span in entry.body)
    text = blanked(document.text[offset:entry.span.end])
    return Reading(document, entry, text, title, (title, *body) if title else body)


def begin_text(text: str, *, name: str = "text") -> Reading:
    """Return a text of which nothing is known as one entry of running text."""
    whole = Span(0, len(text))
    document = Document(Source(document_id(text), name), text, (Entry(whole, (), (whole,)),))
    return begin(document, document.entries[0])


def _shift(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def split_sentences(reading: Reading) -> Reading:
    """Return the reading with the sentences of its blocks."""
    return replace(reading, sentences=tuple(sentence for block in reading.blocks for sentence in sentences(reading.text, block)))


def load_extractor(scheme: Scheme, *, models: Models | None = None) -> Extractor:
    """Return the extractor that knows the names of a scheme; without models it reads by rules alone."""
    return Extractor(components(Lexicon(scheme_terms(scheme)), models))

