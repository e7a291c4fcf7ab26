"""The sample company as an outsider meets it: started from the command line, played through the terminal door."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.entry.wire_control import WireSwitch


class Failed(Exception):
    """A command ended with a non-zero exit: `said` is its one sentence."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(f"exit {code}: {said}")
        self.code, self.said = code, said


@dataclass(frozen=True)
class Laptop:
    """One data folder of one person."""

    folder: Path
    url: str
    password: str

    def __call__(self, *arguments: str, given: str | None = None) -> Any:
        """Runs `sigap --data-dir … ARGUMENTS --json` and gives what it printed. Raises `Failed`."""
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "desktop_app",
                "--data-dir",
                str(self.folder),
                "--backend",
                self.url,
                *arguments,
                "--json",
            ],
            input=given,
            capture_output=True,
            text=True,
            timeout=90,
            env=os.environ | {"PGPASSWORD": self.password, "PYTHONWARNINGS": "error"},
        )
        if done.returncode:
            raise Failed(done.returncode, done.stderr.strip())
        return json.loads(done.stdout)

    def submit(self, form: str, answers: dict[str, Any], *more: str) -> str:
        """Raises a request; its id."""
        said: str = self("request", "submit", form, "--answers", "-", *more, given=json.dumps(answers))["id"]
        return said

    def sync(self) -> dict[str, Any]:
        said: dict[str, Any] = self("sync")
        return said

    def request(self, named: str) -> dict[str, Any]:
        said: dict[str, Any] = self("request", "show", named)
        return said


@dataclass(frozen=True)
class Company:
    """What `sigap demo --serve --json` printed."""

    line: dict[str, Any]
    folder: Path

    @property
    def wire(self) -> WireSwitch:
        return WireSwitch(self.line["wire"])

    def laptop(self, login: str, name: str = "laptop") -> Laptop:
        """A new laptop of this person."""
        password = next(person["password"] for person in self.line["people"] if person["login"] == login)
        scheme, rest = self.line["url"].split("://")
        return Laptop(self.folder / f"{login}-{name}", f"{scheme}://{login}@{rest}", password)


@contextmanager
def running_company(folder: Path) -> Iterator[Company]:
    """Starts the demo company and stops it; it must end by itself when it is told to."""
    serving = subprocess.Popen(
        [sys.executable, "-m", "desktop_app", "demo", "--serve", "--json"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert serving.stdout is not None
        yield Company(json.loads(serving.stdout.readline()), folder)
    finally:
        serving.terminate()
        assert serving.wait(30) == 0
        serving.stdout.close()
