from __future__ import annotations

import doctest

import pytest

import kg.formulas
from kg.formulas import has_signs, readable
from kg.fulltext import matches
from kg.identifiers import key


def test_examples_of_the_module_hold() -> None:
    assert doctest.testmod(kg.formulas).failed == 0


@pytest.mark.parametrize(("written", "read"), [
    (r"Foo$^{2}$Gen", "Foo²Gen"), ("Foo$^2$", "Foo²"), (r"$\textbf{Foo-Bar}$: a study", "Foo-Bar: a study"), (r"$\nabla^2$Foo", "∇²Foo"),
    (r"$\Delta$-Foo in $\sim$20 Steps", "Δ-Foo in ~20 Steps"), ("$n$-gram models", "n-gram models"), (r"S$\textbf{i}$gn", "Sign"),
])
def test_a_formula_is_read_in_letters_and_signs(written: str, read: str) -> None:
    assert readable(written) == read


@pytest.mark.parametrize("title", ["Trained for $100 or $200 a Day", "Trained for $100-$200", r"A bound of $\mathcal{O}(\sqrt{n})$", "No $ at all", "x$$y$$z"])
def test_what_is_no_plain_formula_stays(title: str) -> None:
    assert readable(title) == title


@pytest.mark.parametrize(("one", "other"), [
    ("Fast×Grep", "FasttimesGrep"), (r"Fast$\times$Grep", "Fast × Grep"), ("β-Foo", "beta-Foo"), (r"$\beta$-Foo", "Beta Foo"), ("H$_2$Foo", "H2Foo"),
    ("Foo-8×7B", "Foo 8x7B"), ("Foo××Bar", "Foo×Bar"),
])
def test_a_name_has_one_key_with_signs_and_in_words(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_signs_keep_names_apart_and_words_findable() -> None:
    assert key("α-Foo") != key("β-Foo") != key("Foo")
    assert matches("Fast×Grep", "grep")
    assert has_signs("β-Foo")
    assert not has_signs("beta-Foo²")
