"""The command as a process: how soon it starts, what it imports, how it ends."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.resources import samples_folder

ROOT = Path(__file__).parents[2]
HEAVY = ("spacy", "rdflib", "numpy", "pyoxigraph", "networkx", "rich", "pyvis", "lxml", "pyshacl", "scipy")
KG = (sys.executable, "-m", "kg")


def environment(**more: str) -> dict[str, str]:
    return {**{name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHONIO"))}, "PYTHONPATH": str(ROOT), **more}


def process_seconds(*words: str) -> float:
    """Return the CPU seconds of a run, which other work on the machine does not stretch."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*KG, *words], env=environment(), check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_help_is_there_at_once() -> None:
    assert min(process_seconds("--help") for _ in range(3)) < 0.3


def test_show_answers_within_a_second(directory: Path) -> None:
    assert min(process_seconds("show", "Medusa", "--graph", str(directory)) for _ in range(3)) < 1


@pytest.mark.parametrize("words", [("sparql", "ASK {}"), ("cypher", "MATCH (p:Paper) RETURN count(p)")], ids=lambda words: words[0])
def test_a_first_question_is_answered_within_300_milliseconds(tmp_path: Path, words: tuple[str, ...]) -> None:
    graph = str(tmp_path / "graph")
    process_seconds("build", str(samples_folder()), "-g", graph)
    assert min(process_seconds(*words, "-g", graph) for _ in range(4)) < 0.3


def test_questions_in_cypher_load_nothing_that_reads_texts_or_asks_servers(directory: Path) -> None:
    others = ("kg.extraction", "kg.linking", "kg.sources", "kg.assembly", "kg.lookups", "kg.stores.neo4j", "kg.stores.remote")
    shutil.rmtree(directory / "projections", ignore_errors=True)
    script = ("import sys\nfrom kg.cli import main\n"
              f"main(['cypher', 'RETURN 1', '-g', {str(directory)!r}])\nprint('others', [name for name in sys.modules if name.startswith({others})])")
    found = subprocess.run([sys.executable, "-c", script], env=environment(), cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8")
    assert found.stdout.endswith("others []\n")


@pytest.mark.parametrize("code", ["import kg", "import contextlib; from kg.cli import main\nwith contextlib.suppress(SystemExit): main(['--help'])",
                                  "from kg.cli import main; main(['samples'])"])
def test_nothing_heavy_is_imported_before_it_is_needed(code: str) -> None:
    script = f"{code}\nimport sys\nprint('heavy', [name for name in {HEAVY} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", script], env=environment(), cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8")
    assert found.stdout.endswith("heavy []\n")


def test_no_command_is_a_wrong_call_with_help() -> None:
    found = subprocess.run(KG, env=environment(), check=False, capture_output=True, text=True, encoding="utf-8")
    assert (found.returncode, found.stdout) == (2, "")
    assert "examples:" in found.stderr


@pytest.mark.parametrize("settings", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_output_is_utf8_whatever_the_locale(directory: Path, settings: dict[str, str]) -> None:
    found = subprocess.run([*KG, "show", "Medusa", "-g", str(directory)], env=environment(**settings), check=False, capture_output=True)
    assert (found.returncode, found.stderr) == (0, b"")
    assert "메두사".encode() in found.stdout


def test_a_reader_that_has_enough_is_no_error(directory: Path) -> None:
    for words in (["export", "--format", "ntriples"], ["sparql", "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000"]):
        with subprocess.Popen([*KG, *words, "-g", str(directory)], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout
            assert process.stderr
            process.stdout.read(10)
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 0


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_a_query_that_takes_too_long_ends_with_a_sentence(directory: Path) -> None:
    start = time.monotonic()
    found = subprocess.run([*KG, "sparql", ENDLESS, "--timeout", "0.5", "-g", str(directory)], env=environment(), check=False, capture_output=True)
    assert time.monotonic() - start < 30
    assert (found.returncode, found.stdout) == (1, b"")
    assert found.stderr == b"kg: the query takes longer than 0.5 s: ask for less, or set --timeout SECONDS, 0 for as long as it takes\n"


@pytest.mark.parametrize(("number", "code", "said"), [(signal.SIGINT, 130, b"kg: interrupted\n"), (signal.SIGTERM, 143, b"")])
def test_a_query_hears_that_it_is_to_end(directory: Path, number: signal.Signals, code: int, said: bytes) -> None:
    with subprocess.Popen([*KG, "sparql", ENDLESS, "--timeout", "0", "-g", str(directory)], env=environment(), stderr=subprocess.PIPE) as process:
        time.sleep(3)
        process.send_signal(number)
        _, error = process.communicate(timeout=10)
    assert (process.returncode, error) == (code, said)


def test_a_long_answer_takes_little_memory_and_begins_at_once(directory: Path) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
    for style in ("tsv", "csv", "json", "xml", "sparql-json"):
        command = [*KG, "sparql", query, "--format", style, "--timeout", "0", "-g", str(directory)]
        with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout
            assert process.stderr
            assert len(process.stdout.read(2_000_000)) == 2_000_000
            peak = int(next(line for line in Path(f"/proc/{process.pid}/status").read_text().splitlines() if line.startswith("VmHWM")).split()[1])
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 0
        assert peak < 150_000


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_pipe_is_read_by_its_name(jobs: str) -> None:
    text = b"# Medusa\n\nMedusa adds heads to a language model.\n"
    found = subprocess.run([*KG, "extract", "--no-model", "--jobs", jobs, "/dev/stdin"], env=environment(), input=text, check=True, capture_output=True)
    assert b'"title": "Medusa"' in found.stdout


def test_an_interrupt_is_said_and_ends_with_130() -> None:
    with subprocess.Popen([*KG, "extract", "-"], env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=10)
    assert (process.returncode, error) == (130, b"kg: interrupted\n")


def test_the_version_is_told() -> None:
    found = subprocess.run([*KG, "--version"], env=environment(), check=True, capture_output=True, text=True, encoding="utf-8")
    assert found.stdout.startswith("kg 0.")
