"""What the entry says of this laptop, and what the page reads of its disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.settings import DESKTOP_NOTICES, LEARN_FROM_OPENED, SEND_GAPS, SYNC
from desktop_app.store.queries import outbox, people
from desktop_app.store.queries.space import Space, rows_held, space
from desktop_app.sync.state import State, Status
from desktop_app.ui.context import Context

HELP_TEAM = "it"
"""The team that looks after laptops, where a company has one by this id."""
_TROUBLED = (State.OFFLINE, State.WAITING, State.REFUSED, State.CONNECTING)


@dataclass(frozen=True)
class Connection:
    """How the laptop reaches the company. `address` never holds a password."""

    status: Status
    address: str
    folder: Path | None
    secret_protected: bool

    @property
    def server(self) -> str:
        """The address as people say it: host, port, of several servers each, database."""
        servers, slash, database = self.address.partition("://")[2].partition("?")[0].rpartition("@")[2].partition("/")
        return f"{servers.replace(',', ', ')}{slash}{database}" if servers else self.address

    @property
    def troubled(self) -> bool:
        """Whether the last sync did not end well, and none has since."""
        return self.status.problem is not None and self.status.state in _TROUBLED


def connection_of(context: Context) -> Connection:
    """As it is now; the entry answers at once."""
    services = context.services
    status = services["status"]() if "status" in services else Status()
    folder = services["folder"]() if "folder" in services else None
    assert isinstance(status, Status)
    return Connection(
        status=status,
        address=str(services["backend"]()) if "backend" in services else "",
        folder=folder if isinstance(folder, Path) else None,
        secret_protected=bool(services["secret_protected"]()) if "secret_protected" in services else True,
    )


@dataclass(frozen=True)
class OnDisk:
    """Bytes on the disk: the database without its files, the search index, the files. And what they are."""

    data: int
    index: int
    files: int
    held: Space

    @property
    def whole(self) -> int:
        """All of it."""
        return self.data + self.index + self.files


@dataclass(frozen=True)
class Reading:
    """What the page shows that lies on the disk. `phone` is that of the team that helps with laptops."""

    disk: OnDisk
    waiting: int
    phone: str
    desktop_notices: bool
    sends_gaps: bool
    learns: bool
    syncs: bool


def read_page(store: Any, folder: Path | None) -> Reading:
    """Off the UI thread."""
    held, waiting, team = store.reader.read(
        lambda c: (space(c), outbox.pending_count(c), people.team(c, HELP_TEAM))
    )  # fmt: skip
    index, rest = _bytes_of(folder)
    return Reading(
        disk=OnDisk(max(0, rest - held.file_bytes), index, held.file_bytes, held),
        waiting=waiting,
        phone="" if team is None else team.phone,
        desktop_notices=store.settings.get(DESKTOP_NOTICES),
        sends_gaps=store.settings.get(SEND_GAPS),
        learns=store.settings.get(LEARN_FROM_OPENED),
        syncs=store.settings.get(SYNC),
    )


def read_counts(store: Any) -> dict[str, int]:
    """Rows a stream, and what waits; off the UI thread."""
    rows: dict[str, int] = store.reader.read(rows_held)
    return rows | {"outbox": store.reader.read(outbox.pending_count)}


def _bytes_of(folder: Path | None) -> tuple[int, int]:
    """Of the search index, and of everything else in the folder."""
    index = rest = 0
    for path, size in _sizes(folder):
        if path.parts[:1] == ("index",):
            index += size
        else:
            rest += size
    return index, rest


def _sizes(folder: Path | None) -> Iterator[tuple[Path, int]]:
    if folder is None:
        return
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            try:
                yield path.relative_to(folder), path.stat().st_size
            except FileNotFoundError:  # an index generation that was just replaced
                continue
