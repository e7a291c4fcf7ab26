"""Deletes files so that what was in them is not simply left on the disk.

Where a disk writes in place the content is overwritten first. Flash and file systems that copy on write may keep old
blocks all the same: what counts there is that the database is encrypted and its key goes first.
"""

from __future__ import annotations

import os
from pathlib import Path

_PIECE = 1 << 20


def erase(path: Path) -> None:
    """Overwrites a file and deletes it; nothing happens where there is none. Raises OSError."""
    if path.is_symlink():
        path.unlink()
        return
    try:
        size = path.stat().st_size
        with path.open("rb+") as file:
            for at in range(0, size, _PIECE):
                file.write(bytes(min(_PIECE, size - at)))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    except PermissionError:  # a file that may not be written may still be deleted
        pass
    path.unlink(missing_ok=True)
