"""Things as entities: one type by vote, the label that most texts use, an id that no other thing has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.concepts import Concept
from kg.identifiers import digest, entity_id, has_hangul, key, name_language
from kg.linking.groups import best
from kg.model import Entity, Literal, sorted_names
from kg.vocabulary import KIND_OF_TYPE

_TYPES: Final = tuple(KIND_OF_TYPE)


@dataclass(slots=True)
class Ballot:
    """Count how texts call one thing and what they take it for."""

    names: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    #: Types that a name's part in a relation or result suggests; they count where nothing says more.
    hints: Counter[str] = field(default_factory=Counter)


def elected_type(ballot: Ballot) -> str:
    """Return the type with most votes within the kind with most votes."""
    votes = ballot.types or ballot.hints or Counter({"method": 1})
    kinds: Counter[str] = Counter()
    for name, count in votes.items():
        kinds[KIND_OF_TYPE[name]] += count
    kind = best(kinds, prefer=_TYPES.index)
    return best(Counter({name: count for name, count in votes.items() if KIND_OF_TYPE[name] == kind}), prefer=_TYPES.index)


def literal(name: str) -> Literal:
    """Return a name with its language."""
    return Literal(name, language=name_language(name))


def concept_entity(concept: Concept, names: Iterable[str] = ()) -> Entity:
    """Return the entity of a concept, under its own names and what texts call it besides."""
    own = {name for name in concept.names if name.value != concept.english}
    keys = {key(name.value) for name in concept.names}
    return Entity(concept.id, concept.type, concept.english, sorted_names(own | {literal(name) for name in _distinct(names, keys)}))


def coined_entities(ballots: Mapping[str, Ballot], reserved: Iterable[str]) -> dict[str, Entity]:
    """Return an entity for each thing that no concept is; an id that two could have goes to the one that more texts name."""
    taken = set(reserved)
    found: dict[str, Entity] = {}
    for thing in sorted(ballots, key=lambda thing: (-ballots[thing].names.total(), thing)):
        found[thing] = _coined(thing, ballots[thing], taken)
        taken.add(found[thing].id)
    return found


def _coined(thing: str, ballot: Ballot, taken: set[str]) -> Entity:
    english = Counter({name: count for name, count in ballot.names.items() if not has_hangul(name)})
    label = best(english or ballot.names, prefer=str.islower)
    kind = elected_type(ballot)
    name = entity_id(KIND_OF_TYPE[kind], label)
    if name in taken:
        name = f"{name}-{digest(thing, length=8)}"
    return Entity(name, kind, label, sorted_names(literal(other) for other in _distinct(ballot.names, {key(label)})))


def _distinct(names: Iterable[str], known: set[str]) -> Iterable[str]:
    """Return one spelling, the first by alphabet, of each name that is not known."""
    spellings: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        spellings[key(name)].add(name)
    return (min(group) for form, group in spellings.items() if form not in known)
