"""SPARQL functions of our own, which the embedded engine knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pyoxigraph

from kg.fulltext import matches
from kg.identifiers import iri
from kg.stores.hints import MATCHES
from kg.stores.terms import Term

_TRUE: Final = pyoxigraph.Literal(True)  # noqa: FBT003 - the value itself
_FALSE: Final = pyoxigraph.Literal(False)  # noqa: FBT003 - same


def _matches(*terms: Term) -> pyoxigraph.Literal | None:
    """Say whether a name holds some words (`kg.fulltext.matches`); an error in the query's sense where there are not two literals."""
    match terms:
        case (pyoxigraph.Literal() as name, pyoxigraph.Literal() as words):
            return _TRUE if matches(name.value, words.value) else _FALSE
    return None


#: Functions by their IRIs, as `pyoxigraph.Store.query` takes them.
FUNCTIONS: Final[dict[pyoxigraph.NamedNode, Callable[..., Term | None]]] = {pyoxigraph.NamedNode(iri(MATCHES)): _matches}
