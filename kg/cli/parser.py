"""The whole command line: every command, its options and its help."""

from __future__ import annotations

import argparse
from typing import Final, NoReturn

from kg.cli import cypher, exchange, judging, named, queries, questions, servers, texts

_EXIT: Final = """exit codes:
  0    all went well
  1    some input could not be read, or nothing was found, or a check failed
  2    the command was called wrongly
  130  interrupted
  143  ended by another process
"""

_DESCRIPTION: Final = "Turn texts about machine-learning research, Korean or English, into one knowledge graph, and ask it."

_OVERVIEW: Final = f"""examples:
  kg build $(kg samples)           make a graph of the bundled sample texts
  kg show "speculative decoding"   its facts, each with the words that state it
  kg related MoE                   related methods, and why
  kg view 강화학습 -o page.html    a picture to explore in the browser

`kg COMMAND --help` shows more. The graph is --graph, else $KG_GRAPH, else ./graph.

{_EXIT}"""

COMMANDS: Final = (*texts.COMMANDS, *questions.COMMANDS, *queries.COMMANDS, *named.COMMANDS, *cypher.COMMANDS, *exchange.COMMANDS, *servers.COMMANDS, *judging.COMMANDS)


class _Parser(argparse.ArgumentParser):
    """Say a wrong call in one sentence, and where help is."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see `{self.prog} --help`)\n")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; `run` of what it parses is the command's function."""
    whole = _Parser(prog="kg", description=_DESCRIPTION, epilog=_OVERVIEW, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
    whole.add_argument("--version", action="store_true", help="print the version")
    parts = whole.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    for command in COMMANDS:
        part = parts.add_parser(command.name, help=command.summary, description=command.summary, epilog=f"{command.examples}\n{_EXIT}",
                                formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
        command.options(part)
        part.set_defaults(run=command.run)
    return whole
