"""What one paper of one text states, as triples with their evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Protocol

from kg.assembly.changes import is_change
from kg.identifiers import digest
from kg.model import Entity, Evidence, Literal, Named, Paper, Relation, Result
from kg.vocabulary import JOINED, KIND_OF_TYPE, NAMED_FIELDS, PREDICATES

Fact = tuple[str, str, str | Literal, tuple[Evidence, ...]]

#: Field of what a paper mentions, by its kind.
_FIELDS: Final = {KIND_OF_TYPE[kind]: field for field, kind in NAMED_FIELDS.items() if field != "introduces"}
_CLASS: Final = re.compile(r"(?:\bmodels?|모델)$", re.IGNORECASE)
_DATES: Final = {10: "date", 7: "gYearMonth", 4: "gYear"}


class PaperLinks(Protocol):
    """Name the entities of one paper (as `kg.linking` finds them)."""

    @property
    def paper(self) -> str:
        """Return the paper's id."""
        ...

    @property
    def authors(self) -> Mapping[str, str]:
        """Return the ids of the authors by their names."""
        ...

    @property
    def names(self) -> Mapping[str, str]:
        """Return the ids of everything else by its names."""
        ...

    @property
    def venue(self) -> str | None:
        """Return the venue's id."""
        ...


#: Confidence from which on a graph states what is read out of running text: what an extraction lists below it is for those who look for more.
_LEAST: Final = 0.5
#: The same for kinds of which fewer are right at that confidence, by statements that were judged one by one.
_LEAST_OF: Final = {"metrics": 0.7, "uses": 0.6, "evaluatedOn": 0.65, "extends": 0.7}
#: The same for works that are named as later versions of what they extend (`EAGLE-2`), and how such a name goes on.
_LEAST_OF_VERSIONS: Final = 0.3
_VERSION: Final = re.compile(r"[-\s]?[vV]?\d")


def facts(paper: Paper, links: PaperLinks, entities: Mapping[str, Entity]) -> Iterator[Fact]:
    """Yield what a paper's text states, but for results."""
    yield from _fields(paper, links)
    yield from _mentions(paper, links, entities)
    for relation in paper.relations:
        head, tail = links.names.get(relation.head), links.names.get(relation.tail)
        if head and tail and head != tail and _relates(relation, entities[head], entities[tail]):
            yield head, PREDICATES[relation.type], tail, relation.evidence
    for cited in paper.cites:
        thing = links.names.get(cited.value)
        if thing and thing != links.paper and _is_stated(cited.evidence, "cites"):
            yield links.paper, PREDICATES["cites"], thing, cited.evidence
            if thing.startswith("paper/"):
                yield links.paper, PREDICATES["citesPaper"], thing, cited.evidence


def _is_stated(evidence: Iterable[Evidence], said: str) -> bool:
    """Say whether some evidence is sure enough for a graph to state what it says."""
    return any(item.confidence >= _LEAST_OF.get(said, _LEAST) for item in evidence)


def _relates(relation: Relation, head: Entity, tail: Entity) -> bool:
    """Say whether a relation joins the kinds that the whole corpus gives two things, and is sure enough.

    Works extend works, and no class of models.
    """
    kinds = KIND_OF_TYPE.get(head.kind, ""), KIND_OF_TYPE.get(tail.kind, "")
    if kinds not in JOINED[relation.type] or (relation.type == "extends" and _CLASS.search(tail.label)):
        return False
    if relation.type == "extends" and head.label.startswith(tail.label) and _VERSION.match(head.label, len(tail.label)):
        return any(item.confidence >= _LEAST_OF_VERSIONS for item in relation.evidence)
    return _is_stated(relation.evidence, relation.type)


def _fields(paper: Paper, links: PaperLinks) -> Iterator[Fact]:
    subject = links.paper
    for name, datatype in (("title", "string"), ("arxiv", "string"), ("date", "date"), ("year", "integer"), ("votes", "integer")):
        value = getattr(paper, name)
        if value:
            literal = Literal(value.value, _DATES.get(len(value.value), "string") if datatype == "date" else datatype)
            yield subject, PREDICATES[name], literal, value.evidence
    if paper.venue and links.venue:
        yield subject, PREDICATES["venue"], links.venue, paper.venue.evidence
    for author in paper.authors:
        yield subject, PREDICATES["author"], links.authors[author.value], author.evidence
    for link in paper.links:
        if link.url:
            yield subject, PREDICATES[f"link:{link.kind}"], Literal(link.url, "anyURI"), link.evidence
    if paper.boilerplate:
        yield subject, PREDICATES["boilerplate"], Literal("true", "boolean"), paper.boilerplate


def _mentions(paper: Paper, links: PaperLinks, entities: Mapping[str, Entity]) -> Iterator[Fact]:
    """Yield what a paper introduces and mentions; the kind that the whole corpus gives a thing decides how it is mentioned.

    What the corpus knows as a task is worked on, whoever claims it.
    """
    for field in NAMED_FIELDS:
        for named in getattr(paper, field):
            thing = links.names.get(named.name)
            if thing is None:
                continue
            mentioned = _FIELDS[KIND_OF_TYPE[entities[thing].kind]]
            said = field if field == "introduces" and mentioned != "tasks" else mentioned
            if _is_stated(named.evidence, said):
                yield links.paper, PREDICATES[said], thing, named.evidence
                yield from _aliases(named, entities[thing])


def _aliases(named: Named, entity: Entity) -> Iterator[Fact]:
    """Yield the names that a text itself gives a thing beside its label, each with the words that hold two of them."""
    names = {named.name, *named.aliases}
    for alias in entity.aliases:
        if alias.value in names:
            saying = tuple(item for item in named.evidence if alias.value in item.quote and _names_in(item.quote, names) > 1)
            if saying:
                yield entity.id, PREDICATES["alias"], alias, saying


def _names_in(quote: str, names: set[str]) -> int:
    """Count names that stand in a quote, none of them within a longer one."""
    found = 0
    for name in sorted(names, key=lambda name: (-len(name), name)):
        if name in quote:
            found += 1
            quote = quote.replace(name, " ")
    return found


def result_facts(result: Result, links: PaperLinks, entities: Mapping[str, Entity]) -> Iterator[Fact]:
    """Yield the statements of one measured figure, if it is likely enough; its id is a digest of all that it says."""
    if not _is_stated(result.evidence, "reports"):
        return
    parts = {part: getattr(result, part) for part in ("method", "metric", "dataset", "versus")}
    things = {part: links.names.get(name) for part, name in parts.items() if name}
    words = "\t".join((links.paper, *(f"{part}={things.get(part)}" for part in parts), result.value, result.unit or ""))
    subject = f"result/{digest(words)}"
    yield links.paper, PREDICATES["reports"], subject, result.evidence
    yield subject, PREDICATES["result:value"], Literal(result.value), result.evidence
    if result.unit:
        yield subject, PREDICATES["result:unit"], Literal(result.unit), result.evidence
    if changing := tuple(item for item in result.evidence if is_change(item.quote, result.value)):
        yield subject, PREDICATES["result:change"], Literal("true", "boolean"), changing
    for part, thing in things.items():
        if thing and (part != "metric" or entities[thing].kind == "metric"):
            yield subject, PREDICATES[f"result:{part}"], thing, result.evidence
