"""Work on a laptop's database in a process that is killed in the middle: `python -m tests.store.killed FOLDER`.

For each line of JSON on its input it forks a child, and says afterwards whether that was killed: {"before": n, "ids":
[…]} saves submissions with these ids and is killed before its n-th statement, COMMIT counted too; with {"after": n} it
is killed once it has called the n-th one saved. What a child called saved is printed first.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from desktop_app.store.engine import Store, open_store
from tests.store.replies import ANI, NOW, submit


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def armed(store: Store, before: int | None) -> None:
    """SQLAlchemy's own events do not show COMMIT; SQLite's trace does."""
    left = before

    def count(_: str) -> None:
        nonlocal left
        if left is not None:
            left -= 1
            if left < 0:
                die()

    @sa.event.listens_for(store.engine, "checkout")
    def trace(connection: Any, *_: Any) -> None:
        connection.set_trace_callback(count)


def child(folder: Path, job: dict[str, Any]) -> None:
    store = open_store(folder, login=ANI, clock=lambda: NOW)
    armed(store, job.get("before"))
    for done, id in enumerate(job["ids"], 1):
        store.writer.run(submit(id=id))
        os.write(sys.stdout.fileno(), f"{id}\n".encode())
        if done == job.get("after"):
            die()
    os._exit(0)


def main(folder: Path) -> None:
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            child(folder, json.loads(line))
        _, status = os.waitpid(process, 0)
        print("killed" if os.WIFSIGNALED(status) else f"ended {os.waitstatus_to_exitcode(status)}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
