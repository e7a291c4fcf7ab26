"""Stops an embedded PostgreSQL when the application that started it is gone, however that ended.

Runs as a process of its own and imports nothing of ours: `python lifeline.py POSTMASTER_PID_FILE PG_CTL [HOME]`. It
waits at its standard input, which the application holds open. "done" there means that the application stopped the
server itself; an end without it that the application was killed: the server is told to shut down, and HOME is deleted.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

PATIENCE = 10.0  # seconds for an orderly shutdown before an immediate one
LOOK_AGAIN = 0.1  # seconds


def main(claim: Path, pg_ctl: str, home: str | None = None) -> None:
    pid = owner(claim)
    if sys.stdin.read().strip() == "done" or pid is None:
        return
    for word in ("INT", "QUIT"):
        tell(pid, word, pg_ctl)
        until = time.monotonic() + PATIENCE
        while owner(claim) == pid and time.monotonic() < until:
            time.sleep(LOOK_AGAIN)
        if owner(claim) != pid:
            break
    if home is not None:
        shutil.rmtree(home, ignore_errors=True)


def owner(claim: Path) -> int | None:
    """The server that claims the data; another one may have taken its place meanwhile."""
    try:
        return int(claim.read_text().partition("\n")[0])
    except (OSError, ValueError):
        return None


def tell(pid: int, word: str, pg_ctl: str) -> None:
    """Sends a signal by the name that pg_ctl has for it, which works without signals but refuses root."""
    if sys.platform == "win32":
        subprocess.run([pg_ctl, "kill", word, str(pid)], capture_output=True)
        return
    try:
        os.kill(pid, {"INT": signal.SIGINT, "QUIT": signal.SIGQUIT}[word])
    except ProcessLookupError:
        return


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
