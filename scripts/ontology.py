#!/usr/bin/env python3
"""Write what follows from the ontology's own files: with `--check` only say whether it is in step.

`ontology/methods.ttl` is the SKOS scheme of `ontology/concepts/*.tsv`, `docs/schema.md` the page of `ontology/mlkg.ttl`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.collection import Collection

from kg.concepts import Concept, Scheme, read_scheme
from kg.errors import KgError
from kg.identifiers import identifier, iri
from kg.resources import ontology_folder
from kg.vocabulary import BASE, CLASSES, ONTOLOGY, PREFIXES

_SCHEME = "<concepts>"
_TITLES = (("Methods, tasks, datasets and metrics of machine-learning research", "en"), ("기계 학습 연구의 방법, 과제, 데이터셋, 지표", "ko"))

_PART = re.compile(r"^# (?P<heading>.+)$|^(?P<term>[a-z]+:\w+) a owl:", re.MULTILINE)
#: Relations to terms of other vocabularies, and how the page says them.
_MAPPED = {RDFS.subClassOf: "under", RDFS.subPropertyOf: "under", OWL.equivalentProperty: "same as", OWL.inverseOf: "inverse of", SKOS.closeMatch: "near"}
_TRAITS = {OWL.FunctionalProperty: "at most one", OWL.InverseFunctionalProperty: "of one thing only", OWL.SymmetricProperty: "symmetric", OWL.TransitiveProperty: "transitive"}
_PAGE = """# The schema

{comment}

These are the classes and properties of version {version}. The page follows from `ontology/mlkg.ttl`, which has all of it in Korean too;
`scripts/ontology.py` writes it. Names have the prefixes of [the graph's page](graph.md), names in `<>` begin with the base of the graph. Under and
near tell where a term stands among those of other vocabularies.

The second number of the version is the schema of graphs. A graph directory records both; a graph of another schema is refused, with what to do.
"""


def _literal(text: str, language: str) -> str:
    return f"{json.dumps(text, ensure_ascii=False)}@{language}"


def _literals(names: tuple[str, ...], language: str) -> list[str]:
    return [_literal(name, language) for name in names]


def _block(subject: str, pairs: list[tuple[str, list[str]]]) -> str:
    """Return one Turtle block; predicates without objects are left out, objects are sorted."""
    lines = [f"  {predicate} {', '.join(sorted(set(objects)))}" for predicate, objects in pairs if objects]
    return f"{subject}\n" + " ;\n".join(lines) + " .\n"


def _concept(concept: Concept, narrower: list[str]) -> str:
    return _block(f"<{concept.id}>", [
        ("a", ["skos:Concept", CLASSES[concept.type]]),
        ("skos:inScheme", [_SCHEME]),
        ("skos:topConceptOf", [] if concept.broader else [_SCHEME]),
        ("skos:prefLabel", _literals((concept.english,), "en") + _literals((concept.korean,) if concept.korean else (), "ko")),
        ("skos:altLabel", _literals(concept.abbreviations + concept.also_english, "en") + _literals(concept.also_korean, "ko")),
        ("skos:notation", [json.dumps(name, ensure_ascii=False) for name in concept.abbreviations]),
        ("skos:broader", [f"<{name}>" for name in concept.broader]),
        ("skos:narrower", [f"<{name}>" for name in narrower]),
    ])


def turtle(scheme: Scheme) -> str:
    """Return the scheme as Turtle: one block per concept, in the order of ids."""
    narrower: dict[str, list[str]] = defaultdict(list)
    for concept in scheme.concepts.values():
        for broader in concept.broader:
            narrower[broader].append(concept.id)
    head = [f"@base <{BASE}> .", *(f"@prefix {name}: <{PREFIXES[name]}> ." for name in ("kg", "owl", "rdfs", "skos"))]
    tops = [f"<{concept.id}>" for concept in scheme.concepts.values() if not concept.broader]
    about = _block(_SCHEME, [
        ("a", ["skos:ConceptScheme"]),
        ("owl:versionInfo", [json.dumps(scheme.version)]),
        ("rdfs:label", [_literal(*title) for title in _TITLES]),
        ("skos:hasTopConcept", tops),
    ])
    concepts = [_concept(scheme.concepts[name], narrower[name]) for name in sorted(scheme.concepts)]
    return "\n".join(["\n".join(head) + "\n", about, *concepts])


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


class _Schema:
    """Say in words what one file of the ontology declares."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._graph = Graph().parse(data=text, format="turtle")

    def page(self) -> str:
        """Return the page: a table under each of the file's headings, terms in the file's order."""
        about = URIRef(ONTOLOGY.removesuffix("#"))
        parts = [_PAGE.format(version=self._graph.value(about, OWL.versionInfo), comment=self._words(about, RDFS.comment))]
        for found in _PART.finditer(self._text):
            if found["heading"]:
                parts.append(f"\n## {found['heading']}\n\n| term | says | leads | other vocabularies | example |\n|---|---|---|---|---|\n")
            else:
                parts.append(self._row(found["term"]))
        return "".join(parts)

    def _row(self, name: str) -> str:
        term = URIRef(iri(name))
        cells = (f"`{name}`", f"{self._words(term, RDFS.label)}: {self._words(term, RDFS.comment)}", self._leads(term), self._mapped(term),
                 f"`{self._graph.value(term, SKOS.example)}`")
        return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |\n"

    def _words(self, term: URIRef, predicate: URIRef) -> str:
        return next(str(words) for words in self._graph.objects(term, predicate) if getattr(words, "language", None) == "en")

    def _leads(self, term: URIRef) -> str:
        ends = [_code(self._names(term, predicate)) for predicate in (RDFS.domain, RDFS.range)]
        traits = sorted(trait for kind, trait in _TRAITS.items() if (term, RDF.type, kind) in self._graph)
        return "; ".join([*([f"{ends[0] or 'any'} → {ends[1] or 'any'}"] if any(ends) else []), *traits])

    def _mapped(self, term: URIRef) -> str:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for predicate, word in _MAPPED.items():
            found[word] += self._names(term, predicate)
        return "; ".join(f"{word} {_code(names)}" for word, names in found.items() if names)

    def _names(self, term: URIRef, predicate: URIRef) -> list[str]:
        """Return the terms that one leads to, sorted; of a union its members."""
        things = list(self._graph.objects(term, predicate))
        unions = [union for thing in things for union in self._graph.objects(thing, OWL.unionOf)]
        members = [member for union in unions for member in Collection(self._graph, union)]
        return sorted(identifier(str(name)) for name in (*things, *members) if isinstance(name, URIRef))


def page(text: str) -> str:
    """Return the page of an ontology's Turtle."""
    return _Schema(text).page()


def _made(folder: Path) -> dict[Path, str]:
    """Return what each file is to hold."""
    made = {folder / "methods.ttl": turtle(read_scheme(folder / "concepts"))}
    if (folder / "mlkg.ttl").is_file():
        made[folder.parent / "docs" / "schema.md"] = page((folder / "mlkg.ttl").read_text(encoding="utf-8"))
    return made


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file is stale")
    parser.add_argument("--folder", type=Path, default=ontology_folder(), help="folder of the ontology")
    return parser.parse_args()


def main() -> int:
    """Write or check the files; return the exit code."""
    arguments = _arguments()
    try:
        made = _made(arguments.folder)
    except KgError as error:
        print(error, file=sys.stderr)
        return 2
    stale = [path for path, text in made.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in made:
        state = ("stale: run scripts/ontology.py" if arguments.check else "written") if path in stale else "in step"
        print(f"{path.name} is {state}")
    for path in () if arguments.check else stale:
        path.write_text(made[path], encoding="utf-8", newline="\n")
    return int(arguments.check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
