"""Deterministic, readable identifiers: names to keys and slugs, texts to ids, ids to IRIs and back."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from kg.formulas import TIMES, readable, spelt
from kg.vocabulary import BASE, PREFIXES

_WORD = re.compile(r"[^\W_]+")
#: `OPT-1.3B` is not `OPT-13B`.
_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")
#: `HumanEval+` is not `HumanEval`.
_PLUS = re.compile(r"(?<=[^\W_])\++(?![A-Za-z0-9])")
_SLUG_LIMIT = 80
_HANGUL = re.compile("[가-힣]")


def digest(text: str, *, length: int = 16) -> str:
    """Return the first `length` hexadecimal digits of the SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def document_id(text: str) -> str:
    """Name a document by its words, so that the same text is one document wherever it lies.

    >>> document_id("Mixture of Experts")
    'bfd5a304062599ae'
    """
    return digest(text)


@lru_cache(maxsize=65_536)
def key(name: str) -> str:
    r"""Return what is left of a name when case, spacing, punctuation and a Latin plural are taken away.

    A break between digits stays, and so does a plus sign at the end of a word. Formulas, Greek letters and signs of a product are
    what they are in words.

    >>> key("Mixture-of-Experts") == key("mixture of expert")
    True
    >>> key("Qwen2.5-7B"), key("Qwen2-57B"), key("HumanEval+")
    ('qwen2.5.7b', 'qwen2.57b', 'humanevalplu')
    >>> key(r"LLM$\times$MapReduce") == key("LLM×MapReduce") == key("LLMtimesMapReduce")
    True
    """
    return spaced_key(name).replace(" ", "")


def spaced_key(name: str) -> str:
    """Return the key of a name with a space wherever the name has a break between words.

    >>> spaced_key("Mixture-of-Experts"), spaced_key("Qwen2.5-7B")
    ('mixture of expert', 'qwen2.5.7b')
    """
    words = _words(spelt(_folded(readable(name))))
    # A sign of a product is no plural.
    singular = (word[:-1] if len(word) > 3 and word != TIMES and word.isascii() and word.endswith("s") and not word.endswith("ss") else word for word in words)
    return _BETWEEN_DIGITS.sub(".", " ".join(singular))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _words(folded: str) -> list[str]:
    return _WORD.findall(_PLUS.sub(lambda signs: " plus" * len(signs[0]), folded) if "+" in folded else folded)


def has_hangul(text: str) -> bool:
    """Say whether a text has a Hangul syllable."""
    return _HANGUL.search(text) is not None


def name_language(name: str) -> str:
    """Return `ko` for a name with Hangul in it, else `en`."""
    return "ko" if has_hangul(name) else "en"


def slug(name: str) -> str:
    """Return a name as a readable path segment: lower case, letters and digits of any script joined by hyphens.

    A name with neither letters nor digits, and one too long to print, gets a digest, so no two names collide by cutting.

    >>> slug("Llama-3 8B"), slug("전문가 혼합(MoE)")
    ('llama-3-8b', '전문가-혼합-moe')
    """
    words = "-".join(_words(_folded(name)))
    if not words:
        return digest(name)
    return words if len(words) <= _SLUG_LIMIT else f"{words[:_SLUG_LIMIT].rstrip('-')}-{digest(words, length=8)}"


def entity_id(kind: str, name: str) -> str:
    """Return the id `kind/slug` of the thing of that kind and name.

    >>> entity_id("method", "Speculative Decoding")
    'method/speculative-decoding'
    """
    return f"{kind}/{slug(name)}"


def iri(identifier: str, *, base: str = BASE) -> str:
    """Return the IRI (RFC 3987, so Hangul stays readable) of an entity id under `base`, or of a CURIE under its prefix.

    >>> iri("method/전문가-혼합"), iri("kg:introduces")
    ('https://w3id.org/mlkg/method/전문가-혼합', 'https://w3id.org/mlkg/ontology#introduces')
    """
    prefix, colon, local = identifier.partition(":")
    if colon and prefix in PREFIXES:
        return PREFIXES[prefix] + local
    return base + identifier


def identifier(address: str, *, base: str = BASE) -> str:
    """Return the CURIE or entity id of an IRI, or the IRI itself where neither knows it: the inverse of `iri`.

    >>> identifier(iri("method/전문가-혼합")), identifier("https://w3id.org/mlkg/ontology#uses")
    ('method/전문가-혼합', 'kg:uses')
    """
    for prefix, namespace in PREFIXES.items():
        if address.startswith(namespace):
            return f"{prefix}:{address.removeprefix(namespace)}"
    return address.removeprefix(base)
