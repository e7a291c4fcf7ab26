"""Lets a program that refuses to run as root run all the same, as an account without rights, on places it can reach.

PostgreSQL is such a program, and its data and its programs may lie where that account cannot go (a clone under /root).
Nothing is opened up for it: what it cannot reach is put into a folder of our own instead.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

OWN_PLACE = Path("/var/lib/sigap")  # belongs to root, so nobody else can prepare it
NAMES = ("nobody", "daemon")


@dataclass(frozen=True)
class Account:
    """A user of the system, by numbers."""

    uid: int
    gid: int

    def can_enter(self, path: Path) -> bool:
        """Whether every folder on the way to `path`, as far as it exists, lets this account through."""
        return all(self._passes(place.stat()) for place in (path, *path.parents) if place.is_dir())

    def _passes(self, status: os.stat_result) -> bool:
        if status.st_uid == self.uid:
            return bool(status.st_mode & stat.S_IXUSR)
        if status.st_gid == self.gid:
            return bool(status.st_mode & stat.S_IXGRP)
        return bool(status.st_mode & stat.S_IXOTH)


def account() -> Account | None:
    """The account to run as; None where this process is not root and needs none."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = next(known[name] for name in NAMES if name in known)
    return Account(entry.pw_uid, entry.pw_gid)


def own_place(purpose: str, about: str) -> Path:
    """A folder under the place of our own for `purpose`, always the same one for the same `about`."""
    return OWN_PLACE / f"{purpose}-{hashlib.sha256(about.encode()).hexdigest()[:12]}"


def own_places(purpose: str) -> list[Path]:
    """The folders of our own that are there for `purpose`."""
    return sorted(OWN_PLACE.glob(f"{purpose}-*"))


def make_folder(folder: Path) -> None:
    """Makes `folder` and what is missing above it; anybody may pass through what was made, nobody may look around."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(exist_ok=True)
        place.chmod(0o711)


def reachable_copy(tree: Path, parts: tuple[str, ...], version: str) -> Path:
    """A copy of some parts of a folder in the place of our own, made once for each version of it."""
    copy = own_place("programs", f"{tree} {version}")
    if copy.is_dir():
        return copy
    make_folder(OWN_PLACE)
    with tempfile.TemporaryDirectory(dir=OWN_PLACE) as unfinished:
        whole = Path(unfinished) / "tree"
        for part in parts:
            shutil.copytree(tree / part, whole / part, symlinks=True)
        for place in (whole, *whole.rglob("*")):
            if not place.is_symlink():
                place.chmod(0o755 if place.is_dir() or os.access(place, os.X_OK) else 0o644)
        try:
            whole.rename(copy)
        except OSError:  # another process was faster
            if not copy.is_dir():
                raise
    return copy
