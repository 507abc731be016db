"""Whether a figure is an amount, or the difference between two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

#: Words right before a figure, and right behind it, that make it a difference.
_BY: Final = re.compile(r"(?:(?:향상|개선|증가|감소|상승|하락|절감)[률율](?:은|는|이|가)?\s(?:각각\s)?[\d.%,\s]{0,40}|\b(?:by|up to|gains? of|improvements? of|increase of|reduction of|drop of|대비)\s(?:about\s|up to\s|an average of\s|약\s|최대\s|평균\s)?[+]?|\+)\Z",
                        re.IGNORECASE)
_UNIT: Final = r"\s?(?:%p?|%포인트|점|배|x|points?|pp)?(?:\s?\([^()\n]{0,40}\))?"
_CHANGED: Final = re.compile(
    rf"{_UNIT}\s?(?:정도|가량|이상|만큼|까지|씩|의|이상의)?\s?(?:[가-힣]+(?<![을를로며고은는이가서])\s){{0,2}}(?:더\s)??"
    r"(?:향상|개선|증가|감소|상승|하락|높|낮|줄|절감|단축|떨어|내려|올라|올랐|빠르|빨라|가속|앞|능가|더\s많|더\s적|higher|lower|better|faster|gain|improvement|increase|reduction|drop)", re.IGNORECASE)
#: What stands between a figure and the end of the next of its list: `%, MATH에서 9.2`.
_NEXT: Final = re.compile(rf"{_UNIT}\s?(?:,\s(?:및|그리고|and)|,|및|그리고|와|과|and)\s(?:[^,;\n]{{0,40}}?\s)?\d[\d.]*")
#: Figures of a list that are looked through for the words behind it.
_LISTED: Final = 6
#: Words right before a figure and right behind it that make it what something came to, and those behind one that it came from.
_FROM: Final = re.compile(r"(?:\d\s?(?:%|점)|\.\d{1,4})(?:에서|(?P<reached>\sto))\s(?:약\s)?\Z")
_REACHED: Final = re.compile(r"\s?(?:%p?|점)?(?:까지|으?로)")
_TO: Final = re.compile(r"\s?(?:%|점)?(?:에서|\sto)\s(?:약\s)?\d")
#: Characters before a figure that are looked at.
_BEFORE: Final = 40


def is_change(quote: str, value: str) -> bool:
    """Say whether a sentence tells with a figure by how much something rose or fell, and not how much it is.

    >>> is_change("It improves accuracy by 3.1%.", "3.1"), is_change("정확도 84.2%를 달성했다.", "84.2"), is_change("A에서 1.9%, B에서 7.8% 향상됐다.", "1.9")
    (True, False, True)
    """
    return value.startswith("+") or any(_is_changed(quote, start, start + len(value)) for start in _places(quote, value))


def _places(quote: str, value: str) -> Iterator[int]:
    start = quote.find(value)
    while start >= 0:
        yield start
        start = quote.find(value, start + 1)


def _is_changed(quote: str, start: int, end: int) -> bool:
    if quote[end:end + 1].isdecimal() or quote[max(0, start - 1):start].isdecimal():
        return False
    came = _FROM.search(quote, max(0, start - _BEFORE), start)
    if _TO.match(quote, end) or (came and (came["reached"] or _REACHED.match(quote, end))):
        return False
    return _BY.search(quote, max(0, start - _BEFORE), start) is not None or any(_CHANGED.match(quote, place) for place in _listed(quote, end))


def _listed(quote: str, end: int) -> Iterator[int]:
    """Yield the ends of a figure and of those that follow it in a list."""
    yield end
    for _ in range(_LISTED):
        following = _NEXT.match(quote, end)
        if following is None:
            return
        end = following.end()
        yield end
