"""The readers, in the order in which they are asked: a new format is a file of its own and one line here."""

from __future__ import annotations

from typing import Final

from kg.sources.arxiv_jsonl import ArxivJsonReader
from kg.sources.base import Reader
from kg.sources.bibtex import BibtexReader
from kg.sources.blog_list import BlogListReader
from kg.sources.csv_papers import CsvReader
from kg.sources.digest import DigestReader
from kg.sources.html import HtmlReader
from kg.sources.notes import NotesReader
from kg.sources.prose import ProseReader
from kg.sources.reading_list import ReadingListReader
from kg.sources.review import ReviewReader

#: Readers of running text, the last of which takes every text.
TEXTS: Final[tuple[Reader, ...]] = (DigestReader(), ReviewReader(), NotesReader(), BlogListReader(), ReadingListReader(), ProseReader())
#: All readers: what marks itself by its syntax comes first.
READERS: Final[tuple[Reader, ...]] = (HtmlReader(TEXTS), ArxivJsonReader(), BibtexReader(), CsvReader(), *TEXTS)
