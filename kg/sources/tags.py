"""The marks that list items carry: `[Paper](…)`, `[[ICLR 2024]](…)`, `(NeurIPS 2023)`, badges, and what each states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.model import Field, Span
from kg.sources.fields import author_fields, date_field, label_kind, venue_fields, year_fields
from kg.sources.markup import IMAGE, LINK, trim
from kg.vocabulary import VENUE, YEAR


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


_TOKEN: Final = re.compile(rf"{IMAGE.pattern}|{LINK.pattern}|\[(?P<square>[^\[\]\n]*+)\]|\((?P<round>[^()\n]*+)\)")
#: The words that a badge stands for, and those that its address draws: `badge/NeurIPS%202022-blue`.
_BADGE: Final = re.compile(r"!\[(?P<words>[^\[\]\n]*+)\]\((?:[^()\s]{0,200}/badge/(?P<drawn>[^()\s?]{1,200}))?")
_DRAWN: Final = re.compile(r"(?:%20)*+(?P<words>(?:(?!%20)[^-_])+)")
_EDGES: Final = " \t*_`[](){},.:;|"
#: Words of a link that name what it leads to and are no title; those that say that it is a paper.
_PAPER_LABELS: Final = _words(
    "paper papers pdf arxiv abs preprint openreview publication proceedings acl anthology full text 논문")
_OTHER_LABELS: Final = _words(
    "link links here blog post video talk slides slide poster bibtex bib cite html tweet thread twitter model models weights checkpoint checkpoints hf"
    " huggingface hugging face official unofficial third party implementation supplementary supp appendix review notes podcast youtube colab notebook docs"
    " documentation tutorial news press website pytorch tensorflow jax star stars 링크 블로그 영상 발표 슬라이드 리뷰 정리 모델")
_LABELS: Final = _OTHER_LABELS | _PAPER_LABELS
_PAPER_HOST: Final = re.compile(
    r"https?://(?:[^/]*\.)?(?:arxiv\.org|alphaxiv\.org|openreview\.net|aclanthology\.org|aclweb\.org|neurips\.cc|nips\.cc|mlr\.press|thecvf\.com|ecva\.net|jmlr\.org"
    r"|dl\.acm\.org|ieeexplore\.ieee\.org|nature\.com|science\.org|pnas\.org|sciencedirect\.com|springer\.com|semanticscholar\.org|biorxiv\.org|medrxiv\.org|doi\.org"
    r"|ijcai\.org|aaai\.org|isca-speech\.org|isca-archive\.org|usenix\.org|mitpressjournals\.org|direct\.mit\.edu|wiley\.com|hal\.science|ssrn\.com|mlsys\.org|roboticsproceedings\.org"
    r"|proceedings\.[^/]+|papers\.[^/]+)/|https?://huggingface\.co/papers/|https?://\S+\.pdf(?:$|[?#])", re.IGNORECASE)
_NAME: Final = re.compile(r"(?:[^\W\d_](?:[\w'’.‘`-]*)\s?){1,6}")
_PARTICLES: Final = _words(
    "de da di del della der den van von la le el al bin ibn ten ter dos du y e zu af")


@dataclass(frozen=True, slots=True)
class Token:
    """Hold a bracketed mark: its bounds, its words without brackets, and its address where it is a link."""

    span: Span
    words: Span
    url: Span | None = None
    #: Whether the words stand in brackets of their own within the link: `[[ICLR 2024]](…)`.
    nested: bool = False
    picture: bool = False


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """Yield the marks within bounds: links, square and round brackets, pictures (with no words)."""
    for found in _TOKEN.finditer(text, start, end):
        place = Span(*found.span())
        if found["url"] is not None:
            words = trim(text, *found.span("words"), edges=_EDGES)
            yield Token(place, words, Span(*found.span("url")), "[" in {text[found.start() + 1], text[max(0, found.start() - 1):found.start()]})
        elif group := "square" if found["square"] is not None else "round" if found["round"] is not None else "":
            yield Token(place, trim(text, *found.span(group), edges=_EDGES))
        else:
            yield Token(place, Span(place.start, place.start), picture=True)


def is_paper_label(words: str) -> bool:
    """Say whether a link's words say that it leads to a paper: `Paper`, `PDF`, `arXiv`."""
    parts = re.findall(r"[^\W\d_]+", words.casefold())
    return bool(parts) and len(parts) <= 3 and parts[0] in _PAPER_LABELS


def is_paper_address(url: str) -> bool:
    """Say whether an address is a publisher's, an archive's or a PDF file's."""
    return bool(_PAPER_HOST.match(url))


def is_tag(text: str, token: Token) -> bool:
    """Say whether a mark's words are no title: a label, a venue, a date, nothing."""
    words = text[token.words.start:token.words.end]
    if token.nested or not words or label_kind(words) or (len(words) <= 25 and is_paper_label(words)):
        return True
    parts = re.findall(r"[^\W\d_]+", words.casefold())
    return not parts or (len(parts) <= 4 and _LABELS.issuperset(parts)) or bool(when_and_where(text, token.words))


def tag_fields(text: str, token: Token) -> tuple[Field, ...]:
    """Return the venue, year or date that a mark's words, or a badge, state."""
    if token.picture:
        return _badge_fields(text, token.span)
    words = text[token.words.start:token.words.end]
    if not words or label_kind(words) or (is_paper_label(words) and not any(map(str.isdecimal, words))):
        return ()
    found = when_and_where(text, token.words)
    unknown = token.nested and not found and not _LABELS.issuperset(re.findall(r"[^\W\d_]+", words.casefold()))
    return (Field(VENUE, " ".join(words.split()), token.words),) if unknown else found


def _badge_fields(text: str, span: Span) -> tuple[Field, ...]:
    """Return the venue that a badge names, in its words or its address, and the year with it."""
    badge = _BADGE.search(text, span.start, span.end)
    if not badge:
        return ()
    drawn = _DRAWN.finditer(text, *badge.span("drawn")) if badge["drawn"] else ()
    stated = [field for piece in (badge, *drawn) if not label_kind(piece["words"]) for field in _stated(piece["words"], piece.start("words"))]
    venue, year = (next((field for field in stated if field.name == name), None) for name in (VENUE, YEAR))
    return (venue, *((year,) if year else ())) if venue else ()


def _stated(words: str, start: int) -> Iterator[Field]:
    """Yield what words state by themselves, whatever stands before them, with spans from `start` on."""
    for field in when_and_where(words, Span(0, len(words))):
        yield Field(field.name, field.value, Span(start + field.span.start, start + field.span.end))


def when_and_where(text: str, span: Span) -> tuple[Field, ...]:
    """Return the venue and year, or the date, that short words state and little else; nothing where they say more."""
    words = text[span.start:span.end]
    if not words or len(words) > 60:
        return ()
    if date := date_field(text, span.start, span.end):
        return (date,) if len(words) <= 30 else ()
    venue = venue_fields(text, span.start, span.end)
    if any(field.name == VENUE for field in venue):
        names = [text[field.span.start:field.span.end] for field in venue if field.name == VENUE]
        covered = sum(field.span.end - field.span.start for field in venue)
        return venue if (sum(map(str.isupper, names[0])) > 1 and covered * 3 >= len(words)) or covered * 4 >= len(words) * 3 else ()
    return year_fields(text, span.start, span.end) if len(words) <= 16 else ()


def names(text: str, span: Span, *, alone: bool = False) -> tuple[Field, ...]:
    """Return the authors that words name, or nothing where they are no list of names; `alone` takes one name for a list, too."""
    if span.end - span.start > 5_000:
        return ()
    found = author_fields(text, span.start, span.end)
    values = [field.value or "" for field in found]
    longer = sum(" " in value for value in values)
    many = len(values) > 1 or (alone and longer) or re.search(r"et\.? al", text[span.start:span.end])
    return found if values and many and longer * 2 >= len(values) and sum(map(_is_name, values)) >= 0.8 * len(values) else ()


def _is_name(value: str) -> bool:
    parts = value.split()
    return len(value) <= 40 and _NAME.fullmatch(value) is not None and all(part in _PARTICLES or not part[0].islower() for part in parts)
