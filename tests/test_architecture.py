"""Imports run one way, modules and functions stay small: the house as its plan has it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CORE = {f"kg.{name}" for name in ("belief", "model", "vocabulary", "identifiers", "errors", "records", "concepts", "clock", "collection", "fulltext", "glossary", "resources", "phrases", "formulas")}
STAGES = ("sources", "extraction", "linking", "assembly", "stores", "evaluation")
#: Where the command line meets the drawing.
EDGE = "kg.cli.questions"
MODULE_LINES, FUNCTION_LINES = 300, 50


@cache
def modules() -> dict[str, Path]:
    paths = sorted(path for folder in ("kg", "viz") for path in (ROOT / folder).rglob("*.py"))
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def for_types_only(path: Path) -> set[ast.AST]:
    """Return the nodes that only a type checker reads."""
    blocks = [node for node in ast.walk(tree(path)) if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"]
    return {inner for block in blocks for inner in ast.walk(block)}


def imports(path: Path) -> Iterator[str]:
    """Yield the project's modules that a module imports, wherever in it."""
    left_out = for_types_only(path)
    for node in ast.walk(tree(path)):
        if node in left_out:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if ours(alias.name))
        elif isinstance(node, ast.ImportFrom) and node.module and ours(node.module):
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in modules() else node.module for name in inner)


def ours(name: str) -> bool:
    return name.partition(".")[0] in {"kg", "viz", "scripts", "tests"}


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


#: What each part may know beside the core: packages and modules.
KNOWN: dict[str, tuple[str, ...]] = {
    **{f"kg.{stage}": (f"kg.{stage}",) for stage in STAGES},
    "kg.lookups": ("kg.lookups", "kg.stores.base"),
    "kg.pipeline": ("kg.pipeline", *(f"kg.{stage}" for stage in STAGES)),
    "kg.cli": ("kg.cli", "kg.lookups", "kg.pipeline", "kg.stores.base", "kg.evaluation.fields"),
    "kg.__main__": ("kg.cli.main",),
    "viz": ("viz",),
}


def may_import(name: str, other: str) -> bool:
    """Say whether a module may know another one."""
    if name in CORE or name == "kg":
        return other in CORE and name in CORE
    known = next((others for part, others in KNOWN.items() if within(name, part)), ())
    return other in CORE or any(within(other, part) for part in known) or (name, other) == (EDGE, "viz")


@pytest.mark.parametrize("name", modules())
def test_imports_run_one_way(name: str) -> None:
    assert [other for other in imports(modules()[name]) if not may_import(name, other)] == []


def test_the_rules_refuse_what_they_should() -> None:
    for name, other in (("kg.model", "kg.pipeline"), ("kg.sources.table", "kg.extraction.text"), ("kg.lookups.names", "kg.stores.store"),
                        ("viz.page", "kg.pipeline"), ("kg.cli.tables", "viz"), ("kg.linking.linker", "kg.assembly.assembler"), ("kg.pipeline", "kg.cli.main")):
        assert not may_import(name, other)


def test_no_import_goes_round() -> None:
    edges = {name: {other for other in imports(path) if other in modules() and other != name} for name, path in modules().items()}
    while free := {name for name, others in edges.items() if not others}:
        edges = {name: others - free for name, others in edges.items() if name not in free}
    assert edges == {}


@pytest.mark.parametrize("name", modules())
def test_modules_and_functions_are_small(name: str) -> None:
    path = modules()[name]
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MODULE_LINES
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert [node.name for node in functions if (node.end_lineno or 0) - node.lineno >= FUNCTION_LINES] == []


def test_nothing_is_imported_by_star_and_nothing_prints() -> None:
    for path in modules().values():
        for node in ast.walk(tree(path)):
            assert not (isinstance(node, ast.ImportFrom) and node.names[0].name == "*"), path
            assert not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"), path
