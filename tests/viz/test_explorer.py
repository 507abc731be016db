"""What a reader sees and does, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import Subgraph
from tests.viz.browser import Browser
from tests.viz.conftest import saved
from tests.viz.subgraphs import FOCUS, SOURCE, TEXT, crowd, experts, named

HEADING = "document.querySelector('#panel h2')?.textContent"

HOSTILE = (
    "<img src=x onerror=\"document.title='taken'\">", "</script><script>document.title='taken'</script>", "<!--<script>document.title='taken'</script>",
    "a\u2028document.title='taken'\u2029", "javascript:document.title='taken'", "{{ 7*7 }}{% include 'x' %}", "href=\" onmouseover=document.title='taken' ",
    '<a href="https://example.org/">전문가</a>', "]]>\\u003cscript\\u003e", "__proto__", "constructor", "\ud800", "\x00\x1b[31m", "https://example.org/x.png",
)


def test_opens_at_the_focus_with_facts_quotes_files_and_offsets(browser: Browser, tmp_path: Path) -> None:
    browser.open(saved(experts(), tmp_path))
    assert browser.ask(HEADING) == "Mixture of Experts"
    quote = "Mixtral은 전문가 혼합(MoE)을 쓴다"
    start = TEXT.index(quote)
    panel = browser.panel()
    assert all(words in panel for words in ("also MoE, 전문가 혼합", "used by", "Mixtral 8x7B", quote, f"{SOURCE.name} row 12 · characters {start}–{start + len(quote)}",
                                            "rule.relation", "confidence 0.80", "extended by", "negated"))
    assert browser.complaints == []


def test_asks_for_nothing_but_itself(browser: Browser, tmp_path: Path) -> None:
    page = saved(experts(), tmp_path)
    browser.open(page)
    browser.until(HEADING)
    assert [address for address in browser.requests if not address.startswith("data:")] == [page.as_uri()]


def test_drag_moves_a_thing_and_click_shows_it(browser: Browser, tmp_path: Path) -> None:
    browser.open(saved(named("전문가 혼합"), tmp_path))
    x, y = browser.middle("#canvas")
    browser.move(x, y)
    browser.press(x, y)
    for step in range(1, 11):
        browser.move(x + 20 * step, y - 10 * step, held=True)
    browser.release(x + 200, y - 100)
    browser.click(x, y)
    browser.until(f"{HEADING} === 'Everything in view'")
    browser.click(x + 200, y - 100)
    browser.until(f"{HEADING} === '전문가 혼합'")


@pytest.mark.parametrize(("typed", "found"), [("언어 모델", "언어 모델링"), ("ㅈㅁㄱ ㅎㅎ", "Mixture of Experts"), ("language-MODELING", "언어 모델링"), ("switch", "Switch Transformer")])
def test_search_by_keys_finds_any_name_and_initials(browser: Browser, tmp_path: Path, typed: str, found: str) -> None:
    browser.open(saved(experts(), tmp_path), "#focus=dataset/c4")
    browser.until(f"{HEADING} === 'C4'")
    browser.key("/", "/")
    browser.type(typed)
    browser.until("document.querySelectorAll('#found [role=option]').length > 0")
    browser.key("Enter")
    browser.until(f"{HEADING} === {found!r}")
    assert "focus=" in browser.ask("location.hash")


def test_link_opens_search_theme_and_filter(browser: Browser, tmp_path: Path) -> None:
    browser.open(saved(experts(), tmp_path), "#search=mix&theme=dark&hide=author")
    options = "[...document.querySelectorAll('#found [role=option]')].map((item) => item.textContent)"
    assert browser.ask(options) == ["Mixtral 8x7B", "Mixture of ExpertsMoE, 전문가 혼합", "Mixtral of Experts"]
    assert browser.ask("getComputedStyle(document.body).backgroundColor") == "rgb(18, 22, 28)"
    assert browser.ask("[...document.querySelectorAll('#legend [aria-pressed=false]')].map((item) => item.dataset.kind)") == ["author"]


def test_legend_filters_and_back_returns(browser: Browser, tmp_path: Path) -> None:
    browser.open(saved(experts(), tmp_path), "#focus=method/mixtral")
    browser.ask("document.querySelector('#panel .link').click()")
    browser.until(f"{HEADING} === 'Mixture of Experts'")
    browser.ask("document.querySelector('#legend [data-kind=method]').click()")
    browser.until(f"{HEADING} === 'Everything in view'")
    browser.ask("history.back()")
    browser.until(f"{HEADING} === 'Mixture of Experts'")
    browser.ask("history.back()")
    browser.until(f"{HEADING} === 'Mixtral 8x7B'")


def test_theme_follows_the_button(browser: Browser, tmp_path: Path) -> None:
    browser.open(saved(experts(), tmp_path), "#theme=light")
    browser.click(*browser.middle("#theme"))
    browser.until("document.documentElement.dataset.theme === 'dark'")


@pytest.mark.parametrize("fragment", ["", "#focus=__proto__", "#focus=%E0%A4%A", "#hide=constructor&theme=<b>"])
def test_hostile_names_stay_text(browser: Browser, tmp_path: Path, fragment: str) -> None:
    browser.open(saved(named(*HOSTILE), tmp_path, title=HOSTILE[1]), fragment)
    browser.until(HEADING)
    assert browser.ask("document.title") == HOSTILE[1]
    assert browser.ask("document.querySelectorAll('img, a, iframe, object').length") == 0
    assert browser.panel().startswith(HOSTILE[0])
    x, y = browser.middle("#canvas")
    for step in range(-8, 9):
        browser.move(x + 30 * step, y + 20 * step)
    browser.ask("for (const button of document.querySelectorAll('#panel .link')) button.click()")
    assert browser.ask("document.title") == HOSTILE[1]
    assert browser.complaints == []
    assert not [address for address in browser.requests if not address.startswith(("data:", "file:"))]


def test_empty_and_unknown_focus_open(browser: Browser, tmp_path: Path) -> None:
    browser.open(saved(Subgraph("method/none", (), ()), tmp_path))
    assert browser.ask(HEADING) == "Nothing to draw"
    browser.open(saved(named("MoE", focus=7), tmp_path))
    assert browser.ask(HEADING) == "Everything in view"
    assert browser.complaints == []


def test_keyboard_reaches_everything(browser: Browser, tmp_path: Path) -> None:
    browser.open(saved(experts(), tmp_path))
    browser.key("Escape")
    browser.until(f"{HEADING} === 'Everything in view'")
    names = browser.ask("[...document.querySelectorAll('#panel button')].map((item) => item.textContent)")
    assert sorted(names) == sorted(entity.label for entity in experts().entities)
    assert browser.ask("[...document.querySelectorAll('button, input')].every((item) => item.tabIndex === 0 && (item.ariaLabel || item.textContent))")


def test_crowd_opens_in_a_moment(browser: Browser, tmp_path: Path) -> None:
    browser.open(saved(crowd(300, 1500), tmp_path), f"#focus={crowd(300, 1500).focus}")
    assert browser.complaints == []
    assert browser.ask("performance.now()") < 5000


def test_korean_label_is_drawn(browser: Browser, tmp_path: Path) -> None:
    watch = """const drawn = [], fill = CanvasRenderingContext2D.prototype.fillText;
               CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) { drawn.push(text); fill.call(this, text, ...rest); };"""
    script = browser.call("Page.addScriptToEvaluateOnNewDocument", source=watch)["identifier"]
    browser.open(saved(experts(), tmp_path), f"#focus={FOCUS}")
    browser.until("drawn.includes('언어 모델링') && drawn.includes('Mixture of Experts')")
    browser.call("Page.removeScriptToEvaluateOnNewDocument", identifier=script)
