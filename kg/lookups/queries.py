"""Queries by name: files that say what they answer and what they take, in SPARQL and, where both can say it, in Cypher.

`NAME.rq` begins with comments: one line of summary, then a line for each parameter,

    # Papers of a venue, of one year or several, the newest first.
    # param venue: venue — the conference, journal or archive
    # param since: number = 0 — the first year

`NAME.cypher` beside it takes the same parameters and gives the same columns and rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from kg.errors import NotFoundError, QueryError
from kg.lookups.names import resolve
from kg.model import Literal
from kg.resources import read_text
from kg.stores.base import CypherStore, GraphStore, Parameter, Rows
from kg.vocabulary import CLASSES, KIND_OF_TYPE

SPARQL: Final = ".rq"
CYPHER: Final = ".cypher"

THING: Final = "thing"
DOCUMENT: Final = "document"
DATE: Final = "date"
NUMBER: Final = "number"
WORDS: Final = "words"
#: Kinds of things that a parameter may be of, each with the kinds of entities that are such things; any entity is a thing.
_ENTITIES: Final = {kind: frozenset(name for name in CLASSES if KIND_OF_TYPE.get(name, name) == kind)
                    for kind in ("method", "task", "dataset", "metric", "author", "paper", "venue")} | {THING: None}
#: Kinds of parameters.
KINDS: Final = (*_ENTITIES, DOCUMENT, DATE, NUMBER, WORDS)

_PARAMETER: Final = re.compile(r"# param (?P<name>[a-z]\w*): (?P<kind>[a-z]+)(?: = (?P<default>\S+))? — (?P<meaning>\S.*)", re.ASCII)
_DATE: Final = re.compile(r"\d{4}(?:-\d{2}){0,2}", re.ASCII)
_NUMBER: Final = re.compile(r"-?\d{1,18}(?:\.\d{1,18})?", re.ASCII)
#: What no parameter can be called, since stores take them beside the query.
_RESERVED: Final = frozenset({"query", "self"})


@dataclass(frozen=True, slots=True)
class QueryParameter:
    """Describe what a query takes under a name: one of `KINDS`, in words, and what it is where nothing is given."""

    name: str
    kind: str
    meaning: str
    default: str | None = None

    def __str__(self) -> str:
        """Say it in a list: `since (date, 1900 unless given): the first year`."""
        default = "" if self.default is None else f", {self.default} unless given"
        return f"{self.name} ({self.kind}{default}): {self.meaning}"


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """Hold a query: its name, what it answers, what it takes, and its text in either language."""

    name: str
    summary: str
    parameters: tuple[QueryParameter, ...]
    sparql: str
    cypher: str | None = None


def load_queries(folder: Path) -> Mapping[str, NamedQuery]:
    """Return the queries of a folder by name, sorted; raise QueryError where it holds none or a file is malformed."""
    if alone := next((path for path in sorted(folder.glob(f"*{CYPHER}")) if not path.with_suffix(SPARQL).is_file()), None):
        raise QueryError(f"{alone}: needs {alone.stem}{SPARQL} beside it, which says what the query takes")
    found = {path.stem: _read(path) for path in sorted(folder.glob(f"*{SPARQL}"))}
    if not found:
        raise QueryError(f"{folder}: holds no queries, which are files named NAME{SPARQL}")
    return found


def _read(path: Path) -> NamedQuery:
    sparql, other = read_text(path), path.with_suffix(CYPHER)
    first, *rest = sparql.splitlines() or [""]
    if not first.startswith("# ") or first.startswith("# param "):
        raise QueryError(f"{path}: line 1 is to say after `# ` what the query answers")
    parameters = []
    for number, line in enumerate(rest, start=2):
        if not line.startswith("# param"):
            break
        parameters.append(_parameter(f"{path}: line {number}", line))
    return NamedQuery(path.stem, first.removeprefix("# "), tuple(parameters), sparql, read_text(other) if other.is_file() else None)


def _parameter(place: str, line: str) -> QueryParameter:
    found = _PARAMETER.fullmatch(line)
    if found is None:
        raise QueryError(f"{place} is not `# param NAME: KIND — MEANING`, or `KIND = VALUE` where it need not be given")
    if found["kind"] not in KINDS or found["name"] in _RESERVED:
        raise QueryError(f"{place}: a parameter is not called {found['name']}, or is not one of {', '.join(KINDS)}")
    return QueryParameter(found["name"], found["kind"], found["meaning"], found["default"])


def bind(query: NamedQuery, store: GraphStore, values: Mapping[str, str]) -> dict[str, Parameter]:
    """Return the parameters of a query from what a person writes: things by any of their names, dates, numbers, words.

    Raises QueryError, which lists what the query takes, where one is missing, unknown or of another kind, and NotFoundError
    where the graph has nothing of a name.
    """
    known = {parameter.name for parameter in query.parameters}
    given = {parameter.name: parameter.default for parameter in query.parameters if parameter.default is not None} | dict(values)
    if wrong := sorted(given.keys() - known):
        raise QueryError(f"{query.name} takes no {wrong[0]}: it takes {_listed(query)}")
    if missing := sorted(known - given.keys()):
        raise QueryError(f"{query.name} needs {' and '.join(missing)}: it takes {_listed(query)}")
    return {parameter.name: _value(store, parameter, given[parameter.name]) for parameter in query.parameters}


def _listed(query: NamedQuery) -> str:
    return "; ".join(map(str, query.parameters)) or "nothing"


def _value(store: GraphStore, parameter: QueryParameter, value: str) -> Parameter:
    if parameter.kind in _ENTITIES:
        return resolve(store, value, kinds=_ENTITIES[parameter.kind]).id
    if parameter.kind == DOCUMENT:
        return _document(store, value)
    if parameter.kind == WORDS:
        return Literal(value)
    if parameter.kind == DATE:
        if not _DATE.fullmatch(value):
            raise QueryError(f"{parameter.name} is a date such as 2024, 2024-06 or 2024-06-03, not {value!r}")
        return Literal(value)
    if not _NUMBER.fullmatch(value):
        raise QueryError(f"{parameter.name} is a number, not {value!r}")
    return Decimal(value) if "." in value else int(value)


def _document(store: GraphStore, name: str) -> str:
    """Return the id of a text by its id, its file's name, or both the name and which record of the file it is."""
    words = name.strip()
    if words.startswith("document/") and store.ask("ASK { $id rdf:type kg:Document }", id=words):
        return words
    found = sorted(str(text) for text, in store.select(
        'SELECT ?text { ?text rdf:type kg:Document ; rdfs:label ?file OPTIONAL { ?text kg:locator ?place } '
        'FILTER(?file = $name || CONCAT(?file, " ", COALESCE(?place, "")) = $name) }', name=Literal(words)))
    if len(found) != 1:
        raise NotFoundError(f"{words!r} may mean {', '.join(found[:8])}: ask for one by its id" if found else f"no text in the graph is called {words!r}")
    return found[0]


def run(store: GraphStore, query: NamedQuery, values: Mapping[str, str]) -> Rows:
    """Answer a query in SPARQL; raise QueryError or NotFoundError as `bind` does."""
    return store.select(query.sparql, **bind(query, store, values))


def run_cypher(store: GraphStore, graph: CypherStore, query: NamedQuery, values: Mapping[str, str]) -> Rows:
    """Answer a query in Cypher, with names looked up in `store`, which holds the same graph; raise QueryError where it has no Cypher."""
    if query.cypher is None:
        raise QueryError(f"{query.name} is in SPARQL only")
    return graph.cypher(query.cypher, **{name: _plain(value) for name, value in bind(query, store, values).items()})


def _plain(value: Parameter) -> str | int | float:
    """Return a parameter as a value of a property graph."""
    if isinstance(value, Literal):
        return value.value
    return float(value) if isinstance(value, Decimal) else value
