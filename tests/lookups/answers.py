"""A small graph by hand in which every named query finds something, and what each is to find in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.identifiers import document_id
from kg.model import Entity, Evidence, Graph, Literal, Source, Span, Statement
from kg.stores.base import Cell

DIGEST, NOTES, PAGE, REVIEW = (document_id(name) for name in ("digest", "notes", "page", "review"))
SOURCES: Final = (
    Source(DIGEST, "digest.md", format="digest", language="ko"), Source(NOTES, "notes.csv", "row 2", format="csv"),
    Source(PAGE, "page.html"), Source(REVIEW, "리뷰.md", format="review"))
ENTITIES: Final = (
    Entity("author/christopher-ré", "author", "Christopher Ré"),
    Entity("author/percy-liang", "author", "Percy Liang"),
    Entity("author/tianle-cai", "author", "Tianle Cai"),
    Entity("author/tri-dao", "author", "Tri Dao"),
    Entity("author/yuhui-li", "author", "Yuhui Li"),
    Entity("dataset/mt-bench", "benchmark", "MT-Bench"),
    Entity("method/decoding", "method", "Decoding"),
    Entity("method/eagle", "method", "EAGLE"),
    Entity("method/eagle-2", "method", "EAGLE-2"),
    Entity("method/flashattention", "method", "FlashAttention"),
    Entity("method/llm-as-a-judge", "method", "LLM-as-a-Judge"),
    Entity("method/medusa", "method", "Medusa", (Literal("메두사", language="ko"),)),
    Entity("method/speculative-decoding", "method", "Speculative Decoding",
           (Literal("speculative sampling", language="en"), Literal("추측 디코딩", language="ko"))),
    Entity("method/tree-attention", "method", "Tree Attention"),
    Entity("method/vicuna", "model", "Vicuna"),
    Entity("metric/speedup", "metric", "Speedup"),
    Entity("paper/2205.14135", "paper", "FlashAttention: Fast Attention"),
    Entity("paper/2211.09110", "paper", "Holistic Evaluation of Language Models"),
    Entity("paper/2306.05685", "paper", "Judging LLM-as-a-Judge"),
    Entity("paper/2401.10774", "paper", "Medusa: Simple Decoding Heads"),
    Entity("paper/2401.15077", "paper", "EAGLE: Rethinking Feature Uncertainty"),
    Entity("paper/2406.16858", "paper", "EAGLE-2: Dynamic Draft Trees"),
    Entity("result/1", "result", "2.2 x"),
    Entity("result/2", "result", "3 x"),
    Entity("task/language-modelling", "task", "Language Modelling"),
    Entity("task/text-generation", "task", "Text Generation"),
    Entity("venue/icml", "venue", "ICML"),
)
FLASH, HELM, JUDGE, MEDUSA, EAGLE, EAGLE2 = (entity.id for entity in ENTITIES if entity.kind == "paper")

#: Where words state something (a text, its offset, the rule and its confidence; a rule after a minus denies), and what they state.
_READ: Final = (
    (DIGEST, 0, "reader.digest", 1.0, (
        (MEDUSA, "dcterms:title", Literal("Medusa: Simple Decoding Heads")), (MEDUSA, "kg:arxivId", Literal("2401.10774")), (MEDUSA, "dcterms:date", Literal("2024-01-19", "date")),
        (MEDUSA, "kg:votes", Literal("41", "integer")), (MEDUSA, "kg:venue", "venue/icml"), (MEDUSA, "kg:year", Literal("2024", "integer")),
        (MEDUSA, "kg:githubLink", Literal("https://github.com/FasterDecoding/Medusa", "anyURI")),
        (MEDUSA, "dcterms:creator", "author/tianle-cai"), (MEDUSA, "dcterms:creator", "author/tri-dao"))),
    (DIGEST, 40, "lexicon.concept", 0.9, (
        (MEDUSA, "kg:introduces", "method/medusa"), (MEDUSA, "kg:mentionsMethod", "method/speculative-decoding"),
        (MEDUSA, "kg:mentionsMethod", "method/tree-attention"), (MEDUSA, "kg:mentionsTask", "task/text-generation"),
        (MEDUSA, "kg:mentionsDataset", "dataset/mt-bench"), (MEDUSA, "kg:mentionsMetric", "metric/speedup"))),
    (DIGEST, 80, "rule.relation", 0.8, (
        ("method/medusa", "kg:extends", "method/speculative-decoding"), ("method/medusa", "kg:subClassOf", "method/speculative-decoding"),
        ("method/medusa", "kg:uses", "method/tree-attention"), ("method/tree-attention", "kg:partOf", "method/medusa"),
        ("method/medusa", "kg:addresses", "task/text-generation"))),
    (DIGEST, 120, "rule.result", 0.9, (
        (MEDUSA, "kg:reports", "result/1"), ("result/1", "kg:resultMethod", "method/medusa"), ("result/1", "kg:resultMetric", "metric/speedup"),
        ("result/1", "kg:resultDataset", "dataset/mt-bench"), ("result/1", "kg:resultValue", Literal("2.2")), ("result/1", "kg:resultUnit", Literal("x")),
        ("result/1", "kg:resultChange", Literal("true", "boolean")))),
    (REVIEW, 0, "reader.review", 1.0, (
        (EAGLE, "dcterms:title", Literal("EAGLE: Rethinking Feature Uncertainty")), (EAGLE, "dcterms:date", Literal("2024-01-26", "date")),
        (EAGLE, "kg:arxivId", Literal("2401.15077")), (EAGLE, "dcterms:creator", "author/yuhui-li"), (EAGLE, "cito:cites", MEDUSA), (EAGLE, "kg:refersTo", "method/medusa"),
        (EAGLE2, "dcterms:title", Literal("EAGLE-2: Dynamic Draft Trees")), (EAGLE2, "dcterms:date", Literal("2024-06", "gYearMonth")),
        (EAGLE2, "cito:cites", MEDUSA), (EAGLE2, "kg:refersTo", "method/eagle"))),
    (REVIEW, 40, "rule.gloss", 0.9, (
        (EAGLE, "kg:introduces", "method/eagle"), (EAGLE, "kg:mentionsMethod", "method/speculative-decoding"), (EAGLE2, "kg:introduces", "method/eagle-2"),
        (EAGLE, "kg:mentionsMethod", "method/medusa"), (EAGLE, "kg:mentionsTask", "task/text-generation"), (EAGLE, "kg:mentionsDataset", "dataset/mt-bench"),
        ("method/speculative-decoding", "skos:altLabel", Literal("speculative sampling", language="en")))),
    (REVIEW, 80, "rule.relation", 0.7, (
        ("method/eagle", "kg:outperforms", "method/medusa"), ("method/eagle", "kg:extends", "method/speculative-decoding"),
        ("method/eagle-2", "kg:extends", "method/eagle"), ("method/eagle", "kg:comparesWith", "method/vicuna"),
        ("method/eagle", "kg:evaluatedOn", "dataset/mt-bench"), ("method/eagle", "kg:uses", "method/tree-attention"))),
    (REVIEW, 90, "-rule.relation", 0.6, (
        ("method/medusa", "kg:extends", "method/speculative-decoding"), ("method/eagle", "kg:uses", "method/vicuna"))),
    (REVIEW, 120, "rule.result", 0.9, (
        (EAGLE, "kg:reports", "result/2"), ("result/2", "kg:resultMethod", "method/eagle"), ("result/2", "kg:resultMetric", "metric/speedup"),
        ("result/2", "kg:resultDataset", "dataset/mt-bench"), ("result/2", "kg:resultVersus", "method/vicuna"), ("result/2", "kg:resultValue", Literal("3")),
        ("result/2", "kg:resultUnit", Literal("x")))),
    (NOTES, 0, "reader.csv", 1.0, (
        (FLASH, "dcterms:title", Literal("FlashAttention: Fast Attention")), (FLASH, "dcterms:date", Literal("2022-05-27", "date")),
        (FLASH, "dcterms:creator", "author/tri-dao"), (FLASH, "dcterms:creator", "author/christopher-ré"), (FLASH, "kg:introduces", "method/flashattention"),
        (HELM, "dcterms:creator", "author/percy-liang"), (HELM, "dcterms:creator", "author/christopher-ré"),
        (JUDGE, "kg:introduces", "dataset/mt-bench"), (JUDGE, "kg:introduces", "method/llm-as-a-judge"), (JUDGE, "kg:mentionsMethod", "method/vicuna"),
        (JUDGE, "kg:mentionsTask", "task/text-generation"), (JUDGE, "kg:year", Literal("2023", "integer")), (JUDGE, "dcterms:creator", "author/tri-dao"),
        (EAGLE, "dcterms:date", Literal("2024-01", "gYearMonth")), (MEDUSA, "dcterms:creator", "author/tianle-cai"))),
    (NOTES, 40, "rule.boilerplate", 0.9, ((HELM, "kg:describedByBoilerplate", Literal("true", "boolean")),)),
    (NOTES, 80, "rule.relation", 0.3, (("method/medusa", "kg:outperforms", "method/eagle"), ("method/medusa", "kg:outperforms", "method/vicuna"))),
    (NOTES, 90, "lexicon.concept", 0.3, (("method/medusa", "kg:outperforms", "method/vicuna"),)),
    (PAGE, 0, "reader.html", 1.0, ((EAGLE2, "kg:votes", Literal("7", "integer")),)),
    (PAGE, 40, "-rule.relation", 0.8, (("method/eagle-2", "kg:uses", "method/vicuna"),)),
)
#: What the scheme says.
_BROADER: Final = (("method/speculative-decoding", "skos:broader", "method/decoding"), ("task/text-generation", "skos:broader", "task/language-modelling"))
_WIDTH: Final = 30


def _evidence(text: str, start: int, rule: str, confidence: float) -> Evidence:
    return Evidence(text, Span(start, start + _WIDTH), f"words at {start}", rule.removeprefix("-"), confidence, rule.startswith("-"))


@cache
def graph() -> Graph:
    found: dict[tuple[str, str, str | Literal], set[Evidence]] = {triple: set() for triple in _BROADER}
    for text, start, rule, confidence, triples in _READ:
        for triple in triples:
            found.setdefault(triple, set()).add(_evidence(text, start, rule, confidence))
    statements = (Statement(*triple, tuple(sorted(evidence))) for triple, evidence in found.items())
    return Graph(ENTITIES, tuple(sorted(statements, key=lambda item: item.order)), tuple(sorted(SOURCES)))


@dataclass(frozen=True)
class Case:
    """Hold what a query is asked with, and the rows that it is to give."""

    query: str
    values: Mapping[str, str]
    rows: tuple[tuple[Cell, ...], ...]


CASES: Final = (
    Case("authors-of-method", {"method": "Decoding"}, (
        ("Tianle Cai", "author/tianle-cai", 1),
        ("Tri Dao", "author/tri-dao", 1),
        ("Yuhui Li", "author/yuhui-li", 1))),
    Case("authors-on-both", {"one": "Medusa", "other": "text generation"}, (
        ("Tianle Cai", "author/tianle-cai", 1),
        ("Tri Dao", "author/tri-dao", 1),
        ("Yuhui Li", "author/yuhui-li", 1))),
    Case("citing", {"paper": "2401.10774"}, (
        ("2024-06", "EAGLE-2: Dynamic Draft Trees", "paper/2406.16858"),
        ("2024-01", "EAGLE: Rethinking Feature Uncertainty", "paper/2401.15077"))),
    Case("coauthor-paths", {"from": "Tianle Cai", "to": "Percy Liang"}, ((3, "Tianle Cai – Tri Dao – Christopher Ré – Percy Liang", "Tri Dao", "author/tri-dao", "Christopher Ré", "author/christopher-ré"),)),
    Case("coauthor-paths", {"from": "Tri Dao", "to": "Christopher Ré"}, ((1, "Tri Dao – Christopher Ré", None, None, None, None),)),
    Case("coauthor-paths", {"from": "Christopher Ré", "to": "Tianle Cai"}, ((2, "Christopher Ré – Tri Dao – Tianle Cai", "Tri Dao", "author/tri-dao", None, None),)),
    Case("coauthors", {"author": "Tri Dao"}, (("Christopher Ré", "author/christopher-ré", 1), ("Tianle Cai", "author/tianle-cai", 1))),
    Case("code-of-method", {"method": "Decoding"}, (
        ("2024-01-19", "Medusa: Simple Decoding Heads", "paper/2401.10774", "https://github.com/FasterDecoding/Medusa"),)),
    Case("compared-with", {"method": "Vicuna"}, (("EAGLE", "method/eagle", 0.63, "words at 80", "리뷰.md", 80),)),
    Case("components", {"method": "Medusa"}, (("Tree Attention", "method/tree-attention", 0.72, 1),)),
    Case("conflicting", {}, (("Medusa", "method/medusa", "extends", "Speculative Decoding", "method/speculative-decoding", 0.3312, 1, 1),)),
    Case("datasets-of-task", {"task": "Language Modelling"}, (("MT-Bench", "dataset/mt-bench", 3),)),
    Case("documents", {}, (
        ("리뷰.md", "document/c97ace4c8fef2cee", "review", "en", 2, 30),
        ("digest.md", "document/0bf474896363505e", "digest", "ko", 1, 27),
        ("notes.csv", "document/ab5aa97074c454a0", "csv", "en", 1, 18),
        ("page.html", "document/3660315a9af3df25", "prose", "en", 0, 1))),
    Case("empty-phrases", {}, (("Holistic Evaluation of Language Models", "paper/2211.09110", "words at 40", "notes.csv", 40),)),
    Case("evaluated-on", {"dataset": "MT-Bench"}, (("EAGLE", "method/eagle", 0.63, 1),)),
    Case("evidence", {"one": "Medusa", "other": "Speculative Decoding"}, (
        ("extends", 0.3312, "words at 80", "digest.md", 80, 110, "rule.relation", 0.8, False),
        ("extends", 0.3312, "words at 90", "리뷰.md", 90, 120, "rule.relation", 0.6, True),
        ("subClassOf", 0.72, "words at 80", "digest.md", 80, 110, "rule.relation", 0.8, False))),
    Case("extensions", {"method": "추측 디코딩"}, (("EAGLE", "method/eagle", 1), ("Medusa", "method/medusa", 1), ("EAGLE-2", "method/eagle-2", 2))),
    Case("introduced-with", {"dataset": "MT-Bench"}, (("LLM-as-a-Judge", "method/llm-as-a-judge", "Judging LLM-as-a-Judge", "paper/2306.05685"),)),
    Case("kinds-of-method", {"method": "Decoding"}, (("Medusa", "method/medusa", 2), ("Speculative Decoding", "method/speculative-decoding", 2))),
    Case("lineage", {"method": "EAGLE-2"}, (("EAGLE", "method/eagle", 1), ("Speculative Decoding", "method/speculative-decoding", 2))),
    Case("low-belief", {}, (
        (0.0, "EAGLE", "method/eagle", "uses", "Vicuna", "method/vicuna"),
        (0.0, "EAGLE-2", "method/eagle-2", "uses", "Vicuna", "method/vicuna"),
        (0.27, "Medusa", "method/medusa", "outperforms", "EAGLE", "method/eagle"),
        (0.3312, "Medusa", "method/medusa", "extends", "Speculative Decoding", "method/speculative-decoding"),
        (0.4781, "Medusa", "method/medusa", "outperforms", "Vicuna", "method/vicuna"))),
    Case("methods-of-task", {"task": "Language Modelling"}, (
        ("Medusa", "method/medusa", 2),
        ("Speculative Decoding", "method/speculative-decoding", 2),
        ("EAGLE", "method/eagle", 1),
        ("LLM-as-a-Judge", "method/llm-as-a-judge", 1),
        ("Tree Attention", "method/tree-attention", 1),
        ("Vicuna", "method/vicuna", 1))),
    Case("metrics-of-task", {"task": "Language Modelling"}, (("Speedup", "metric/speedup", 1),)),
    Case("most-cited", {}, (("Medusa: Simple Decoding Heads", "paper/2401.10774", 2), ("EAGLE", "method/eagle", 1), ("Medusa", "method/medusa", 1))),
    Case("most-voted", {}, (
        (41, "2024-01-19", "Medusa: Simple Decoding Heads", "paper/2401.10774"),
        (7, "2024-06", "EAGLE-2: Dynamic Draft Trees", "paper/2406.16858"))),
    Case("names", {"thing": "speculative decoding"}, (("en", "Speculative Decoding"), ("en", "speculative sampling"), ("ko", "추측 디코딩"))),
    Case("new-methods", {"since": "2024-01-20"}, (("2024-06", "EAGLE-2", "method/eagle-2", "EAGLE-2: Dynamic Draft Trees", "paper/2406.16858"),)),
    Case("outperformed", {"method": "Medusa"}, (
        ("Vicuna", "method/vicuna", 0.4781, "words at 80", "notes.csv", 80),
        ("Vicuna", "method/vicuna", 0.4781, "words at 90", "notes.csv", 90),
        ("EAGLE", "method/eagle", 0.27, "words at 80", "notes.csv", 80))),
    Case("outperformers", {"method": "Medusa"}, (("EAGLE", "method/eagle", 0.63, "words at 80", "리뷰.md", 80),)),
    Case("outperforms-both-ways", {}, (("EAGLE", "method/eagle", 0.63, "Medusa", "method/medusa", 0.27),)),
    Case("papers-between", {"task": "Text Generation", "since": "2024", "until": "2024-01"}, (
        ("2024-01-19", "Medusa: Simple Decoding Heads", "paper/2401.10774"),
        ("2024-01", "EAGLE: Rethinking Feature Uncertainty", "paper/2401.15077"))),
    Case("papers-between", {"task": "text generation", "since": "2024-01-02"}, (("2024-01-19", "Medusa: Simple Decoding Heads", "paper/2401.10774"),)),
    Case("papers-of-author", {"author": "Tri Dao"}, (
        ("2024-01-19", "Medusa: Simple Decoding Heads", "paper/2401.10774"),
        ("2022-05-27", "FlashAttention: Fast Attention", "paper/2205.14135"),
        (None, "Judging LLM-as-a-Judge", "paper/2306.05685"))),
    Case("papers-of-method", {"method": "Decoding"}, (
        ("2024-01-19", "Medusa: Simple Decoding Heads", "paper/2401.10774", "Medusa", "method/medusa", "introduces"),
        ("2024-01-19", "Medusa: Simple Decoding Heads", "paper/2401.10774", "Speculative Decoding", "method/speculative-decoding", "mentions"),
        ("2024-01", "EAGLE: Rethinking Feature Uncertainty", "paper/2401.15077", "Medusa", "method/medusa", "mentions"),
        ("2024-01", "EAGLE: Rethinking Feature Uncertainty", "paper/2401.15077", "Speculative Decoding", "method/speculative-decoding", "mentions"))),
    Case("papers-of-venue", {"venue": "ICML"}, ((2024, "Medusa: Simple Decoding Heads", "paper/2401.10774"),)),
    Case("papers-per-year", {"method": "추측 디코딩"}, (("2024", 2),)),
    Case("papers-per-year", {"method": "Vicuna"}, (("2023", 1),)),
    Case("parts", {"method": "Medusa"}, (("Tree Attention", "method/tree-attention", 0.72, 1),)),
    Case("prolific-authors", {}, (
        ("Tri Dao", "author/tri-dao", 3),
        ("Christopher Ré", "author/christopher-ré", 2),
        ("Percy Liang", "author/percy-liang", 1),
        ("Tianle Cai", "author/tianle-cai", 1),
        ("Yuhui Li", "author/yuhui-li", 1))),
    Case("references", {"paper": "2401.15077"}, (("cites", "Medusa: Simple Decoding Heads", "paper/2401.10774"), ("refers to", "Medusa", "method/medusa"))),
    Case("related-by-papers", {"method": "Medusa"}, (
        ("Speculative Decoding", "method/speculative-decoding", 2),
        ("EAGLE", "method/eagle", 1),
        ("Tree Attention", "method/tree-attention", 1))),
    Case("results-of-dataset", {"dataset": "MT-Bench"}, (
        ("Speedup", "metric/speedup", "EAGLE", "method/eagle", "3", "x", None, "EAGLE: Rethinking Feature Uncertainty", "paper/2401.15077"),
        ("Speedup", "metric/speedup", "Medusa", "method/medusa", "2.2", "x", True, "Medusa: Simple Decoding Heads", "paper/2401.10774"))),
    Case("results-of-method", {"method": "EAGLE"}, (
        ("MT-Bench", "dataset/mt-bench", "Speedup", "metric/speedup", "3", "x", None, "Vicuna", "EAGLE: Rethinking Feature Uncertainty", "paper/2401.15077"),)),
    Case("results-of-metric", {"metric": "speedup", "dataset": "MT-Bench"}, (
        ("EAGLE", "method/eagle", "3", "x", None, "EAGLE: Rethinking Feature Uncertainty", "paper/2401.15077"),
        ("Medusa", "method/medusa", "2.2", "x", True, "Medusa: Simple Decoding Heads", "paper/2401.10774"))),
    Case("single-text", {"about": "Vicuna"}, (
        ("3 x", "result/2", "resultVersus", "Vicuna", "method/vicuna", 0.81, "리뷰.md", "document/c97ace4c8fef2cee"),
        ("EAGLE", "method/eagle", "comparesWith", "Vicuna", "method/vicuna", 0.63, "리뷰.md", "document/c97ace4c8fef2cee"),
        ("Judging LLM-as-a-Judge", "paper/2306.05685", "mentionsMethod", "Vicuna", "method/vicuna", 0.99, "notes.csv", "document/ab5aa97074c454a0"),
        ("Medusa", "method/medusa", "outperforms", "Vicuna", "method/vicuna", 0.4781, "notes.csv", "document/ab5aa97074c454a0"))),
    Case("tasks-of-method", {"method": "Medusa"}, (("Text Generation", "task/text-generation", 0.72, 1),)),
    Case("text-states", {"document": "page.html"}, (
        (0, 30, "words at 0", "EAGLE-2: Dynamic Draft Trees", "paper/2406.16858", "votes", "7", None, False),
        (40, 70, "words at 40", "EAGLE-2", "method/eagle-2", "uses", "Vicuna", "method/vicuna", True))),
    Case("unintroduced", {}, (
        ("Speculative Decoding", "method/speculative-decoding", 2),
        ("Tree Attention", "method/tree-attention", 1),
        ("Vicuna", "method/vicuna", 1))),
    Case("users", {"method": "Tree Attention"}, (("Medusa", "method/medusa", 0.72, 1), ("EAGLE", "method/eagle", 0.63, 1))),
    Case("weak-rules", {}, ((0.3, "rule.relation", "Medusa", "method/medusa", "outperforms", "EAGLE", "method/eagle"),)),
    Case("weak-rules", {"below": "0.75"}, (
        (0.3, "rule.relation", "Medusa", "method/medusa", "outperforms", "EAGLE", "method/eagle"),
        (0.7, "rule.relation", "EAGLE", "method/eagle", "comparesWith", "Vicuna", "method/vicuna"),
        (0.7, "rule.relation", "EAGLE", "method/eagle", "evaluatedOn", "MT-Bench", "dataset/mt-bench"),
        (0.7, "rule.relation", "EAGLE", "method/eagle", "extends", "Speculative Decoding", "method/speculative-decoding"),
        (0.7, "rule.relation", "EAGLE", "method/eagle", "outperforms", "Medusa", "method/medusa"),
        (0.7, "rule.relation", "EAGLE", "method/eagle", "uses", "Tree Attention", "method/tree-attention"),
        (0.7, "rule.relation", "EAGLE-2", "method/eagle-2", "extends", "EAGLE", "method/eagle"))),
)
