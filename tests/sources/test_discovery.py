from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.sources.base import Skipped
from kg.sources.discovery import File, discover, name_of, shown


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.md", "a.md", "sub/c.md", "sub/.hidden", ".git/config"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text", encoding="utf-8")
    return tmp_path


def found(*paths: str | Path) -> list[str]:
    return [os.path.relpath(item.path, paths[0]) for item in discover(map(str, paths)) if isinstance(item, File)]


def problems(*paths: str | Path) -> list[str]:
    return [item.reason for item in discover(map(str, paths)) if not isinstance(item, File)]


def test_a_folder_gives_its_files_sorted_and_names_what_is_hidden(folder: Path) -> None:
    assert found(folder) == ["a.md", "b.md", "sub/c.md"]
    assert problems(folder) == ["is hidden", "is hidden"]
    assert all(isinstance(item, Skipped) for item in discover([str(folder)]) if not isinstance(item, File))


def test_a_named_file_is_told_from_a_found_one(folder: Path) -> None:
    (named,) = discover([str(folder / "a.md")])
    assert named == File(str(folder / "a.md"), named=True)
    assert all(not item.named for item in discover([str(folder)]) if isinstance(item, File))


def test_patterns_are_matched_and_sorted(folder: Path) -> None:
    assert found(folder, folder / "*.md") == ["a.md", "b.md", "sub/c.md"]
    assert [Path(item.path).name for item in discover([str(folder / "**" / "*.md")]) if isinstance(item, File)] == ["a.md", "b.md", "c.md"]
    assert problems(folder / "*.txt") == ["no file matches this pattern"]


def test_a_file_whose_name_looks_like_a_pattern_is_taken_by_name(tmp_path: Path) -> None:
    (tmp_path / "a[1].md").write_text("text", encoding="utf-8")
    assert found(tmp_path, tmp_path / "a[1].md") == ["a[1].md"]


def test_each_file_comes_once_however_often_it_is_named(folder: Path) -> None:
    assert found(folder, folder, folder / "a.md", folder / "sub" / ".." / "a.md") == ["a.md", "b.md", "sub/c.md"]


def test_standard_input_is_a_file() -> None:
    assert list(discover(["-"])) == [File("-", named=True)]


def test_a_loop_of_links_is_named_and_left(folder: Path) -> None:
    (folder / "sub" / "loop").symlink_to(folder)
    assert found(folder) == ["a.md", "b.md", "sub/c.md"]
    assert "is a link that leads back to a folder above it" in problems(folder)


def test_what_is_no_file_is_named(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "dangling").symlink_to(folder / "nowhere")
    reasons = problems(folder)
    assert any("is a pipe" in reason for reason in reasons)
    assert "does not exist" in reasons
    assert problems(folder / "missing.md") == ["does not exist"]
    assert problems("a\0b") != []


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_without_permission_is_named(folder: Path) -> None:
    (folder / "sub").chmod(0)
    try:
        assert found(folder) == ["a.md", "b.md"]
        assert "permission denied" in problems(folder)
    finally:
        (folder / "sub").chmod(0o755)


def test_names_are_shown_printable() -> None:
    assert shown(os.fsdecode(b"a\xff\nb")) == "a\\xff\\nb"
    assert name_of("/x/논문.md/") == "논문.md"
    assert isinstance(next(iter(discover(["nowhere at all"]))), SourceError)
