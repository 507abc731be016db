"""A small graph of real papers, in words of our own, for the tests of lookups and of the command line."""

from __future__ import annotations

from typing import Any

from kg.assembly.assembler import assemble
from kg.linking.linker import link
from kg.model import Extraction, Graph
from tests import making

MEDUSA: dict[str, Any] = {
    "title": "Medusa: Simple Decoding Heads", "arxiv": "2401.10774", "date": "2024-01-19", "year": 2024, "votes": 41, "venue": "ICML",
    "authors": ["Tianle Cai", "Tri Dao"], "links": {"github": "https://github.com/FasterDecoding/Medusa"}, "introduces": [("Medusa", "메두사")],
    "methods": [("Speculative Decoding", "추측 디코딩"), "Tree Attention"], "tasks": ["Text Generation"], "datasets": ["MT-Bench"],
    "relations": [("Medusa", "extends", "Speculative Decoding"), ("Medusa", "uses", "Tree Attention"), ("Medusa", "addresses", "Text Generation")],
    "results": [{"value": "2.2", "unit": "x", "method": "Medusa", "metric": "speedup"}],
}
EAGLE: dict[str, Any] = {
    "title": "EAGLE: Rethinking Feature Uncertainty", "arxiv": "2401.15077", "date": "2024-01-26", "authors": ["Yuhui Li"],
    "introduces": ["EAGLE"], "methods": ["Speculative Decoding", "Tree Attention"], "tasks": ["Text Generation"], "datasets": ["MT-Bench"],
    "relations": [("EAGLE", "outperforms", "Medusa"), ("EAGLE", "extends", "Speculative Decoding"), ("EAGLE", "addresses", "Text Generation")],
    "cites": ["Medusa"],
}
FLASH: dict[str, Any] = {
    "title": "FlashAttention: Fast Attention", "arxiv": "2205.14135", "date": "2022-05-27", "authors": ["Tri Dao", "Dan Fu"],
    "introduces": ["FlashAttention"], "methods": ["Tiling"],
}
MIXTRAL: dict[str, Any] = {
    "title": "Mixtral of Experts", "arxiv": "2401.04088", "date": "2024-01-08", "introduces": ["Mixtral"], "types": {"Mixtral": "model"},
    "methods": ["Mixture of Experts"], "relations": [("Mixtral", "uses", "Mixture of Experts")],
}
REWARDS: dict[str, Any] = {"title": "Learning from Rewards", "arxiv": "2001.00001", "methods": ["Reinforcement Learning", "Representation Learning"]}


def extractions() -> tuple[Extraction, ...]:
    return (making.extraction(MEDUSA, EAGLE, name="digest.md"), making.extraction(FLASH, name="flash.md"),
            making.extraction(MIXTRAL, REWARDS, name="목록.md"))


def graph() -> Graph:
    scheme = making.small_scheme()
    return assemble(extractions(), link(extractions(), scheme), scheme)
