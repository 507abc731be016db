"""What a record states, field by field, as items that can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from kg.evaluation.fields import SCALARS
from kg.evaluation.forms import Forms, Glossary, item_forms, name_forms, names, number, squash
from kg.records import Record
from kg.vocabulary import NAMED_FIELDS


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold the most trusted evidence of an item; offsets count in the text of `document`, an id."""

    document: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Item:
    """Hold one item of a field: `forms` of a name, of both ends of a relation, or of a result's metric and dataset."""

    label: str
    forms: tuple[Forms, ...]
    #: What must be equal beside the names: the type of a relation, the figure of a result.
    key: str = ""
    #: The words that a text may state it with, one group for each of its parts.
    words: tuple[tuple[str, ...], ...] = ()
    mark: Mark | None = None


def best(marks: Iterable[Mark | None]) -> Mark | None:
    """Return the mark of highest confidence, the first in the text where several are."""
    return min(filter(None, marks), key=lambda mark: (-mark.confidence, mark.start, mark.end), default=None)


def merged(items: Iterable[Item]) -> list[Item]:
    """Return named items with those in one that share a form: a repeated name is not two; what has no form is nothing."""
    out: list[Item] = []
    first: dict[str, int] = {}
    for item in items:
        place = min((first[form] for form in item.forms[0] if form in first), default=len(out))
        out[place:place + 1] = [_joined(out[place], item) if place < len(out) else item]
        for form in item.forms[0]:
            first[form] = min(first.get(form, place), place)
    return [item for item in out if item.forms[0]]


def _joined(item: Item, other: Item) -> Item:
    words = tuple(dict.fromkeys((*item.words[0], *other.words[0])))
    return replace(item, forms=(item.forms[0] | other.forms[0],), words=(words,), mark=best((item.mark, other.mark)))


class Statements:
    """Read the items of a record, and what a gold record holds as optional."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._optional: Record = record.get("optional") or {}
        self._glossary = Glossary(record)

    def items(self, field: str) -> list[Item]:
        """Return the items of a field."""
        if field in SCALARS:
            return self._scalar(field)
        return self._read(field, self._record, self._record.get("evidence") or {})

    def optional(self, field: str) -> list[Item]:
        """Return the items of a field that are neither missed when absent nor false when found."""
        if field not in _OPTIONAL:
            return []
        return self._read(field, self._optional, {})

    def entities(self) -> list[Item]:
        """Return the items of all named fields."""
        return [item for field in NAMED_FIELDS for item in self.items(field)]

    def gold_entities(self) -> tuple[list[Item], list[Forms]]:
        """Return the names that must be found in any field, and those that may be.

        An optional name that stands in two fields was seen twice: it must be found.
        """
        required, allowed = self.entities(), list[Forms]()
        for item in (item for field in NAMED_FIELDS for item in self.optional(field)):
            twin = next((forms for forms in allowed if forms & item.forms[0]), None)
            if twin is None:
                allowed.append(item.forms[0])
            else:
                required.append(replace(item, forms=(item.forms[0] | twin,)))
        return required, allowed

    def _scalar(self, field: str) -> list[Item]:
        value = self._record.get(field)
        if value is None or value == "":
            return []
        found = _mark(self._record, (self._record.get("evidence") or {}).get(field))
        return [Item(str(value), (frozenset((squash(str(value)),)),), words=((str(value),),), mark=found)]

    def _read(self, field: str, record: Record, evidence: Mapping[str, Any]) -> list[Item]:
        values, found = record.get(field) or (), evidence.get(field) or ()
        read = _READERS[field]
        return [replace(read(value, self._glossary), mark=_mark(self._record, _evidence(value, found, place)))
                for place, value in enumerate(values)]


def pieces(evidence: Any) -> Iterator[Any]:  # noqa: ANN401 - whatever the JSON holds
    """Yield the single pieces of evidence, however deep they lie in lists and objects; what is none comes as it is."""
    waiting = [evidence]
    while waiting:
        found = waiting.pop()
        if isinstance(found, list):
            waiting += found
        elif isinstance(found, dict) and "confidence" not in found:
            waiting += found.values()
        elif found is not None:
            yield found


def _evidence(value: object, found: Any, place: int) -> Any:  # noqa: ANN401 - whatever the JSON holds
    """Return the evidence of an item: its own, or that which a record lists beside the field."""
    if isinstance(value, dict) and "evidence" in value:
        return value["evidence"]
    if isinstance(found, dict):
        return found.get(value) if isinstance(value, str) else None
    return found[place] if place < len(found) else None


def _mark(record: Record, evidence: Any) -> Mark | None:  # noqa: ANN401 - whatever the JSON holds
    document = str(record.get("document", ""))
    return best(Mark(document, piece["start"], piece["end"], piece["confidence"]) for piece in pieces(evidence))


def _named(value: Any, _: Glossary) -> Item:  # noqa: ANN401 - whatever the JSON holds
    words = names(value)
    return Item(next(iter(words), ""), (item_forms(value),), words=(words,))


def _author(value: Any, _: Glossary) -> Item:  # noqa: ANN401 - same
    return Item(str(value), (name_forms(str(value)),), words=((str(value),),))


def _link(value: Any, _: Glossary) -> Item:  # noqa: ANN401 - same
    return Item(value, (frozenset((value,)),), words=((value,),))


def _cited(value: Any, glossary: Glossary) -> Item:  # noqa: ANN401 - same
    return Item(str(value), (glossary.forms(value),), words=((str(value),),))


def _relation(value: Any, glossary: Glossary) -> Item:  # noqa: ANN401 - same
    head, kind, tail = value
    return Item(f"{head} {kind} {tail}", (glossary.forms(head), glossary.forms(tail)), kind, ((str(head),), (str(tail),)))


def _result(value: Any, glossary: Glossary) -> Item:  # noqa: ANN401 - same
    metric, figure, dataset = value.get("metric"), value.get("value"), value.get("dataset")
    label = " ".join(filter(None, (str(metric or "?"), f"{figure or '?'}{value.get('unit') or ''}", f"on {dataset}" if dataset else "")))
    words = tuple((str(part),) for part in (figure, metric, dataset) if part)
    return Item(label, (glossary.forms(metric), glossary.forms(dataset)), number(figure), words)


_READERS: Final = {**dict.fromkeys(NAMED_FIELDS, _named), "authors": _author, "links": _link, "cites": _cited,
                   "relations": _relation, "results": _result}
#: The fields in which two readers may differ.
_OPTIONAL: Final = (*NAMED_FIELDS, "relations", "results", "cites")
