from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.model import Subgraph
from tests.viz.subgraphs import crowd, experts, named
from viz import render

ROOT = Path(__file__).parents[2]
WRITE = """
import sys
from tests.viz.subgraphs import experts
from viz import render
sys.stdout.buffer.write(render(experts(), title=ascii("MoE")).encode())
"""


@pytest.mark.parametrize("surroundings", [{"PYTHONHASHSEED": "1", "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"},
                                          {"PYTHONHASHSEED": "2", "LANG": "ko_KR.EUC-KR", "TZ": "Asia/Seoul"}])
def test_same_bytes_in_any_surroundings(surroundings: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", WRITE], env={**os.environ, "PYTHONPATH": str(ROOT), **surroundings}, cwd=tmp_path,
                          capture_output=True, check=True)
    assert done.stdout.decode() == render(experts(), title="'MoE'")
    assert list(tmp_path.iterdir()) == []


def test_order_of_entities_does_not_move_them() -> None:
    subgraph = crowd(40, 90)
    turned = Subgraph(subgraph.focus, tuple(reversed(subgraph.entities)), subgraph.statements, subgraph.sources)
    places = [set(re.findall(r'"id": "(\w+/\d+)".*?"x": (-?\d+), "y": (-?\d+)', render(item, title="MoE"))) for item in (subgraph, turned)]
    assert len(places[0]) == 40
    assert places[0] == places[1]


def test_policy_names_every_script_and_nothing_else() -> None:
    page = render(experts(), title="MoE")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) == 6
    hashes = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts}
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert set(re.findall(r"sha256-([\w+/=]+)", policy[1])) == hashes
    assert "default-src &#39;none&#39;" in policy[1]


def test_no_element_names_an_address() -> None:
    page = re.sub(r"<script>.*?</script>", "", render(named("https://example.org/"), title="MoE"), flags=re.DOTALL)
    assert re.findall(r"""(?:src|href|action|data)\s*=\s*["']?([^"'\s>]+)""", page) == ["data:,"]
    assert "url(" not in page
    assert "@import" not in page


@pytest.mark.parametrize("name", ["</script>", "<!--", "\u2028", "</title>", "<script>"])
def test_names_leave_no_markup_in_the_page(name: str) -> None:
    plain, hostile = render(named("x"), title="x"), render(named(name), title="x")
    assert hostile.count(name) == plain.count(name)
    assert hostile.count("<") == plain.count("<")


def test_parallel_relations_bow_apart() -> None:
    page = render(experts(), title="MoE")
    assert page.count('"roundness": 0.18') == 1
    assert page.count('"smooth": false') == 5


@pytest.mark.parametrize("subgraph", [Subgraph("", (), ()), named(""), named("x", focus=3)])
def test_smallest_graphs_make_a_page(subgraph: Subgraph) -> None:
    assert render(subgraph, title="").rstrip().endswith("</html>")


def test_title_is_shown_as_it_is() -> None:
    page = render(named("x"), title="R&D </title><b> 전문가")
    assert "<h1>R&amp;D &lt;/title&gt;&lt;b&gt; 전문가</h1>" in page
    assert "<title>R&amp;D &lt;/title&gt;&lt;b&gt; 전문가</title>" in page
