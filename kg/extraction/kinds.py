"""What kind of thing a name names, by its head noun and by the words around it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from kg.extraction.wordlists import words

_HEADS: Final = {head: kind for kind in ("method", "task", "dataset", "metric") for head in words(f"{kind}_heads")}
_DATASET_RIGHT: Final = re.compile(
    r"\s?(?:데이터\s?셋|데이터\s?세트|벤치마크|데이터(?![가-힣])|코퍼스|말뭉치|리더보드|평가\s?세트|테스트\s?셋"
    r"|(?:dataset|benchmark|corpus|corpora|leaderboard|test set|validation set|challenge|data\b)s?)", re.IGNORECASE)
_METRIC_RIGHT: Final = re.compile(r"\s?(?:score|점수|스코어|지표|메트릭|metric)", re.IGNORECASE)
_METHOD_RIGHT: Final = re.compile(
    r"\s?(?:모델|모형|알고리즘|방법|기법|아키텍처|네트워크|프레임워크|시스템|백본|인코더|디코더|어댑터|손실|옵티마이저|기반|에이전트"
    r"|(?:model|algorithm|method|architecture|network|framework|system|backbone|encoder|decoder|loss|optimizer|agent|adapter|-based)s?\b)", re.IGNORECASE)
_DATASET_SHAPE: Final = re.compile(r"(?:Bench|Eval|QA|Set|Arena|NLI|Corpus|Dataset|Data|VQA)(?:[-‐]?\w{0,6})?$|^(?:MS-?COCO|COCO)|(?:^|-)\d+[KkMB]$")


@lru_cache(maxsize=65_536)
def head_kind(name: str) -> str | None:
    """Return the kind that the head noun of a name tells, or None.

    >>> head_kind("Video Virtual Try-On"), head_kind("교차 주의 메커니즘"), head_kind("scalability")
    ('task', 'method', None)
    """
    words = name.lower().split()
    for size in (2, 1):
        known = _HEADS.get(" ".join(words[-size:]))
        if known:
            return known
    last = words[-1] if words else ""
    for ending in (last.rpartition("-")[2], last[-4:], last[-3:], last[-2:]):
        known = _HEADS.get(ending) if ending and (not ending.isascii() or "-" in last) else None
        if known:
            return known
    return None


def is_head(name: str) -> bool:
    """Say whether a name is no more than a head noun: `algorithm`, `모델`."""
    return name.lower() in _HEADS


def shape_kind(name: str) -> str | None:
    """Return `dataset` for a coined name of the shape that datasets have (`LongBench`, `HotpotQA`), else None."""
    return "dataset" if _DATASET_SHAPE.search(name.rpartition(" ")[2]) else None


def context_kind(text: str, end: int) -> str | None:
    """Return the kind that the word right of a name tells (`MMLU 벤치마크`, `GPT-4 model`), or None."""
    for kind, pattern in (("dataset", _DATASET_RIGHT), ("metric", _METRIC_RIGHT), ("method", _METHOD_RIGHT)):
        if pattern.match(text, end):
            return kind
    return None
