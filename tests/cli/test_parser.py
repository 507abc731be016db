from __future__ import annotations

import pytest

from kg.cli.exchange import EXPORTS, WITH_TRIPLE_TERMS
from kg.cli.parser import COMMANDS, parser
from kg.model import Literal
from kg.stores import export


def test_exports_are_those_of_the_stores() -> None:
    assert set(EXPORTS) == set(export.FORMATS)
    assert WITH_TRIPLE_TERMS == export.WITH_TRIPLE_TERMS


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_help_has_examples_that_parse_and_exit_codes(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        parser().parse_args([command, "--help"])
    text = capsys.readouterr().out
    assert stopped.value.code == 0
    assert f"  kg {command}" in text or "$(kg samples)" in text
    assert "exit codes:" in text


@pytest.mark.parametrize("words", [["show"], ["nonsense"], ["show", "a", "--limit", "-1"], ["show", "a", "--format", "xml"], ["papers"], ["export"], ["build"],
                                   ["sparql"], ["sparql", "ASK {}", "--file", "a.rq"], ["sparql", "ASK {}", "--param", "x"], ["sparql", "ASK {}", "--param", "1=2"]])
def test_a_wrong_call_is_one_sentence_and_code_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        parser().parse_args(words)
    assert stopped.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_graph_is_named_by_option_then_environment_then_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_GRAPH", raising=False)
    assert parser().parse_args(["stats"]).graph == "graph"
    monkeypatch.setenv("KG_GRAPH", "/elsewhere")
    assert parser().parse_args(["stats"]).graph == "/elsewhere"
    assert parser().parse_args(["stats", "-g", "here"]).graph == "here"


@pytest.mark.parametrize(("words", "value"), [
    ("x=author/tri-dao", "author/tri-dao"), ("x=kg:Method", "kg:Method"), ("x=https://example.org/a", "https://example.org/a"), ("x=-41", -41),
    ("x=MoE", Literal("MoE")), ("x=a=b/c", Literal("a=b/c")), ("x=", Literal(""))])
def test_a_parameter_is_a_name_a_number_or_words(words: str, value: object) -> None:
    assert parser().parse_args(["sparql", "ASK {}", "--param", words]).param == [("x", value)]


@pytest.mark.parametrize("command", [command.name for command in COMMANDS if command.name not in {"extract", "evaluate", "samples"}])
def test_the_help_says_where_a_graph_may_be_at_an_address(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args([command, "--help"])
    asks = command in {"show", "related", "papers", "view", "stats", "sparql", "search", "query"}
    assert ("or the http:// address where a SPARQL server takes queries" in " ".join(capsys.readouterr().out.split())) == asks
