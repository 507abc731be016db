"""Linking: from the names in all texts to entities, independent of the order of the texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.concepts import Scheme
from kg.identifiers import key
from kg.linking.catalogue import Catalogue
from kg.linking.entities import Ballot, coined_entities, concept_entity
from kg.linking.model import Linking, PaperLinks
from kg.linking.names import Item, Things, names_of, read_items
from kg.linking.papers import Papers, link_papers
from kg.linking.people import link_authors, link_venues
from kg.model import Entity, Extraction, Paper

#: What the tail of a relation must be.
_TAILS: Final = {"evaluatedOn": "dataset", "addresses": "task"}

Place = tuple[str, int]
#: Names of one paper that none of its items has, each with the type that its part in a relation or result suggests.
Loose = tuple[tuple[str, str | None], ...]


def link(extractions: Iterable[Extraction], scheme: Scheme) -> Linking:
    """Return which entity each name of each paper of each text is.

    Papers are one by arXiv id, else by title; authors and venues by their letters; other names by the concept scheme first,
    then by what the texts themselves say are names of one thing.
    """
    ordered = sorted(extractions, key=lambda extraction: extraction.source.id)
    papers, authors, venues = link_papers(ordered), link_authors(ordered), link_venues(ordered)
    names, things = _link_names(ordered, papers, scheme)
    groups = (authors.values(), venues.values(), papers.entities.values(), things)
    entities = {entity.id: entity for group in groups for entity in group}
    links = {place: PaperLinks(papers.ids[place], {author.value: authors[author.value].id for author in paper.authors},
                               names[place], venues[paper.venue.value].id if paper.venue else None)
             for place, paper in _places(ordered)}
    return Linking(entities, links)


def _places(extractions: Iterable[Extraction]) -> Iterator[tuple[Place, Paper]]:
    return (((extraction.source.id, number), paper) for extraction in extractions for number, paper in enumerate(extraction.papers))


def _link_names(extractions: Sequence[Extraction], papers: Papers, scheme: Scheme) -> tuple[dict[Place, dict[str, str]], list[Entity]]:
    """Return the entity ids by name of each paper, and the entities that are no papers."""
    catalogue = Catalogue(scheme)
    items = read_items(extractions, catalogue)
    things = Things(items, catalogue)
    by_place: defaultdict[Place, list[Item]] = defaultdict(list)
    for item in items:
        by_place[item.place].append(item)
    loose = {place: _loose(paper, by_place[place]) for place, paper in _places(extractions)}
    things.know({name for names in loose.values() for name, _ in names})
    meanings = {place: _meanings(by_place[place], names, things, papers) for place, names in loose.items()}
    entities = _entities(_ballots(items, loose, meanings, things), things, scheme)
    ids = {thing: entity.id for thing, entity in entities.items()}
    return {place: {name: ids.get(thing, thing) for name, thing in found.items()} for place, found in meanings.items()}, [*entities.values()]


def _loose(paper: Paper, items: Sequence[Item]) -> Loose:
    own = {name for item in items for name in names_of(item.named)}
    roles: list[tuple[str | None, str | None]] = []
    for relation in paper.relations:
        roles += [(relation.head, None), (relation.tail, _TAILS.get(relation.type))]
    for result in paper.results:
        roles += [(result.method, None), (result.metric, "metric"), (result.dataset, "dataset"), (result.versus, None)]
    roles += [(value.value, None) for value in paper.cites]
    return tuple((name, role) for name, role in dict.fromkeys(roles) if name and key(name) and name not in own)


def _meanings(items: Sequence[Item], loose: Loose, things: Things, papers: Papers) -> dict[str, str]:
    """Return the thing, or the id of the paper, that each name of one paper is; a preferred name goes before an alias."""
    pairs = [(item.named.name, item) for item in items] + [(name, item) for item in items for name in names_of(item.named) if key(name)]
    found: dict[str, str] = {}
    for name, item in pairs:
        found.setdefault(name, things.of_item(item))
    local = {key(name): thing for name, thing in reversed(found.items())}
    for name, _ in loose:
        thing = local.get(key(name)) or things.of_name(name)
        known = key(name) in local or things.concept(thing)
        found.setdefault(name, thing if known else papers.find(name) or thing)
    return found


def _ballots(items: Sequence[Item], loose: dict[Place, Loose], meanings: dict[Place, dict[str, str]], things: Things) -> dict[str, Ballot]:
    ballots: defaultdict[str, Ballot] = defaultdict(Ballot)
    for item in items:
        thing = things.of_item(item)
        ballots[thing].types[item.named.type] += 1
        # A name that alone means another thing is a name of this one in its own text only.
        own = [name for name in names_of(item.named) if key(name) and things.of_name(name) == thing]
        ballots[thing].names.update(own or [item.named.name])
    for place, names in loose.items():
        for name, role in names:
            thing = meanings[place][name]
            if not thing.startswith("paper/"):
                ballots[thing].names[name] += 1
                ballots[thing].hints.update([role] if role else [])
    return ballots


def _entities(ballots: dict[str, Ballot], things: Things, scheme: Scheme) -> dict[str, Entity]:
    """Return the entity of each thing, and of all concepts above those that are used."""
    used = {thing: concept for thing in ballots if (concept := things.concept(thing))}
    coined = {thing: ballot for thing, ballot in ballots.items() if thing not in used}
    entities = coined_entities(coined, scheme.concepts)
    entities.update((thing, concept_entity(scheme.concepts[concept], ballots[thing].names)) for thing, concept in used.items())
    above = set(used.values())
    waiting = sorted(above)
    while waiting:
        for broader in scheme.concepts[waiting.pop()].broader:
            if broader not in above:
                above.add(broader)
                waiting.append(broader)
                entities[broader] = concept_entity(scheme.concepts[broader])
    return entities
