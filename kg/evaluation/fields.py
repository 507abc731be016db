"""The fields that are scored, in the order in which they are printed."""

from __future__ import annotations

from typing import Final

from kg.vocabulary import NAMED_FIELDS

SCALARS: Final = ("title", "arxiv", "date", "venue", "year", "votes")
#: Whether each annotated paper was found at all.
PAPERS: Final = "papers"
#: The named fields taken as one: a name counts wherever it is listed.
ANY_ENTITY: Final = "any-entity"
FIELDS: Final = (PAPERS, *SCALARS, "authors", "links", *NAMED_FIELDS, ANY_ENTITY, "relations", "results", "cites")
