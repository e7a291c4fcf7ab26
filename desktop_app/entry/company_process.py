"""The sample company in a child process: started, waited for, stopped. This application never imports its code."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import util
from pathlib import Path
from typing import Any
from urllib.parse import quote


class NoCompany(Exception):
    """The company could not be started; the words say why."""


@dataclass(frozen=True)
class Company:
    """What the demo's one JSON line says. `people` by login, `chooser` in the order they are offered."""

    url: str
    people: Mapping[str, Mapping[str, Any]]
    name: str = ""
    chooser: tuple[Mapping[str, Any], ...] = ()
    wire: str | None = None

    @classmethod
    def read(cls, line: str) -> Company:
        """Reads the line. Raises `NoCompany` for anything else."""
        try:
            said = json.loads(line)
            people = {person["login"]: person for person in said["people"]}
            return cls(said["url"], people, said.get("company", ""), tuple(said.get("chooser", ())), said.get("wire"))
        except (ValueError, KeyError, TypeError) as error:
            raise NoCompany("The line of `sigap demo --serve --json` is not complete.") from error

    def backend(self, login: str) -> str:
        """The URL this person connects with, without their password."""
        scheme, rest = self.url.split("://", 1)
        return f"{scheme}://{quote(login, safe='')}@{rest}"

    def password(self, login: str) -> str:
        return str(self.people[login]["password"])


@dataclass
class CompanyProcess:
    """Runs `sigap demo --serve` beside this process. It ends when this process does, however that ends.

    With `history` the company was asked something already; else all its queues are empty.
    """

    folder: Path | None = None
    history: bool = False
    _process: subprocess.Popen[str] | None = field(default=None, repr=False)

    def start(self) -> Company:
        """Waits until the company is there. Raises `NoCompany`."""
        if util.find_spec("sigap_server") is None:
            raise NoCompany("The sample company is not part of this installation: pip install 'sigap[server]'")
        command = [sys.executable, "-m", "sigap_server.demo", "--serve", "--json", "--attached"]
        if self.folder is not None:
            command += ["--folder", str(self.folder)]
        if self.history:
            command.append("--history")
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self.stop()
            raise NoCompany("The sample company did not start; the lines above say why.")
        return Company.read(line)

    def stop(self) -> None:
        """Returns when it is gone and has left nothing running."""
        if self._process is None:
            return
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        self._process = None
