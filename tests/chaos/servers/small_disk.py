"""A disk of a few megabytes that can be filled to the last byte, and freed."""

from __future__ import annotations

import os
import secrets
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest


class SmallDisk:
    """A file system of its own, in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._weight = folder / "weight"

    @property
    def free(self) -> int:
        found = os.statvfs(self.folder)
        return found.f_bavail * found.f_frsize

    def fill(self) -> None:
        """Leaves not one byte."""
        with suppress(OSError), self._weight.open("ab", buffering=0) as file:
            while True:
                file.write(b"\0" * 65_536)
        with suppress(OSError), self._weight.open("ab", buffering=0) as file:
            while True:
                file.write(b"\0")
        assert self.free == 0

    def clear(self) -> None:
        """Gives the room back."""
        self._weight.unlink()


@contextmanager
def small_disk(megabytes: int) -> Iterator[SmallDisk]:
    """Only root may make one: whoever else runs the tests hears that these were not."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("a disk of its own can be made by root only")
    folder = Path(tempfile.gettempdir()) / f"sigap-disk-{secrets.token_hex(6)}"
    folder.mkdir()
    size = f"size={megabytes}m,mode=755"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)], check=True)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()
