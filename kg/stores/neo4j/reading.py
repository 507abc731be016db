"""What a server would do for a query that is to read only, though it writes nothing: it stops what others do, or forgets what it has learnt."""

from __future__ import annotations

import re
from typing import Final

from kg.errors import QueryError
from kg.stores.cypher import spelling, tokens

#: The server's own procedures that only read. What other procedures do, of extensions, the server itself tells from what they declare.
_READS: Final = re.compile(
    r"db\.(?:awaitIndex(?:es)?|index\..+|info|labels|listLocks|ping|propertyKeys|relationshipTypes|schema\..+|stats\.(?:retrieve.*|status))"
    r"|dbms\.(?:components|info|upgradeStatus|(?:.+\.)?(?:list|get|show|query)\w+)|tx\.getMetaData", re.IGNORECASE)
_OWN: Final = re.compile(r"(?:db|dbms|tx)\.", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|.)", re.DOTALL)


def decoded(query: str) -> str:
    r"""Return a query as a server reads it, which takes `\u0041` for a letter wherever it stands, before all else.

    >>> decoded(r"L\u004fAD")
    'LOAD'
    """
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[0], query)


def check_reads(query: str) -> None:
    """Raise QueryError where a query stops transactions, or calls a procedure of the server that does more than read."""
    before, name = "", ""
    for token in tokens(query):
        word = spelling(token)
        if token["name"] and before.upper() == "TERMINATE" and word.upper() in {"TRANSACTION", "TRANSACTIONS"}:
            raise QueryError("TERMINATE stops what others ask: questions leave the server as it is")
        if name and (word == "." or name.endswith(".")):
            name += word
        else:
            _check_procedure(name)
            name = word if token["name"] and before.upper() == "CALL" else ""
        before = word
    _check_procedure(name)


def _check_procedure(name: str) -> None:
    if _OWN.match(name) and not _READS.fullmatch(name):
        raise QueryError(f"the procedure {name} does more than read: questions leave the server as it is")
