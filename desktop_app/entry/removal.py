"""Removes a laptop's copy when the company asks for it, whole, also when it is killed in the middle.

First a note is written that says so; from then on nothing opens the folder, and each start goes on where the last one
stopped. Then the key goes, which makes noise of the database, wherever pieces of it remain. Then every file is
overwritten and deleted; at the end what the company is told with. What stays is the note: no name, no address.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.entry import authority
from desktop_app.entry.backend import FILE, Secrets
from desktop_app.entry.replica_key import KeyGone, ReplicaKey
from desktop_app.store.cipher import flush_folder
from desktop_app.store.erase import erase
from desktop_app.store.errors import StoreError

NOTE = "removed.json"
_LAST = (FILE, authority.AUTHORITY)
"""What a connection needs."""


@dataclass(frozen=True)
class Removal:
    """Why and when a copy was removed, and how many things of the person's had not been sent.

    `reason`: `blocked`, `left`, `revoked`. `url`: the address whose secret is still to be forgotten; None: all is done.
    """

    reason: str
    at: datetime
    unsent: int
    url: str | None = None


class Removed(StoreError):
    """The copy in this folder was removed at the company's word."""

    def __init__(self, removal: Removal):
        super().__init__(removal.reason)
        self.removal = removal


def read_note(folder: Path) -> Removal | None:
    """What was removed here; None where nothing was. A note that cannot be read counts: it was being written."""
    try:
        said = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        return Removal(said["reason"], datetime.fromisoformat(said["at"]), int(said["unsent"]), said["url"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        return Removal("blocked", datetime.fromtimestamp((folder / NOTE).stat().st_mtime, UTC), 0)


def begin(folder: Path, removal: Removal) -> None:
    """Writes the note, whole or not at all: from here on the copy is lost. Raises OSError."""
    beside = folder / f"{NOTE}.new"
    content = {
        "reason": removal.reason, "at": removal.at.isoformat(), "unsent": removal.unsent, "url": removal.url,
    }  # fmt: skip
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / NOTE)
    flush_folder(folder)


def go_on(folder: Path, tell: Callable[[], object] = lambda: None) -> Removal:
    """Removes what is left; may be called again and again. `tell` tells the company, while that is still possible.

    Raises OSError where a file cannot be deleted now: the next start goes on.
    """
    removal, last = read_note(folder), [folder / name for name in _LAST]
    assert removal is not None
    with suppress(KeyGone):
        ReplicaKey(folder).destroy()
    for path in sorted(folder.rglob("*"), reverse=True):  # what is in a folder before the folder
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        elif path != folder / NOTE and path not in last:
            erase(path)
    if removal.url is not None:
        tell()
        Secrets(folder).forget(removal.url)
        removal = Removal(removal.reason, removal.at, removal.unsent)
        begin(folder, removal)
    for path in last:
        erase(path)
    return removal


def forget_note(folder: Path) -> None:
    """Somebody comes in here anew."""
    (folder / NOTE).unlink(missing_ok=True)
