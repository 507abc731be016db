"""Which names of authors and of venues are one: the same letters, whatever their case, accents and punctuation."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable

from kg.identifiers import key, slug
from kg.linking.groups import best
from kg.model import Entity, Extraction, Literal


def author_key(name: str) -> str:
    """Return what is left of a person's name without case, accents and punctuation.

    >>> author_key("José-Luis Pérez") == author_key("Jose Luis Perez")
    True
    """
    letters = (letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return slug(unicodedata.normalize("NFKC", "".join(letters)))


def link_authors(extractions: Iterable[Extraction]) -> dict[str, Entity]:
    """Return the entity of every author by the name as a text has it."""
    names = (author.value for extraction in extractions for paper in extraction.papers for author in paper.authors)
    return _link("author", ((author_key(name), name) for name in names))


def link_venues(extractions: Iterable[Extraction]) -> dict[str, Entity]:
    """Return the entity of every venue by the name as a text has it."""
    names = (paper.venue.value for extraction in extractions for paper in extraction.papers if paper.venue)
    return _link("venue", ((key(name) or slug(name), name) for name in names))


def _link(kind: str, names: Iterable[tuple[str, str]]) -> dict[str, Entity]:
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for group, name in names:
        spellings[group][name] += 1
    found: dict[str, Entity] = {}
    for group, votes in spellings.items():
        label = best(votes, prefer=str.isascii)
        others = tuple(Literal(name) for name in sorted(votes) if name != label)
        entity = Entity(f"{kind}/{slug(group)}", kind, label, others)
        found.update(dict.fromkeys(votes, entity))
    return found
