"""The bytes of attachments on this laptop, known by their SHA-256, in the chunks they travel in."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from desktop_app.domain.requests.conversation import LARGEST_FILE, is_file_name
from desktop_app.store.connections import Reader, writing
from desktop_app.store.errors import FileRefused, StoreError
from desktop_app.store.file_space import ROOM, choose, room_left, tidy, tidy_is_due, use
from desktop_app.store.schema import REPLICA, file, file_chunk, outbox, shadow

CHUNK = 256 * 1024
"""Bytes a chunk: what a cut connection loses at most (measured: 64 KiB sent 1.02 times over, 1 MiB 1.12)."""

_ATTACHMENT, _REQUEST = REPLICA["attachment"], REPLICA["request"]
ANNOUNCED_BY = sa.func.substr(_ATTACHMENT.c.id, 1, sa.func.instr(_ATTACHMENT.c.id, "/") - 1)
"""The id of the command that an attachment came with."""


@dataclass(frozen=True)
class Transfer:
    """A file that is to travel: the attachment's id, its size and hash."""

    attachment: str
    size: int
    sha256: str

    @property
    def chunks(self) -> int:
        """How many chunks it has."""
        return -(-self.size // CHUNK)


class Files:
    """Keeps the bytes, before the command that names their hash is saved: the person may then delete the original."""

    def __init__(self, engine: sa.Engine, reader: Reader, *, room: int = ROOM):
        self._engine, self._reader, self._room = engine, reader, room

    def put_file(self, source: Path | bytes, name: str | None = None) -> dict[str, Any]:
        """Keeps a file; `{"name", "size", "sha256"}` as commands name it. Raises `FileRefused`, `StoreFull`."""
        shown = name if name is not None else source.name if isinstance(source, Path) else ""
        if not is_file_name(shown):
            raise FileRefused("name", shown)
        content = _read(source, shown) if isinstance(source, Path) else source
        if not content:
            raise FileRefused("empty", shown)
        if len(content) > LARGEST_FILE:
            raise FileRefused("too_large", shown)
        sha256 = hashlib.sha256(content).hexdigest()
        with writing(self._engine) as connection:
            if not connection.scalar(sa.select(file.c.whole).where(file.c.sha256 == sha256)):
                _keep(connection, sha256, len(content), whole=True)
                chunks = [
                    {"sha256": sha256, "at": at // CHUNK, "bytes": content[at : at + CHUNK]}
                    for at in range(0, len(content), CHUNK)
                ]
                connection.execute(file_chunk.insert().prefix_with("OR REPLACE"), chunks)
            choose(connection, sha256)
        return {"name": shown, "size": len(content), "sha256": sha256}

    def read_file(self, sha256: str) -> bytes | None:
        """All bytes, None when they are not (all) on this laptop."""
        whole = sa.select(file.c.whole).where(file.c.sha256 == sha256)
        parts = sa.select(file_chunk.c.bytes).where(file_chunk.c.sha256 == sha256).order_by(file_chunk.c.at)
        content = self._reader.read(lambda c: b"".join(c.scalars(parts)) if c.scalar(whole) else None)
        if content is not None:
            with suppress(StoreError), writing(self._engine) as connection:  # on a full disk it is shown all the same
                use(connection, sha256)
        return content

    def chunk(self, sha256: str, at: int) -> bytes | None:
        """One chunk, to be sent."""
        wanted = sa.select(file_chunk.c.bytes).where(file_chunk.c.sha256 == sha256, file_chunk.c.at == at)
        return self._reader.read(lambda c: c.scalar(wanted))

    def to_send(self) -> list[Transfer]:
        """Files whose attachment the database has, but not yet all their bytes, and which are whole on this laptop."""
        pending = sa.select(shadow.c.key).where(shadow.c.stream == "attachment")
        wanted = _transfers().join(file, file.c.sha256 == _ATTACHMENT.c.sha256)
        wanted = wanted.where(file.c.whole, sa.func.coalesce(_ATTACHMENT.c.complete, 0) == 0)
        wanted = wanted.where(sa.func.json_array(_ATTACHMENT.c.id).not_in(pending))
        wanted = wanted.where(ANNOUNCED_BY.in_(sa.select(outbox.c.id)))  # others may have announced the same bytes
        return self._reader.read(lambda c: [Transfer(*row) for row in c.execute(wanted)])

    def to_fetch(self, attachment: str | None = None) -> list[Transfer]:
        """Files that the database has whole and this laptop does not: this one, or those of open requests, as far as
        there is room."""
        here = sa.select(file.c.sha256).where(file.c.whole)
        wanted = _transfers().where(_ATTACHMENT.c.complete == 1, _ATTACHMENT.c.sha256.not_in(here))
        if attachment is not None:
            wanted = wanted.where(_ATTACHMENT.c.id == attachment)
        else:
            wanted = wanted.join(_REQUEST, _REQUEST.c.id == _ATTACHMENT.c.request)
            wanted = wanted.where(_REQUEST.c.state.not_in(("closed", "cancelled")))
            return self._reader.read(lambda c: _fitting(c.execute(wanted).all(), room_left(c, self._room)))
        return self._reader.read(lambda c: [Transfer(*row) for row in c.execute(wanted)])

    def missing(self, transfer: Transfer) -> list[int]:
        """The chunks of a file that this laptop lacks."""
        have = sa.select(file_chunk.c.at).where(file_chunk.c.sha256 == transfer.sha256)
        here = self._reader.read(lambda c: set(c.scalars(have)))
        return [at for at in range(transfer.chunks) if at not in here]

    def put_chunk(self, transfer: Transfer, at: int, content: bytes) -> bool:
        """Keeps a fetched chunk; True once the file is whole. Bytes that are not what the hash says are thrown away."""
        with writing(self._engine) as connection:
            _keep(connection, transfer.sha256, transfer.size, whole=False)
            row = {"sha256": transfer.sha256, "at": at, "bytes": content}
            connection.execute(file_chunk.insert().prefix_with("OR REPLACE"), row)
            parts = sa.select(file_chunk.c.at, file_chunk.c.bytes).where(file_chunk.c.sha256 == transfer.sha256)
            if connection.scalar(sa.select(sa.func.count()).select_from(parts.subquery())) != transfer.chunks:
                return False
            hashed = hashlib.sha256()
            for _, part in connection.execute(parts.order_by(file_chunk.c.at)):
                hashed.update(part)
            if hashed.hexdigest() != transfer.sha256:
                connection.execute(file_chunk.delete().where(file_chunk.c.sha256 == transfer.sha256))
                return False
            connection.execute(file.update().where(file.c.sha256 == transfer.sha256), {"whole": True})
            use(connection, transfer.sha256)
            return True

    def tidy(self, now: datetime) -> bool:
        """Takes away what nothing names any more, and what is over the room that files may take; whether any went."""
        if not self._reader.read(lambda c: tidy_is_due(c, self._room)):
            return False
        with writing(self._engine) as connection:
            return tidy(connection, now, self._room)


def _fitting(rows: Iterable[Any], room: int) -> list[Transfer]:
    """The first of these, each as far as it fits beside those before it."""
    fitting = []
    for id, size, sha256 in rows:
        if size <= room:
            room -= size
            fitting.append(Transfer(id, size, sha256))
    return fitting


def _transfers() -> sa.Select[Any]:
    return sa.select(_ATTACHMENT.c.id, _ATTACHMENT.c.size, _ATTACHMENT.c.sha256).order_by(_ATTACHMENT.c.id)


def _keep(connection: sa.Connection, sha256: str, size: int, *, whole: bool) -> None:
    how = "OR REPLACE" if whole else "OR IGNORE"
    connection.execute(file.insert().prefix_with(how), {"sha256": sha256, "size": size, "whole": whole})


def _read(path: Path, name: str) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as source:
            found = os.fstat(source.fileno())
            if not stat.S_ISREG(found.st_mode):  # a folder, a pipe, a device
                raise FileRefused("unreadable", name)
            if found.st_size > LARGEST_FILE:
                raise FileRefused("too_large", name)
            return source.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:  # ValueError: a path with a zero byte in it
        raise FileRefused("unreadable", name) from error
