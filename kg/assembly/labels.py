"""What a result is called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kg.vocabulary import PREDICATES

#: Words beside a figure that make it a difference.
_BY: Final = r"\b(?:by|up to|gains? of|improvements? of|increase of|reduction of|drop of|대비)\s(?:about\s|up to\s|an average of\s|약\s|최대\s|평균\s)?[+]?|\+"
_CHANGED: Final = (r"\s?(?:%p?|%포인트|점|배|x|points?|pp)?\s?(?:정도|가량|이상|만큼|까지|씩|의|로|의\s성능|의\s정확도)?\s?(?:더\s)?"
                   r"(?:향상|개선|증가|감소|상승|하락|높|낮|줄|절감|단축|빠르|빨라|가속|앞|능가|higher|lower|better|faster|gain|improvement|increase|reduction|drop)")


def is_change(quote: str, value: str) -> bool:
    """Say whether a sentence tells with a figure by how much something rose or fell, and not how much it is.

    >>> is_change("It improves accuracy by 3.1%.", "3.1"), is_change("정확도 84.2%를 달성했다.", "84.2"), is_change("FID를 2.4 낮춘다.", "2.4")
    (True, False, True)
    """
    return value.startswith("+") or re.search(rf"(?:{_BY}){re.escape(value)}(?!\d)|(?<!\d){re.escape(value)}(?:{_CHANGED})", quote, re.IGNORECASE) is not None


def result_label(said: Mapping[str, str], *, change: bool) -> str:
    """Return what a result's statements say in a few words: `FID 2.42 on ImageNet`."""
    value = said[PREDICATES["result:value"]] + said.get(PREDICATES["result:unit"], "")
    metric, dataset = said.get(PREDICATES["result:metric"]), said.get(PREDICATES["result:dataset"])
    return " ".join((*([metric] if metric else []), *(["changes by"] if change else []), value, *(["on", dataset] if dataset else [])))
