from __future__ import annotations

import io
import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.model import Document
from kg.resources import samples_folder
from kg.sources.base import Skipped, Text
from kg.sources.files import LIMIT, Outcome, read_paths, read_text
from kg.sources.table import READERS, TEXTS
from tests.sources.checking import check

PROSE = "# A Title\n\nA text about decoding.\n"
BIB = "@article{a, title={One}, year={2020}}\n@article{b, year={2021}}\n"


def outcomes(*paths: Path, stdin: bytes | None = None) -> list[Outcome]:
    return list(read_paths(map(str, paths), stdin=io.BytesIO(stdin) if stdin is not None else None))


def test_every_reader_has_a_name_of_its_own_and_the_last_takes_every_text() -> None:
    names = [reader.name for reader in READERS]
    assert len(set(names)) == len(names)
    assert READERS[-1] is TEXTS[-1]
    assert all(READERS[-1].recognises(text) for text in ("a", "\n", "<", "{"))


def test_formats_are_told_by_content_not_by_name(tmp_path: Path) -> None:
    for name, text in (("a.csv", PROSE), ("b.md", BIB), ("c", "title,year\nOne,2020\n"), ("d.bib", '{"title": "One", "authors": ["A B"]}\n'),
                       ("e.txt", f"<!doctype html><html><body>{PROSE}</body></html>")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = [(item.source.name, item.source.format) for item in outcomes(tmp_path) if isinstance(item, Document)]
    assert found == [("a.csv", "prose"), ("b.md", "bibtex"), ("c", "csv"), ("d.bib", "arxiv-json"), ("e.txt", "html/prose")]


def test_a_bad_file_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    for name, data in (("a.md", PROSE.encode()), ("b.md", b""), ("c.md", b"a\0b"), ("d.bib", BIB.encode()), ("e.md", PROSE.encode("utf-16")),
                       ("f.md", "# 제목\n\n전문가 혼합 모델이다.\n".encode("cp949")), ("g.txt", b"x" * 3_000_000)):
        (tmp_path / name).write_bytes(data)
    found = outcomes(tmp_path)
    assert [item.source.name for item in found if isinstance(item, Document)] == ["a.md", "d.bib", "e.md", "f.md"]
    failed = {Path(item.path).name: item.reason for item in found if isinstance(item, SourceError)}
    assert failed == {"b.md": "is empty", "c.md": "has a NUL byte at byte 1, so it is binary, not text", "d.bib": "the entry `b` on line 2 has no title",
                      "g.txt": "line 1 has 3,000,000 characters, too many for a text (at most 1,000,000)"}


def test_pictures_in_a_folder_are_skipped_and_named_ones_are_errors(tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    (skipped,) = outcomes(tmp_path)
    (refused,) = outcomes(picture)
    assert skipped == Skipped(str(picture), "is a PNG image, not text")
    assert isinstance(refused, SourceError)


def test_standard_input_is_read_under_a_name_of_its_own() -> None:
    (found,) = outcomes(Path("-"), stdin=PROSE.encode())
    assert isinstance(found, Document)
    assert (found.source.name, found.source.title) == ("standard input", "A Title")
    (nothing,) = outcomes(Path("-"), stdin=b"")
    assert str(nothing) == "standard input: is empty"


def test_a_pipe_that_is_named_is_read_and_one_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, PROSE.encode())
    os.close(writing)
    (found,) = outcomes(Path(f"/dev/fd/{reading}"))
    os.close(reading)
    assert isinstance(found, Document)
    assert found.text == PROSE
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "p*"):
        assert [str(item) for item in outcomes(path)] == [f"{tmp_path / 'pipe'}: is a pipe in a folder, not a file"]


def test_a_pipe_that_brings_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.sources.files.LIMIT", 1024)
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["sh", "-c", f"head -c 2000 /dev/zero > '{tmp_path / 'pipe'}'"]):
        (refused,) = outcomes(tmp_path / "pipe")
    assert "is larger than" in str(refused)


def test_a_file_too_large_for_memory_is_refused(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as stream:
        stream.truncate(LIMIT + 1)
    (refused,) = outcomes(large)
    assert str(refused) == f"{large}: is larger than 512 MiB: split it into smaller files"


def test_errors_name_the_path_and_the_same_text_has_the_same_id(tmp_path: Path) -> None:
    (failed,) = (item for item in read_text(Text("x.bib", BIB), path="folder/x.bib") if isinstance(item, SourceError))
    assert failed.path == "folder/x.bib"
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(PROSE, encoding="utf-8")
    one, two = (item.source for item in outcomes(tmp_path) if isinstance(item, Document))
    assert one.id == two.id
    assert one.name != two.name


def test_all_samples_are_read_by_the_readers_meant_for_them() -> None:
    found = outcomes(samples_folder())
    documents = [item for item in found if isinstance(item, Document)]
    assert len(documents) == len(found)
    for document in documents:
        check(document)
    assert Counter(document.source.format for document in documents) == {
        "digest": 2, "notes": 3, "csv": 10, "reading-list": 1, "bibtex": 4, "blog-list": 1}
    assert sum(len(document.entries) for document in documents) >= 40


@pytest.mark.parametrize("wrapped", ["<html><body>{}</body></html>"])
def test_a_digest_saved_from_a_browser_gives_the_same_papers(wrapped: str) -> None:
    text = (samples_folder() / "digest-2024-06-03.md").read_text(encoding="utf-8")
    (markdown,) = (item for item in read_text(Text("a", text)) if isinstance(item, Document))
    (page,) = (item for item in read_text(Text("a", wrapped.format(_page(text)))) if isinstance(item, Document))
    assert page.source.format == "html/digest"
    assert page.source.date == markdown.source.date
    assert [_facts(page, place) for place in range(len(page.entries))] == [_facts(markdown, place) for place in range(len(markdown.entries))]


def _facts(document: Document, place: int) -> set[tuple[str, str | None]]:
    return {(field.name, field.value) for field in document.entries[place].fields}


def _page(text: str) -> str:
    """Return a digest as a page, by the marks that the sample has."""
    html = []
    for line in text.splitlines():
        if line.startswith("## "):
            html.append(f"<h2>{line[3:]}</h2>")
        elif line.startswith("### "):
            title, _, url = line.removeprefix("### [").removesuffix(")").rpartition("](")
            html.append(f'<h3><a href="{url}">{title}</a></h3>')
        elif line.startswith("- "):
            html.append(f"<ul><li>{line[2:].replace('***', '')}</li></ul>")
        elif line:
            html.append(f"<p>{line}</p>")
    return "\n".join(html)
