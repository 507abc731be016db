"""What a person sees: the command on a terminal of its own."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORK = """
import sys, time
from kg.cli.progress import progress
with progress() as report:
    report("read", 0, 10)
    time.sleep(float(sys.argv[1]))
    report("read", 5, 10)
    time.sleep(0.3)
"""
#: A stage that takes long and reports nothing, and a command whose work has a thread of its own.
WAIT = """
import sys, time
from kg.cli.limits import within
from kg.cli.progress import waiting
with waiting("export"):
    time.sleep(float(sys.argv[1]))
def work(quiet):
    time.sleep(float(sys.argv[1]))
    quiet()
    print("done")
    return 0
within(0, work, what="it")
"""


def on_terminal(*words: str) -> str:
    """Return what a process of ours writes to a terminal."""
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, *words], env=environment, cwd=ROOT, stdout=slave, stderr=slave) as process:
        os.close(slave)
        written = b""
        while piece := _read(master):
            written += piece
    os.close(master)
    assert process.returncode == 0, written
    return written.decode("utf-8")


def _read(master: int) -> bytes:
    try:
        return os.read(master, 65536)
    except OSError:
        # Linux says so when the last writer has gone.
        return b""


def test_answers_are_drawn_as_tables(directory: Path) -> None:
    shown = on_terminal("-m", "kg", "show", "메두사", "--graph", str(directory))
    assert "Medusa (method, method/medusa)" in shown
    assert "───" in shown
    assert "digest.md" in shown


def test_progress_is_drawn_for_work_that_takes_a_while_only() -> None:
    shown = on_terminal("-c", WORK, "0.8")
    assert "read" in shown
    assert "5/10" in shown
    assert on_terminal("-c", WORK, "0") == ""


def test_work_that_reports_nothing_is_drawn_too() -> None:
    shown = on_terminal("-c", WAIT, "1.2")
    assert "export" in shown
    assert "answer" in shown
    assert shown.index("answer") < shown.index("done")
    assert shown.count("\x1b[?25l") == shown.count("\x1b[?25h"), "the cursor is hidden while it is drawn only"
    assert on_terminal("-c", WAIT, "0") == "done\r\n"


def test_progress_is_silent_in_a_pipe() -> None:
    for work, printed in ((WORK, b""), (WAIT, b"done\n")):
        found = subprocess.run([sys.executable, "-c", work, "0.8"], cwd=ROOT, capture_output=True, check=True)
        assert (found.stdout, found.stderr) == (printed, b"")
