"""Subgraphs made by hand, for the tests of drawing."""

from __future__ import annotations

import random
from collections.abc import Sequence

from kg.identifiers import document_id
from kg.model import Entity, Evidence, Literal, Source, Span, Statement, Subgraph

TEXT = "Mixtral은 전문가 혼합(MoE)을 쓴다. Switch Transformer routes each token to one expert."
SOURCE = Source(document_id(TEXT), "digest-2024.md", "row 12")
FOCUS = "method/mixture-of-experts"


def quote(words: str, *, negated: bool = False) -> tuple[Evidence, ...]:
    start = TEXT.index(words)
    return (Evidence(SOURCE.id, Span(start, start + len(words)), words, "rule.relation", 0.8, negated),)


def entity(name: str, label: str, *aliases: str) -> Entity:
    return Entity(name, name.partition("/")[0], label, tuple(Literal(alias, language="ko") for alias in aliases))


def experts() -> Subgraph:
    """Return a few real things around mixture of experts, with Korean names, quotes and a value."""
    things = (
        entity(FOCUS, "Mixture of Experts", "MoE", "전문가 혼합"),
        Entity("method/mixtral", "model", "Mixtral 8x7B"),
        Entity("method/switch-transformer", "model", "Switch Transformer"),
        entity("task/언어-모델링", "언어 모델링", "Language Modeling"),
        entity("paper/2401.04088", "Mixtral of Experts"),
        entity("author/albert-jiang", "Albert Q. Jiang"),
        entity("dataset/c4", "C4"),
    )
    facts = (
        Statement("method/mixtral", "kg:uses", FOCUS, quote("Mixtral은 전문가 혼합(MoE)을 쓴다")),
        Statement("method/switch-transformer", "kg:extends", FOCUS, quote("Switch Transformer routes each token", negated=True)),
        Statement("method/mixtral", "kg:addresses", "task/언어-모델링", quote("Mixtral")),
        Statement("paper/2401.04088", "kg:introduces", "method/mixtral", quote("Mixtral")),
        Statement("paper/2401.04088", "kg:mentionsMethod", "method/mixtral", quote("Mixtral")),
        Statement("paper/2401.04088", "dcterms:creator", "author/albert-jiang"),
        Statement("paper/2401.04088", "kg:votes", Literal("41", "integer"), quote("Mixtral")),
    )
    return Subgraph(FOCUS, things, facts, (SOURCE,))


def named(*labels: str, focus: int = 0) -> Subgraph:
    """Return one method with each of these labels, its aliases, values and quotes saying the same, all tied to the first."""
    things = tuple(Entity(f"method/{number}", "method", label, (Literal(label),)) for number, label in enumerate(labels))
    sources = tuple(Source(f"text-{number}", label, label) for number, label in enumerate(labels))
    facts = tuple(fact for number, label in enumerate(labels) for fact in (
        Statement(f"method/{number}", "kg:uses", "method/0", (Evidence(f"text-{number}", Span(0, len(label)), label, label),)),
        Statement(f"method/{number}", label, Literal(label))))
    return Subgraph(f"method/{focus}", things, facts, sources)


_WORDS = ("Sparse Routing", "전문가 라우팅", "Speculative Decoding", "추측 디코딩", "A Study of How Large Language Models Share Their Keys and Values",
          "확산 모델을 이용한 대규모 영상 생성의 효율적인 학습", "Reward Model", "강화 학습", "KV Cache", "Flash Attention")
_KINDS = ("paper", "paper", "paper", "author", "method", "model", "task", "dataset", "metric", "system", "benchmark", "venue", "result")


def crowd(size: int, relations: int, *, kinds: Sequence[str] = _KINDS) -> Subgraph:
    """Return a larger subgraph in which few things have most of the relations, as in graphs of papers."""
    chance = random.Random(5)
    things = tuple(Entity(f"{kinds[number % len(kinds)]}/{number:04}", kinds[number % len(kinds)], f"{_WORDS[number % len(_WORDS)]} {number}")
                   for number in range(size))
    pairs = {(chance.randrange(size), int(chance.paretovariate(0.6)) % size) for _ in range(relations * 3)}
    chosen = sorted(pairs, key=lambda pair: (pair[1], pair[0]))[:relations]
    facts = tuple(Statement(things[one].id, "kg:uses", things[other].id, quote("Mixtral")) for one, other in chosen)
    return Subgraph(things[1].id, things, facts, (SOURCE,))
