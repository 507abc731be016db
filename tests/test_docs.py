"""The documentation is true: its commands run and print what it shows, its Python runs, its links lead somewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pytest

from kg.model import Document
from kg.sources.base import Text
from kg.sources.table import READERS
from kg.vocabulary import TITLE
from tests.servers import Neo4jServer

ROOT: Final = Path(__file__).parents[1]
PAGES: Final = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
_BLOCK: Final = re.compile(r"^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK: Final = re.compile(r"\]\((?P<target>[^()\s]+)\)")
#: Where pages have a server of Neo4j; the tests have theirs elsewhere.
NEO4J: Final = "neo4j://localhost:7687"
#: What differs from run to run.
_SECONDS: Final = re.compile(r"built in \d+\.\d s")
#: What stands for more than itself, by its first character.
_FREE: Final = {".": ".*", " ": " +", "─": "─+"}


@dataclass(frozen=True, slots=True)
class Block:
    """Hold a fenced block; `line` is that of its first line in the page."""

    language: str
    body: str
    line: int


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    return [Block(found["language"], found["body"], text.count("\n", 0, found.start("body")) + 1) for found in _BLOCK.finditer(text)]


def calls(body: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block with the output shown below it; lines that begin with `>` continue the command."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        first, *rest = part.splitlines()
        more = next((number for number, line in enumerate(rest) if not line.startswith(">")), len(rest))
        yield "\n".join((first, *(line.removeprefix(">").removeprefix(" ") for line in rest[:more]))), "\n".join(rest[more:])


def agrees(shown: str, printed: str) -> bool:
    """Say whether output is as shown: `...` as a line stands for any lines, within a line for any characters; widths of tables are free."""
    parts = (r"(?:.*\n)*?" if line.strip() == "..." else f"{_pattern(line.rstrip())} *\n" for line in _SECONDS.sub("built", shown).splitlines())
    return re.fullmatch("".join(parts), _SECONDS.sub("built", printed).rstrip("\n") + "\n") is not None


def _pattern(line: str) -> str:
    words_and_gaps = re.split(r"(\.\.\.| +|─+)", line)
    return "".join(_FREE[part[0]] if number % 2 else re.escape(part) for number, part in enumerate(words_and_gaps))


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "120", "NO_COLOR": "1",
                   "PYTHONWARNINGS": "error"}
    environment.pop("KG_GRAPH", None)
    return subprocess.run(command, cwd=folder, env=environment, check=False, text=True, encoding="utf-8",
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=120)


def run_console(block: Block, folder: Path) -> None:
    for command, shown in calls(block.body):
        done = run(["bash", "-c", command], folder)
        if shown:
            assert agrees(shown, done.stdout), f"line {block.line}: {command}\nprints\n{done.stdout}"
        else:
            assert done.returncode == 0, f"line {block.line}: {command}\nfails with\n{done.stdout}"


def run_python(block: Block, folder: Path) -> None:
    done = run([sys.executable, "-c", block.body], folder)
    assert done.returncode == 0, f"line {block.line}:\n{done.stdout}"
    shown = "\n".join(line.removeprefix("# ") for line in re.findall(r"# prints:\n((?:# .*\n)+)", block.body))
    assert not shown or agrees(re.sub(r"^# ", "", shown, flags=re.MULTILINE), done.stdout), f"line {block.line} prints\n{done.stdout}"


RUNNERS: Final[dict[str, Callable[[Block, Path], None]]] = {"console": run_console, "python": run_python}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_shows_is_what_happens(page: Path, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    address = NEO4J
    if NEO4J in page.read_text(encoding="utf-8"):
        server: Neo4jServer = request.getfixturevalue("empty_neo4j")
        address = server.uri
        monkeypatch.setenv("NEO4J_USER", server.user)
        monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    for block in blocks(page):
        if block.language in RUNNERS:
            RUNNERS[block.language](replace(block, body=block.body.replace(NEO4J, address)), tmp_path)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_command_hides_in_a_block_that_is_not_run(page: Path) -> None:
    for block in blocks(page):
        assert block.language in RUNNERS or not re.search(r"^(?:\$ )?kg [a-z]", block.body, re.MULTILINE), f"line {block.line}"


def anchors(page: Path) -> set[str]:
    """Return the names by which a page's headings are linked to."""
    headings = re.findall(r"^#+ (.+)$", _BLOCK.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CHANGELOG.md"], ids=lambda page: page.name)
def test_links_lead_to_files_and_headings(page: Path) -> None:
    for found in _LINK.finditer(_BLOCK.sub("", page.read_text(encoding="utf-8"))):
        file, _, anchor = found["target"].partition("#")
        target = page.parent / file if file else page
        if "://" not in file:
            assert target.exists(), found["target"]
            assert not anchor or anchor in anchors(target), found["target"]


def test_the_tour_of_the_samples_ends_at_a_page(tmp_path: Path) -> None:
    done = run([sys.executable, str(ROOT / "scripts" / "tour.py"), "graph"], tmp_path)
    assert done.returncode == 0, done.stdout
    assert "Found 55 papers" in done.stdout
    assert "digest-2024-06-03.md" in done.stdout
    assert (tmp_path / "explorer.html").stat().st_size > 10_000


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_scripts_that_a_page_names_are_there(page: Path) -> None:
    names = set(re.findall(r"scripts/[a-z]\w*(?:\.\w+)?", page.read_text(encoding="utf-8")))
    assert [name for name in sorted(names) if not os.access(ROOT / name, os.X_OK)] == []


def test_every_page_is_reached_from_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES[1:] if f"({page.relative_to(ROOT)})" not in text] == []


def format_examples() -> list[tuple[str, str]]:
    text = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    return [(heading["name"], found["body"]) for heading in re.finditer(r"^## `(?P<name>[^`\n]+)`$", text, re.MULTILINE)
            if (found := _BLOCK.search(text, heading.end()))]


@pytest.mark.parametrize(("name", "example"), format_examples(), ids=[name for name, _ in format_examples()])
def test_the_example_of_a_format_is_of_that_format(name: str, example: str) -> None:
    reader = next(reader for reader in READERS if reader.recognises(example))
    assert reader.name == name
    papers = [entry for found in reader.read(Text("example", example)) if isinstance(found, Document) for entry in found.entries]
    assert papers
    assert all(any(field.name == TITLE for field in paper.fields) for paper in papers)


def test_every_format_has_an_example() -> None:
    assert {name for name, _ in format_examples()} == {reader.name for reader in READERS}


@pytest.mark.parametrize(("shown", "printed", "same"), [
    ("a\nb", "a\nb\n", True), ("a\nb", "a\n", False), ("a\n...", "a\nb\nc\n", True), ("...\nc", "a\nb\nc\n", True),
    ("a ... c", "a b c\n", True), ("a ... c", "a b\nc\n", False), ("a  b\n ──", "a      b\n ────\n", True), ("a b", "ab\n", False), ("a\tb", "a b\n", False),
     ("g was built in 0.3 s: 1", "g was built in 9.9 s: 1\n", True)])
def test_output_is_compared_with_wildcards(shown: str, printed: str, same: bool) -> None:  # noqa: FBT001 - a column of the table
    assert agrees(shown, printed) is same
