"""Keeps the bytes of files from filling a laptop: what nothing names goes after a day, what can be fetched again when
the room is used up, the longest unused first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from desktop_app.protocol import wire
from desktop_app.store.erased import drop_unused_files, is_named, is_written
from desktop_app.store.schema import REPLICA, file, file_chunk

ROOM = 512 * 1024 * 1024
"""Bytes of files that a laptop keeps; beyond it, only what exists nowhere else yet."""
IDLE = timedelta(days=1)
"""A file that was just chosen is named by nothing until its draft is saved."""
_ATTACHMENT = REPLICA["attachment"]


def use(connection: sa.Connection, sha256: str) -> None:
    """Somebody looks at this file, or it has just come: it goes last."""
    latest = sa.select(sa.func.coalesce(sa.func.max(file.c.used), 0) + 1).scalar_subquery()
    connection.execute(file.update().where(file.c.sha256 == sha256).values(used=latest))


def choose(connection: sa.Connection, sha256: str) -> None:
    """Somebody has chosen this file: its day begins anew."""
    connection.execute(file.update().where(file.c.sha256 == sha256).values(idle_since=None))
    use(connection, sha256)


def room_left(connection: sa.Connection, room: int = ROOM) -> int:
    """How many bytes may still be fetched without being asked for."""
    return max(0, room - (connection.scalar(sa.select(sa.func.sum(file.c.size)).where(file.c.whole)) or 0))


def tidy_is_due(connection: sa.Connection, room: int = ROOM) -> bool:
    """Whether `tidy` has anything to look at: a read, so that a quiet sync writes nothing."""
    return room_left(connection, room) == 0 or connection.scalar(_nowhere().limit(1)) is not None


def tidy(connection: sa.Connection, now: datetime, room: int = ROOM) -> bool:
    """Takes away what may go; whether anything did."""
    seen = wire.microseconds(now)
    nameless = [sha256 for sha256 in connection.scalars(_nowhere()) if not is_named(connection, sha256)]
    named_again = file.update().where(file.c.sha256.not_in(nameless), file.c.idle_since.is_not(None))
    connection.execute(named_again, {"idle_since": None})
    nameless_now = file.update().where(file.c.sha256.in_(nameless), file.c.idle_since.is_(None))
    connection.execute(nameless_now, {"idle_since": seen})
    old = sa.select(file.c.sha256).where(file.c.idle_since <= wire.microseconds(now - IDLE))
    gone = drop_unused_files(connection, connection.scalars(old).all())
    return _make_room(connection, room) or gone


def _nowhere() -> sa.Select[Any]:
    """Files that no attachment names."""
    return sa.select(file.c.sha256).where(file.c.sha256.not_in(sa.select(_ATTACHMENT.c.sha256)))


def _make_room(connection: sa.Connection, room: int) -> bool:
    over = (connection.scalar(sa.select(sa.func.sum(file.c.size)).where(file.c.whole)) or 0) - room
    if over <= 0:
        return False
    away = sa.func.coalesce(_ATTACHMENT.c.complete, 0) == 0  # the database does not have it: it is nowhere else
    wanted = (
        sa.select(file.c.sha256, file.c.size)
        .where(file.c.whole, file.c.sha256.in_(sa.select(_ATTACHMENT.c.sha256)))
        .where(file.c.sha256.not_in(sa.select(_ATTACHMENT.c.sha256).where(away)))
        .order_by(file.c.used, file.c.sha256)
    )
    gone = []
    for sha256, size in connection.execute(wanted).all():
        if over <= 0:
            break
        if not is_written(connection, sha256):
            gone.append(sha256)
            over -= size
    for table in (file_chunk, file):
        connection.execute(table.delete().where(table.c.sha256.in_(gone)))
    return bool(gone)
