"""The things that an entry names: mentions joined by spelling, by concept and by the text's own definitions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from kg.extraction.names import is_name
from kg.extraction.reading import Cluster, Reading
from kg.extraction.text import without_particle
from kg.formulas import FILL, has_signs
from kg.identifiers import has_hangul, key
from kg.model import Mention, Span

_KIND_NOUN: Final = re.compile(
    r"\s(?:(?:dataset|benchmark|corpus|corpora|model|method|framework|algorithm|architecture|system|score|layer|loss|optimizer)s?"
    r"|데이터\s?셋|데이터\s?세트|데이터|벤치마크|코퍼스|모델|방법|방법론|기법|프레임워크|알고리즘|아키텍처|시스템|점수|스코어|손실)$", re.IGNORECASE)


def form(name: str) -> str:
    """Return the form that spellings of one name share."""
    return key(without_particle(name)) or name


def core(name: str) -> str:
    """Return a coined name without the noun that only says what it is.

    >>> core("COCO 데이터셋"), core("GPT-4 models"), core("language models")
    ('COCO', 'GPT-4', 'language models')
    """
    found = _KIND_NOUN.search(name)
    own = name[:found.start()] if found else ""
    return own if own and is_name(own.rpartition(" ")[2]) else name


def find_clusters(reading: Reading) -> Reading:
    """Return the reading with its clusters, in the order in which the text first names them."""
    groups = _Groups()
    mentions = [*reading.mentions, *(own.mention for own in reading.own)]
    for mention in mentions:
        groups.join(form(mention.name), form(core(mention.name)), *([mention.concept] if mention.concept else []))
    for definition in reading.definitions:
        groups.join(*(form(reading.words(span)) for span in definition.spans))
    members: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        members[groups.root(form(mention.name))].append(mention)
    own = {item.mention.span for item in reading.own}
    found = [_cluster(group, own) for group in members.values()]
    return replace(reading, clusters=tuple(sorted(found, key=lambda cluster: cluster.mentions[0].span)))


def _cluster(mentions: list[Mention], own: set[Span]) -> Cluster:
    ordered = tuple(sorted(set(mentions), key=lambda mention: (mention.span, mention.extractor)))
    leading = max(ordered, key=lambda mention: (mention.concept is not None, mention.confidence))
    return Cluster(tuple(_names(ordered)), leading.kind, leading.concept, ordered, any(mention.span in own for mention in ordered))


def _names(mentions: Iterable[Mention]) -> Iterator[str]:
    """Yield each spelling once: English before Korean, full forms before abbreviations."""
    spellings: dict[str, str] = {}
    for mention in mentions:
        name = without_particle(mention.name) if has_hangul(mention.name[-1]) else mention.name
        for spelling in (name, core(name)):
            known, written = spellings.get(form(spelling)), " ".join(spelling.replace(FILL, "").split())
            if known is None or (has_signs(written) and not has_signs(known)):
                spellings[form(spelling)] = written
    yield from sorted(spellings.values(), key=lambda name: (has_hangul(name), " " not in name and name.isupper()))


class _Groups:
    """Join names into groups (union-find)."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def root(self, name: str) -> str:
        """Return the name that stands for the group of a name."""
        parents = self._parents
        while parents.setdefault(name, name) != name:
            parents[name] = parents[parents[name]]
            name = parents[name]
        return name

    def join(self, *names: str) -> None:
        """Make one group of the groups of some names."""
        first = self.root(names[0])
        for other in names[1:]:
            self._parents[self.root(other)] = first
