"""Fails a test that leaves a thread running, a file open, or logs a warning that it did not announce."""

from __future__ import annotations

import gc
import logging
import re
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

PATIENCE = 3.0  # seconds for a thread that has been told to end


def _threads() -> set[threading.Thread]:
    """Those that Python started; Qt's own show up as dummies and end when Qt likes."""
    return {thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)}


@pytest.fixture(autouse=True)
def _no_thread_stays() -> Iterator[None]:
    before = _threads()
    yield
    until = time.monotonic() + PATIENCE
    left = _threads() - before
    for thread in left:
        thread.join(max(0.0, until - time.monotonic()))
    still = sorted(thread.name for thread in left if thread.is_alive())
    assert not still, f"threads left running: {', '.join(still)}"


def _open_files() -> set[str]:
    """Those that tests write, databases above all: SQLite says nothing when a connection is forgotten."""
    temporary = Path(tempfile.gettempdir()).resolve()
    return {file.path for file in psutil.Process().open_files() if Path(file.path).is_relative_to(temporary)}


@pytest.fixture(autouse=True)
def _no_file_stays_open() -> Iterator[None]:
    before = _open_files()
    yield
    if _open_files() - before:
        gc.collect()  # what nobody holds any more is not a leak
    still = sorted(_open_files() - before)
    assert not still, f"files left open: {', '.join(still)}"


class _Complaints(logging.Handler):
    """Keeps what is logged at WARNING and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name}: {record.levelname}: {record.getMessage()}")


class Announced:
    """The warnings that a test expects."""

    def __init__(self) -> None:
        self.patterns: list[str] = []

    def __call__(self, pattern: str) -> None:
        self.patterns.append(pattern)

    def covers(self, line: str) -> bool:
        return any(re.search(pattern, line) for pattern in self.patterns)


@pytest.fixture
def log_may_say() -> Announced:
    """Announces a warning: `log_may_say(r"index .* damaged")`, a pattern found anywhere in "logger: LEVEL: message"."""
    return Announced()


@pytest.fixture(autouse=True)
def _no_warning_is_logged(log_may_say: Announced) -> Iterator[None]:
    complaints = _Complaints()
    logging.getLogger().addHandler(complaints)
    yield
    logging.getLogger().removeHandler(complaints)
    unexpected = [line for line in complaints.lines if not log_may_say.covers(line)]
    assert not unexpected, "unexpected in the log:\n" + "\n".join(unexpected)
