#!/usr/bin/env python3
"""Write `ontology/methods.ttl`, the SKOS scheme of `ontology/concepts/*.tsv`; with `--check` only say whether it is in step."""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path

from kg.concepts import Concept, Scheme, read_scheme
from kg.errors import KgError
from kg.resources import ontology_folder
from kg.vocabulary import BASE, CLASSES, PREFIXES

_SCHEME = "<concepts>"
_TITLES = (("Methods, tasks, datasets and metrics of machine-learning research", "en"), ("기계 학습 연구의 방법, 과제, 데이터셋, 지표", "ko"))


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


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the file is stale")
    parser.add_argument("--folder", type=Path, default=ontology_folder(), help="folder of the ontology")
    return parser.parse_args()


def main() -> int:
    """Write or check the file; return the exit code."""
    arguments = _arguments()
    target: Path = arguments.folder / "methods.ttl"
    try:
        text = turtle(read_scheme(arguments.folder / "concepts"))
    except KgError as error:
        print(error, file=sys.stderr)
        return 2
    if arguments.check:
        fresh = target.is_file() and target.read_text(encoding="utf-8") == text
        print(f"{target.name} is {'in step' if fresh else 'stale: run scripts/ontology.py'}")
        return 0 if fresh else 1
    target.write_text(text, encoding="utf-8", newline="\n")
    print(f"{target.name}: {text.count('skos:inScheme')} concepts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
