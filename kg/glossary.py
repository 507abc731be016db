"""Names of one's own: files of concepts that are added to the scheme for one run.

A file is tab-separated, in UTF-8. Its first line names the columns, some of those of `ontology/concepts/*.tsv` in any order, `kind` and
`english` among them; a file without such a line has the columns `kind`, `english`, and `names` for other names in both languages:

    method	Fuzzy Routing	FR | 퍼지 라우팅
    dataset	QuxBench

A line without an id, whose English name one concept of its kind has already, adds its names to that concept; so does a line with the
id of a concept. Empty lines, and lines that begin with `#`, count for nothing.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kg.concepts import COLUMNS, Concept, Scheme
from kg.errors import OntologyError
from kg.identifiers import digest, has_hangul, key, slug
from kg.resources import read_text
from kg.vocabulary import KIND_OF_TYPE

#: Names in whichever language.
_MIXED: Final = "names"
_SHORT: Final = ("kind", "english", _MIXED)
_FLAGS: Final = frozenset({"cased"})


@dataclass(frozen=True, slots=True)
class _Line:
    """Hold the cells of a line by column, and where it stands."""

    place: str
    cells: dict[str, str]

    def names(self, *columns: str) -> tuple[str, ...]:
        """Return the names in some columns, each once."""
        cells = (self.cells.get(column, "") for column in columns)
        return tuple(dict.fromkeys(name for cell in cells for part in cell.split("|") if (name := " ".join(part.split()))))

    def wrong(self, what: str) -> OntologyError:
        """Return the error that names the line."""
        return OntologyError(f"{self.place}: {what}")


def with_names(scheme: Scheme, paths: Iterable[str | Path]) -> Scheme:
    """Return the scheme with the concepts of some files, the same in whichever order they are named.

    Raises SourceError for a file that cannot be read, OntologyError for a wrong line.
    """
    texts = {text: str(path) for path in paths for text in (_read(path),)}
    if not texts:
        return scheme
    lines = [line for text in sorted(texts) for line in _lines(text, texts[text])]
    known = _by_name(scheme.concepts.values())
    ids = [_concept_id(line, known) for line in lines]
    slugs = {name.partition("/")[2]: name for name in (*ids, *scheme.concepts)}
    own: dict[str, Concept] = {}
    for line, name in zip(lines, ids, strict=True):
        before = own.get(name) or scheme.concepts.get(name) or Concept(name, line.cells["kind"], line.names("english")[0])
        own[name] = _below(_merged(before, line), line, slugs)
    # Of two concepts with one name the first is found: one's own go before the others.
    return Scheme({**own, **{name: concept for name, concept in scheme.concepts.items() if name not in own}},
                  digest("\0".join((scheme.version, *sorted(texts)))))


def _read(path: str | Path) -> str:
    return unicodedata.normalize("NFC", read_text(path).replace("\r\n", "\n"))


def _lines(text: str, path: str) -> Iterator[_Line]:
    """Yield the lines of a file that hold a concept, each checked by itself."""
    columns: tuple[str, ...] | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if not line.strip() or line.startswith("#"):
            continue
        if columns is None:
            headed = {"kind", "english"} <= set(cells)
            columns = cells if headed else _SHORT
            if headed:
                _check_columns(columns, f"{path}:{number}")
                continue
        if len(cells) > len(columns):
            raise OntologyError(f"{path}:{number}: {len(cells)} columns instead of {len(columns)} ({', '.join(columns)})")
        found = _Line(f"{path}:{number}", dict(zip(columns, cells, strict=False)))
        _check(found)
        yield found


def _check_columns(columns: tuple[str, ...], place: str) -> None:
    for number, column in enumerate(columns):
        if column not in {*COLUMNS, _MIXED}:
            raise OntologyError(f"{place}: unknown column {column!r}: choose from {', '.join((*COLUMNS, _MIXED))}")
        if column in columns[:number]:
            raise OntologyError(f"{place}: two columns {column!r}")


def _check(line: _Line) -> None:
    kind, english, known = line.cells["kind"], line.cells.get("english", ""), line.cells.get("id", "")
    if kind not in KIND_OF_TYPE:
        raise line.wrong(f"unknown kind {kind!r}: choose from {', '.join(KIND_OF_TYPE)}")
    if not english:
        raise line.wrong("there is no English name")
    if known and slug(known) != known:
        raise line.wrong(f"the id {known!r} is not of small letters, digits and hyphens, like {slug(known)!r}")
    if unknown := set(line.names("flags")) - _FLAGS:
        raise line.wrong(f"unknown flag {min(unknown)!r}")
    for name in line.names("english", "korean", "abbreviations", "also_english", "also_korean", _MIXED):
        if len(key(name)) < 2 or not any(map(str.isalpha, name)):
            raise line.wrong(f"the name {name!r} is too short, or has no letter, to be told from other words")
    if korean := next((name for name in line.names("english", "abbreviations", "also_english") if has_hangul(name)), None):
        raise line.wrong(f"{korean!r} is no English name: put it into the column {'korean' if 'korean' in line.cells else _MIXED}")


def _by_name(concepts: Iterable[Concept]) -> dict[tuple[str, str], set[str]]:
    """Return the ids of the concepts of each kind and name."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for concept in concepts:
        for name in concept.names:
            found[KIND_OF_TYPE[concept.type], key(name.value)].add(concept.id)
    return found


def _concept_id(line: _Line, known: dict[tuple[str, str], set[str]]) -> str:
    """Return the id of the concept that a line adds, or adds names to."""
    kind, english, given = KIND_OF_TYPE[line.cells["kind"]], line.names("english")[0], line.cells.get("id")
    meant = known.get((kind, key(english)), set())
    return next(iter(meant)) if len(meant) == 1 and not given else f"{kind}/{given or slug(english)}"


def _merged(concept: Concept, line: _Line) -> Concept:
    """Return a concept with the names of a line that it has not yet."""
    english = line.names("english", "also_english")
    korean = line.names("korean", "also_korean")
    mixed = line.names(_MIXED)
    held = {name.value for name in concept.names}
    also_english = (*english, *(name for name in mixed if not has_hangul(name)))
    also_korean = (*korean, *(name for name in mixed if has_hangul(name)))
    label = concept.korean or next(iter(also_korean), "")
    held.add(label)
    return replace(
        concept, korean=label,
        abbreviations=(*concept.abbreviations, *(name for name in line.names("abbreviations") if name not in held)),
        also_english=(*concept.also_english, *(name for name in also_english if name not in held)),
        also_korean=(*concept.also_korean, *(name for name in also_korean if name not in held)),
        flags=tuple(dict.fromkeys((*concept.flags, *line.names("flags")))))


def _below(concept: Concept, line: _Line, slugs: dict[str, str]) -> Concept:
    """Return a concept under the broader ones that a line names."""
    broader = line.names("broader")
    unknown = next((name for name in broader if name not in slugs), None)
    if unknown:
        raise line.wrong(f"unknown broader concept {unknown!r}")
    if concept.id in {slugs[name] for name in broader}:
        raise line.wrong("a concept does not come under itself")
    return replace(concept, broader=tuple(dict.fromkeys((*concept.broader, *(slugs[name] for name in broader)))))
