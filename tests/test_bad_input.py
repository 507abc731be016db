"""What no text should be, given to the real command: one sentence for each such file, the rest is built, nothing is lost."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import GraphError
from kg.pipeline.building import build
from kg.pipeline.opening import open_graph
from kg.resources import samples_folder

ROOT = Path(__file__).parents[1]
#: Runs the command under limits: seconds of CPU, bytes of memory, bytes of a file (0: no limit).
LIMITED = """
import resource, sys
for kind, limit in zip((resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_FSIZE), map(int, sys.argv[1:4])):
    if limit:
        resource.setrlimit(kind, (limit, limit))
from kg.cli import main
sys.exit(main(sys.argv[4:]))
"""
N = 100_000
KOREAN = "# 제목이다\n\n전문가 혼합 모델이다. Medusa를 제안한다.\n"
GOOD = "# Medusa: Decoding Heads\n\narXiv: https://arxiv.org/abs/2401.10774\n\nMedusa uses tree attention.\n"
PAGE = "<html><head><meta charset='{}'><title>제목</title></head><body><h1>제목이다</h1><p>전문가 혼합 모델이다.</p></body></html>"
BAD: dict[str, tuple[bytes, str]] = {
    "binary.md": (random.Random(0).randbytes(4000), "binary, not text"),
    "empty.md": (b"", "is empty"),
    "blank.md": (b" \n\n", "is empty"),
    "nul.md": (b"# Title\n\nwords \0 words\n", "NUL byte at byte 15"),
    "half-utf16.md": (KOREAN.encode("utf-16")[:-1], r"UTF-16-LE.*byte \d+"),
    "mixed.md": (KOREAN.encode() + KOREAN.encode("cp949"), r"byte \d+ is not UTF-8"),
    "line.txt": (b"words and words. " * 6_000_000, "line 1 has 102,000,000 characters"),
    "marks.md": (("a" + "\u0301" * N).encode(), "combining marks"),
    "deep.html": (b"<html><body>" + b"<div>" * N + b"text", "nest too deeply"),
    "deep.json": (b'{"title": ' + b"[" * N, "line 1 .*nested too deeply"),
    "cut.jsonl": (b'{"title": "Uno", "authors": []}\n{"title": "Two", "auth', "line 2 is no JSON"),
    "first-cut.jsonl": (b'{"title": "One", "auth\n{"title": "Two", "authors": []}\n', "line 1 is no JSON"),
    "types.jsonl": (b'{"title": ["a"], "authors": 3}\n[1]\n{"title": null, "authors": {"a": [1]}, "id": 5}\n', "line 2 is JSON, but no object"),
    "number.jsonl": (b'{"title": "One", "authors": [], "year": ' + b"9" * 5000 + b"}\n", "line 1 is no JSON"),
    "cut.bib": (b"@article{a, title={One}}\n@article{b, title={Two", "line 2 is broken"),
    "open.csv": (b'title,authors\n"One,a\nTwo,b\n', "row 2"),
}
READABLE = {
    "utf16.md": (KOREAN * 2).encode("utf-16"), "utf16-bare.md": (KOREAN * 3).encode("utf-16-le"), "cp949.md": KOREAN.encode("cp949"),
    "declared.html": PAGE.format("euc-kr").encode("cp949"), "misdeclared.html": PAGE.format("utf-8").replace("이다", "임").encode("cp949"),
}
#: How often the rest is repeated, which nests nothing and has more to read.
M = 8_000
HOSTILE = {
    "brackets": "[" * N, "quotes": "> " * N, "items": "- " * N, "stars": "*" * N, "comments": "<!--" * N,
    "links": "[a](" * M, "images": "![" * M, "list": "- a\n" * M, "headings": "# T\n" * M, "levels": "".join("  " * level + "- a\n" for level in range(400)),
    "fences": "```\n" * M, "ticks": "` `` " * M, "tags": "<div>" * M, "table": "|a" * M + "\n" + "|-" * M, "parentheses": "가(" * M, "mails": "a@" * M,
    "figures": "9.9% " * M, "capitals": "Ab " * M,
}
PAGES = {
    "entities": "&lt;" * M + "&#0;&#xD800;&#x110000;", "paragraphs": "<p>a" * M, "cells": "<table>" + "<tr><td>a" * M, "attributes": "<p " + "a=b " * M + ">x",
    "script": "<script>alert('boo')</script><p onclick=boo>Words &lt;script&gt;</p>",
    "bomb": '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><p>x &b;</p>',
}


def kg(*words: str | Path, cpu: int = 120, memory: int = 0, size: int = 0, prefix: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    command = [*prefix, sys.executable, "-c", LIMITED, str(cpu), str(memory), str(size), *map(str, words)]
    found = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert "Traceback" not in found.stderr
    return found


def written(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def labels(graph: Path) -> set[str]:
    return {str(name) for name, in open_graph(graph).select("SELECT ?name { ?d a kg:Document ; rdfs:label ?name }")}


def test_each_bad_file_is_one_sentence_and_the_rest_is_built(tmp_path: Path) -> None:
    folder = written(tmp_path / "texts", {**{name: data for name, (data, _) in BAD.items()}, **READABLE, "good.md": GOOD.encode()})
    (folder / "loop").symlink_to(folder)
    found = kg("build", "-g", tmp_path / "graph", folder, tmp_path / "missing.md", tmp_path / "*.none", cpu=30, memory=2 * 1024**3)
    assert found.returncode == 1
    said = found.stderr.splitlines()
    for name, (_, reason) in BAD.items():
        assert [line for line in said if re.search(rf"^kg: {re.escape(str(folder / name))}: .*{reason}", line)], f"{name} in {said}"
    for words in ("loop: is a link that leads back", "missing.md: does not exist", "*.none: no file matches"):
        assert any(words in line for line in said)
    assert labels(tmp_path / "graph") >= {"good.md", *READABLE, "cut.jsonl", "first-cut.jsonl", "cut.bib"}
    assert not labels(tmp_path / "graph") & {"binary.md", "nul.md", "line.txt", "deep.html", "mixed.md"}


def test_hostile_nesting_costs_no_more_than_its_length(tmp_path: Path) -> None:
    files = {f"{name}.md": f"# T\n\nMedusa is new. {words}\n".encode() for name, words in HOSTILE.items()}
    files |= {f"{name}.html": f"<html><body>{words}</body></html>".encode() for name, words in PAGES.items()}
    found = kg("build", "-g", tmp_path / "graph", written(tmp_path / "texts", files), cpu=90, memory=3 * 1024**3)
    assert found.returncode == 0, found.stderr
    assert labels(tmp_path / "graph") == files.keys()
    assert "boo" not in kg("export", "--format", "turtle", "-g", tmp_path / "graph").stdout


def test_very_many_errors_of_a_file_are_counted_at_its_end(tmp_path: Path) -> None:
    folder = written(tmp_path / "texts", {"many.jsonl": b"".join(json.dumps({"title": None, "authors": number}).encode() + b"\n" for number in range(1, 5001))})
    found = kg("extract", folder)
    assert (found.returncode, found.stdout) == (1, "")
    assert len(found.stderr.splitlines()) == 201
    assert found.stderr.endswith("has 4,800 more broken records than the 200 that are named\n")


def test_too_little_memory_costs_the_large_file_only(tmp_path: Path) -> None:
    folder = written(tmp_path / "texts", {"a.md": b"words " * 50_000_000, "b.md": GOOD.encode()})
    found = kg("extract", folder, memory=500 * 1024**2)
    assert found.returncode == 1
    assert re.search(r"a\.md: (?:is too large for the memory|line 1 has 300,000,000 characters)", found.stderr)
    assert '"doc": "b.md"' in found.stdout


def test_a_graph_is_not_lost_where_no_text_can_be_read(tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    build([samples_folder() / "notes"], graph)
    before = labels(graph)
    found = kg("build", "-g", graph, tmp_path / "mistyped")
    assert (found.returncode, found.stdout) == (1, f"{graph} stays as it was: no text could be read\n")
    assert labels(graph) == before


def test_a_full_disk_leaves_the_graph_before_it(tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    build([samples_folder() / "notes"], graph)
    before = labels(graph)
    for size in (20_000, 150_000):
        found = kg("build", "-g", graph, samples_folder(), size=size)
        assert (found.returncode, found.stderr.count("\n")) == (1, 1)
        assert str(graph) in found.stderr
        assert labels(graph) == before
    assert build([samples_folder()], graph).failures == ()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_output_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    build([samples_folder() / "notes"], tmp_path / "graph")
    for words in (("stats",), ("export", "--format", "turtle"), ("export", "--format", "graphml")):
        with Path("/dev/full").open("wb") as full:
            found = subprocess.run([sys.executable, "-m", "kg", *words, "-g", tmp_path / "graph"], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)
        assert (found.returncode, found.stderr.count(b"\n")) == (1, 1), found.stderr
        assert b"No space left" in found.stderr
    refused = kg("export", "--format", "turtle", "-g", tmp_path / "graph", "-o", tmp_path)
    assert (refused.returncode, refused.stderr) == (1, f"kg: {tmp_path}: cannot be written (Is a directory)\n")


@pytest.mark.parametrize("closed", ["0<&-", ">&-", "2>&-"])
def test_closed_streams_do_no_harm(tmp_path: Path, closed: str) -> None:
    command = f'exec "{sys.executable}" -m kg build -g "$0" "$1" {closed}'
    found = subprocess.run(["/bin/sh", "-c", command, tmp_path / "graph", samples_folder() / "notes"], cwd=ROOT, capture_output=True, check=False)
    assert (found.returncode, found.stderr) == (0, b"")
    assert len(labels(tmp_path / "graph")) == 3


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="the superuser may do everything")
def test_what_is_not_permitted_is_said(tmp_path: Path) -> None:
    plain = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
    texts, graph = written(tmp_path / "texts", {"a.md": GOOD.encode(), "b.md": GOOD.encode()}), tmp_path / "graph"
    (texts / "secret").mkdir(mode=0)
    (texts / "b.md").chmod(0)
    found = kg("build", "-g", graph, texts, prefix=plain)
    assert (found.returncode, labels(graph)) == (1, {"a.md"})
    assert found.stderr.count("permission denied\n") == 2
    for part in (graph / "extractions.sqlite", graph / "versions", graph):
        mode = part.stat().st_mode
        part.chmod(mode & 0o555)
        more = kg("build", "-g", graph, samples_folder() / "notes", prefix=plain)
        part.chmod(mode)
        assert (more.returncode, more.stderr.count("\n")) == (1, 1), (part, more.stderr)
    (texts / "secret").chmod(0o755)


@pytest.mark.parametrize("manifest", [b"{", b"\xff\xfe\0", b"[]", b'{"schema": 1}', b'{"schema": 1, "version": 5, "code": "", "ontology": "", "base": "", "input": "", "counts": {}}',
                                      b'{"schema": 1, "version": "../..", "code": "", "ontology": "", "base": "", "input": "", "counts": {}}'])
def test_a_damaged_manifest_is_said_and_built_again(tmp_path: Path, manifest: bytes) -> None:
    build([samples_folder() / "notes"], tmp_path)
    (tmp_path / "manifest.json").write_bytes(manifest)
    with pytest.raises(GraphError, match="again"):
        open_graph(tmp_path)
    assert not build([samples_folder() / "notes"], tmp_path).unchanged
    assert len(labels(tmp_path)) == 3


def test_damaged_data_is_said_and_built_again(tmp_path: Path) -> None:
    build([samples_folder() / "notes"], tmp_path)
    for table in (tmp_path / "versions").glob("*/*.sst"):
        table.write_bytes(b"xx")
    with pytest.raises(GraphError, match="cannot be opened"):
        open_graph(tmp_path)
    assert not build([samples_folder() / "notes"], tmp_path).unchanged
    assert len(labels(tmp_path)) == 3


def test_a_name_that_no_folder_can_have_is_said() -> None:
    with pytest.raises(GraphError, match="no folder can have this name"):
        build([samples_folder() / "notes"], "a\0b")
