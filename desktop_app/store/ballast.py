"""Room that is kept for the day the disk is full: SQLite can open nothing without some beside its database."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

NAME = "ballast"
SIZE = 512 * 1024
"""Bytes: what opening needs (an index of the log, its first pages, the identity), and a page of words to be saved."""


def keep(folder: Path) -> None:
    """Takes the room while there is plenty; on a full disk it does nothing. Filled by chance, or a file system that
    compresses would keep none."""
    place = folder / NAME
    with suppress(OSError):
        if place.exists() or shutil.disk_usage(folder).free < 8 * SIZE:
            return
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(os.urandom(SIZE))


def release(folder: Path) -> bool:
    """Gives the room back where the disk is full; whether there was any to give."""
    place = folder / NAME
    try:
        if shutil.disk_usage(folder).free >= SIZE:
            return False
        place.unlink()
    except OSError:
        return False
    return True
