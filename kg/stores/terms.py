"""RDF terms as plain values: ids and prefixed names in place of IRIs, literals by their datatype."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Final

import pyoxigraph

from kg.identifiers import identifier
from kg.model import Literal
from kg.stores.base import Cell, Triple
from kg.vocabulary import PREFIXES

Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple

_XSD: Final = PREFIXES["xsd"]
_CONVERT: Final[dict[str, Callable[[str], Cell]]] = {
    f"{_XSD}integer": int, f"{_XSD}decimal": Decimal, f"{_XSD}double": float, f"{_XSD}float": float,
    f"{_XSD}boolean": {"true": True, "false": False, "1": True, "0": False}.__getitem__}


def cell(term: Term | None, *, base: str) -> Cell:
    """Return a term as a value; a literal that is not of its datatype stays text."""
    if term is None:
        return None
    if not isinstance(term, pyoxigraph.Literal):
        return plain_name(term, base=base)
    if (datatype := term.datatype.value) not in _CONVERT:
        return term.value
    try:
        return _CONVERT[datatype](term.value)
    except (ValueError, ArithmeticError, KeyError):
        return term.value


def plain_triple(triple: pyoxigraph.Triple, *, base: str) -> Triple:
    """Return a triple as statements have it."""
    return plain_name(triple.subject, base=base), plain_name(triple.predicate, base=base), plain(triple.object, base=base)


def order(triple: Triple) -> tuple[str, str, str, str]:
    """Return by what triples are sorted."""
    thing = triple[2]
    return (*triple[:2], thing, "") if isinstance(thing, str) else (*triple[:2], thing.value, f"{thing.language}{thing.datatype}")


def plain(term: Term, *, base: str) -> str | Literal:
    """Return a term as statements have it."""
    if not isinstance(term, pyoxigraph.Literal):
        return plain_name(term, base=base)
    if term.language:
        return Literal(term.value, language=term.language)
    return Literal(term.value, term.datatype.value.removeprefix(_XSD))


def plain_name(term: Term, *, base: str) -> str:
    """Return a term that is no literal as its id, its prefixed name or its IRI; a blank node and a triple in their own words."""
    return _identifier(term.value, base) if isinstance(term, pyoxigraph.NamedNode) else str(term)


@lru_cache(maxsize=16_384)
def _identifier(address: str, base: str) -> str:
    """Remember the ids that answers repeat: predicates, and the subject from row to row."""
    return identifier(address, base=base)
