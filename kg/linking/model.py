"""What linking returns: entities, and for each paper of each text which entity each of its names is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import Entity


@dataclass(frozen=True, slots=True)
class PaperLinks:
    """Hold the entity ids of one paper of one text, by the names as the text has them."""

    paper: str
    authors: Mapping[str, str]
    #: Every name of a method, task, dataset or metric, aliases included, and what is cited.
    names: Mapping[str, str]
    venue: str | None = None


@dataclass(frozen=True, slots=True)
class Linking:
    """Hold the entities by id, and the links by the document's id and the paper's place in the document."""

    entities: Mapping[str, Entity]
    papers: Mapping[tuple[str, int], PaperLinks]
