"""A page's elements as Markdown: headings, list items, links, table rows; what is no content (menus, scripts) is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEFT_OUT: Final = frozenset(("script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "select", "svg", "iframe",
                              "head", "object", "audio", "video", "canvas", "textarea", "dialog", "math"))
_BLOCKS: Final = frozenset(("p", "div", "section", "article", "main", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "figure", "figcaption", "header",
                            "table", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "address", "details", "summary", "body", "center"))
_LAYOUT: Final = ("table", "p", "div", "ul", "ol", "h1", "h2", "h3", "pre")
_BOLD: Final = frozenset(("b", "strong"))
_HEADINGS: Final = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_SPACES: Final = re.compile(r"[ \t\r\n\f\v]+")
_SIGNS: Final = str.maketrans({"[": "(", "]": ")"})


@dataclass(slots=True)
class _Inline:
    """Hold a mark that encloses words: it opens with the first of them and closes with the block at the latest."""

    start: str
    end: str
    open: bool = False
    done: bool = False


@dataclass(slots=True)
class _Writer:
    """Write Markdown piece by piece."""

    pieces: list[str] = field(default_factory=list)
    inlines: list[_Inline] = field(default_factory=list)
    #: Whether a space is due before the next word, how many line ends are due before the next block, and what begins it.
    space: bool = False
    ends: int = 0
    marker: str = ""
    lists: int = 0
    #: In a table's row, a block is no more than a space.
    rows: int = 0
    verbatim: int = 0

    def write(self, text: str | None) -> None:
        """Write words; white space is as good as one space."""
        if not text:
            return
        if self.verbatim:
            self._begin()
            self.pieces.append(text)
            return
        words = _SPACES.sub(" ", text)
        bare = words.strip(" ")
        self.space = self.space or words.startswith(" ")
        if bare:
            self._begin()
            inside = any(inline.open and inline.end.startswith("](") for inline in self.inlines)
            self.pieces.append(bare.translate(_SIGNS) if inside else bare)
            self.space = words.endswith(" ")

    def _begin(self) -> None:
        if self.ends and self.pieces:
            self.pieces.append("\n" * self.ends)
        elif self.space and self.pieces and not self.marker:
            self.pieces.append(" ")
        self.pieces.append(self.marker)
        self.ends, self.marker, self.space = 0, "", False
        for inline in self.inlines:
            if not inline.open and not inline.done:
                self.pieces.append(inline.start)
                inline.open = True

    def close(self, inline: _Inline) -> None:
        """Close a mark if it was opened."""
        if inline.open:
            self.pieces.append(inline.end)
        inline.open, inline.done = False, True

    def block(self, ends: int, marker: str = "") -> None:
        """End the block before; the next words begin a new one."""
        if self.rows:
            self.space = True
            return
        for inline in reversed(self.inlines):
            if inline.open:
                self.close(inline)
        # What follows a marker at once belongs to it.
        if not self.marker:
            self.ends = max(self.ends, ends)
        self.marker = marker or self.marker


def to_markdown(root: HtmlElement) -> str:
    """Return the readable text of an element."""
    from lxml import etree  # noqa: PLC0415 - few texts are pages

    writer = _Writer()
    walk = etree.iterwalk(root, events=("start", "end"))
    open_: dict[HtmlElement, _Inline] = {}
    for event, element in walk:
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if _is_left_out(element, name):
                walk.skip_subtree()
                continue
            _start(writer, element, name, open_)
            writer.write(element.text if name else None)
        else:
            if not _is_left_out(element, name):
                _end(writer, element, name, open_)
            if element is not root:
                writer.write(element.tail)
    return "".join(writer.pieces).strip() + "\n"


def _is_left_out(element: HtmlElement, name: str) -> bool:
    hidden = element.get("hidden") is not None or "display:none" in element.get("style", "").replace(" ", "") if name else True
    return name in _LEFT_OUT or hidden


def _start(writer: _Writer, element: HtmlElement, name: str, open_: dict[HtmlElement, _Inline]) -> None:
    if name == "br":
        writer.block(1)
    elif name == "img":
        # A picture's words matter where they are all that a link shows, as on a badge.
        writer.write(element.get("alt") if any(inline.end.startswith("](") and not inline.done for inline in writer.inlines) else None)
    elif name == "a" or name in _BOLD:
        if inline := _inline(element, name, writer):
            writer.inlines.append(inline)
            open_[element] = inline
    elif name == "tr" and not _is_layout(element):
        writer.block(1)
        writer.block(1, "| ")
        writer.rows += 1
    elif name == "li":
        writer.block(1, "  " * max(0, writer.lists - 1) + "- ")
    elif name in _BLOCKS:
        writer.block(1 if writer.lists else 2, _HEADINGS.get(name, "```\n" if name == "pre" else ""))
        writer.lists += name in {"ul", "ol"}
        writer.verbatim += name == "pre"


def _end(writer: _Writer, element: HtmlElement, name: str, open_: dict[HtmlElement, _Inline]) -> None:
    if inline := open_.pop(element, None):
        writer.close(inline)
        writer.inlines.remove(inline)
    elif name in {"td", "th"} and writer.rows:
        writer.write(" | ")
    elif name == "tr" and not _is_layout(element):
        writer.rows -= 1
        writer.marker = ""
        writer.block(1)
    elif name in _BLOCKS:
        if name == "pre":
            writer.write("\n```")
            writer.verbatim -= 1
        writer.lists -= name in {"ul", "ol"}
        writer.marker = ""
        writer.block(1 if writer.lists or name == "li" else 2)


def _inline(element: HtmlElement, name: str, writer: _Writer) -> _Inline | None:
    """Return the marks of a link that leads somewhere, or of bold words, unless they stand in such marks already."""
    if name in _BOLD:
        return None if any(inline.start == "**" for inline in writer.inlines) else _Inline("**", "**")
    url = "".join(element.get("href", "").split()).replace("(", "%28").replace(")", "%29")
    inside = any(inline.start == "[" for inline in writer.inlines)
    return _Inline("[", f"]({url})") if url.startswith(("http://", "https://")) and not inside else None


def _is_layout(row: HtmlElement) -> bool:
    """Say whether a table's row arranges blocks and holds no values."""
    return any(True for _ in row.iter(*_LAYOUT))
