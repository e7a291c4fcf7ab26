"""A child process of this program that does one thing: says how far it is, then what came of it, and can be ended."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

Told = Callable[[int, int], object]
"""`told(done, total)`: how far something is."""


class Stopped(Exception):
    """Somebody did not want it any more."""


class Late(Exception):
    """It took longer than it may."""


class Crashed(Exception):
    """It ended without saying what came of it."""


def nothing_told(done: int, total: int) -> None:
    """For who does not want to know how far it is."""


class Child:
    """One child. Each line it prints is JSON: `[done, total]`, and last of all what came of it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._guard = threading.Lock()
        self._stopped = self._late = False

    def run(
        self, arguments: Sequence[str], *, given: bytes = b"", told: Told = nothing_told, longest: float | None = None
    ) -> Any:
        """Starts it under its hidden argument, gives it `given` to read, and waits: to be called off the UI thread.

        `longest`: seconds. Raises `Stopped`, `Late`, `Crashed`.
        """
        with self._guard:
            if self._stopped:
                raise Stopped
            process = subprocess.Popen(
                [*_program(), *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
            self._process = process
        watch = threading.Timer(longest, self._end_late) if longest is not None else None
        if watch is not None:
            watch.start()
        last: Any = None
        with process:
            try:
                _give(process, given)
                assert process.stdout is not None
                for line in process.stdout:
                    last = _read(line)
                    if isinstance(last, list):
                        told(last[0], last[1])
            except BaseException:
                process.kill()
                raise
            finally:
                if watch is not None:
                    watch.cancel()
        if self._stopped:
            raise Stopped
        if self._late:
            raise Late
        if process.returncode or not isinstance(last, dict):
            raise Crashed
        return last

    def stop(self) -> None:
        """Ends it, from any thread; what has not begun never does."""
        with self._guard:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def _end_late(self) -> None:
        self._late = True
        if self._process is not None:
            self._process.kill()


def say(row: object) -> None:
    """What the child prints: one line."""
    print(json.dumps(row), flush=True)


def tell(done: int, total: int) -> None:
    """How far the child is."""
    say([done, total])


def _give(process: subprocess.Popen[bytes], given: bytes) -> None:
    assert process.stdin is not None
    with suppress(OSError), process.stdin as pipe:  # a child that has ended says so by its silence
        pipe.write(given)


def _read(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError:  # half a line, of a child that was ended
        return None


def _program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "desktop_app"]
