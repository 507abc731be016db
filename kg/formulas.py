r"""LaTeX formulas within names and titles, in letters and signs: `LLM$\times$MapReduce` as `LLM×MapReduce`."""

from __future__ import annotations

import re
from typing import Final

#: Left inside a name in place of what a formula had more than its letters and signs; nobody sees it.
FILL: Final = "\u2060"
_NAMES: Final = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega"
_GREEK: Final = dict(zip(_NAMES.split(), "αβγδεζηθικλμνξοπρστυφχψω", strict=True))
_SIGNS: Final = {
    **_GREEK, **{name.title(): letter.upper() for name, letter in _GREEK.items()}, "varepsilon": "ε", "varphi": "φ", "vartheta": "ϑ",
    "times": "×", "cdot": "·", "pm": "±", "sim": "~", "approx": "≈", "to": "→", "rightarrow": "→", "infty": "∞", "nabla": "∇", "ell": "ℓ", "star": "⋆",
    "ast": "*", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥"}
_FORMULA: Final = re.compile(r"(?<![\\$])\$(?=[^\s$])(?P<inner>[^$\n]{1,80})(?<=[^\s\\])\$(?!\$)")
#: Two prices (`$100-$200`) are no formula; what has a command is one (`$\sim$20`).
_PRICES: Final = re.compile(r"\$[^$\\]+\$(?=\d)")
_STYLE: Final = re.compile(r"\\(?:text(?:it|bf|tt|rm|sf|sc)?|math(?:rm|bf|it|sf|tt|cal|bb)|emph|mbox)\s?\{([^{}]*)\}")
_COMMAND: Final = re.compile(r"\\([A-Za-z]+)\s*")
_RAISED: Final = re.compile(r"\^(?:\{([\d+\-n]+)\}|([\d+n]))")
_LOWERED: Final = re.compile(r"_(?:\{(\d+)\}|(\d))")
_RAISE: Final = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOWER: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_ESCAPED: Final = re.compile(r"\\([$%&#])")
_LEFT: Final = re.compile(r"[\\^_{}]")
#: A formula that is part of a name: letters and signs, with letters right beside it.
_WITHIN: Final = re.compile(r"[^\W\d_]?[²³¹⁰⁴-⁹ⁿ₀-₉×∇*⋆∞+]*|[A-Za-z]+")
_BEFORE: Final = re.compile(r"[A-Za-z]-?$")
_AFTER: Final = re.compile(r"-?[A-Za-z]")
_WORDS: Final = re.compile(r"\\(?:text|emph|mathrm)")
#: A Greek letter, or the sign of a product, that a name may have spelt out.
_SPELLABLE: Final = re.compile("[α-ωΑ-Ω×]")
#: How a sign of a product is spelt out.
TIMES: Final = "times"
_PRODUCT: Final = re.compile("×+")
_SIZE: Final = re.compile(r"(?<=\d)\s?×\s?(?=\d)")
_SPELT: Final = {letter: name for name, letter in _GREEK.items()}


def readable(text: str) -> str:
    r"""Return a text with its formulas in letters and signs; one that has more than those stays as it stands.

    >>> readable(r"LLM$\times$MapReduce with $\beta$-VAE, H$_2$O and $O(\log n)$ for \$5")
    'LLM×MapReduce with β-VAE, H₂O and $O(\\log n)$ for $5'
    """
    if "$" not in text:
        return text
    return _ESCAPED.sub(r"\1", _FORMULA.sub(_read, text))


def _read(formula: re.Match[str]) -> str:
    prices = _PRICES.match(formula.string, formula.start())
    return formula[0] if prices else _plain(formula["inner"]) or formula[0]


def within_name(formula: re.Match[str]) -> str | None:
    r"""Return what a formula `$…$` adds to the name that it stands in, filled up to the formula's length; None for one on its own.

    What is set as text (`$\textit{Foo}$`) is a word wherever it stands.
    """
    plain = _plain(formula[0][1:-1])
    if plain is None or not _WITHIN.fullmatch(plain.replace("-", "")):
        return None
    joined = _BEFORE.search(formula.string, max(0, formula.start() - 2), formula.start()) or _AFTER.match(formula.string, formula.end())
    return plain + FILL * (len(formula[0]) - len(plain)) if joined or _WORDS.match(formula[0], 1) else None


def spelt(name: str) -> str:
    """Return a folded name with Greek letters and signs of a product in words.

    >>> spelt("β-vae"), spelt("llm×mapreduce"), spelt("8×7b")
    ('beta-vae', 'llm times mapreduce', '8x7b')
    """
    if name.isascii():
        return name
    words = _PRODUCT.sub(f" {TIMES} ", _SIZE.sub("x", name))
    return "".join(_SPELT.get(letter, letter) for letter in words.replace("ς", "σ") if letter != FILL)


def has_signs(name: str) -> bool:
    """Say whether a name has a sign or letter that others spell out."""
    return _SPELLABLE.search(name) is not None


def _plain(formula: str) -> str | None:
    """Return a formula in letters and signs, None where it has more."""
    styled = None
    while styled != formula:
        styled, formula = formula, _STYLE.sub(r"\1", formula)
    signs = _COMMAND.sub(lambda found: _SIGNS.get(found[1], found[0]), _ESCAPED.sub(r"\1", formula))
    raised = _RAISED.sub(lambda found: (found[1] or found[2]).translate(_RAISE), signs)
    lowered = _LOWERED.sub(lambda found: (found[1] or found[2]).translate(_LOWER), raised)
    return None if _LEFT.search(lowered) or not lowered.strip() else lowered
