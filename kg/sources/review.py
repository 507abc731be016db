"""Review posts: Markdown with a front matter (YAML or TOML) that gives title, date and tags, or with a heading that says so; one paper each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.errors import SourceError
from kg.identifiers import document_id
from kg.model import Document, Entry, Field, Source, Span
from kg.sources.base import Text
from kg.sources.dateline import date_line
from kg.sources.fields import language_of, urls
from kg.sources.hashtags import is_tags, tag_keywords
from kg.sources.labels import LINKS, head, labelled_fields
from kg.sources.markup import LINK, blocks, content, headings, lines, trim
from kg.sources.tags import is_tag, tokens
from kg.vocabulary import ARXIV, AUTHOR, DATE, KEYWORD, TITLE, VENUE, YEAR

_FRONT: Final = re.compile(r"\A(?P<fence>---|\+\+\+)[ \t]*\n(?P<matter>(?:(?!(?P=fence))[^\n]*\n){1,200})(?P=fence)[ \t]*(?:\n|\Z)")
_KEY: Final = re.compile(r"(?P<key>[A-Za-z_]+)[ \t]*[:=][ \t]*")
_TITLED: Final = re.compile(r"^title[ \t]*[:=]", re.IGNORECASE | re.MULTILINE)
_EDGES: Final = " \t\"'"
#: Keys whose values state something about the paper; a post's author is its reviewer.
_KEYS: Final = {"title": TITLE, "date": DATE, "tags": KEYWORD, "tag": KEYWORD, "keywords": KEYWORD, "arxiv": ARXIV, "paper": LINKS, "paperurl": LINKS,
                "venue": VENUE, "conference": VENUE}
#: Words before and after a title that say that the post is a review.
_BEFORE: Final = re.compile(r"(?:(?:paper|논문)[ -]?)?(?:review|리뷰|정리|요약)\s?[:：|]\s{0,4}", re.IGNORECASE)
_AFTER: Final = re.compile(r"\s{0,4}[|:：-]?\s{0,4}(?:논문[ -]?(?:리뷰|정리|요약)|paper[ -]review)$|(?<=[A-Za-z\d)])\s{1,4}(?:리뷰|정리)$", re.IGNORECASE)
#: A heading that says by itself that it heads the review of one paper; `LLM 논문 정리` heads a list.
_REVIEW: Final = r"(?:paper[ -]?review|논문\s?(?:리뷰|정리))"
_HEADED: Final = re.compile(rf"(?:[\[(【]{_REVIEW}[\])】]|{_REVIEW}\s?[:：|])\s{{0,4}}(?=[^\s가-힣])", re.IGNORECASE)
#: A line that begins with a paper's address; where there are several, each begins a note.
_NOTE: Final = re.compile(r"^[ \t]{0,8}(?:[-*+•][ \t]{1,4})?<?https?://(?:www\.)?arxiv\.org/", re.MULTILINE)
#: Tags that tell what the post is and not what the paper is about.
_NO_KEYWORDS: Final = frozenset({"paper", "paper-review", "paper-reviews", "review", "reviews", "논문", "리뷰", "논문 리뷰", "논문리뷰", "blog", "post"})
#: Labelled lines of the post that count, and how many blocks from its start may hold them.
_OWN: Final = frozenset({ARXIV, LINKS, VENUE, YEAR, AUTHOR, TITLE})
_HEADS: Final = 20
#: Longest line, in characters, that is read as a row of links.
_ROW: Final = 2_000
_NO_WORDS: Final = re.compile(r"\{%|!\[|<(?:img|iframe|video)\b|[*_]{0,2}논문 정보|[*_]{0,3}(?:reviewer|리뷰어|작성자|date|property)[*_]{0,3}\s?[:：]", re.IGNORECASE)


class ReviewReader:
    """Read a review post as one paper's."""

    name = "review"

    def recognises(self, head: str) -> bool:
        """Look for a front matter with a title, or for one heading, the first line, that says that it heads a review."""
        if front := _FRONT.match(head):
            return _TITLED.search(front["matter"]) is not None
        marked = [found.line.start for found in headings(head) if _HEADED.match(head, found.words.start, found.words.end)]
        return marked == [trim(head, 0, len(head)).start] and len(_NOTE.findall(head)) < 2

    def read(self, text: Text) -> Iterator[Document | SourceError]:
        """Yield one document with one entry."""
        content = text.content
        fields, start = _top(content)
        known = {field.name for field in fields}
        body: list[Span] = []
        for number, block in enumerate(blocks(content, start)):
            found = [field for field in _read(content, block, body, labelled=number < _HEADS) if field.name == AUTHOR or field.name not in known]
            known.update(field.name for field in found)
            fields += found
        values = {field.name: field.value for field in reversed(fields)}
        source = Source(document_id(content), text.name, format=self.name, language=language_of(content), title=values.get(TITLE), date=values.get(DATE))
        yield Document(source, content, (Entry(Span(0, len(content)), tuple(fields), tuple(body)),))


def _top(text: str) -> tuple[list[Field], int]:
    """Return what the front matter, or the heading in its place, states, and where the text below it begins."""
    if front := _FRONT.match(text):
        return list(_front_fields(text, *front.span("matter"))), front.end()
    first = headings(text)[0]
    return list(labelled_fields(TITLE, text, _bare_title(text, first.words))), first.line.end


def _front_fields(text: str, start: int, end: int) -> Iterator[Field]:
    """Yield the fields of a front matter: `key: value` lines and lists indented under their key."""
    name: str | None = None
    for line in lines(text, start, end):
        key = _KEY.match(text, line.start, line.end)
        value = trim(text, key.end() if key else line.start, line.end, edges=_EDGES)
        if key:
            name = _KEYS.get(key["key"].lower())
        elif text[value.start:value.start + 1] == "-":
            value = trim(text, value.start + 1, line.end, edges=_EDGES)
        value = _bare_title(text, value) if name == TITLE else value
        if name and value.start < value.end:
            yield from _keywords(labelled_fields(name, text, value))


def _keywords(fields: Iterable[Field]) -> Iterator[Field]:
    """Yield fields without the keywords that tell what the post is."""
    return (field for field in fields if field.name != KEYWORD or (field.value or "").casefold() not in _NO_KEYWORDS)


def _bare_title(text: str, words: Span) -> Span:
    before = _BEFORE.match(text, words.start, words.end)
    start = before.end() if before else words.start
    after = _AFTER.search(text, start, words.end)
    return Span(start, after.start() if after and after.start() > start else words.end)


def _read(text: str, block: Span, body: list[Span], *, labelled: bool) -> Iterator[Field]:
    """Yield what a block's labelled lines and rows of links state of the paper, and add its running text to the body."""
    start = block.start
    for line in lines(text, block.start, block.end):
        words = content(text, line)
        found = head(text, words) if labelled else None
        if found and found.field in _OWN:
            yield from labelled_fields(found.field, text, found.value, label=found.label)
        elif labelled and _is_links(text, words, alone=not body):
            yield from labelled_fields(LINKS, text, words)
        elif labelled and not body and (dated := date_line(text, words)):
            yield dated
        elif is_tags(text, whole := _whole(text, line)):
            yield from _keywords(tag_keywords(text, *whole))
        elif not _NO_WORDS.match(text, words.start, words.end):
            continue
        _add(text, Span(start, line.start), body)
        start = line.end
    _add(text, Span(start, block.end), body)


def _whole(text: str, line: Span) -> Span:
    """Return a line with the signs before its words, which blocks leave out."""
    return Span(text.rfind("\n", 0, line.start) + 1, line.end)


def _add(text: str, bounds: Span, body: list[Span]) -> None:
    words = trim(text, bounds.start, bounds.end, edges=" \t\n>")
    if words.start < words.end:
        body.append(words)


def _is_links(text: str, words: Span, *, alone: bool) -> bool:
    """Say whether a line has links only, which say what of the paper they lead to, or is, `alone` above the text, an address."""
    line = text[words.start:words.end] if words.end - words.start <= _ROW else ""
    if alone and (address := next(urls(line, 0, len(line)), None)) and not any(map(str.isalnum, line[:address.start] + line[address.end:])):
        return True
    marks = [mark for mark in tokens(text, words.start, words.end) if mark.url] if "](" in line else []
    return bool(marks) and not any(map(str.isalnum, LINK.sub("", line))) and all(is_tag(text, mark) for mark in marks)
