"""LaTeX to plain text: accents, braces and commands resolved, formulas kept as they stand."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text

#: Longest value that is decoded; a longer one stays as it is.
_LIMIT: Final = 50_000
_SIGNS: Final = re.compile(r"[\\{}~]|``|''|---?")
#: A percent sign in a record means itself, though LaTeX would begin a comment with it.
_PERCENT: Final = re.compile(r"(?<!\\)%")


def plain(value: str) -> str:
    r"""Return a LaTeX value as text with single spaces.

    >>> plain(r"{\"U}ber {NeRF}s~at 5%")
    'Über NeRFs at 5%'
    """
    if len(value) <= _LIMIT and _SIGNS.search(value):
        try:
            value = _decoder().latex_to_text(_PERCENT.sub(r"\%", value))
        except (RecursionError, ValueError, IndexError, TypeError, AttributeError):
            # Broken LaTeX: its words are better than none.
            value = value.translate({ord(sign): None for sign in "{}"})
    return " ".join(value.replace("\u00ad", "").split())


@cache
def _decoder() -> LatexNodes2Text:
    from pylatexenc.latex2text import LatexNodes2Text  # noqa: PLC0415 - slow to import, and few texts hold LaTeX

    return LatexNodes2Text(math_mode="verbatim", keep_braced_groups=False, strict_latex_spaces=False)
