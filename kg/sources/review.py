"""Review posts: Markdown with a front matter between `---` lines that gives title, date and tags; one paper each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.errors import SourceError
from kg.identifiers import document_id
from kg.model import Document, Entry, Field, Source, Span
from kg.sources.base import Text
from kg.sources.fields import language_of
from kg.sources.labels import LINKS, head, labelled_fields
from kg.sources.markup import blocks, lines, trim
from kg.vocabulary import ARXIV, AUTHOR, DATE, KEYWORD, TITLE, VENUE, YEAR

_FRONT: Final = re.compile(r"\A---[ \t]*\n(?P<matter>(?:(?!---)[^\n]*\n){1,200})---[ \t]*(?:\n|\Z)")
_KEY: Final = re.compile(r"(?P<key>[A-Za-z_]+)[ \t]*:[ \t]*")
_QUOTES: Final = " \t\"'"
#: Keys whose values state something about the paper; a post's author is its reviewer.
_KEYS: Final = {"title": TITLE, "date": DATE, "tags": KEYWORD, "keywords": KEYWORD, "arxiv": ARXIV, "paper": LINKS, "paperurl": LINKS, "venue": VENUE, "conference": VENUE}
#: Tags that tell what the post is and not what the paper is about.
_NO_KEYWORDS: Final = frozenset({"paper", "paper-review", "paper-reviews", "review", "reviews", "논문", "리뷰", "논문 리뷰", "논문리뷰", "blog", "post"})
#: Labelled lines of the post that count, and how many lines from its start may be labelled ones.
_OWN: Final = frozenset({ARXIV, LINKS, VENUE, YEAR, AUTHOR, TITLE})
_HEADS: Final = 20
_NO_WORDS: Final = re.compile(r"\{%|<(?:img|iframe|video)\b|[*_]{0,2}논문 정보|[-*]?\s?[*_]{0,3}(?:reviewer|리뷰어|작성자|date|property)\b", re.IGNORECASE)


class ReviewReader:
    """Read a review post as one paper's."""

    name = "review"

    def recognises(self, head: str) -> bool:
        """Look for a front matter with a title."""
        front = _FRONT.match(head)
        return front is not None and re.search(r"^title[ \t]*:", front["matter"], re.MULTILINE) is not None

    def read(self, text: Text) -> Iterator[Document | SourceError]:
        """Yield one document with one entry."""
        content = text.content
        front = _FRONT.match(content)
        start = front.end() if front else 0
        fields = list(_front_fields(content, *front.span("matter"))) if front else []
        body = []
        for number, block in enumerate(blocks(content, start)):
            labelled = head(content, block) if number < _HEADS else None
            if labelled and labelled.field in _OWN:
                fields += [field for field in labelled_fields(labelled.field, content, labelled.value, label=labelled.label) if _is_new(field, fields)]
            elif not _NO_WORDS.match(content, block.start):
                body.append(block)
        values = {field.name: field.value for field in reversed(fields)}
        source = Source(document_id(content), text.name, format=self.name, language=language_of(content), title=values.get(TITLE), date=values.get(DATE))
        yield Document(source, content, (Entry(Span(0, len(content)), tuple(fields), tuple(body)),))


def _is_new(field: Field, known: list[Field]) -> bool:
    return field.name == AUTHOR or field.name not in {other.name for other in known}


def _front_fields(text: str, start: int, end: int) -> Iterator[Field]:
    """Yield the fields of a front matter: `key: value` lines and lists indented under their key."""
    name: str | None = None
    for line in lines(text, start, end):
        key = _KEY.match(text, line.start, line.end)
        value = trim(text, key.end() if key else line.start, line.end, edges=_QUOTES)
        if key:
            name = _KEYS.get(key["key"].lower())
        elif text[value.start:value.start + 1] == "-":
            value = trim(text, value.start + 1, line.end, edges=_QUOTES)
        if name and value.start < value.end:
            yield from (field for field in labelled_fields(name, text, value) if field.name != KEYWORD or (field.value or "").casefold() not in _NO_KEYWORDS)
