"""The words of a SPARQL query: parameters become terms, names are found, and nothing in it may ask another server."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from kg.errors import QueryError
from kg.model import Literal
from kg.stores.base import Parameter
from kg.stores.rdf import iri_term, literal_term
from kg.vocabulary import PREFIXES

#: Strings and comments, in which nothing is looked for; IRIs, variables, prefixed names, declared prefixes, the base, the keyword that would
#: leave the machine, those that ask, what begins and ends the places for variables alone, and other words.
_TOKEN: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""' r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"' r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<(?P<iri>[^<>\"{}|^`\\\s]*)>|\#[^\n\r]*|[?$](?P<variable>\w+)"
    r"|(?<![\w:?$@-])PREFIX\s+(?P<declared>[\w.-]*):\s*(?:<[^<>\s]*>)?|(?<![\w:?$@-])BASE\s*<[^<>\s]*>|(?P<keyword>(?<![\w:?$-])SERVICE(?![\w:-]))"
    r"|(?P<form>(?<![\w:?$@-])(?:SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w:-]))"
    r"|(?<![\w:?$@-])AS\s+[?$](?P<made>\w+)|(?P<opens>(?<![\w:?$@-])(?:VALUES|BY)(?![\w:-]))|(?P<closes>[{}]|(?<![\w:?$@-])(?:FROM|WHERE|HAVING|LIMIT|OFFSET)(?![\w:-]))|(?P<bracket>[()])"
    r"|(?P<name>(?<![\w:?$@-])[A-Za-z]\w*:[\w-]*)|(?P<word>(?<![\w:?$@.%\\-])[A-Za-z_]+(?![\w:-]|\.\w))", re.DOTALL | re.IGNORECASE)


def bind(query: str, parameters: Mapping[str, Parameter], *, base: str) -> str:
    """Return a query with its parameters as terms; raise QueryError where one is not in it or not to be replaced, and where it asks another server.

    Oxigraph's own substitutions reach projected variables only, and other stores have none.
    """
    used: set[str] = set()
    terms = {name: _term(value, base) for name, value in parameters.items()}

    def replace(found: re.Match[str]) -> str:
        if found["keyword"]:
            raise QueryError("SERVICE asks another server: questions are answered from the graph alone")
        name = found["variable"]
        if name not in terms:
            return found[0]
        used.add(name)
        return terms[name]

    if kept := next((name for name in _variables_alone(query) if name in terms), None):
        raise QueryError(f"?{kept} cannot be a parameter: it stands where a query has variables alone (after SELECT, AS, VALUES, GROUP BY or ORDER BY)")
    bound = _TOKEN.sub(replace, query)
    if unused := sorted(terms.keys() - used):
        raise QueryError(f"the query has no parameter ${unused[0]}")
    return bound


def _variables_alone(query: str) -> Iterator[str]:
    """Yield the variables of a query that stand where no term may: what it selects, makes, lists values of, groups by and orders by."""
    place, depth = "", 0
    for token in _TOKEN.finditer(query):
        if token["opens"] or (token["form"] or "").upper() == "SELECT":
            place, depth = token[0].upper(), 0
        elif token["closes"]:
            place = ""
        elif token["bracket"]:
            depth += 1 if token[0] == "(" else -1
        elif token["made"] or (token["variable"] and place and (place == "VALUES" or not depth)):
            yield token["made"] or token["variable"]


def asks(query: str) -> bool:
    """Say whether one of the words stands in a query that make it a question."""
    return any(token["form"] for token in _TOKEN.finditer(query))


def prefixed_names(query: str) -> tuple[str, ...]:
    """Return the names such as `kg:Paper` in a query, each once, but not those whose prefix the query declares itself.

    >>> prefixed_names('PREFIX ex: <urn:> SELECT ?x { ?x a kg:Paper ; ex:of "kg:no" } # kg:no')
    ('kg:Paper',)
    """
    tokens = list(_TOKEN.finditer(query))
    declared = {token["declared"] for token in tokens}
    names = (token["name"] for token in tokens if token["name"])
    return tuple(name for name in dict.fromkeys(names) if name.partition(":")[0] not in declared)


def full_names(query: str) -> tuple[str, ...]:
    """Return the IRIs in a query, each once, but not those of prefixes and the base.

    >>> full_names('PREFIX ex: <urn:ex> SELECT * { ?x <urn:p> "<urn:no>" }')
    ('urn:p',)
    """
    return tuple(dict.fromkeys(token["iri"] for token in _TOKEN.finditer(query) if token["iri"]))


def words(query: str) -> Iterator[tuple[int, str]]:
    """Yield the place and the letters of each word in a query that is no keyword above, no name and no variable."""
    return ((token.start(), token["word"]) for token in _TOKEN.finditer(query) if token["word"])


def with_prefixes(query: str) -> str:
    """Return a query that declares the known prefixes which it uses, before its own first line."""
    names = sorted({name.partition(":")[0] for name in prefixed_names(query)} & PREFIXES.keys())
    return "".join(_declarations(names)) + query


def _declarations(names: list[str]) -> Iterator[str]:
    return (f"PREFIX {name}: <{PREFIXES[name]}> " for name in names)


def _term(value: Parameter, base: str) -> str:
    if isinstance(value, str):
        return iri_term(value, base=base)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return literal_term(Literal(str(value), "integer"))
    return literal_term(value if isinstance(value, Literal) else Literal(f"{value:f}", "decimal"))
