"""The page: pyvis's vis-network and data model in our own template, since pyvis's own loads addresses and runs titles.

What must hold: no request leaves the page, no text of the graph becomes markup or script, the same graph is the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from typing import Final

from jinja2 import DictLoader, Environment
from pyvis.network import Network

from kg.model import Subgraph
from viz.content import content
from viz.layout import positions
from viz.nodes import edges, nodes
from viz.palette import style

_WEB: Final = files("viz") / "web"
_VIS: Final = files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
_SCRIPTS: Final = ("panel.js", "labels.js", "drawing.js", "search.js", "explorer.js")


def render(subgraph: Subgraph, *, title: str) -> str:
    """Return one HTML page that draws a subgraph and lists its facts with their quotes, without any address outside the file.

    Write it as UTF-8. The content security policy lets the page's own scripts run, each by its hash, and nothing be fetched.
    """
    network = Network(directed=True, cdn_resources="in_line", heading=title)
    _add_nodes(network, subgraph)
    _add_edges(network, subgraph)
    scripts = [_VIS.read_text("utf-8"), *((_WEB / name).read_text("utf-8") for name in _SCRIPTS)]
    scripts = [script.replace("\r\n", "\n").strip() for script in scripts]
    network.templateEnv, network.path = _environment(), "page.html"
    network.templateEnv.globals.update(content=content(subgraph), scripts=scripts, policy=_policy(scripts))
    return str(network.generate_html())


def _environment() -> Environment:
    pages = {name: (_WEB / name).read_text("utf-8") for name in ("page.html", "explorer.css")}
    return Environment(loader=DictLoader(pages), autoescape=True)


def _policy(scripts: Iterable[str]) -> str:
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts)
    return f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def _add_nodes(network: Network, subgraph: Subgraph) -> None:
    places = positions(subgraph)
    for node in nodes(subgraph):
        kind, (x, y) = node.entity.kind, places[node.entity.id]
        network.add_node(node.entity.id, label=node.label, x=x, y=y, kind=kind, shape=style(kind).shape, color=style(kind).colour,
                         size=node.size, font={"size": node.font})


def _add_edges(network: Network, subgraph: Subgraph) -> None:
    pairs: Counter[tuple[str, str]] = Counter()
    for number, subject, target in edges(subgraph):
        pair = min(subject, target), max(subject, target)
        # Relations of one pair bow out one after the other, so that each can be clicked.
        bow = {"enabled": True, "type": "curvedCW" if subject == pair[0] else "curvedCCW", "roundness": 0.18 * pairs[pair]}
        network.add_edge(subject, target, id=number, smooth=bow if pairs[pair] else False)
        pairs[pair] += 1
