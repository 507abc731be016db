"""Papers as JSON: arXiv's metadata and the like, one object a line, a list of objects, or one object."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kg.errors import SourceError
from kg.model import Document
from kg.sources.base import Text
from kg.sources.compose import Part, paper_document
from kg.sources.fields import arxiv_id, natural_order
from kg.sources.labels import BODY, LINKS, REMARK, field_of
from kg.sources.latex import plain
from kg.sources.markup import lines
from kg.vocabulary import ARXIV, AUTHOR, DATE, TITLE, VENUE

_START: Final = re.compile(r"\s*(?:\[\s*)?\{\s*[\"}]")
_KEY: Final = re.compile(r"\"(?:title|authors|authors_parsed|abstract|summary|제목|초록)\"\s*:", re.IGNORECASE)
_NEXT: Final = re.compile(r"[^\s,\[\]]")
#: Most broken records of a list that are named; then the rest of it is given up.
_MOST_BROKEN: Final = 100
_NAME_KEYS: Final = ("name", "full_name", "author", "이름")
_DATE_KEYS: Final = ("published", "submitted", "date", "created", "publicationDate", "update_date", "updated", "날짜")
_LATEX: Final = frozenset((TITLE, BODY, VENUE, REMARK))


class ArxivJsonReader:
    """Read papers' metadata."""

    name = "arxiv-json"

    def recognises(self, head: str) -> bool:
        """Take a text that begins as a JSON object, or a list of them, and has a paper's keys."""
        return _START.match(head) is not None and _KEY.search(head) is not None

    def read(self, text: Text) -> Iterator[Document | SourceError]:
        """Yield a document an object; a broken one costs itself only."""
        for line, found in _objects(text.content):
            if isinstance(found, str):
                yield SourceError(text.name, f"line {line} {found}")
            elif isinstance(found, dict):
                yield _document(text, line, found)
            else:
                yield SourceError(text.name, f"line {line} is JSON, but no object")


def _objects(content: str) -> Iterator[tuple[int, Any]]:
    """Yield each object with its line, or the reason why it is none."""
    if _is_lines(content):
        for number, line in enumerate(lines(content), start=1):
            if words := content[line.start:line.end].strip():
                yield number, _parsed(words)
    else:
        yield from _scattered(content)


def _is_lines(content: str) -> bool:
    """Say whether each line holds an object: the first one does, or it is broken and the next one opens an object too."""
    filled = (words for line in lines(content) if (words := content[line.start:line.end].strip()))
    first, second = next(filled, ""), next(filled, "")
    return first.startswith("{") and (second.startswith("{") or isinstance(_parsed(first), dict))


def _parsed(words: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return a JSON value, or the reason why the words are none."""
    try:
        value = json.loads(words)
    except json.JSONDecodeError as error:
        return f"is no JSON: {error.msg.lower()}, column {error.colno}"
    except (RecursionError, ValueError):
        return "is no JSON that can be read: nested too deeply, or a number is too long"
    return ["a word"] if isinstance(value, str) else value


def _scattered(content: str) -> Iterator[tuple[int, Any]]:
    """Yield the objects of a list that may spread over lines; after a broken one, go on at the next line that opens an object."""
    decoder = json.JSONDecoder()
    place, line, counted = 0, 1, 0
    # Where a list's objects stand on lines of their own, the next one begins like the first.
    first = content.find("{")
    opening = content[content.rfind("\n", 0, first):first + 1] if "\n" in content[:first] else ""
    broken = 0
    while broken < _MOST_BROKEN:
        following = _NEXT.search(content, place)
        if following is None:
            if not broken and content.lstrip()[:1] == "[" and content.rstrip()[-1:] != "]":
                yield line, "begins the last object of a list that does not end"
            return
        place = following.start()
        line, counted = line + content.count("\n", counted, place), place
        try:
            value, place = decoder.raw_decode(content, place)
        except (ValueError, RecursionError) as error:
            reason = getattr(error, "msg", "nested too deeply, or a number is too long").lower()
            yield line + content.count("\n", place, getattr(error, "pos", place)), f"is no JSON: {reason}"
            broken += 1
            found = content.find(opening, place) if opening else -1
            place = found + len(opening) - 1 if found >= 0 else len(content)
        else:
            yield line, value
    yield line, f"comes after {_MOST_BROKEN} broken records: the rest is not read"


def _document(text: Text, line: int, record: Mapping[str, Any]) -> Document | SourceError:
    place = f"line {line}"
    return paper_document(_parts(record), name=text.name, locator=place, format_=ArxivJsonReader.name, place=place)


def _parts(record: Mapping[str, Any]) -> Iterator[Part]:
    """Yield what a record holds, each key once, by its meaning."""
    known = {key for key, value in record.items() if value not in (None, "", [], {})}
    if people := tuple(_people(record)):
        yield Part(AUTHOR, "Authors", people)
    if date := next((value for value in _dates(record) if value), None):
        yield Part(DATE, "Date", date)
    if "id" in known and arxiv_id(str(record["id"])):
        yield Part(LINKS if ":" in str(record["id"]) else ARXIV, "arXiv", str(record["id"]))
    for key, value in record.items():
        field = field_of(key)
        if key not in known or key == "id" or field is None or field in {AUTHOR, DATE}:
            continue
        for words in _words(value):
            if key in {"categories", "primary_category"}:
                yield Part("", "Categories", words)
            else:
                yield Part(field, key, plain(words) if field in _LATEX else words)


def _words(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON value
    """Yield a value's words: one string, a number, a list of strings as one."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        yield ", ".join(value)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                yield from (words for key in ("href", "url", "term") for words in _words(item.get(key)))
    elif isinstance(value, dict):
        yield from (words for key in ("href", "url", "name", "term") for words in _words(value.get(key)))


def _people(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield the authors' names in natural order: from their parts, else from a list, else from a line."""
    parsed = record.get("authors_parsed")
    if isinstance(parsed, list) and parsed and all(isinstance(person, list) and person for person in parsed):
        for person in parsed:
            parts = [str(part) for part in (*person, "", "")][:3]
            yield plain(" ".join(part for part in (parts[1], parts[0], parts[2]) if part))
        return
    value = next((record[key] for key in record if field_of(key) == AUTHOR and record[key]), None)
    if isinstance(value, str):
        yield from (plain(name) for name in re.split(r"\s*;\s*|\s+and\s+|,\s+(?:and\s+)?", value) if name.strip())
    elif isinstance(value, list):
        for person in value:
            name = next((person[key] for key in _NAME_KEYS if person.get(key)), "") if isinstance(person, dict) else person
            if isinstance(name, str) and name.strip():
                yield natural_order(plain(name))


def _dates(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield the dates of a record, that of its first version before others."""
    versions = record.get("versions")
    if isinstance(versions, list) and versions and isinstance(versions[0], dict):
        yield str(versions[0].get("created") or "")
    yield from (str(record[key]) for key in _DATE_KEYS if record.get(key))
