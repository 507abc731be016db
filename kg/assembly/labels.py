"""What a result is called."""

from __future__ import annotations

from collections.abc import Mapping

from kg.vocabulary import PREDICATES


def result_label(said: Mapping[str, str]) -> str:
    """Return what a result's statements say in a few words: `FID 2.42 on ImageNet`."""
    value = said[PREDICATES["result:value"]] + said.get(PREDICATES["result:unit"], "")
    metric, dataset = said.get(PREDICATES["result:metric"]), said.get(PREDICATES["result:dataset"])
    return " ".join((*([metric] if metric else []), *(["changes by"] if PREDICATES["result:change"] in said else []), value, *(["on", dataset] if dataset else [])))
