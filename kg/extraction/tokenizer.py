"""The tokens of `kg.extraction.tokens` as a spaCy tokenizer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extraction.tokens import tokens
from kg.model import Span


class Tokens:
    """Part texts where names may end: inside Korean words too. The text stays as it is, blank by blank."""

    def __init__(self, vocab: Vocab) -> None:
        """Take the vocabulary that documents share."""
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the tokens of a text; blanks but for one after a token are tokens themselves, as spaCy has it."""
        words: list[str] = []
        spaces: list[bool] = []
        for gap, word in _pieces(text):
            follows = bool(words) and gap.startswith(" ")
            if follows:
                spaces[-1] = True
            new = [piece for piece in (gap[follows:], word) if piece]
            words += new
            spaces += [False] * len(new)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: Any) -> bytes:  # noqa: ANN401 - spaCy's protocol
        """Return what is to be kept: nothing."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> Tokens:  # noqa: ANN401 - same
        """Return itself."""
        return self

    def to_disk(self, _path: Path, **_: Any) -> None:  # noqa: ANN401 - same
        """Keep nothing."""

    def from_disk(self, _path: Path, **_: Any) -> Tokens:  # noqa: ANN401 - same
        """Return itself."""
        return self


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield each token with the blanks before it, and the blanks at the end."""
    place = 0
    for token in chain(tokens(text, Span(0, len(text))), (Span(len(text), len(text)),)):
        yield text[place:token.start], text[token.start:token.end]
        place = token.end
