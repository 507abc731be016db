"""Assembly: what all texts state, as one graph that the set of texts alone decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Protocol

from kg.assembly.labels import result_label
from kg.assembly.statements import Fact, PaperLinks, facts, result_facts
from kg.concepts import Scheme
from kg.model import Entity, Evidence, Extraction, Graph, Literal, Statement
from kg.vocabulary import PREDICATES

#: Chance that a paper which alone introduces a name is the one that another text means by it.
_CITATION_CONFIDENCE: Final = 0.9

Triple = tuple[str, str, str | Literal]


class Linking(Protocol):
    """Say which entity each name is (as `kg.linking` finds them)."""

    @property
    def entities(self) -> Mapping[str, Entity]:
        """Return the entities by id."""
        ...

    @property
    def papers(self) -> Mapping[tuple[str, int], PaperLinks]:
        """Return the links by document and place in it."""
        ...


def assemble(extractions: Iterable[Extraction], linking: Linking, scheme: Scheme) -> Graph:
    """Return the sorted graph of what all texts state: one statement a triple, with the evidence of every text."""
    ordered = sorted(extractions, key=lambda extraction: extraction.source)
    found: defaultdict[Triple, list[Evidence]] = defaultdict(list)
    for subject, predicate, thing, evidence in _facts(ordered, linking):
        found[subject, predicate, thing].extend(evidence)
    for subject, predicate, thing, evidence in list(_citations(found)):
        found[subject, predicate, thing].extend(evidence)
    entities = {**_results(found, linking.entities)}
    used = _used(found, scheme)
    entities.update((name, entity) for name, entity in linking.entities.items() if name in used)
    statements = [Statement(*triple, _merged(evidence)) for triple, evidence in found.items()]
    statements += _scheme_statements(entities, scheme)
    return Graph.of(entities.values(), statements, (extraction.source for extraction in ordered))


def _facts(extractions: Iterable[Extraction], linking: Linking) -> Iterator[Fact]:
    for extraction in extractions:
        for place, paper in enumerate(extraction.papers):
            links = linking.papers[extraction.source.id, place]
            yield from facts(paper, links, linking.entities)
            for result in paper.results:
                yield from result_facts(result, links, linking.entities)


def _citations(found: Mapping[Triple, list[Evidence]]) -> Iterator[Fact]:
    """Yield the citations that follow where the name that a text refers to is introduced by exactly one other paper."""
    homes: defaultdict[str, set[str]] = defaultdict(set)
    for subject, predicate, thing in found:
        if predicate == PREDICATES["introduces"] and isinstance(thing, str):
            homes[thing].add(subject)
    for (subject, predicate, thing), evidence in found.items():
        papers = homes.get(thing, set()) if predicate == PREDICATES["cites"] and isinstance(thing, str) else set()
        if len(papers) == 1 and subject not in papers:
            inferred = tuple(item._replace(extractor="assembly.citation", confidence=round(item.confidence * _CITATION_CONFIDENCE, 4))
                             for item in evidence)
            yield subject, PREDICATES["citesPaper"], next(iter(papers)), inferred


def _results(found: Mapping[Triple, list[Evidence]], entities: Mapping[str, Entity]) -> dict[str, Entity]:
    """Return the entities of results, each labelled by what it says."""
    parts: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for subject, predicate, thing in found:
        if subject.startswith("result/"):
            parts[subject][predicate] = thing.value if isinstance(thing, Literal) else entities[thing].label
    return {name: Entity(name, "result", result_label(said)) for name, said in parts.items()}


def _used(found: Iterable[Triple], scheme: Scheme) -> set[str]:
    """Return the ids of all that statements name, and of every concept above."""
    used = {name for subject, _, thing in found for name in (subject, thing) if isinstance(name, str)}
    waiting = [name for name in used if name in scheme.concepts]
    while waiting:
        above = [name for name in scheme.concepts[waiting.pop()].broader if name not in used]
        used.update(above)
        waiting.extend(above)
    return used


def _scheme_statements(entities: Iterable[str], scheme: Scheme) -> Iterator[Statement]:
    """Yield what the scheme says of the concepts in the graph; it is given, so it needs no evidence."""
    for name in entities:
        concept = scheme.concepts.get(name)
        if concept is None:
            continue
        if concept.korean:
            yield Statement(name, "skos:prefLabel", Literal(concept.korean, language="ko"))
        for broader in concept.broader:
            yield Statement(name, "skos:broader", broader)


def _merged(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return evidence sorted, each once; of equal readings by one rule the surest."""
    best: dict[tuple[str, int, int, str, bool], Evidence] = {}
    for item in evidence:
        place = (item.document, item.span.start, item.span.end, item.extractor, item.negated)
        if place not in best or item.confidence > best[place].confidence:
            best[place] = item
    return tuple(best[place] for place in sorted(best))
