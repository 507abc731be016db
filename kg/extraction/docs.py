"""Readings as spaCy documents and back: one `Doc` an entry, whose spans, entities and sentences are what its reading holds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter
from typing import Final

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan
from spacy.util import filter_spans

from kg.errors import OntologyError
from kg.extraction.extractor import begin, begin_text, split_sentences
from kg.extraction.paper import to_paper
from kg.extraction.reading import Reading
from kg.model import Document, Mention, Paper, Span
from kg.vocabulary import KIND_OF_TYPE

#: The group of spans that components hand on; what others put into it or take out of it counts.
MENTIONS: Final = "mentions"
#: Extractor of the mentions that others put there.
OTHERS: Final = "user.span"

#: A span with its label, concept and canonical name.
Mark = tuple[Span, str, str, str]


def entry_docs(nlp: Language, document: Document) -> Iterator[Doc]:
    """Yield a `Doc` for each entry of a document, for `nlp.pipe`; offsets begin where the entry does."""
    for entry in document.entries:
        doc = nlp.tokenizer(document.text[entry.span.start:entry.span.end])
        doc._.kg = begin(document, entry)
        yield doc


def read(doc: Doc) -> Reading:
    """Return what is found in a `Doc` so far, by components of this project and by others."""
    reading = doc._.kg or begin_text(doc.text)
    if not reading.sentences:
        reading = replace(reading, sentences=tuple(_sentences(doc, reading))) if doc.has_annotation("SENT_START") else split_sentences(reading)
    return _with_mentions(doc, reading)


def _sentences(doc: Doc, reading: Reading) -> Iterator[Span]:
    """Yield the sentences that another component found, each within its block and without blanks around it."""
    starts = [sentence.start_char for sentence in doc.sents]
    for block in reading.blocks:
        inner = starts[bisect_right(starts, block.start):bisect_left(starts, block.end)]
        for start, end in pairwise((block.start, *inner, block.end)):
            words = reading.text[start:end]
            if words.strip():
                yield Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _with_mentions(doc: Doc, reading: Reading) -> Reading:
    """Return a reading with what others did to the group of mentions: theirs go before what they overlap."""
    if MENTIONS not in doc.spans:
        return reading
    known: dict[Mark, list[Mention]] = {}
    for mention, mark in zip(reading.mentions, _mentions(reading), strict=True):
        known.setdefault(_mark(_placed(doc, mark)), []).append(mention)
    found = {_mark(span): span for span in doc.spans[MENTIONS]}
    if found.keys() == known.keys():
        return reading
    added = [_mention(span) for span in filter_spans(span for mark, span in found.items() if mark not in known)]
    taken = {place for mention in added for place in range(mention.span.start, mention.span.end)}
    kept = (mention for mark in found for mention in known.get(mark, ()) if taken.isdisjoint(range(mention.span.start, mention.span.end)))
    return replace(reading, mentions=tuple(sorted((*added, *kept), key=attrgetter("span"))))


def _mention(span: DocSpan) -> Mention:
    kind = span.label_.lower()
    if kind not in KIND_OF_TYPE:
        raise OntologyError(f"{span.text!r} is labelled {span.label_!r} among the spans {MENTIONS!r}, which have to be one of {', '.join(KIND_OF_TYPE)}")
    return Mention(Span(span.start_char, span.end_char), span.text, kind, OTHERS, 1.0, span.kb_id_ or None)


def _mark(span: DocSpan) -> Mark:
    return Span(span.start_char, span.end_char), span.label_, span.kb_id_, span.id_


def _placed(doc: Doc, mark: Mark) -> DocSpan:
    """Return a span of whole tokens."""
    span, label, concept, name = mark
    return doc.char_span(span.start, span.end, label=label, kb_id=concept, span_id=name, alignment_mode="expand") or doc[:0]


def _mentions(reading: Reading) -> Iterator[Mark]:
    return ((mention.span, mention.kind, mention.concept or "", "") for mention in reading.mentions)


def _own(reading: Reading) -> Iterator[Mark]:
    yield from dict.fromkeys((own.mention.span, "part" if own.part else "own", "", "") for own in reading.own)


def _things(reading: Reading) -> Iterator[Mark]:
    yield from dict.fromkeys((mention.span, cluster.type, cluster.concept or "", cluster.name) for cluster in reading.clusters for mention in cluster.mentions)


def _boilerplate(reading: Reading) -> Iterator[Mark]:
    return ((span, "boilerplate", "", "") for span in reading.boilerplate)


#: Groups of spans by name: the field of the reading that they show, and how.
_GROUPS: Final[dict[str, tuple[str, Callable[[Reading], Iterator[Mark]]]]] = {
    MENTIONS: ("mentions", _mentions), "own": ("own", _own), "things": ("clusters", _things), "boilerplate": ("boilerplate", _boilerplate)}


def write(doc: Doc, reading: Reading) -> Doc:
    """Return a `Doc` that shows all of a reading; only what is new in it is written."""
    before = doc._.kg or begin_text("")
    doc._.kg = reading
    if reading.sentences != before.sentences:
        _part(doc, reading.sentences)
    changed = [name for name, (field, _) in _GROUPS.items() if getattr(reading, field) != getattr(before, field)]
    for name in changed:
        doc.spans[name] = [_placed(doc, mark) for mark in _GROUPS[name][1](reading)]
    if not {MENTIONS, "things"}.isdisjoint(changed):
        ours = doc.spans["things" if reading.clusters else MENTIONS]
        doc.ents = filter_spans((*ours, *(span for span in doc.ents if span.label_ not in KIND_OF_TYPE)))
    return doc


def _part(doc: Doc, sentences: Iterable[Span]) -> None:
    """Let sentences begin where those of a reading do, and after each of them."""
    edges = sorted({edge for sentence in sentences for edge in (sentence.start, sentence.end)}, reverse=True)
    begins = np.full(len(doc), -1, dtype=np.int64)
    for token in doc:
        while not token.is_space and edges and edges[-1] <= token.idx:
            edges.pop()
            begins[token.i] = 1
    # All at once: spaCy looks at the whole text before it sets a single token.
    doc.from_array(["SENT_START"], begins.astype(np.uint64))  # type: ignore[arg-type]


def paper(doc: Doc) -> Paper:
    """Return the paper that a `Doc` presents; its evidence counts in the document that the entry is of."""
    return to_paper(read(doc))


Doc.set_extension("kg", default=None, force=True)
Doc.set_extension("kg_paper", getter=paper, force=True)
