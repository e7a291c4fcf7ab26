"""The guards that every test stands under: each fails the test that it should, and no other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

TIDY = """
import logging, threading

def test_it(log_may_say):
    thread = threading.Thread(target=lambda: None)
    thread.start()
    log_may_say("index .* damaged")
    logging.getLogger("search").warning("index %s is damaged", 7)
    logging.getLogger("search").info("rebuilt")
"""
LEAVES_A_THREAD = """
import threading

def test_it():
    threading.Thread(target=threading.Event().wait, args=(30,), name="forgotten", daemon=True).start()
"""
LOGS_A_WARNING = """
import logging

def test_it():
    logging.getLogger("search").warning("the index is damaged")
"""
LEAVES_A_DATABASE_OPEN = """
import sqlite3

kept = []

def test_it(tmp_path):
    kept.append(sqlite3.connect(tmp_path / "forgotten.db"))
    kept[0].execute("create table t (x)")
"""
LEAVES_A_SOCKET_OPEN = """
import gc, socket

def test_it():
    socket.socket()
    gc.collect()
"""


def outcome(text: str, folder: Path) -> tuple[int, str]:
    """Runs a test in a process of its own, under the guards and this project's settings."""
    (folder / "test_it.py").write_text(text)
    command = [sys.executable, "-m", "pytest", "-q", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder)]
    command += ["-p", "tests.leftovers", "-p", "no:cacheprovider", str(folder / "test_it.py")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_a_tidy_test_passes(tmp_path: Path) -> None:
    code, said = outcome(TIDY, tmp_path)

    assert code == 0, said


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (LEAVES_A_THREAD, "threads left running: forgotten"),
        (LOGS_A_WARNING, "search: WARNING: the index is damaged"),
        (LEAVES_A_DATABASE_OPEN, "forgotten.db"),
        (LEAVES_A_SOCKET_OPEN, "unclosed <socket"),
    ],
)
def test_an_untidy_test_fails_with_the_reason(tmp_path: Path, text: str, reason: str) -> None:
    code, said = outcome(text, tmp_path)

    assert code == 1
    assert reason in said
