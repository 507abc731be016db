"""The wheel: built, installed into an empty environment, and run from another folder."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[1]
#: Where what the program is made of lies in a checkout, and in the wheel.
FOLDERS: Final = {"kg": "kg", "viz": "viz", "ontology": "kg/ontology"}


def run(*command: str | Path, folder: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "KG_", "COV_"))}
    done = subprocess.run(list(map(str, command)), cwd=folder, env={**environment, "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}, check=False,
                          text=True, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=120)
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, folder=folder)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an environment that has the wheel itself, and borrows the libraries that it needs from the one of the tests."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    run(sys.executable, "-m", "venv", folder, folder=folder.parent)
    # A folder that a `.pth` file names is searched for modules, but `.pth` files within it, which an editable install leaves, are not read.
    (own,) = folder.glob("lib/python*/site-packages")
    (own / "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n", encoding="utf-8")
    run(folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-deps", "--ignore-installed", wheel, folder=folder.parent)
    return folder


def test_the_wheel_holds_every_file_of_code_and_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {f"{there}/{path.relative_to(ROOT / here).as_posix()}" for here, there in FOLDERS.items() for path in (ROOT / here).rglob("*")
              if path.is_file() and path.parent.name != "__pycache__"}
    assert {"kg/ontology/shapes.ttl", "kg/samples/papers.csv", "kg/extraction/words/nouns.txt", "viz/web/page.html"} <= wanted
    assert sorted(wanted - names) == []


def test_the_wheel_holds_no_more_than_the_program(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"kg", "viz"}
    assert wheel.name.startswith("mlkg-")


def imported(path: Path) -> Iterator[str]:
    """Yield the top packages of the modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        yield from (module.partition(".")[0] for module in modules)


def distribution(requirement: str) -> str:
    """Return the normal form of the name of a distribution that a requirement begins with."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement, maxsplit=1)[0]).lower()


def test_the_wheel_requires_every_library_that_it_imports() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = (requirement for group, requirements in project["optional-dependencies"].items() if group != "dev" for requirement in requirements)
    declared = {distribution(requirement) for requirement in (*project["dependencies"], *optional)}
    found = packages_distributions()
    libraries = {name for folder in ("kg", "viz") for path in (ROOT / folder).rglob("*.py") for name in imported(path)} - {"kg", "viz", *sys.stdlib_module_names}
    assert {"rdflib", "pycrfsuite"} <= libraries
    assert [name for name in sorted(libraries) if not declared & set(map(distribution, found.get(name, ())))] == []


def test_the_installed_program_is_the_wheel(environment: Path, tmp_path: Path) -> None:
    places = run(environment / "bin" / "python", "-c", "import kg, viz, kg.resources as r\nprint(kg.__file__, viz.__file__, r.ontology_folder(), sep='\\n')",
                 folder=tmp_path).split("\n")[:3]
    assert all(Path(place).is_relative_to(environment) for place in places), places


def test_the_installed_program_builds_and_answers_elsewhere(environment: Path, tmp_path: Path) -> None:
    kg = environment / "bin" / "kg"
    assert run(kg, "--version", folder=tmp_path).startswith("kg ")
    samples = run(kg, "samples", folder=tmp_path).strip()
    assert Path(samples).is_relative_to(environment)
    assert "55 papers" in run(kg, "build", samples, folder=tmp_path)
    assert "digest-2024-06-03.md" in run(kg, "show", "추측적 디코딩", folder=tmp_path)
    assert "keeps to the shapes" in run(kg, "validate", folder=tmp_path)
    run(kg, "view", "Medusa", "-o", "page.html", folder=tmp_path)
    assert (tmp_path / "page.html").stat().st_size > 10_000


def test_the_installed_components_are_known_to_spacy(environment: Path, tmp_path: Path) -> None:
    code = "import spacy; nlp = spacy.blank('xx'); nlp.add_pipe('kg_concepts'); print(nlp('강화 학습을 쓴다.').ents[0].kb_id_)"
    assert run(environment / "bin" / "python", "-W", "error", "-c", code, folder=tmp_path) == "method/reinforcement-learning\n"
