"""HTML pages: the readable text as Markdown, then the reader of texts that recognises it, so a saved digest gives the same papers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.errors import SourceError
from kg.model import Document
from kg.sources.base import HEAD, Reader, Text
from kg.sources.decoding import normal
from kg.sources.markdown import to_markdown
from kg.sources.page_head import completed, page_head

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PAGE: Final = re.compile(r"(?:\s|<!--(?:[^-]|-(?!->)){0,5000}-->|<\?xml[^>]{0,200}\?>)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_PIECE: Final = re.compile(r"\s*<(?:div|article|main|section|p|h[1-6]|ul|ol|table|title|meta|header|span|a)\b[^<>]{0,2000}>", re.IGNORECASE)
_CLOSING: Final = re.compile(r"</(?:p|div|li|h[1-6]|a|td|section|article)\s*>", re.IGNORECASE)
_MARKDOWN: Final = re.compile(r"^(?:#{1,6} \S|[-*+] \S|\|[^|\n]+\||---\s*$)|\]\(http", re.MULTILINE)


class HtmlReader:
    """Read a page by the readers of texts."""

    name = "html"

    def __init__(self, readers: Sequence[Reader]) -> None:
        """Keep the readers that the page's text is offered to; the last one takes every text."""
        self._readers = readers

    def recognises(self, head: str) -> bool:
        """Take a page, or a piece of one that has no Markdown in it."""
        return _PAGE.match(head) is not None or (
            _PIECE.match(head) is not None and len(_CLOSING.findall(head)) > 1 and not _MARKDOWN.search(head))

    def read(self, text: Text) -> Iterator[Document | SourceError]:
        """Yield the documents of the page's text; their format is `html/` and the format of that text."""
        page = _parsed(text)
        content = normal(text.name, to_markdown(_main(page)))
        if not content.strip():
            raise SourceError(text.name, "is a page without readable text")
        inner = Text(text.name, content)
        reader = next(reader for reader in self._readers if reader.recognises(content[:HEAD]))
        head = page_head(text.name, page)
        for found in reader.read(inner):
            if isinstance(found, Document):
                source = found.source
                named = replace(source, format=f"{self.name}/{source.format}", title=source.title or head.title, url=source.url or head.url,
                                date=source.date or head.date)
                yield completed(replace(found, source=named), head)
            else:
                yield found


def _parsed(text: Text) -> HtmlElement:
    from lxml import etree, html  # noqa: PLC0415 - slow to import, and few texts are pages

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        page: HtmlElement = html.document_fromstring(text.content.encode("utf-8"), parser=parser)
        if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
            raise SourceError(text.name, "is a page whose elements nest too deeply (over 2,000)")
        return page
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise SourceError(text.name, "is a page without readable text") from error


def _main(page: HtmlElement) -> HtmlElement:
    """Return the element of the page's own content where it marks one, else the whole."""
    for name in ("main", "article"):
        marked = list(page.iter(name))
        if len(marked) == 1:
            return marked[0]
    return page
