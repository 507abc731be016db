"""The command line: arguments in, one call, text out."""

from kg.cli.main import main

__all__ = ["main"]
