"""Readings of a text by some components, for the tests of each."""

from __future__ import annotations

from kg.extraction.clusters import find_clusters
from kg.extraction.extractor import begin, load_extractor, split_sentences
from kg.extraction.introduces import find_own
from kg.extraction.lexicon import Lexicon, scheme_terms
from kg.extraction.mentions import find_mentions
from kg.extraction.reading import Reading
from kg.identifiers import document_id
from kg.model import Document, Entry, Field, Paper, Source, Span
from kg.vocabulary import ARXIV, SHORT_NAME, TITLE
from tests.making import small_scheme


def document(body: str, *, title: str = "", short: str = "", arxiv: str = "") -> Document:
    """Return a text of one entry: the title, perhaps with a short name behind it, on its own line, an arXiv id on another, then the body."""
    text = "".join(f"{line}\n" for line in (f"{title} ({short})" if short else title, arxiv) if line) + body
    stated = ((TITLE, title), (SHORT_NAME, short), (ARXIV, arxiv))
    fields = [Field(name, words, Span(text.index(words), text.index(words) + len(words))) for name, words in stated if words]
    start = len(text) - len(body)
    return Document(Source(document_id(text), "note.md"), text, (Entry(Span(0, len(text)), tuple(fields), (Span(start, len(text)),)),))


def begun(body: str, *, title: str = "") -> Reading:
    made = document(body, title=title)
    return split_sentences(begin(made, made.entries[0]))


def mentioned(body: str, *, title: str = "") -> Reading:
    return find_mentions(begun(body, title=title), Lexicon(scheme_terms(small_scheme())))


def clustered(body: str, *, title: str = "") -> Reading:
    return find_clusters(find_own(mentioned(body, title=title)))


def paper(body: str, *, title: str = "", short: str = "", arxiv: str = "") -> Paper:
    return load_extractor(small_scheme()).extract(document(body, title=title, short=short, arxiv=arxiv)).papers[0]
