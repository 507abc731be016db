"""Which names of methods, tasks, datasets and metrics are one thing, learnt from the whole corpus.

A thing is a group of keys of full names, and of the id of a concept where it has one. Texts that give two names to one thing
join them, unless more texts name both as two things, or the two are different concepts. An abbreviation joins nothing: it
belongs to the concept that has it, else to the full name that most texts give it, and in a text that spells it out to that.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.concepts import Concept
from kg.identifiers import key
from kg.linking.catalogue import Catalogue
from kg.linking.groups import Groups, best, strongest
from kg.model import Extraction, Named, Paper
from kg.vocabulary import KIND_OF_TYPE, NAMED_FIELDS

_ABBREVIATION_LIMIT: Final = 8
_LATIN: Final = re.compile("[a-z]+")


@dataclass(frozen=True, slots=True)
class Item:
    """Hold one thing that one paper of one text names, and the concept that it is, if any."""

    place: tuple[str, int]
    named: Named
    concept: str | None
    full: tuple[str, ...]
    short: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """Return the group member that stands for the item."""
        return self.concept or self.full[0]


def names_of(named: Named) -> tuple[str, ...]:
    """Return all names of an item, the preferred one first, each once."""
    return tuple(dict.fromkeys((named.name, *named.aliases)))


def is_abbreviation(name: str) -> bool:
    """Say whether a name has the shape of an abbreviation: one short word with two capitals or more.

    >>> is_abbreviation("MoE"), is_abbreviation("Medusa")
    (True, False)
    """
    return len(name) <= _ABBREVIATION_LIMIT and not any(map(str.isspace, name)) and sum(map(str.isupper, name)) >= 2


def read_items(extractions: Sequence[Extraction], catalogue: Catalogue) -> list[Item]:
    """Return what all papers name; names without a letter or digit are nobody's."""
    places = (((extraction.source.id, place), paper) for extraction in extractions for place, paper in enumerate(extraction.papers))
    return [_item(place, named, catalogue) for place, paper in places for named in named_of(paper) if key(named.name)]


def named_of(paper: Paper) -> Iterator[Named]:
    """Yield all items of a paper, field by field."""
    for field in NAMED_FIELDS:
        yield from getattr(paper, field)


def _item(place: tuple[str, int], named: Named, catalogue: Catalogue) -> Item:
    names = [name for name in names_of(named) if key(name)]
    full = [name for name in names if not is_abbreviation(name)] or [named.name]
    keys = tuple(dict.fromkeys(map(key, full)))
    short = tuple(dict.fromkeys(form for form in map(key, names) if form not in keys))
    return Item(place, named, _concept(named, names, full, catalogue), keys, short)


def _concept(named: Named, names: Sequence[str], full: Sequence[str], catalogue: Catalogue) -> str | None:
    if named.concept in catalogue.concepts and not is_another(names, catalogue.concepts[named.concept]):
        return named.concept
    found = (catalogue.named(name, KIND_OF_TYPE[named.type]) for name in full)
    return next((concept for concept in found if concept), None)


def is_another(names: Sequence[str], concept: Concept) -> bool:
    """Say whether a text spells an abbreviation out as something else than the concept that has it: CUT as Contrastive Unlikelihood Training."""
    known = [set(words) for name in concept.names if len(words := _latin(name.value)) > 1]
    short = {"".join(_latin(name)) for name in names if is_abbreviation(name)}
    spelt = [words for name in names if len(words := _latin(name)) > 1 and "".join(word[0] for word in words) in short]
    return bool(known) and any(all(2 * len(label.intersection(words)) < len(words) for label in known) for words in spelt)


def _latin(name: str) -> list[str]:
    return _LATIN.findall(name.casefold())


class Things:
    """Know which thing each name is."""

    def __init__(self, items: Sequence[Item], catalogue: Catalogue) -> None:
        """Learn from items; their order does not matter."""
        self._catalogue = catalogue
        self._groups: Groups[str] = Groups()
        for concept in catalogue.concepts:
            self._groups.anchor(concept, concept)
        self._join_concepts(items)
        self._join_full(items)
        self._join_short(items)

    def of_item(self, item: Item) -> str:
        """Return the member that stands for an item's thing."""
        return self._groups.find(item.anchor)

    def of_name(self, name: str) -> str:
        """Return the member that stands for what a name alone means."""
        return self._groups.find(key(name))

    def concept(self, thing: str) -> str | None:
        """Return the concept that a thing is, None where the scheme has none."""
        found = self._groups.anchor_of(thing)
        return found if isinstance(found, str) else None

    def know(self, names: Iterable[str]) -> None:
        """Take names that no item has: each is the concept that the scheme has for it, if any."""
        for name in sorted(names):
            concept = self._catalogue.named(name)
            if concept:
                self._groups.join(concept, key(name))

    def _join_concepts(self, items: Sequence[Item]) -> None:
        self.know({name for item in items for name in names_of(item.named)})
        votes = Counter((item.concept, form) for item in items if item.concept for form in item.full)
        for concept, form in strongest(votes):
            self._groups.join(concept, form)

    def _join_full(self, items: Sequence[Item]) -> None:
        together = Counter((item.full[0], form) for item in items for form in item.full[1:])
        apart = _apart(items, together)
        joined: set[str] = set()
        # One name joins one other, the one it is given with most, lest a vague word chain different things.
        for pair in strongest(together):
            if together[pair] > apart[pair] and pair[1] not in joined:
                joined.add(pair[1])
                self._groups.join(*pair)

    def _join_short(self, items: Sequence[Item]) -> None:
        votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for item in items:
            for form in item.short:
                votes[form][self._groups.find(item.anchor)] += 1
        for form in sorted(votes):
            if self._groups.anchor_of(form) is None:
                self._groups.join(best(votes[form]), form)


def _apart(items: Sequence[Item], together: Iterable[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """Count, for pairs of keys, the papers that name the two as two things."""
    partners: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair in together:
        partners[pair[0]].append(pair)
    by_place: defaultdict[tuple[str, int], dict[str, set[int]]] = defaultdict(dict)
    for number, item in enumerate(items):
        for form in item.full:
            by_place[item.place].setdefault(form, set()).add(number)
    return Counter(pair for forms in by_place.values() for form in forms for pair in partners.get(form, ())
                   if pair[1] in forms and forms[form].isdisjoint(forms[pair[1]]))
