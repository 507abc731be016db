"""Which items of a record are those of a gold record: one with one, greedily, in the order of the record."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.evaluation.fields import ANY_ENTITY
from kg.evaluation.forms import Forms, squash, union
from kg.evaluation.items import Item, Statements, merged
from kg.records import Record


@dataclass(frozen=True, slots=True)
class _Rule:
    """Say of a gold item and a found one whether they are the same, and under which keys to look for each other: the same share one."""

    same: Callable[[Item, Item], bool]
    keys: Callable[[Item], Iterable[Hashable]]


#: Shortest title, in letters, that may be part of another one and still be its.
_TITLE = 16


@dataclass(frozen=True, slots=True)
class Matching:
    """Hold gold items that were found (with the mark of what found them) or missed, and items that are in no gold."""

    found: tuple[Item, ...]
    missed: tuple[Item, ...]
    false: tuple[Item, ...]


def match(gold: Statements, predicted: Statements, field: str) -> Matching:
    """Compare one field of two records; optional gold counts on neither side."""
    if field == ANY_ENTITY:
        required, allowed = gold.gold_entities()
        return _match_names(required, predicted.entities(), allowed)
    items, found, optional = gold.items(field), predicted.items(field), gold.optional(field)
    if field in _RULES:
        return _match(items, found, optional, _RULES[field])
    return _match_names(items, found, [item.forms[0] for item in optional])


def _match_names(gold: Iterable[Item], predicted: Iterable[Item], optional: Iterable[Forms]) -> Matching:
    """Match names by any form that they share; a second find of a gold name is no false one."""
    required = merged(gold)
    allowed = union((*optional, *(item.forms[0] for item in required)))
    matching = _match(required, merged(predicted), (), _NAMES)
    return replace(matching, false=tuple(item for item in matching.false if item.forms[0].isdisjoint(allowed)))


def _match(gold: Iterable[Item], predicted: Sequence[Item], optional: Sequence[Item], rule: _Rule) -> Matching:
    places, free = _index(predicted, rule), [True] * len(predicted)
    found, missed = list[Item](), list[Item]()
    for item in gold:
        place = min((place for key in rule.keys(item) if (place := _first(item, predicted, places.get(key, ()), free, rule)) is not None), default=None)
        if place is None:
            missed.append(item)
        else:
            free[place] = False
            found.append(replace(item, mark=predicted[place].mark))
    tolerated = _index(optional, rule)
    rest = (item for item, unmatched in zip(predicted, free, strict=True) if unmatched)
    return Matching(tuple(found), tuple(missed), tuple(item for item in rest if not _tolerates(item, optional, tolerated, rule)))


def _index(items: Iterable[Item], rule: _Rule) -> dict[Hashable, list[int]]:
    places: dict[Hashable, list[int]] = {}
    for place, item in enumerate(items):
        for key in rule.keys(item):
            places.setdefault(key, []).append(place)
    return places


def _first(item: Item, predicted: Sequence[Item], places: Iterable[int], free: Sequence[bool], rule: _Rule) -> int | None:
    return next((place for place in places if free[place] and rule.same(item, predicted[place])), None)


def _tolerates(item: Item, optional: Sequence[Item], places: dict[Hashable, list[int]], rule: _Rule) -> bool:
    return any(rule.same(optional[place], item) for key in rule.keys(item) for place in places.get(key, ()))


def _same_name(gold: Item, other: Item) -> bool:
    return not gold.forms[0].isdisjoint(other.forms[0])


def _same_relation(gold: Item, other: Item) -> bool:
    return gold.key == other.key and all(not mine.isdisjoint(its) for mine, its in zip(gold.forms, other.forms, strict=True))


def _same_result(gold: Item, other: Item) -> bool:
    """Compare the figure, and of metric and dataset what the gold knows."""
    return gold.key == other.key and all(not mine or not mine.isdisjoint(its) for mine, its in zip(gold.forms, other.forms, strict=True))


_NAMES: Final = _Rule(_same_name, lambda item: item.forms[0])
_RULES: Final = {
    "relations": _Rule(_same_relation, lambda item: [(item.key, form) for form in item.forms[0]]),
    "results": _Rule(_same_result, lambda item: [item.key]),
}


def align(gold: Sequence[Record], others: Sequence[Record]) -> tuple[list[tuple[Record, Record | None]], list[Record]]:
    """Pair the gold papers of a text with other ones, by arXiv id, else by title, and return with them what is left over.

    One paper and one other are a pair whatever they say of themselves.
    """
    if len(gold) == len(others) == 1:
        return [(gold[0], others[0])], []
    free = list(others)
    pairs: list[tuple[Record, Record | None]] = []
    for paper in gold:
        place = next((number for number, other in enumerate(free) if _same_paper(paper, other)), None)
        pairs.append((paper, None if place is None else free.pop(place)))
    return pairs, free


def _same_paper(paper: Record, other: Record) -> bool:
    if paper.get("arxiv") and other.get("arxiv"):
        return squash(str(paper["arxiv"])) == squash(str(other["arxiv"]))
    mine, its = squash(str(paper.get("title") or "")), squash(str(other.get("title") or ""))
    return bool(mine and its) and (mine == its or (min(len(mine), len(its)) >= _TITLE and (mine in its or its in mine)))
