from __future__ import annotations

import gzip
import importlib.util
import json
import os
from collections import defaultdict
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.namespace import Namespace

from kg.concepts import Scheme, load_scheme
from kg.identifiers import identifier, iri, key, slug
from kg.pipeline.building import graph_of
from kg.resources import ontology_folder
from kg.stores.rdf import quads
from kg.stores.store import OxigraphStore
from kg.vocabulary import CLASSES, KIND_OF_TYPE, ONTOLOGY, PREDICATES, VERSION
from tests import making

FOLDER = ontology_folder()
SCRIPT = Path(__file__).parents[1] / "scripts" / "ontology.py"
METHODS = Path(os.environ.get("MLKG_SHARED", Path(__file__).parents[2] / "shared")) / "benchmarks" / "pwc_methods" / "methods.json.gz"
KG = Namespace(ONTOLOGY)
TEXT_CLASSES = {"kg:Document", "kg:Evidence"}
TEXT_PREDICATES = {"kg:extractor", "kg:confidence", "kg:negated", "kg:belief", "kg:format", "kg:locator", "kg:nameKey"}
PROPERTY_TYPES = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}


@pytest.fixture(scope="module")
def schema() -> Graph:
    return Graph().parse(FOLDER / "mlkg.ttl")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(FOLDER / "shapes.ttl")


@pytest.fixture(scope="module")
def script() -> Any:
    spec = importlib.util.spec_from_file_location("ontology_script", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# The schema mirrors the code

def _declared(schema: Graph, types: set[URIRef]) -> set[str]:
    return {str(subject) for subject, kind in schema.subject_objects(RDF.type) if kind in types and isinstance(subject, URIRef)}


def test_classes_are_those_of_the_code(schema: Graph) -> None:
    assert _declared(schema, {OWL.Class}) == {iri(name) for name in {*CLASSES.values(), *TEXT_CLASSES}}


def test_properties_are_those_of_the_code(schema: Graph) -> None:
    assert _declared(schema, PROPERTY_TYPES) == {iri(name) for name in {*PREDICATES.values(), *TEXT_PREDICATES}}


def test_every_term_is_explained_in_both_languages(schema: Graph) -> None:
    for term in _declared(schema, {OWL.Class, OWL.Ontology, *PROPERTY_TYPES}):
        for predicate in (RDFS.label, RDFS.comment):
            assert sorted(getattr(text, "language", "") for text in schema.objects(URIRef(term), predicate)) == ["en", "ko"], term


def test_every_term_has_an_example_that_shows_it(schema: Graph) -> None:
    for term in _declared(schema, {OWL.Class, *PROPERTY_TYPES}):
        (example,) = schema.objects(URIRef(term), SKOS.example)
        assert URIRef(term) in {node for triple in Graph().parse(data=PREFIXES + str(example), format="turtle") for node in triple}, term


def test_the_schema_page_is_in_step_and_names_every_term(script: Any, schema: Graph) -> None:
    text = (FOLDER.parent / "docs" / "schema.md").read_text(encoding="utf-8")
    assert text == script.page((FOLDER / "mlkg.ttl").read_text(encoding="utf-8")), "run scripts/ontology.py"
    assert [term for term in _declared(schema, {OWL.Class, *PROPERTY_TYPES}) if f"| `{identifier(term)}` |" not in text] == []


def test_every_own_term_is_mapped_to_a_known_vocabulary_or_has_none(schema: Graph) -> None:
    mappings = {RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, OWL.equivalentProperty, OWL.inverseOf}
    mapped = {str(subject) for subject, predicate in schema.subject_predicates() if predicate in mappings}
    unmapped = {term.removeprefix(ONTOLOGY) for term in _declared(schema, {OWL.Class, *PROPERTY_TYPES}) - mapped}
    assert unmapped == {"outperforms", "comparesWith", "reports", "resultDataset", "resultVersus", "resultChange", "describedByBoilerplate", "confidence", "negated", "belief"}


def test_the_ontology_has_a_version(schema: Graph) -> None:
    assert str(schema.value(URIRef(ONTOLOGY.rstrip("#")), OWL.versionInfo)) == VERSION


def test_shapes_name_only_declared_terms(schema: Graph, shapes: Graph) -> None:
    own = {str(node) for triple in shapes for node in triple if str(node).startswith(ONTOLOGY)}
    assert own <= _declared(schema, {OWL.Class, *PROPERTY_TYPES})


# The scheme of concepts

@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return load_scheme()


def test_the_scheme_file_is_in_step(script: Any, scheme: Scheme) -> None:
    assert (FOLDER / "methods.ttl").read_text(encoding="utf-8") == script.turtle(scheme), "run scripts/ontology.py"


def test_the_check_says_when_the_file_is_stale(script: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    (tmp_path / "concepts").mkdir()
    line = "expert-choice\tmethod\tExpert Choice\t전문가 선택\tEC\t\t\t\t"
    (tmp_path / "concepts" / "a.tsv").write_text(f"header\n{line}\n", encoding="utf-8")
    codes = []
    for flags in (["--check"], [], ["--check"]):
        monkeypatch.setattr("sys.argv", ["ontology.py", "--folder", str(tmp_path), *flags])
        codes.append(script.main())
    assert codes == [1, 0, 0]
    assert "stale" in capsys.readouterr().out
    (tmp_path / "concepts" / "a.tsv").write_text("header\nexpert-choice\tmethod\n", encoding="utf-8")
    assert script.main() == 2


def test_the_scheme_reads_as_rdf(script: Any, scheme: Scheme) -> None:
    chosen = Scheme({name: concept for name, concept in scheme.concepts.items() if not concept.broader}, scheme.version)
    graph = Graph().parse(data=script.turtle(chosen), format="turtle")
    assert {str(subject) for subject in graph.subjects(SKOS.prefLabel)} == {iri(name) for name in chosen.concepts}
    assert len(list(graph.objects(URIRef(iri("concepts")), SKOS.hasTopConcept))) == len(chosen.concepts)


def test_the_scheme_is_large_enough(scheme: Scheme) -> None:
    kinds = [KIND_OF_TYPE[concept.type] for concept in scheme.concepts.values()]
    assert kinds.count("method") + kinds.count("task") >= 1000
    assert kinds.count("dataset") >= 300
    assert kinds.count("metric") >= 120


def test_ids_are_slugs_of_the_preferred_label(scheme: Scheme) -> None:
    wrong = [concept.id for concept in scheme.concepts.values() if concept.id.partition("/")[2] != slug(concept.english)]
    assert wrong == []


def test_broader_has_no_cycle(scheme: Scheme) -> None:
    done: set[str] = set()

    def climb(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " < ".join((*path, name))
        if name not in done:
            for broader in scheme.concepts[name].broader:
                climb(broader, (*path, name))
            done.add(name)

    for name in scheme.concepts:
        climb(name, ())


def test_preferred_labels_are_unique_per_kind(scheme: Scheme) -> None:
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for concept in scheme.concepts.values():
        holders[KIND_OF_TYPE[concept.type], key(concept.english)].add(concept.id)
    assert [names for names in holders.values() if len(names) > 1] == []


def test_a_full_name_belongs_to_one_concept_per_kind(scheme: Scheme) -> None:
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for concept in scheme.concepts.values():
        for name in {concept.english, concept.korean, *concept.also_english, *concept.also_korean} - {""}:
            holders[KIND_OF_TYPE[concept.type], key(name)].add(concept.id)
    shared = {name: sorted(ids) for (_, name), ids in holders.items() if len(ids) > 1}
    assert shared == {}


def test_flags_are_known_and_no_name_is_listed_twice(scheme: Scheme) -> None:
    assert {flag for concept in scheme.concepts.values() for flag in concept.flags} <= {"cased"}
    for concept in scheme.concepts.values():
        names = [(name.language, name.value) for name in concept.names]
        assert len(names) == len(set(names)), concept.id


def test_korean_names_are_korean(scheme: Scheme) -> None:
    def hangul(name: str) -> bool:
        return any("가" <= letter <= "힣" for letter in name)

    wrong = [concept.id for concept in scheme.concepts.values() if concept.korean and not hangul(concept.korean)]
    wrong += [concept.id for concept in scheme.concepts.values() if any(hangul(name.value) for name in concept.names if name.language == "en")]
    assert wrong == []


# The shapes

PREFIXES = """
@base <https://w3id.org/mlkg/> .
@prefix kg: <https://w3id.org/mlkg/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix cito: <http://purl.org/spar/cito/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
"""

GOOD = """
<paper/2401.10774> a kg:Paper ; rdfs:label "Medusa" ; kg:arxivId "2401.10774" ; dcterms:title "Medusa: Simple LLM Inference" ;
  dcterms:date "2024-01-19"^^xsd:date ; kg:year 2024 ; kg:votes 12 ; kg:githubLink "https://github.com/FasterDecoding/Medusa"^^xsd:anyURI ;
  dcterms:creator <author/tianle-cai> ; kg:venue <venue/icml> ; kg:introduces <method/medusa> ; cito:cites <paper/2211.17192> ;
  kg:reports <result/1> .
<paper/2211.17192> a kg:Paper ; rdfs:label "Fast Inference" .
<author/tianle-cai> a kg:Author ; rdfs:label "Tianle Cai" .
<venue/icml> a kg:Venue ; rdfs:label "ICML" .
<method/medusa> a kg:Method ; rdfs:label "Medusa" ; skos:prefLabel "Medusa"@en, "메두사"@ko ; skos:altLabel "Medusa heads"@en ;
  skos:broader <method/speculative-decoding> ; kg:extends <method/speculative-decoding> .
<method/speculative-decoding> a kg:Method ; rdfs:label "Speculative Decoding"@en .
<metric/speedup> a kg:Metric ; rdfs:label "speedup" .
<result/1> a kg:Result ; kg:resultMethod <method/medusa> ; kg:resultMetric <metric/speedup> ; kg:resultValue "2.2" ; kg:resultUnit "x" .
<statement/1> a rdf:Statement ; rdf:subject <method/medusa> ; rdf:predicate kg:extends ; rdf:object <method/speculative-decoding> ;
  kg:belief 0.81 ; prov:wasDerivedFrom <evidence/1> .
<evidence/1> a kg:Evidence, oa:SpecificResource ; oa:hasSource <document/00ff00ff00ff00ff> ; oa:start 3 ; oa:end 9 ; oa:exact "Medusa" ;
  kg:extractor "rule.gloss" ; kg:confidence 0.9 ; kg:negated false .
<document/00ff00ff00ff00ff> a kg:Document ; dcterms:identifier "00ff00ff00ff00ff" ; rdfs:label "notes.md" ; dcterms:language "en" ;
  kg:format "prose" ; kg:locator "row 2" .
"""

BAD = {
    "Named": ('<venue/icml> a kg:Venue ; rdfs:label "ICML" .', "<venue/icml> a kg:Venue ."),
    "Concept": ('"메두사"@ko', '"메두사"@ko, "메두자"@ko'),
    "Related": ("kg:extends <method/speculative-decoding> .", 'kg:extends "speculative decoding" .'),
    "Paper": ('kg:arxivId "2401.10774"', 'kg:arxivId "2401.10774v2"'),
    "Paper's link": ('"https://github.com/FasterDecoding/Medusa"^^xsd:anyURI', '"[Github]"'),
    "Paper's year": ("kg:year 2024", 'kg:year "2024"'),
    "Citing": ('<paper/2211.17192> a kg:Paper ; rdfs:label "Fast Inference" .', ""),
    "Creator": ('<author/tianle-cai> a kg:Author ; rdfs:label "Tianle Cai" .', ""),
    "Result": ('kg:resultValue "2.2"', 'kg:resultValue "2.2", "2.3"'),
    "Result's paper": ("kg:reports <result/1>", "kg:votes 3"),
    "Statement": ("prov:wasDerivedFrom <evidence/1>", "prov:wasDerivedFrom <method/medusa>"),
    "Statement's belief": ("kg:belief 0.81", "kg:belief 1.81"),
    "Evidence": ("oa:start 3", "oa:start 9"),
    "Evidence's confidence": ("kg:confidence 0.9", "kg:confidence 1.9"),
    "Evidence's document": ("oa:hasSource <document/00ff00ff00ff00ff>", "oa:hasSource <method/medusa>"),
    "Document": ('dcterms:language "en" ;', ""),
}


def _conforms(text: str, shapes: Graph) -> bool:
    conforms, _, _ = pyshacl.validate(Graph().parse(data=PREFIXES + text, format="turtle"), shacl_graph=shapes, inference="none")
    return bool(conforms)


def test_shapes_are_well_formed_and_accept_a_good_graph(shapes: Graph) -> None:
    conforms, _, report = pyshacl.validate(Graph().parse(data=PREFIXES + GOOD, format="turtle"), shacl_graph=shapes, meta_shacl=True)
    assert conforms, report


def test_shapes_accept_a_good_graph_together_with_the_schema(shapes: Graph, schema: Graph) -> None:
    conforms, _, report = pyshacl.validate(Graph().parse(data=PREFIXES + GOOD, format="turtle"), shacl_graph=shapes, ont_graph=schema)
    assert conforms, report


def test_shapes_and_schema_know_all_that_the_store_writes(shapes: Graph, schema: Graph) -> None:
    record = {
        "title": "Mixture of Experts", "arxiv": "1701.06538", "date": "2017-01-23", "venue": "ICLR", "year": 2017, "votes": 3,
        "authors": ["Noam Shazeer"], "links": {"github": "https://github.com/a/b"}, "introduces": [("MoE", "전문가 혼합")],
        "tasks": ["Language Modeling"], "datasets": ["WMT14"], "metrics": ["BLEU"], "relations": [("MoE", "evaluatedOn", "WMT14")],
        "results": [{"value": "26.03", "method": "MoE", "metric": "BLEU", "dataset": "WMT14"}], "cites": ["Adam"],
    }
    written = Graph().parse(data=OxigraphStore.hold(quads(graph_of([making.extraction(record)], scheme=making.small_scheme()))).dump(named=False),
                            format="nt")
    conforms, _, report = pyshacl.validate(written, shacl_graph=shapes, inference="none")
    assert conforms, report
    assert (None, KG.resultValue, None) in written
    own = {str(term) for _, predicate, thing in written for term in (predicate, thing) if str(term).startswith(ONTOLOGY)}
    assert own <= _declared(schema, {OWL.Class, *PROPERTY_TYPES})


@pytest.mark.parametrize("shape", BAD)
def test_each_shape_refuses_a_bad_graph(shape: str, shapes: Graph) -> None:
    right, wrong = BAD[shape]
    assert right in GOOD
    assert not _conforms(GOOD.replace(right, wrong), shapes)


def test_every_shape_has_a_bad_graph(shapes: Graph) -> None:
    node_shape = URIRef("http://www.w3.org/ns/shacl#NodeShape")
    names = {str(subject).rpartition("#")[2] for subject in shapes.subjects(RDF.type, node_shape)}
    assert names == {name.partition("'")[0] for name in BAD}


# Coverage

@pytest.mark.shared
@pytest.mark.skipif(not METHODS.is_file(), reason="the list of methods is not beside the checkout")
def test_the_page_tells_how_many_listed_methods_the_scheme_names() -> None:
    names = {key(name.value) for concept in load_scheme().concepts.values() if KIND_OF_TYPE[concept.type] == "method" for name in concept.names}
    listed = json.loads(gzip.decompress(METHODS.read_bytes()))
    papers = sum(method["num_papers"] for method in listed)
    either = [method for method in listed if {key(method["name"]), key(method["full_name"] or "")} & names]
    full = [method for method in listed if key(method["full_name"] or method["name"]) in names]
    shares = [(len(found) / len(listed), sum(method["num_papers"] for method in found) / papers) for found in (either, full)]
    page = " ".join((FOLDER.parent / "docs" / "ontology.md").read_text(encoding="utf-8").split())
    assert f"names {shares[0][0]:.1%}".replace("%", " %") + f" ({len(either)} of {len(listed):,})" in page
    assert f"each, {shares[0][1]:.1%}".replace("%", " %") in page
    assert f"full names alone give {shares[1][0]:.1%} and {shares[1][1]:.1%}".replace("%", " %") in page
