"""What a result is called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from kg.vocabulary import PREDICATES

#: Words right before a figure, and right behind it, that make it a difference.
_BY: Final = re.compile(r"(?:\b(?:by|up to|gains? of|improvements? of|increase of|reduction of|drop of|대비)\s(?:about\s|up to\s|an average of\s|약\s|최대\s|평균\s)?[+]?|\+)\Z",
                        re.IGNORECASE)
_CHANGED: Final = re.compile(
    r"\s?(?:%p?|%포인트|점|배|x|points?|pp)?\s?(?:정도|가량|이상|만큼|까지|씩|의|로|의\s성능|의\s정확도)?\s?(?:더\s)?"
    r"(?:향상|개선|증가|감소|상승|하락|높|낮|줄|절감|단축|빠르|빨라|가속|앞|능가|higher|lower|better|faster|gain|improvement|increase|reduction|drop)", re.IGNORECASE)
#: Characters before a figure that are looked at.
_BEFORE: Final = 40


def is_change(quote: str, value: str) -> bool:
    """Say whether a sentence tells with a figure by how much something rose or fell, and not how much it is.

    >>> is_change("It improves accuracy by 3.1%.", "3.1"), is_change("정확도 84.2%를 달성했다.", "84.2"), is_change("FID를 2.4 낮춘다.", "2.4")
    (True, False, True)
    """
    return value.startswith("+") or any(_is_changed(quote, start, start + len(value)) for start in _places(quote, value))


def _places(quote: str, value: str) -> Iterator[int]:
    start = quote.find(value)
    while start >= 0:
        yield start
        start = quote.find(value, start + 1)


def _is_changed(quote: str, start: int, end: int) -> bool:
    if not quote[end:end + 1].isdecimal() and _BY.search(quote, max(0, start - _BEFORE), start):
        return True
    return not quote[max(0, start - 1):start].isdecimal() and _CHANGED.match(quote, end) is not None


def result_label(said: Mapping[str, str], *, change: bool) -> str:
    """Return what a result's statements say in a few words: `FID 2.42 on ImageNet`."""
    value = said[PREDICATES["result:value"]] + said.get(PREDICATES["result:unit"], "")
    metric, dataset = said.get(PREDICATES["result:metric"]), said.get(PREDICATES["result:dataset"])
    return " ".join((*([metric] if metric else []), *(["changes by"] if change else []), value, *(["on", dataset] if dataset else [])))
