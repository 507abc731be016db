"""Hostile text costs no more than its length: lines of code run by each component, quoted characters, and, far off, a guard for patterns.

Work is counted, not timed: four times the text may run little more than four times the lines, or few lines for each character. What a pattern does is no line of
code, so a generous bound of CPU seconds stands behind the count, against blow-up only.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.concepts import load_scheme
from kg.extraction.extractor import Component, begin, components
from kg.extraction.lexicon import Lexicon, scheme_terms
from kg.extraction.models import CITATIONS, FOLDER, MEASURES, NAMES, RELATIONS, RESULTS, THINGS, load_models
from kg.extraction.paper import to_paper
from kg.extraction.reading import Reading
from tests.extraction.reading_of import document
from tests.extraction.test_extractor import all_evidence

SHIPPED = all((FOLDER / name).is_file() for name in (NAMES, THINGS, RELATIONS, CITATIONS, RESULTS, MEASURES))
WAYS = ("rules", *(("models",) if SHIPPED else ()))
#: Characters of the shorter of two texts, and how many times as long the other is.
SIZE, TIMES = 3_000, 4
#: Times the lines that the longer text may run: linear, with what a word costs that is seen for the first time.
GROWTH = 5
#: Lines of a component that a character may cost whatever the growth, since one text may have things to judge where the other has
#: none; and characters of quotes that a character may bring.
EACH, QUOTED = 100, 4_000
#: CPU seconds of a MB, and those that may go by at any size.
SECONDS, ONCE = 30, 4.0


@cache
def table(way: str) -> tuple[tuple[str, Component], ...]:
    return components(Lexicon(scheme_terms(load_scheme())), load_models() if way == "models" else None)


@dataclass(slots=True)
class Lines:
    """Count the lines of Python that run: each step of a loop and each call is one."""

    count: int = 0

    def __call__(self, _frame: FrameType, _event: str, _argument: object) -> Lines:
        self.count += 1
        return self

    def of(self, component: Component, reading: Reading) -> tuple[Reading, int]:
        """Return what a component makes of a reading, and the lines that it runs."""
        before, tracer = self.count, sys.gettrace()
        sys.settrace(self)
        try:
            made = component(reading)
        finally:
            sys.settrace(tracer)
        return made, self.count - before


def begun(body: str, title: str) -> Reading:
    made = document(body, title=title)
    return begin(made, made.entries[0])


def work(way: str, body: str, title: str) -> dict[str, int]:
    """Return the lines that each component runs, and the characters that are quoted in the end."""
    reading, lines, found = begun(body, title), Lines(), {}
    for name, component in table(way):
        reading, found[name] = lines.of(component, reading)
    return {**found, "quoted": sum(len(evidence.quote) for evidence in all_evidence(to_paper(reading)))}


def seconds(way: str, body: str, title: str) -> float:
    reading, start = begun(body, title), time.process_time()
    for _, component in table(way):
        reading = component(reading)
    return time.process_time() - start


def is_linear(way: str, make: Callable[[int], str], title: Callable[[int], str] = lambda _: "QuxNet: Fast Routing") -> None:
    """Judge the work of two sizes of a text; reading the longer one first makes both meet words that are known already."""
    size = SIZE * TIMES
    spent = seconds(way, make(size), title(size))
    assert spent < ONCE + SECONDS * len(make(size).encode()) / 1e6, f"{spent:.1f} s"
    less, more = (work(way, make(characters), title(characters)) for characters in (SIZE, size))
    grown = {name: (less[name], more[name]) for name in less if more[name] > max(GROWTH * less[name], (QUOTED if name == "quoted" else EACH) * size)}
    assert grown == {}


def again(words: str) -> Callable[[int], str]:
    return lambda size: (words * (size // len(words) + 1))[:size]


def numbered(words: str) -> Callable[[int], str]:
    """Return what makes a text of `words` again and again, each time with another name for `@`, a Hangul one for `&`, and a number for `#`."""
    def pieces(size: int) -> Iterator[str]:
        length = 0
        for number in count():
            piece = words.replace("@", letters(number).title()).replace("&", chr(ord("가") + number * 7 % 11_000)).replace("#", str(number % 90))
            length += len(piece)
            if length > size:
                return
            yield piece
    return lambda size: "".join(pieces(size))


def letters(number: int) -> str:
    """Return four letters that no other of many numbers has, in no order that would make the text's end unlike its beginning."""
    return "".join(chr(ord("a") + number * 7_919 % 26 ** 4 // 26 ** place % 26) for place in range(4))


REPEATED = {
    "words": "word ", "letters": "a", "syllables": "가", "korean": "가나다라 ", "open": "(", "square": "[", "close": ")", "pairs": "()", "hyphens": "A-A-", "numbers": "1-1-",
    "ranges": "9 - 9 - ", "percent": "%", "percents": "9.9% ", "thousands": "1,000,", "digits": "9", "points": "1.", "and": "및 ", "names and": "MoE 및 ",
    "dollar": "$", "open dollar": "$ x ", "formulas": "$$ x", "backslash": "$\\", "measured": "FID 2.42, ", "accuracy": "accuracy 2.4% ", "turns": "각각 5.8%, 9.9% ",
    "letters listed": "a, b, c, ", "glosses": "X(Y) ", "one name": "FooNet ", "one concept": "MoE. ", "proposed": "QuxNet을 제안한다. ", "beaten": "FooNet보다 9.9% 높다 ", "abbreviated": "large language models (LLMs) ",
    "propose": "We propose, ", "appositions": "FooNet, a ", "apposed": "FooNet (x), a very-very ", "denied": "지 않", "none": "없 ", "such as": "outperforms such as the ", "blanks": " ", "lines": "FooNet\n", "quotes": '"',
    "addresses": "http://x ", "images": "![a](", "tags": "<a", "templates": "{%", "arxiv": "arxiv.org/abs/2401.10774 ", "stock": "기존 모델 ", "quantities": "추론 시간 1 ", "heads": "deep attention network ", "emoji": "😀",
    "accents": "e\u0301", "shape": "yZ9",
}
NUMBERED = {
    "methods": "X@Net, ", "datasets": "Foo@Bench #.5% ", "defined": "X@(Y@) ", "explained": "전문가 &혼합(Mixture of X@, MX)은 ", "tasks": "@ generation, ", "metrics": "@ accuracy 9.#%, ",
    "sentences": "X@Net은 #.1% 정확도를 WikiText-#에서 보인다. ", "one sentence": "X@Net은 #.1% 정확도를 WikiText-#에서 보이고 ", "all proposed": "X@Net을 제안하고 ", "spelt": "@ @ model (@M) ",
    "links": "arxiv.org/abs/24#1.10774, ",
}
SINGLE: dict[str, Callable[[int], str]] = {
    "digits before a letter": lambda size: f"{'1' * (size - 2)}Zb", "a figure before all": lambda size: f"1 {again('score time ')(size - 2)}",
    "figures before a metric": lambda size: f"{again('9.9% ')(size - 9)}accuracy", "a name as long as all others": lambda size: f"X{again('yZ9')(size // 2)} {numbered('X@Net, ')(size // 2)}",
    "a name far from its bracket": lambda size: f"FooNet{' ' * size}(Foo Network)",
}
#: Texts that bring models work.
FOR_MODELS = ("syllables", "hyphens", "percents", "measured", "accuracy", "one concept", "beaten", "abbreviated", "quantities", "methods", "datasets", "defined", "metrics", "one sentence",
              "digits before a letter", "figures before a metric", "a name as long as all others")
TEXTS = {**{name: again(words) for name, words in REPEATED.items()}, **{name: numbered(words) for name, words in NUMBERED.items()}, **SINGLE}


@pytest.mark.parametrize(("way", "text"), [(way, text) for way in WAYS for text in (TEXTS if way == "rules" else FOR_MODELS)])
def test_work_grows_as_the_text_does(way: str, text: str) -> None:
    is_linear(way, TEXTS[text])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("words", ["X@Net ", "Word@ ", "전문가 &혼합 "])
def test_a_title_as_long_as_its_body_is_read_as_fast(way: str, words: str) -> None:
    is_linear(way, numbered("새로운 딥러닝 모델을 & 다룬다. "), title=numbered(words))


PIECES = st.sampled_from(["X@Net", "Y@Bench", "MoE", "전문가 혼합", "&망", "(", ")", "[", "](", "$", " ", " ", "\n", "은 ", "보다 ", ", ", " 및 ", "; ", ". ", "다. ", "#.3%", "9-", "1,000", " FID ", "accuracy", "추론 시간 ",
                          "제안한다. ", "We propose ", "outperforms ", "such as ", "a ", "https://x.y/", "é", "-", "·", "/", "*", '"', "each@", "𝑥"])


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=6, deadline=None)
@given(words=st.lists(st.one_of(PIECES, st.text(max_size=3)), min_size=1, max_size=8).map("".join).filter(bool))
def test_work_grows_as_any_text_does_that_repeats_itself(way: str, words: str) -> None:
    is_linear(way, numbered(words))


def test_a_long_sentence_is_read() -> None:
    pieces = (*NUMBERED.values(), "(((", "$ ", "FID 2.42, ", "A-")
    body = "".join(numbered(words)(300_000 // len(pieces)) for words in pieces).replace(". ", ", ").replace("\n", " ")
    assert seconds("rules", body, "QuxNet: Fast Routing") < SECONDS * len(body.encode()) / 1e6
