"""What is related to a thing, how strongly, and why: each reason is one function over the graph and one line of a table."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.errors import NotFoundError
from kg.lookups.names import METHODS, Thing, resolve
from kg.lookups.reading import numbers_of, things
from kg.phrases import inverse_phrase, phrase
from kg.stores.base import GraphStore
from kg.vocabulary import KIND_OF_TYPE

#: Weight of one text's word that two things are related so.
_DIRECT: Final = {"kg:extends": 0.6, "kg:subClassOf": 0.6, "kg:partOf": 0.5, "kg:uses": 0.5, "kg:outperforms": 0.4, "kg:comparesWith": 0.4,
                  "kg:addresses": 0.4, "kg:evaluatedOn": 0.3, "cito:cites": 0.5}
_BROADER, _NARROWER, _SIBLING = 0.5, 0.5, 0.5
#: Most that things which merely stand in the same texts count.
_TOGETHER, _SHARED = 0.6, 0.4
#: Papers that two things must share to count as mentioned together.
_LEAST: Final = 2
_MENTIONS: Final = "kg:introduces|kg:mentionsMethod|kg:mentionsTask|kg:mentionsDataset|kg:mentionsMetric"


@dataclass(frozen=True, slots=True)
class Reason:
    """Say why two things are related; `support` counts what it rests on (texts, papers or things), `weight` is from 0 to 1."""

    kind: str
    words: str
    support: int
    weight: float


@dataclass(frozen=True, slots=True)
class Related:
    """Hold a related thing, its score from 0 to 1 and the reasons for it, the strongest first."""

    thing: Thing
    score: float
    reasons: tuple[Reason, ...]


#: Yields, for a thing, ids of others and a reason for each.
Find = Callable[[GraphStore, Thing], Iterator[tuple[str, Reason]]]


def related(store: GraphStore, name: str, *, limit: int | None = 10) -> tuple[Related, ...]:
    """Return what is most related to a thing by any of its names.

    To a method, task, dataset or metric these are methods, to a paper papers, to an author authors. Reasons are independent
    witnesses: a score is one less the chance that all are wrong. Raises NotFoundError where nothing, or more than one thing, has
    the name, or where things of its kind have none related.
    """
    asked = resolve(store, name)
    if asked.kind not in REASONS:
        raise NotFoundError(f"{asked.label!r} is a {asked.kind}: only {', '.join(REASONS)} have related things")
    kinds, finders = REASONS[asked.kind]
    found: defaultdict[str, list[Reason]] = defaultdict(list)
    for find in finders:
        for other, reason in find(store, asked):
            if other != asked.id:
                found[other].append(reason)
    known = things(store, found)
    ranked = [_related(known[other], reasons) for other, reasons in found.items() if other in known and known[other].kind in kinds]
    return tuple(sorted(ranked, key=lambda item: (-item.score, item.thing.id))[:limit])


def _related(thing: Thing, reasons: Iterable[Reason]) -> Related:
    ordered = tuple(sorted(reasons, key=lambda reason: (-reason.weight, reason.kind, reason.words)))
    return Related(thing, round(1 - math.prod(1 - reason.weight for reason in ordered), 4), ordered)


def _stated(store: GraphStore, asked: Thing) -> Iterator[tuple[str, Reason]]:
    """Find relations that texts state between the two, either way round."""
    predicates = " ".join(_DIRECT)
    query = f"""SELECT ?x ?p ?inverse (COUNT(DISTINCT ?text) AS ?texts) {{ VALUES ?p {{ {predicates} }}
        {{ GRAPH ?text {{ $asked ?p ?x }} BIND(false AS ?inverse) }} UNION {{ GRAPH ?text {{ ?x ?p $asked }} BIND(true AS ?inverse) }}
        FILTER(isIRI(?x)) }} GROUP BY ?x ?p ?inverse"""
    rows = store.select(query, asked=asked.id).rows
    common = _frequencies(store) if rows else {}
    for other, predicate, inverse, texts in rows:
        # Read from the related thing, which is what a line of the answer is about.
        words = (phrase if inverse else inverse_phrase)(str(predicate))
        support = int(str(texts))
        # What is used and compared everywhere says little of any one thing.
        weight = _DIRECT[str(predicate)] / (1 + math.log10(1 + common.get(str(other), 0) / 10))
        yield str(other), _reason("stated", f"{words} {asked.label}", support, 1 - (1 - weight) ** min(support, 4))


def _in_scheme(store: GraphStore, asked: Thing) -> Iterator[tuple[str, Reason]]:
    """Find what the concept scheme places above, below or beside it."""
    for other, in store.select("SELECT ?x { $asked skos:broader ?x }", asked=asked.id):
        yield str(other), _reason("scheme", f"has {asked.label} under it", 1, _BROADER)
    for other, in store.select("SELECT ?x { ?x skos:broader $asked }", asked=asked.id):
        yield str(other), _reason("scheme", f"comes under {asked.label}", 1, _NARROWER)
    query = "SELECT ?parent ?label ?x { $asked skos:broader ?parent . ?parent rdfs:label ?label . ?x skos:broader ?parent }"
    families: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for parent, label, other in store.select(query, asked=asked.id):
        families[str(parent), str(label)].append(str(other))
    for (_, label), family in sorted(families.items()):
        # In a large family being of the same kind says little.
        weight = _SIBLING / math.log2(1 + max(len(family), 1))
        yield from ((other, _reason("scheme", f"both come under {label}", 1, weight)) for other in family)


def _together(store: GraphStore, asked: Thing) -> Iterator[tuple[str, Reason]]:
    """Count the papers that name both.

    The weight is normalised pointwise mutual information (Bouma, 2009), discounted where counts are small (Pantel and Lin, 2002).
    """
    totals = store.select("SELECT (COUNT(?p) AS ?n) { ?p rdf:type kg:Paper }").rows
    everything = int(str(totals[0][0]))
    query = f"""SELECT ?x (COUNT(DISTINCT ?p) AS ?n) {{ {{ SELECT DISTINCT ?p {{ ?p {_MENTIONS} $asked }} }}
        ?p kg:introduces|kg:mentionsMethod ?x }} GROUP BY ?x"""
    own = f"SELECT (COUNT(DISTINCT ?p) AS ?n) {{ ?p {_MENTIONS} $asked }}"
    mine = int(str(store.select(own, asked=asked.id).rows[0][0]))
    both = numbers_of(store.select(query, asked=asked.id))
    frequent = {other: count for other, count in both.items() if count >= _LEAST and other != asked.id}
    overall = _frequencies(store) if frequent else {}
    for other, count in frequent.items():
        weight = _TOGETHER * _association(count, mine, overall[other], everything)
        if weight > 0:
            yield other, _reason("together", f"in {count} papers together", count, weight)


def _frequencies(store: GraphStore) -> dict[str, int]:
    query = "SELECT ?x (COUNT(DISTINCT ?p) AS ?n) { VALUES ?how { kg:introduces kg:mentionsMethod } ?p ?how ?x } GROUP BY ?x"
    return numbers_of(store.select(query))


def _association(both: int, one: int, other: int, everything: int) -> float:
    """Return from 0 to 1 how much more often two things meet than by chance.

    >>> _association(10, 10, 1000, 1000), round(_association(10, 10, 10, 1000), 2)
    (0.0, 0.83)
    """
    if both >= everything:
        return 0.0
    information = math.log(both * everything / (one * other)) / -math.log(both / everything)
    least = min(one, other)
    return max(information, 0.0) * both / (both + 1) * least / (least + 1)


def _shared_aims(store: GraphStore, asked: Thing) -> Iterator[tuple[str, Reason]]:
    """Find tasks that both address and datasets that both are measured on; the rarer, the more they say."""
    query = """SELECT ?how ?aim ?label ?x { VALUES ?how { kg:addresses kg:evaluatedOn } $asked ?how ?aim . ?aim rdfs:label ?label . ?x ?how ?aim }"""
    yield from _shared(store, query, asked, "both {how} {label}", {"kg:addresses": "address", "kg:evaluatedOn": "are evaluated on"})


def _shared_methods(store: GraphStore, asked: Thing) -> Iterator[tuple[str, Reason]]:
    """Find methods that both papers introduce or mention."""
    query = """SELECT ?how ?aim ?label ?x { BIND (kg:mentionsMethod AS ?how) $asked kg:introduces|kg:mentionsMethod ?aim .
        ?aim rdfs:label ?label . ?x kg:introduces|kg:mentionsMethod ?aim }"""
    yield from _shared(store, query, asked, "both are about {label}", {})


def _shared_authors(store: GraphStore, asked: Thing) -> Iterator[tuple[str, Reason]]:
    """Find authors that both papers have."""
    query = "SELECT ?how ?aim ?label ?x { BIND (dcterms:creator AS ?how) $asked ?how ?aim . ?aim rdfs:label ?label . ?x ?how ?aim }"
    yield from _shared(store, query, asked, "both by {label}", {})


def _shared_papers(store: GraphStore, asked: Thing) -> Iterator[tuple[str, Reason]]:
    """Count the papers that both authors wrote."""
    query = "SELECT DISTINCT ?p ?x { ?p dcterms:creator $asked . ?p dcterms:creator ?x }"
    counts: defaultdict[str, int] = defaultdict(int)
    for _, other in store.select(query, asked=asked.id):
        counts[str(other)] += 1
    for other, count in counts.items():
        yield other, _reason("wrote", f"wrote {count} paper{'s' if count > 1 else ''} together", count, 1 - 0.6 ** min(count, 8))


def _shared(store: GraphStore, query: str, asked: Thing, form: str, words: dict[str, str]) -> Iterator[tuple[str, Reason]]:
    """Yield a reason for each thing that leads to something that the asked one leads to, weighted by how few do."""
    groups: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for how, aim, label, other in store.select(query, asked=asked.id):
        groups[str(how), str(aim), str(label)].add(str(other))
    for (how, _, label), others in sorted(groups.items()):
        weight = _SHARED / math.log2(1 + len(others))
        yield from ((other, _reason("shared", form.format(how=words.get(how, ""), label=label), len(others), weight)) for other in others)


def _reason(kind: str, words: str, support: int, weight: float) -> Reason:
    return Reason(kind, words, support, round(weight, 4))


_METHOD_REASONS: Final[tuple[Find, ...]] = (_stated, _in_scheme, _together, _shared_aims)
#: By the kind of what is asked: the kinds of what is related to it, and the reasons to look for.
REASONS: Final[dict[str, tuple[frozenset[str], tuple[Find, ...]]]] = {
    **dict.fromkeys(KIND_OF_TYPE, (METHODS, _METHOD_REASONS)),
    "paper": (frozenset({"paper"}), (_stated, _shared_methods, _shared_authors)),
    "author": (frozenset({"author"}), (_shared_papers,)),
}
