"""Finds and ends the processes that a killed application left running on a database folder."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

PATIENCE = 10.0  # seconds for an orderly shutdown
LOOK_AGAIN = 0.02  # seconds


def stop(data: Path) -> None:
    """Leaves no process on `data` and no claim to it; what the server had committed is recovered at its next start."""
    claim = data / "postmaster.pid"
    if not claim.exists():
        return
    claimed = claim.read_text().partition("\n")[0].strip()
    for process in _processes(data):
        if str(process.pid) == claimed:
            process.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGINT)  # SIGINT: a fast shutdown
    _wait_for_the_end(data)
    kill(data)
    claim.unlink(missing_ok=True)


def kill(data: Path) -> None:
    """Ends every process on `data` at once."""
    for process in _processes(data):
        process.kill()
    _wait_for_the_end(data)


def _wait_for_the_end(data: Path) -> None:
    """An ended process that nobody has collected yet works in no folder, so it is not waited for."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and any(_processes(data)):
        time.sleep(LOOK_AGAIN)


def _processes(data: Path) -> Iterator[psutil.Process]:
    """The server and its children: all of them work in the data folder, and their number alone could be another's."""
    place = os.path.realpath(data)
    for process in psutil.process_iter():
        try:
            if process.name().startswith("postgres") and os.path.realpath(process.cwd()) == place:
                yield process
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
