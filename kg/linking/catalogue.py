"""The concept scheme by names: which concept a name is, where only one can be meant."""

from __future__ import annotations

from collections import defaultdict

from kg.concepts import Scheme
from kg.identifiers import key
from kg.vocabulary import KIND_OF_TYPE


class Catalogue:
    """Look concepts up by their names; concepts flagged `cased` by their exact spelling only."""

    def __init__(self, scheme: Scheme) -> None:
        """Index the names of all concepts."""
        self.concepts = scheme.concepts
        self._by_key: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._by_spelling: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for concept in scheme.concepts.values():
            for name in concept.names:
                if "cased" in concept.flags:
                    self._by_spelling[name.value][concept.id] = None
                else:
                    self._by_key[key(name.value)][concept.id] = None

    def named(self, name: str, kind: str | None = None) -> str | None:
        """Return the id of the one concept that has the name, or the one of a kind where several have; else None."""
        found = self._by_spelling.get(name) or self._by_key.get(key(name)) or {}
        if len(found) > 1 and kind:
            found = {concept: None for concept in found if KIND_OF_TYPE[self.concepts[concept].type] == kind}
        return next(iter(found)) if len(found) == 1 else None
