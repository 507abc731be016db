from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources import latex
from kg.sources.latex import plain


def test_the_examples_hold() -> None:
    assert doctest.testmod(latex).failed == 0


@pytest.mark.parametrize(("value", "expected"), [
    (r"Leimk{\"u}hler", "Leimkühler"), (r"Bal\'azs", "Balázs"), ("{NeRF}: {R}adiance", "NeRF: Radiance"), (r"\textbf{bold} \emph{words}", "bold words"),
    ("46.9% and 5\\%", "46.9% and 5%"), ("a $x^2$ b", "a $x^2$ b"), ("two\n  lines", "two lines"), ("A~B", "A B"), ("plain", "plain"), ("{" * 5000 + "deep", "deep"),
])
def test_latex_becomes_text(value: str, expected: str) -> None:
    assert plain(value) == expected


@given(st.text(alphabet="\\{}$%~ab\"'^_&#-` \n", max_size=30))
def test_any_value_becomes_one_line(value: str) -> None:
    assert plain(value) == " ".join(plain(value).split())
