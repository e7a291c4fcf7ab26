"""The folder of an index: one subfolder a generation, the name of the current one, locks and a journal.

    <folder>/current     the name of the generation that answers; replaced whole: a reader sees the old or the new one
    <folder>/g-000007/   Whoosh's files, `words.json` (word to stem), `manifest.json` (last: without it nothing counts)
    <folder>/journal     changes that came while a rebuild was running, for it to repeat before it takes over
    <folder>/*.lock      held by the one process that writes, or rebuilds

An index holds pickles, which can run code. So it is only opened from a folder that nobody else can write to.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from whoosh.util.filelock import FileLock, try_for

from desktop_app.search.schema import FORMAT

_NAME = re.compile(r"g-\d{6,}")
PATIENCE = 20.0  # seconds a change waits for another process to finish its own


class IndexBusy(Exception):
    """Another process is writing to the index, or rebuilding it, and did not finish in time."""


@dataclass(frozen=True)
class Manifest:
    """What a generation says of itself. `complete`: built from all articles; `segments`: how many it was built with."""

    format: int
    complete: bool
    segments: int


class Generations:
    """The generations of one index folder and the locks on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._journal = folder / "journal"

    def current(self) -> Path | None:
        """The generation that answers, None where there never was one. Raises ValueError when its name is damaged."""
        try:
            name = (self.folder / "current").read_text("ascii")
        except FileNotFoundError:
            return None
        if not _NAME.fullmatch(name):
            raise ValueError(name)
        return self.folder / name

    def new(self) -> Path:
        """An empty folder for the next generation, which only this person can enter."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        taken = [int(path.name[2:]) for path in self.folder.glob("g-*") if path.name[2:].isdigit()]
        path = self.folder / f"g-{max(taken, default=0) + 1:06d}"
        path.mkdir(mode=0o700)
        return path

    def point_to(self, generation: Path) -> None:
        """Makes this generation the current one. Called while writing."""
        beside = self.folder / "current.new"
        beside.write_text(generation.name, "ascii")
        beside.replace(self.folder / "current")

    def take_over(self, generation: Path, *, building: Path | None = None) -> None:
        """The same after a rebuild: all others go, but the one that is being built; what a reader still holds open
        goes next time."""
        self.point_to(generation)
        for path in self.folder.glob("g-*"):
            if path not in (generation, building):
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def writing(self, patience: float = PATIENCE) -> Iterator[None]:
        """Nobody else changes the current generation meanwhile. Raises `IndexBusy`."""
        with self._locked("write.lock", patience):
            yield

    @contextmanager
    def rebuilding(self, patience: float = 0.0) -> Iterator[None]:
        """Nobody else rebuilds meanwhile; changes made meanwhile are in the journal. Raises `IndexBusy`."""
        with self._locked("rebuild.lock", patience):
            with self.writing():
                self._journal.unlink(missing_ok=True)
            yield

    def note(self, change: str) -> None:
        """Keeps a change for the rebuild that is running, if one is. Called while writing."""
        try:
            with self._locked("rebuild.lock", 0.0):
                self._journal.unlink(missing_ok=True)
        except IndexBusy:
            with self._journal.open("a", encoding="utf-8") as journal:
                journal.write(change + "\n")

    def noted(self) -> list[str]:
        """The changes that came since this rebuild began. Called while writing, before taking over."""
        try:
            return self._journal.read_text("utf-8").splitlines()
        except FileNotFoundError:
            return []

    @contextmanager
    def _locked(self, name: str, patience: float) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = FileLock(str(self.folder / name))
        if not try_for(lock.acquire, timeout=patience, delay=0.02):
            raise IndexBusy(name)
        try:
            yield
        finally:
            lock.release()


def is_own(folder: Path) -> bool:
    """Whether nobody but this person (and the administrator) can have written to the folder."""
    if os.name != "posix":
        return True  # the person's profile folder is closed to others by the system
    found = folder.stat()
    return found.st_uid == os.getuid() and not found.st_mode & 0o022


def read_manifest(generation: Path) -> Manifest:
    """Raises OSError, ValueError, TypeError or KeyError where it is missing or not what we wrote."""
    found = json.loads((generation / "manifest.json").read_text("utf-8"))
    return Manifest(found["format"], found["complete"], found["segments"])


def write_manifest(generation: Path, *, complete: bool, segments: int) -> None:
    manifest = Manifest(FORMAT, complete, segments)
    (generation / "manifest.json").write_text(json.dumps(asdict(manifest)), "utf-8")
