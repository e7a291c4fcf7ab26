"""Reads a document in a process of its own: a window goes on, whatever a file does to its reader."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from desktop_app.documents.convert import from_line
from desktop_app.documents.converted import Converted, NotConvertible, Reason

HIDDEN_ARGUMENT = "--read-a-document"
LONGEST = 60.0  # seconds


def convert_apart(path: Path, longest: float = LONGEST) -> Converted:
    """As `convert`; a file that takes too long, or ends its reader, is no document. Raises `NotConvertible`, OSError.

    Waits for the child: to be called off the UI thread.
    """
    path.stat()
    try:
        done = subprocess.run(
            [*_child(), str(path.resolve())], capture_output=True, timeout=longest, check=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        raise NotConvertible(Reason.TOO_LARGE) from late
    except subprocess.CalledProcessError as ended:
        raise NotConvertible(Reason.NOT_A_DOCUMENT) from ended
    return from_line(done.stdout.decode("utf-8"))


def _child() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, HIDDEN_ARGUMENT]
    return [sys.executable, "-m", "desktop_app.documents.convert"]
