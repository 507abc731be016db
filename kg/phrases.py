"""Predicates in words, read from either end: what tables, reasons and pages print."""

from __future__ import annotations

from typing import Final

from kg.vocabulary import PREDICATES

_WORDS: Final = {
    "title": ("title", "title of"), "arxiv": ("arXiv id", "arXiv id of"), "date": ("date", "date of"), "venue": ("venue", "published"),
    "year": ("year", "year of"), "votes": ("votes", "votes of"), "author": ("author", "wrote"),
    "introduces": ("introduces", "introduced by"), "methods": ("mentions method", "mentioned by"), "tasks": ("mentions task", "mentioned by"),
    "datasets": ("mentions dataset", "mentioned by"), "metrics": ("mentions metric", "mentioned by"),
    "cites": ("refers to", "referred to by"), "citesPaper": ("cites", "cited by"),
    "link:arxiv": ("arXiv link", "linked by"), "link:github": ("code", "linked by"), "link:project": ("project page", "linked by"),
    "link:demo": ("demo", "linked by"), "link:dataset": ("dataset link", "linked by"),
    "outperforms": ("outperforms", "outperformed by"), "comparesWith": ("compared with", "compared with"), "extends": ("extends", "extended by"),
    "uses": ("uses", "used by"), "subClassOf": ("is a kind of", "has the kind"), "partOf": ("is part of", "has the part"),
    "evaluatedOn": ("evaluated on", "evaluates"), "addresses": ("addresses", "addressed by"),
    "reports": ("reports", "reported by"), "result:method": ("method", "measured in"), "result:metric": ("metric", "measured in"),
    "result:dataset": ("dataset", "measured in"), "result:versus": ("versus", "compared in"), "result:value": ("value", "value of"),
    "result:unit": ("unit", "unit of"), "result:change": ("is a change", "is a change in"), "alias": ("also called", "another name of"), "boilerplate": ("described in empty phrases", "empty phrases of"),
}

#: Phrase of a predicate (a CURIE) read from its subject, and read from its object.
PHRASES: Final = {PREDICATES[name]: words for name, words in _WORDS.items()} | {"skos:broader": ("comes under", "has under it")}


def phrase(predicate: str) -> str:
    """Return what a predicate says of its subject, `kg:subClassOf` as `is a kind of`; an unknown one as its local name."""
    return PHRASES[predicate][0] if predicate in PHRASES else predicate.rpartition(":")[2]


def inverse_phrase(predicate: str) -> str:
    """Return what a predicate says of its object, `kg:uses` as `used by`; an unknown one as its local name reversed."""
    return PHRASES[predicate][1] if predicate in PHRASES else f"{predicate.rpartition(':')[2]} of"
