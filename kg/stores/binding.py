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

#: Strings, IRIs and comments, in which nothing is looked for; a variable, a prefixed name, a declared prefix, the keywords that ask,
#: and the one that would leave the machine.
_TOKEN: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""' r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"' r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^<>\"{}|^`\\\s]*>|\#[^\n\r]*|[?$](?P<variable>\w+)"
    r"|(?<![\w:?$@-])PREFIX\s+(?P<declared>[\w.-]*):|(?P<keyword>(?<![\w:?$-])SERVICE(?![\w:-]))"
    r"|(?P<form>(?<![\w:?$@-])(?:SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w:-]))"
    r"|(?P<name>(?<![\w:?$@-])[A-Za-z]\w*:[\w-]*)", re.DOTALL | re.IGNORECASE)


def bind(query: str, parameters: Mapping[str, Parameter], *, base: str) -> str:
    """Return a query with its parameters as terms; raise QueryError where one is not in it, and where the query asks another server.

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

    bound = _TOKEN.sub(replace, query)
    if unused := sorted(terms.keys() - used):
        raise QueryError(f"the query has no parameter ${unused[0]}")
    return bound


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
