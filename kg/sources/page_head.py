"""What the head of a page states: its title, address and date, and of the one paper that it presents what the text leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kg.identifiers import document_id
from kg.model import Document, Field, Span
from kg.sources.decoding import normal
from kg.sources.fields import arxiv_id, date_field, natural_order
from kg.vocabulary import ARXIV, AUTHOR, DATE, TITLE

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DATE_NAMES: Final = ("article:published_time", "citation_date", "citation_publication_date", "date", "dc.date", "dcterms.created", "og:published_time")
_URL_NAMES: Final = ("og:url", "citation_abstract_html_url", "twitter:url")
_LABELS: Final = {TITLE: "Title", AUTHOR: "Authors", ARXIV: "arXiv", DATE: "Date"}


@dataclass(frozen=True, slots=True)
class PageHead:
    """Hold what a page's head states of the page, and, by field, of a paper."""

    title: str | None
    url: str | None
    date: str | None
    paper: dict[str, tuple[str, ...]]


def page_head(name: str, page: HtmlElement) -> PageHead:
    """Return what the head of a page states; `name` is the file's, for errors."""
    url, date = _url(page), _date(page)
    numbers = (*_meta(page, ("citation_arxiv_id",)), *_meta(page, ("citation_doi",)), url or "")
    stated = {
        TITLE: [" ".join(words.split()) for words in _meta(page, ("citation_title",))][:1],
        AUTHOR: [natural_order(words) for words in _meta(page, ("citation_author",))],
        ARXIV: [found for words in numbers if (found := arxiv_id(words))][:1],
        DATE: [date or ""]}
    return PageHead(_title(page), url, date, {field: tuple(filter(None, (normal(name, value) for value in values))) for field, values in stated.items()})


def completed(document: Document, head: PageHead) -> Document:
    """Return a document of one paper with a labelled line at its end for each field that the head alone states; others as they are."""
    known = {field.name for entry in document.entries for field in entry.fields}
    left = {name: values for name, values in head.paper.items() if values and name not in known}
    if len(document.entries) != 1 or not left:
        return document
    text = document.text
    fields: list[Field] = []
    for name, values in left.items():
        text += f"\n{_LABELS[name]}: "
        fields += _listed(name, values, len(text))
        text += f"{', '.join(values)}\n"
    (entry,) = document.entries
    whole = replace(entry, span=Span(entry.span.start, len(text)), fields=(*entry.fields, *fields))
    return Document(replace(document.source, id=document_id(text)), text, (whole,))


def _listed(name: str, values: Sequence[str], start: int) -> Iterator[Field]:
    """Yield the field of each value of a list that begins at `start`."""
    for value in values:
        yield Field(name, value, Span(start, start + len(value)))
        start += len(value) + 2


def _title(page: HtmlElement) -> str | None:
    words = next((" ".join((element.text or "").split()) for element in page.iter("title")), "")
    return words or None


def _meta(page: HtmlElement, names: Sequence[str]) -> Iterator[str]:
    for element in page.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if name.lower() in names and element.get("content"):
            yield element.get("content", "")


def _url(page: HtmlElement) -> str | None:
    canonical = (element.get("href", "") for element in page.iter("link") if element.get("rel", "").lower() == "canonical")
    return next((url for url in (*canonical, *_meta(page, _URL_NAMES)) if url.startswith(("http://", "https://"))), None)


def _date(page: HtmlElement) -> str | None:
    stated = (element.get("datetime", "") for element in page.iter("time"))
    return next((found.value for words in (*_meta(page, _DATE_NAMES), *stated) if (found := date_field(words, 0, len(words)))), None)
