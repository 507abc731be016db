"""The words of SPARQL 1.1, and those in a query that are none."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

from kg.stores.binding import words

#: Forms and clauses, aggregates and functions, and the words of updates; but for functions whose names end in digits, which are no words here.
_LISTED: Final = """
    A ADD ALL AS ASC ASK BASE BIND BY CLEAR CONSTRUCT COPY CREATE DATA DEFAULT DELETE DESC DESCRIBE DISTINCT DROP EXISTS FALSE FILTER FROM GRAPH GROUP
    HAVING IN INSERT INTO LATERAL LIMIT LOAD MINUS MOVE NAMED NOT OFFSET OPTIONAL ORDER PREFIX REDUCED SELECT SEPARATOR SERVICE SILENT TO TRUE UNDEF
    UNION USING VALUES VERSION WHERE WITH
    ABS ADJUST AVG BNODE BOUND CEIL COALESCE CONCAT CONTAINS COUNT DATATYPE DAY ENCODE_FOR_URI FLOOR GROUP_CONCAT HASLANG HASLANGDIR HOURS IF IRI ISBLANK
    ISIRI ISLITERAL ISNUMERIC ISTRIPLE ISURI LANG LANGDIR LANGMATCHES LCASE MAX MIN MINUTES MONTH NOW OBJECT PREDICATE RAND REGEX REPLACE ROUND
    SAMETERM SAMPLE SECONDS STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLANGDIR STRLEN STRSTARTS STRUUID SUBJECT SUBSTR SUM TIMEZONE TRIPLE TZ
    UCASE URI UUID YEAR"""
_WORDS: Final = frozenset(_LISTED.split())


def unknown_word(query: str) -> tuple[int, str] | None:
    """Return the place of the first word in a query that is none of SPARQL's, and a sentence with what it may have meant; None where there is none."""
    for place, word in words(query):
        if word.upper() not in _WORDS:
            close = get_close_matches(word.upper(), sorted(_WORDS), n=1)
            return place, f"{word} is no word of SPARQL" + (f": did you mean {close[0]}?" if close else "")
    return None
