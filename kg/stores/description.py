"""What a graph is, as VoID and DCAT have it: how much it holds of what, and which program made it.

The description is a named graph of its own beside those of the texts. It says nothing of time or place: the same graph, made by the
same program, has the same description. It names no licence, since that of the texts is not known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.model import Graph, Literal, Span, Statement
from kg.stores.rdf import asserted, document_facts, iri_term, literal_term, name_keys, names_stated, own_names
from kg.vocabulary import BASE, CLASSES, ONTOLOGY

_TITLE: Final = Literal("What texts about machine-learning research state", language="en")
#: What every statement with evidence and every evidence has, once each.
_OF_STATEMENTS: Final = ("rdf:type", "rdf:subject", "rdf:predicate", "rdf:object", "kg:belief")
_OF_EVIDENCE: Final = ("rdf:type", "oa:hasSource", "oa:start", "oa:end", "oa:exact", "kg:extractor", "kg:confidence")

Pairs = list[tuple[str, str | Literal]]


@dataclass(frozen=True, slots=True)
class Program:
    """Name what made a graph: the program's version, a digest of its code, the version of its ontology."""

    version: str
    code: str
    ontology: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Hold how many things of each class, and how many triples of each property, the default graph of a graph has."""

    things: Counter[str]
    triples: Counter[str]


def description_iri(base: str) -> str:
    """Return the name of the graph that holds the description."""
    return f"{base}description"


def description(graph: Graph, program: Program, *, base: str = BASE) -> Iterator[str]:
    """Yield the N-Quads of a graph's description, one line each."""
    name = f"<{description_iri(base)}>"
    for subject, pairs in (*_dataset(graph, program, base).items(), *_program(program).items()):
        for predicate, thing in pairs:
            yield f"{iri_term(subject, base=base)} {iri_term(predicate)} {_term(thing, base)} {name} .\n"


def _term(thing: str | Literal, base: str) -> str:
    if isinstance(thing, Literal):
        return literal_term(thing)
    return f"<{thing}>" if thing.startswith("https:") else iri_term(thing, base=base)


def count(graph: Graph) -> Counts:
    """Count what `kg.stores.rdf.quads` writes of a graph."""
    things = Counter(CLASSES[entity.kind] for entity in graph.entities)
    triples = Counter({"rdf:type": len(graph.entities) + len(graph.sources), "rdfs:label": len(graph.entities)})
    stated = names_stated(graph.statements)
    for source in graph.sources:
        triples.update(predicate for predicate, _ in document_facts(source))
    for entity in graph.entities:
        triples.update(relation for relation, _ in own_names(entity, stated))
        triples["kg:nameKey"] += len(name_keys(entity))
    triples.update(statement.predicate for statement in graph.statements if asserted(statement))
    _count_evidence(graph.statements, things, triples)
    things["kg:Document"] = len(graph.sources)
    return Counts(+things, +triples)


def _count_evidence(statements: Iterable[Statement], things: Counter[str], triples: Counter[str]) -> None:
    written: set[tuple[str, Span, str, str, bool]] = set()
    for statement in statements:
        things["rdf:Statement"] += bool(statement.evidence)
        triples["prov:wasDerivedFrom"] += len(statement.evidence)
        written.update((item.document, item.span, item.extractor, f"{item.confidence:.4f}", item.negated) for item in statement.evidence)
    things["kg:Evidence"] = len(written)
    triples.update(dict.fromkeys(_OF_STATEMENTS, things["rdf:Statement"]))
    triples.update(dict.fromkeys(_OF_EVIDENCE, len(written)))
    triples["kg:negated"] += sum(negated for *_, negated in written)


def _dataset(graph: Graph, program: Program, base: str) -> dict[str, Pairs]:
    counts = count(graph)
    kinds = {f"description/class/{name}": name for name in sorted(counts.things)}
    properties = {f"description/property/{name}": name for name in sorted(counts.triples)}
    prefixes = sorted({name.partition(":")[0] for name in (*counts.things, *counts.triples)})
    examples = sorted({CLASSES[entity.kind]: entity.id for entity in reversed(graph.entities)}.values())
    dataset: Pairs = [
        ("rdf:type", "void:Dataset"), ("rdf:type", "dcat:Dataset"), ("dcterms:title", _TITLE), ("dcterms:conformsTo", f"{ONTOLOGY.removesuffix('#')}/{program.ontology}"),
        ("prov:wasGeneratedBy", "description/activity"), ("void:uriSpace", Literal(base)), ("void:entities", _number(len(graph.entities))),
        ("void:triples", _number(counts.triples.total())), *(("void:vocabulary", f"{prefix}:") for prefix in prefixes),
        *(("void:exampleResource", name) for name in examples),
        *(("void:classPartition", part) for part in kinds), *(("void:propertyPartition", part) for part in properties)]
    return {
        "description": [("rdf:type", "void:DatasetDescription"), ("foaf:primaryTopic", "description/dataset")], "description/dataset": dataset,
        **{part: [("void:class", name), ("void:entities", _number(counts.things[name]))] for part, name in kinds.items()},
        **{part: [("void:property", name), ("void:triples", _number(counts.triples[name]))] for part, name in properties.items()}}


def _program(program: Program) -> dict[str, Pairs]:
    return {
        "description/activity": [("rdf:type", "prov:Activity"), ("prov:wasAssociatedWith", "description/program")],
        "description/program": [
            ("rdf:type", "prov:SoftwareAgent"), ("rdf:type", "schema:SoftwareApplication"), ("schema:name", Literal("mlkg")),
            ("schema:softwareVersion", Literal(program.version)), ("owl:versionInfo", Literal(program.code))]}


def _number(count: int) -> Literal:
    return Literal(str(count), "integer")
