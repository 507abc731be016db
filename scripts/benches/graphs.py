"""Graphs of any size with the skew of real ones, for measurements: a function of size and seed.

Few methods, authors and datasets are named by most papers (a power law), citations prefer what is cited already (the copy
model of Kleinberg et al., 1999), and a paper has some thirty statements, each with its evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Final

from kg.identifiers import digest
from kg.model import Entity, Evidence, Graph, Literal, Source, Span, Statement
from kg.vocabulary import PREDICATES

#: Quads that a paper makes, measured.
QUADS_PER_PAPER: Final = 510
#: Papers of one part, which is as much as one text states.
_PART: Final = 10
#: Exponent of the skew: the greater, the more the first names are preferred.
_SKEW: Final = 3.0
#: How many names of a kind there are for each paper, and at least.
_KINDS: Final = {"author": (2.0, 60), "method": (0.5, 80), "task": (0.05, 20), "dataset": (0.1, 20), "metric": (0.02, 10), "venue": (0.001, 8)}
_SAYS: Final = (("kg:mentionsMethod", "method", 6), ("kg:mentionsTask", "task", 2), ("kg:mentionsDataset", "dataset", 2), ("kg:mentionsMetric", "metric", 1),
                ("dcterms:creator", "author", 5), ("kg:venue", "venue", 1))
_RELATIONS: Final = (("kg:uses", "method"), ("kg:extends", "method"), ("kg:outperforms", "method"), ("kg:evaluatedOn", "dataset"), ("kg:addresses", "task"))
_TEXTS: Final = ("reader.digest", "lexicon.concept", "rule.gloss", "model.names")


def parts(quads: int, *, seed: int = 0) -> Iterator[Graph]:
    """Yield the parts of a graph of about so many quads, whose union it is: the names first, then a text at a time."""
    papers = max(quads // QUADS_PER_PAPER, 1)
    made = _Maker(Random(seed), {kind: max(int(share * papers), least) for kind, (share, least) in _KINDS.items()})  # noqa: S311 - no secret
    yield made.names()
    for start in range(0, papers, _PART):
        yield made.text(range(start, min(start + _PART, papers)))


@dataclass(slots=True)
class _Maker:
    """Make texts one after another, each of which may cite the papers before it."""

    random: Random
    sizes: dict[str, int]

    def names(self) -> Graph:
        """Return the entities that papers have in common, the kinds of methods under one another as a tree."""
        entities = [Entity(f"{kind}/{number}", kind, f"{kind.title()} {number}", (Literal(f"이름 {kind} {number}", language="ko"),))
                    for kind, size in self.sizes.items() for number in range(size)]
        broader = (Statement(f"method/{number}", "skos:broader", f"method/{number // 4}") for number in range(1, self.sizes["method"]))
        return Graph(tuple(entities), tuple(broader))

    def text(self, papers: range) -> Graph:
        name = digest(f"text {papers.start}")
        places = count(0, 40)
        entities: list[Entity] = []
        statements: list[Statement] = []
        for number in papers:
            entities += [Entity(f"paper/{number}", "paper", f"Paper {number}: a study of things"), Entity(f"method/own-{number}", "method", f"Own {number}"),
                         Entity(f"result/{number}", "result", f"{number % 100}.5 %")]
            statements += [Statement(*triple, self._evidence(name, next(places))) for triple in dict.fromkeys(self._triples(number))]
        return Graph(tuple(entities), tuple(statements), (Source(name, f"text-{papers.start}.md", format="digest", date="2024-01-01"),))

    def _triples(self, number: int) -> Iterator[tuple[str, str, str | Literal]]:
        paper, own, result = f"paper/{number}", f"method/own-{number}", f"result/{number}"
        yield paper, "dcterms:title", Literal(f"Paper {number}: a study of things")
        yield paper, "kg:arxivId", Literal(f"{1500 + number % 1000:04d}.{number:05d}")
        yield paper, "dcterms:date", Literal(f"{2015 + number % 10}-0{1 + number % 9}-11", "date")
        yield paper, "kg:year", Literal(str(2015 + number % 10), "integer")
        yield paper, "kg:introduces", own
        for predicate, kind, most in _SAYS:
            for _ in range(self.random.randint(1, most)):
                yield paper, predicate, self._name(kind)
        for predicate, kind in _RELATIONS:
            yield own, predicate, self._name(kind)
        for cited in self._cited(number):
            yield paper, PREDICATES["cites"], f"method/own-{cited}"
            yield paper, PREDICATES["citesPaper"], f"paper/{cited}"
        yield paper, "kg:reports", result
        yield result, "kg:resultValue", Literal(f"{number % 100}.5")
        yield result, "kg:resultMethod", own
        yield result, "kg:resultMetric", self._name("metric")
        yield result, "kg:resultDataset", self._name("dataset")

    def _name(self, kind: str) -> str:
        return f"{kind}/{int(self.sizes[kind] * self.random.random() ** _SKEW)}"

    def _cited(self, number: int) -> set[int]:
        """Return earlier papers: half of them chosen evenly, half as the chosen ones chose."""
        return {chosen if self.random.random() < 0.5 else chosen // 3 for chosen in (self.random.randrange(number) for _ in range(3))} if number else set()

    def _evidence(self, document: str, place: int) -> tuple[Evidence, ...]:
        extractor = self.random.choice(_TEXTS)
        return (Evidence(document, Span(place, place + 12), f"words {place % 1_000_000:06d}", extractor, round(self.random.uniform(0.5, 1), 2)),)
