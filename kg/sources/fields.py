"""Structural fields that every kind of text writes alike: arXiv ids, links, authors, venues, years, dates, language.

Functions take a text and the bounds to look in, and return `Field`s whose spans count in that text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.model import Field, Span
from kg.vocabulary import ARXIV, AUTHOR, DATE, SHORT_NAME, TITLE, VENUE, YEAR

_NEW_ID: Final = r"(?P<new>\d{4}\.\d{4,5})"
_OLD_ID: Final = r"(?P<old>[a-z]{2,10}(?:-[a-z]{2,10})?(?:\.[A-Z]{2})?/\d{7})"
_ARXIV: Final = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf|html|format|ps)/|alphaxiv\.org/(?:abs|pdf)/|huggingface\.co/papers/|ar5iv\.org/(?:abs|html)/"
    rf"|arxiv\s?(?:preprint)?\s?(?:arxiv)?\s?[:\s]\s?|10\.48550/arxiv\.)(?:{_NEW_ID}|{_OLD_ID})(?!\d)", re.IGNORECASE)
_URL: Final = re.compile(r"https?://[^\s<>\"'`\[\]{}|\\^]+", re.IGNORECASE)
_GITHUB: Final = re.compile(r"https?://(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)/[^/]+/[^/?#]+", re.IGNORECASE)
_DATASET: Final = re.compile(r"https?://(?:www\.)?(?:huggingface\.co/datasets/|kaggle\.com/(?:datasets|c)/|zenodo\.org/record)", re.IGNORECASE)
_DEMO: Final = re.compile(r"https?://(?:www\.)?(?:huggingface\.co/spaces/|replicate\.com/|colab\.research\.google\.com/)|https?://[^/]*demo", re.IGNORECASE)
_PROJECT: Final = re.compile(r"https?://[^/]+\.(?:github|gitlab)\.io(?:/|$)|https?://sites\.google\.com/|https?://[^/]+\.(?:page|pages\.dev|vercel\.app)(?:/|$)",
                             re.IGNORECASE)
#: What a link's words say it is, for links whose address does not.
_LABELS: Final = {
    "arxiv": "arxiv", "github": "github", "code": "github", "codes": "github", "repo": "github", "repository": "github",
    "official code": "github", "source code": "github", "project": "project", "project page": "project", "page": "project",
    "homepage": "project", "website": "project", "webpage": "project", "web": "project", "site": "project", "demo": "demo",
    "demo page": "demo", "audio samples": "demo", "audio sample": "demo", "samples": "demo", "dataset": "dataset", "datasets": "dataset", "data": "dataset",
    "코드": "github", "깃허브": "github", "프로젝트": "project", "프로젝트 페이지": "project", "홈페이지": "project", "데모": "demo", "데이터셋": "dataset",
}

_VENUES: Final = (
    "NeurIPS", "NIPS", "ICML", "ICLR", "COLM", "AISTATS", "UAI", "COLT", "MLSys", "AAAI", "IJCAI", "TMLR", "JMLR", "ACML", "ECML", "CoLLAs", "AutoML",
    "ACL", "EMNLP", "NAACL", "EACL", "AACL", "COLING", "TACL", "CoNLL", "LREC", "WMT",
    "CVPR", "ICCV", "ECCV", "WACV", "BMVC", "ACCV", "3DV", "TPAMI", "IJCV", "TIP", "SIGGRAPH", "SIGGRAPH Asia", "TOG", "MICCAI", "MIDL", "ICIP",
    "KDD", "WWW", "SIGIR", "WSDM", "CIKM", "RecSys", "ICDM", "ECIR", "VLDB", "SIGMOD", "ICDE", "TKDE",
    "INTERSPEECH", "ICASSP", "TASLP", "ASRU", "SLT", "ISMIR", "CoRL", "ICRA", "IROS", "RSS", "RA-L", "T-RO",
    "OSDI", "SOSP", "NSDI", "ASPLOS", "ISCA", "HPCA", "PPoPP", "EuroSys", "USENIX ATC", "USENIX Security", "CCS", "NDSS", "SC", "DAC", "ICCAD",
    "CHI", "UIST", "CSCW", "ACM MM", "MM", "Nature", "Science", "PNAS", "Nature Communications", "Nature Machine Intelligence",
    "arXiv", "bioRxiv", "medRxiv", "OpenReview",
)
_VENUE: Final = re.compile(
    rf"(?<![A-Za-z])(?P<venue>{'|'.join(sorted(map(re.escape, _VENUES), key=lambda name: (-len(name), name)))})(?![A-Za-z])", re.IGNORECASE)
_VENUE_CASE: Final = {name.casefold(): name for name in _VENUES}
_YEAR: Final = re.compile(r"(?<!\d)(?:(?P<full>(?:19[5-9]|20[0-4])\d)|['’](?P<short>\d\d))(?!\d|\.\d{4})")
_AFTER_VENUE: Final = re.compile(r"\s?(?P<short>[0-4]\d)(?!\d)")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMERIC_DATE: Final = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?[-./년]\s?(?P<month>\d\d?)\s?[-./월]\s?(?P<day>\d\d?)(?!\d)")
_WORD_DATE: Final = re.compile(
    r"(?<![\dA-Za-z])(?:(?P<day>\d\d?)(?:st|nd|rd|th)?\s)?(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?\s"
    r"(?:(?P<late>\d\d?)(?:st|nd|rd|th)?,?\s)?(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_AND: Final = re.compile(r"\s(?:and|&)\s", re.IGNORECASE)
_ET_AL: Final = re.compile(r"(?:,|\band\b)?\s{0,4}(?:et\.?\s{0,2}al\b\.?|and others\b|and more\b|\.\.\.|…|외\s?\d*\s?[명인]).{0,20}$", re.IGNORECASE | re.DOTALL)
#: How many more there are, in the place of a name: `+ 3 authors`, `'2 more'`.
_UNNAMED: Final = re.compile(r"[\s'\"\[(]*(?:and\s)?(?:\+\s?\d*|\d+)\s?(?:(?:more|other)\s?)?(?:authors?|others|저자|명|인)?[\s'\"\]).]*", re.IGNORECASE)
_SUFFIX: Final = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d)\.?$", re.IGNORECASE)
_TITLE_EDGES: Final = ' \t\n*_`"“”「」『』<>|'
_TITLE_TAG: Final = re.compile(
    r"\s*(?:[\[(【](?:paper|review|paper[\s-]?review|논문|리뷰|논문\s?리뷰|논문\s?정리|summary|요약)[\])】]|(?:title|paper|제목|논문)\s?[:：])\s*", re.IGNORECASE)
_TITLE_TAIL: Final = re.compile(r"\s?[(\[](?P<words>[^()\[\]]{0,60})[)\]]\s*\Z")
#: Most brackets after a title that are read.
_TAILS: Final = 6
_SHORT_NAME: Final = re.compile(r"(?=[^\s]*[A-Z0-9])[^\W_][^\s,;]{1,29}")
_HANGUL: Final = re.compile("[가-힣]")
_LATIN: Final = re.compile("[A-Za-z]")
#: What may stand around a name and is no part of it.
_EDGES: Final = " \t\n*†‡§¶_`'\"“”‘’()[]{};:,.0123456789^✉¹²³⁴⁵⁶⁷⁸⁹⁰"


def language_of(text: str) -> str:
    """Return `ko` where Hangul makes up a tenth of the letters of a text's beginning, else `en`."""
    head = text[:20_000]
    hangul = len(_HANGUL.findall(head))
    return "ko" if hangul * 10 >= hangul + len(_LATIN.findall(head)) and hangul else "en"


def arxiv_id(text: str) -> str | None:
    """Return the first arXiv id of a text, an address or an id by itself, without its version.

    >>> arxiv_id("https://arxiv.org/pdf/2409.19256v2"), arxiv_id("arXiv:cs/0112017")
    ('2409.19256', 'cs/0112017')
    """
    found = _ARXIV.search(text) or re.fullmatch(rf"\s*(?:{_NEW_ID}|{_OLD_ID})(?:v\d+)?\s*", text)
    return (found["new"] or found["old"]) if found else None


def arxiv_field(text: str, start: int, end: int) -> Field | None:
    """Return the first arXiv id within bounds as a field over the id's own characters."""
    found = _ARXIV.search(text, start, end)
    if not found:
        return None
    group = "new" if found["new"] else "old"
    return Field(ARXIV, found[group], Span(*found.span(group)))


def urls(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the web addresses within bounds, without closing punctuation of the sentence or bracket around them."""
    for found in _URL.finditer(text, start, end):
        yield Span(found.start(), found.start() + len(_trimmed(found[0])))


def _trimmed(url: str) -> str:
    # A bracket that the address itself opens belongs to it, as in `.../slide/RL(HF).pdf`.
    depth = 0
    for place, character in enumerate(url):
        depth += (character == "(") - (character == ")")
        if depth < 0:
            url = url[:place]
            break
    return url.rstrip(".,;:!?*…")


def link_kind(url: str, *, label: str = "") -> str | None:
    """Return the kind of a link, of `kg.vocabulary.LINKS`, by its address, else by the words that it stands on; or None.

    >>> link_kind("https://github.com/google/sentencepiece"), link_kind("https://x.ai/y", label="Project Page")
    ('github', 'project')
    """
    if _ARXIV.search(url):
        return "arxiv"
    for kind, pattern in (("github", _GITHUB), ("dataset", _DATASET), ("demo", _DEMO), ("project", _PROJECT)):
        if pattern.match(url):
            return kind
    return label_kind(label)


def label_kind(label: str) -> str | None:
    """Return the kind of link that a tag names (`[Github]`, `Project Page`), or None."""
    return _LABELS.get(label.strip(" \t[]().:*`_📄🌐💻").casefold())


def venue_fields(text: str, start: int, end: int) -> tuple[Field, ...]:
    """Return the venue within bounds (`ICLR 2025`, `NeurIPS2021`, `CVPR'23`) in its usual spelling, and its year."""
    venue = _VENUE.search(text, start, end)
    if not venue:
        return year_fields(text, start, end)
    field = Field(VENUE, _VENUE_CASE[venue["venue"].casefold()], Span(*venue.span("venue")))
    short = _AFTER_VENUE.match(text, venue.end(), end)
    if short:
        return field, Field(YEAR, f"20{short['short']}", Span(*short.span("short")))
    return field, *year_fields(text, start, end)


def year_fields(text: str, start: int, end: int) -> tuple[Field, ...]:
    """Return the first year within bounds (`2024`, `'24`) as a field, or nothing."""
    found = _YEAR.search(text, start, end)
    if not found:
        return ()
    return (Field(YEAR, found["full"] or f"20{found['short']}", Span(*found.span("full" if found["full"] else "short"))),)


def date_field(text: str, start: int, end: int) -> Field | None:
    """Return the first whole date within bounds (`2024/02/16`, `4 Sep 2022`, `May 3, 2024`, `2024년 2월 16일`) as a field."""
    for pattern in (_NUMERIC_DATE, _WORD_DATE):
        found = pattern.search(text, start, end)
        parts = found.groupdict() if found else {}
        day = int(parts.get("day") or parts.get("late") or 0)
        if not found or not 1 <= day <= 31:
            continue
        month = int(parts["month"]) if parts["month"].isdecimal() else 1 + _MONTHS.index(parts["month"].casefold())
        if 1 <= month <= 12:
            return Field(DATE, f"{parts['year']}-{month:02}-{day:02}", Span(*found.span()))
    return None


def title_fields(text: str, start: int, end: int) -> tuple[Field, ...]:
    """Return the title within bounds, and the short name, venue and year that brackets after it hold.

    `[Paper Review] Title (SPIN) (ICLR, 2025)` has all of them; marks of emphasis and quotation around the title fall away.
    """
    end = start + len(text[start:end].rstrip(_TITLE_EDGES))
    start = end - len(text[start:end].lstrip(_TITLE_EDGES))
    fields: tuple[Field, ...] = ()
    while found := _TITLE_TAG.match(text, start, end):
        start = found.end()
    for _ in range(_TAILS):
        found = _TITLE_TAIL.search(text, max(start, end - 80), end)
        if not found or found.start() <= start:
            break
        known = _bracket_fields(text, *found.span("words"))
        if known is None:
            break
        fields = (*known, *fields)
        end = start + len(text[start:found.start()].rstrip(_TITLE_EDGES))
    title = " ".join(text[start:end].split())
    return (Field(TITLE, title, Span(start, end)), *fields) if title else ()


def _bracket_fields(text: str, start: int, end: int) -> tuple[Field, ...] | None:
    words = text[start:end]
    if _VENUE.search(words) or date_field(words, 0, len(words)) or _YEAR.fullmatch(words.strip()):
        return venue_fields(text, start, end)
    if label_kind(words) or not words.strip():
        return ()
    return (Field(SHORT_NAME, words, Span(start, end)),) if _SHORT_NAME.fullmatch(words) else None


def author_fields(text: str, start: int, end: int) -> tuple[Field, ...]:
    """Return the names of an author line: `A, B and C`, `A B et al.`, `Last, First and Last, First`, `A; B`."""
    line = text[start:end]
    line = line[:(cut.start() if (cut := _ET_AL.search(line)) else len(line))]
    parts = _pieces(line, _AND)
    inverted = len(parts) > 1 and all(line[slice(*part)].count(",") == 1 for part in parts)
    if ";" in line:
        parts = [piece for part in parts for piece in _pieces(line, re.compile(";"), *part)]
    elif not inverted:
        parts = [piece for part in parts for piece in _pieces(line, re.compile(r",\s?|，|、| · "), *part)]
    return tuple(field for part in parts if (field := _author(text, start + part[0], start + part[1])))


def _pieces(text: str, separator: re.Pattern[str], start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    pieces = []
    for found in separator.finditer(text, start, len(text) if end is None else end):
        pieces.append((start, found.start()))
        start = found.end()
    return [*pieces, (start, len(text) if end is None else end)]


def _author(text: str, start: int, end: int) -> Field | None:
    name = text[start:end]
    kept = name.strip(_EDGES)
    if kept.casefold().startswith(("and ", "by ")):
        kept = kept.partition(" ")[2].strip(_EDGES)
    if not kept or len(kept) > 60 or not any(character.isalpha() for character in kept) or _SUFFIX.fullmatch(kept) or _UNNAMED.fullmatch(name):
        return None
    place = start + name.index(kept)
    # `Chang D. Yoo` keeps its points; a name that ends in an initial gets its point back.
    if text[place + len(kept):place + len(kept) + 1] == "." and place + len(kept) < end and kept[-2:-1] in {" ", "."}:
        kept += "."
    return Field(AUTHOR, natural_order(kept), Span(place, place + len(kept)))


def natural_order(name: str) -> str:
    """Return one person's name as it is spoken, with single spaces.

    >>> natural_order("Lunati, Michele")
    'Michele Lunati'
    """
    last, comma, first = name.partition(",")
    return " ".join((f"{first} {last}" if comma and first.strip() else last).split())
