from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.model import Subgraph
from tests.viz.browser import Browser, executable
from viz import render


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    program = executable()
    if program is None:
        pytest.skip("no Chromium here")
    started = Browser(program, tmp_path_factory.mktemp("profile"))
    yield started
    started.close()


def saved(subgraph: Subgraph, folder: Path, *, title: str = "Mixture of Experts") -> Path:
    """Write the page of a subgraph as the command does."""
    page = folder / "page.html"
    page.write_bytes(render(subgraph, title=title).encode("utf-8", "replace"))
    return page
