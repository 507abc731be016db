"""The things that an entry names: mentions joined by spelling, by concept and by the text's own definitions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extraction.reading import Cluster, Reading
from kg.extraction.text import has_hangul, without_particle
from kg.identifiers import key
from kg.model import Mention, Span


def form(name: str) -> str:
    """Return the form that spellings of one name share."""
    return key(without_particle(name)) or name


def find_clusters(reading: Reading) -> Reading:
    """Return the reading with its clusters, in the order in which the text first names them."""
    groups = _Groups()
    mentions = [*reading.mentions, *(own.mention for own in reading.own)]
    for mention in mentions:
        groups.join(form(mention.name), *([mention.concept] if mention.concept else []))
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
        spellings.setdefault(form(name), " ".join(name.split()))
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
