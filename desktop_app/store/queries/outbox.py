"""The commands of this laptop: what waits to be sent, what was refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from desktop_app.domain.effects import Command
from desktop_app.protocol import wire
from desktop_app.store.schema import outbox

_KEPT = outbox.c.kind != "Withdrawn"
_PENDING = outbox.c.outcome.is_(None)


@dataclass(frozen=True)
class OutboxItem:
    """A command as a person may see it. `sent`: it may have reached the database and can no longer be changed.

    `outcome`: None while it waits, `ok`, or the code it was refused with (`data` explains it).
    """

    no: int
    id: str
    kind: str
    at: datetime
    about: str | None
    words: str
    sent: bool
    outcome: str | None
    data: Mapping[str, Any]


def pending(connection: sa.Connection) -> list[OutboxItem]:
    """What the database has not answered yet, in order; what was withdrawn is not shown."""
    wanted = sa.select(outbox).where(_PENDING, _KEPT).order_by(outbox.c.no)
    return [_item(row) for row in connection.execute(wanted)]


def refused(connection: sa.Connection) -> list[OutboxItem]:
    """What was refused in the last thirty days, newest first."""
    wanted = sa.select(outbox).where(outbox.c.outcome != "ok", _KEPT).order_by(outbox.c.no.desc())
    return [_item(row) for row in connection.execute(wanted)]


def pending_count(connection: sa.Connection) -> int:
    """How many commands wait."""
    return connection.scalar(sa.select(sa.func.count()).where(_PENDING, _KEPT)) or 0


def unanswered(connection: sa.Connection) -> int:
    """How many numbers the database has still to answer, those of withdrawn commands included."""
    return connection.scalar(sa.select(sa.func.count()).where(_PENDING)) or 0


def last_answered(connection: sa.Connection) -> int:
    """The highest number the database has answered."""
    return connection.scalar(sa.select(sa.func.max(outbox.c.no)).where(outbox.c.outcome.is_not(None))) or 0


def refused_count(connection: sa.Connection) -> int:
    """How many commands were refused in the last thirty days."""
    return connection.scalar(sa.select(sa.func.count()).where(outbox.c.outcome != "ok", _KEPT)) or 0


def changeable(connection: sa.Connection, command_id: str) -> Command | None:
    """The command, while its person may still change or withdraw it; None once it is marked sent, or unknown."""
    wanted = sa.select(outbox).where(outbox.c.id == command_id, _PENDING, _KEPT, sa.not_(outbox.c.sent))
    row = connection.execute(wanted).first()
    if row is None:
        return None
    from desktop_app.protocol.commands import command

    return command(row.kind, row.id, row.person, row.at, row.body)


def _item(row: sa.Row[Any]) -> OutboxItem:
    data = json.loads(row.data) if row.data else {}
    return OutboxItem(
        row.no, row.id, row.kind, wire.moment(row.at), row.about, row.words, bool(row.sent), row.outcome, data
    )
