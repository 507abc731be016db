"""What labelled values mean: `Authors: …` in a text, a CSV column, a key of a record, in English and Korean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.model import Field, Span
from kg.sources.fields import (
    arxiv_field,
    arxiv_id,
    author_fields,
    date_field,
    label_kind,
    link_kind,
    title_fields,
    urls,
    venue_fields,
    year_fields,
)
from kg.sources.markup import LINK, trim
from kg.vocabulary import ARXIV, AUTHOR, DATE, KEYWORD, SHORT_NAME, TITLE, VENUE, VOTES, YEAR

#: Names of labelled parts that are no field: running text, and addresses, whose kind each address tells.
BODY: Final = "body"
LINKS: Final = "links"
#: A word on the side, which may name a venue or show a link: `Accepted at ICLR 2024`.
REMARK: Final = "remark"

_LABELS: Final = {
    TITLE: "title paper_title papertitle name paper 제목 논문 논문제목 논문명",
    AUTHOR: "author authors author_names byline 저자 저자명 글쓴이",
    ARXIV: "arxiv arxiv_id arxivid arxiv_url eprint 아카이브",
    DATE: "date published publish_date publication_date publicationdate published_date submitted update_date updated created"
          " 날짜 게재일 발표일 출판일 등록일",
    VENUE: "venue conference journal booktitle journal_ref publisher published_in publication 학회 저널 학술지 게재지",
    YEAR: "year pub_year publication_year 연도 년도 발행연도 출판연도",
    VOTES: "vote votes upvotes likes stars 추천 추천수 투표",
    KEYWORD: "keyword keywords tags tag categories category topics 키워드 핵심어 태그 주제 분야",
    LINKS: "url urls link links paperurl paper_url pdf pdf_url code code_url codes github repo repository project project_page homepage website"
           " demo dataset doi paper_link paperlink arxiv_link github_link code_link project_link original_paper 논문_링크 논문링크 논문_주소 원문 원문_링크"
           " 코드_링크 링크 주소 코드 깃허브 프로젝트 홈페이지 데모 데이터셋",
    REMARK: "comment comments note notes remark remarks arxiv_comment 비고",
    BODY: "abstract abstracts summary description tldr tl_dr text content contents 초록 요약 설명 내용 본문 소개",
}
_FIELD_OF: Final = {label: field for field, labels in _LABELS.items() for label in labels.split()}
#: A label at the head of a line: a few words, marks of emphasis around them, a colon.
_HEAD: Final = re.compile(r"[ \t]{0,8}(?:[-*+•][ \t]{1,4})?[*_`]{0,3}(?P<label>[^\W\d_][\w ;.-]{0,24})[*_`]{0,3}[ \t]?[:：][*_`]{0,3}")
_VOTES: Final = re.compile(r"(?<!\S)\d{1,7}(?!\S)")
_SEPARATOR: Final = re.compile(r"[;,，、|]")


@dataclass(frozen=True, slots=True)
class Head:
    """Hold what a labelled line is: the field (or BODY, or LINKS) that its label names, the label, and the value's bounds."""

    field: str
    label: str
    value: Span


def field_of(label: str) -> str | None:
    """Return the field that a label names, or `BODY` or `LINKS`, or None.

    >>> field_of("Paper URL"), field_of("제목"), field_of("TL;DR"), field_of("GPU hours")
    ('links', 'title', 'body', None)
    """
    return _FIELD_OF.get("_".join(re.findall(r"[^\W_]+", label.casefold())))


def head(text: str, line: Span) -> Head | None:
    """Return the label and value of a line that begins with a known label, or None."""
    found = _HEAD.match(text, line.start, min(line.end, line.start + 60))
    name = field_of(found["label"]) if found else None
    return Head(name, found["label"], trim(text, found.end(), line.end)) if found and name else None


def labelled_fields(name: str, text: str, span: Span, *, label: str = "") -> tuple[Field, ...]:
    """Return the fields that a value states by the field that its label names; none for running text."""
    read = _READ.get(name)
    return read(text, span.start, span.end, label) if read else ()


def record_title(text: str, span: Span, *, label: str = "") -> tuple[Field, ...]:
    """Return the fields that the title of a record states: quotation marks and brackets around it are its own, a short name or venue behind it is not."""
    fields = _title(text, span.start, span.end, label)
    whole = _titled(text, span.start, span.end)
    behind = next((field.span.end for field in fields if field.name == TITLE), whole.end)
    if any(field.name in {SHORT_NAME, VENUE, YEAR} and field.span.start >= behind for field in fields):
        whole = Span(whole.start, behind)
    title = Field(TITLE, " ".join(text[whole.start:whole.end].split()), whole)
    return tuple(title if field.name == TITLE else field for field in fields)


def _title(text: str, start: int, end: int, label: str) -> tuple[Field, ...]:
    bounds = _titled(text, start, end)
    return (*title_fields(text, bounds.start, bounds.end), *_links(text, start, end, label))


def _titled(text: str, start: int, end: int) -> Span:
    """Return the bounds of a title, or of the words of the link that it is."""
    bare = trim(text, start, end, edges=" \t*_")
    linked = LINK.match(text, bare.start, bare.end)
    return Span(*linked.span("words")) if linked else Span(start, end)


def _arxiv(text: str, start: int, end: int, label: str) -> tuple[Field, ...]:
    known = arxiv_id(text[start:end])
    place = text.find(known, start, end) if known else -1
    stated = (Field(ARXIV, known, Span(place, place + len(known))),) if known and place >= 0 else ()
    return (*stated, *link_fields(text, start, end, label=label))


def _links(text: str, start: int, end: int, label: str) -> tuple[Field, ...]:
    return (*_present(arxiv_field(text, start, end)), *link_fields(text, start, end, label=label))


def _venue(text: str, start: int, end: int, _: str) -> tuple[Field, ...]:
    return (*_present(arxiv_field(text, start, end)), *(_known_venue(text, start, end) or _all_words(text, start, end)))


def _remark(text: str, start: int, end: int, _: str) -> tuple[Field, ...]:
    return (*_known_venue(text, start, end), *link_fields(text, start, end))


def _votes(text: str, start: int, end: int, _: str) -> tuple[Field, ...]:
    return tuple(Field(VOTES, found[0], Span(*found.span())) for found in _VOTES.finditer(text, start, end))[:1]


def link_fields(text: str, start: int, end: int, *, label: str = "") -> tuple[Field, ...]:
    """Return the links within bounds whose address, the words that it stands on, or the label before all tell their kind."""
    labels = {found.start("url"): found["words"] for found in LINK.finditer(text, start, end)} if "](" in text[start:end] else {}
    found = []
    for span in urls(text, start, end):
        address = text[span.start:span.end]
        if kind := link_kind(address, label=labels.get(span.start, "")) or label_kind(label):
            found.append(Field(f"link:{kind}", address, span))
    return tuple(found)


def _present(field: Field | None) -> tuple[Field, ...]:
    return (field,) if field else ()


def _known_venue(text: str, start: int, end: int) -> tuple[Field, ...]:
    """Return a venue by its known short name, where it is written as one or stands nearly alone, and the year."""
    known = venue_fields(text, start, end)
    for field in known:
        words = text[field.span.start:field.span.end]
        if field.name == VENUE and (any(map(str.isupper, words[1:])) or end - start < len(words) + 8):
            return known
    return ()


def _all_words(text: str, start: int, end: int) -> tuple[Field, ...]:
    """Return all words as a venue, but for a year at their end."""
    year = tuple(field for field in venue_fields(text, start, end) if field.name == YEAR)
    whole = trim(text, start, year[0].span.start if year and year[0].span.end == end else end, edges=" \t\n,;({[")
    return (Field(VENUE, " ".join(text[whole.start:whole.end].split()), whole), *year) if whole.start < whole.end else year


def _keywords(text: str, start: int, end: int, _: str) -> tuple[Field, ...]:
    return tuple(_each_keyword(text, start, end))


def _each_keyword(text: str, start: int, end: int) -> Iterator[Field]:
    stops = [*(found.start() for found in _SEPARATOR.finditer(text, start, end)), end]
    for stop in stops:
        word = trim(text, start, stop, edges=" \t\n[]'\"`*_#.")
        if word.start < word.end:
            yield Field(KEYWORD, " ".join(text[word.start:word.end].split()), word)
        start = stop + 1


_READ: Final[dict[str, Callable[[str, int, int, str], tuple[Field, ...]]]] = {
    TITLE: _title,
    AUTHOR: lambda text, start, end, _: author_fields(text, start, end),
    ARXIV: _arxiv,
    DATE: lambda text, start, end, _: _present(date_field(text, start, end)),
    VENUE: _venue,
    YEAR: lambda text, start, end, _: year_fields(text, start, end),
    VOTES: _votes,
    KEYWORD: _keywords,
    LINKS: _links,
    REMARK: _remark,
}
