"""The forms under which two names are compared, as the annotation guidelines have it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from heapq import heapify, heappop, heappush
from typing import Final

from kg.records import Record
from kg.vocabulary import NAMED_FIELDS

Forms = frozenset[str]

#: Longest first where one ends another: only the first that fits is taken away.
_PARTICLES: Final = ("으로부터", "에서의", "으로의", "에서", "으로", "에게", "까지", "부터", "보다", "처럼", "만의", "와의", "과의",
                     "은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "로", "도", "만")
_WORD: Final = re.compile(r"[^\W_]+")
#: Shortest Latin word that may lose a plural s, and what a particle must leave of a name.
_PLURAL, _STEM = 4, 2


@lru_cache(maxsize=65_536)
def squash(text: str) -> str:
    """Return letters and digits alone, case folded, without the plural s of a Latin word.

    >>> squash("Vision-Language Models") == squash("vision language model")
    True
    """
    return "".join(map(_singular, _WORD.findall(unicodedata.normalize("NFKC", text).casefold())))


def _singular(word: str) -> str:
    plural = len(word) >= _PLURAL and word.isascii() and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if plural else word


@lru_cache(maxsize=65_536)
def name_forms(name: str) -> Forms:
    """Return the forms of one name: as it stands, and without one Korean particle at its end.

    >>> sorted(name_forms("디퓨전 모델은"))
    ['디퓨전모델', '디퓨전모델은']
    """
    stem = name.strip()
    particle = next((end for end in _PARTICLES if stem.endswith(end) and len(stem) - len(end) >= _STEM), "")
    return frozenset(filter(None, (squash(name), squash(stem.removesuffix(particle)) if particle else "")))


def names(item: object) -> tuple[str, ...]:
    """Return the names of a record's item: its name and aliases, or the item itself where it is words."""
    if not isinstance(item, dict):
        return (str(item),)
    return tuple(str(name) for name in (item.get("name"), *(item.get("aliases") or ())) if name)


def item_forms(item: object) -> Forms:
    """Return the forms of all names of a record's item."""
    return frozenset().union(*map(name_forms, names(item)))


def number(value: object) -> str:
    """Return the digits and points of a figure as printed: signs, units and the dash of a range do not count."""
    return re.sub(r"[^0-9.]", "", str(value or "")).strip(".")


class Glossary:
    """Know all names that a record gives its things, so that a relation may use any of them."""

    def __init__(self, record: Record) -> None:
        self._things = [item_forms(item) for field in NAMED_FIELDS for item in record.get(field) or ()]
        self._places: dict[str, list[int]] = {}
        for place, thing in enumerate(self._things):
            for form in thing:
                self._places.setdefault(form, []).append(place)

    def forms(self, name: object) -> Forms:
        """Return the forms of a name and of every thing that has one of those found so far, in one pass in the order of the record."""
        found = set(name_forms(str(name))) if name else set[str]()
        waiting = [place for form in found for place in self._places.get(form, ())]
        heapify(waiting)
        passed = -1
        while waiting:
            place = heappop(waiting)
            if place > passed:
                passed = place
                for form in self._things[place] - found:
                    found.add(form)
                    for later in self._places[form]:
                        heappush(waiting, later)
        return frozenset(found)


def union(groups: Iterable[Forms]) -> Forms:
    """Return all forms of some groups."""
    return frozenset().union(*groups)
