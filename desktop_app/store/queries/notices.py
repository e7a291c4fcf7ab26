"""What a person is told: replies, refusals, a repair."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from desktop_app.protocol import wire
from desktop_app.store.schema import notice


@dataclass(frozen=True)
class NoticeItem:
    """One notice. `kind`: refused, reply, question, taken, resolved, reopened, cancelled, repaired, unanswered,
    reminded.

    `data` is what its sentence needs: `code` and what explains it, `actor` (a login), `subject`, `command` (the kind of
    a refused one), `article` and `language` of what was written; `at` in it is an aware time. `words`: the person's
    own, of a refused command, else the beginning of a reply. `request` is the id of the request it is about.
    """

    no: int
    kind: str
    request: str | None
    data: Mapping[str, Any]
    words: str
    at: datetime
    seen: bool


def list(connection: sa.Connection, unseen_only: bool = False) -> tuple[NoticeItem, ...]:
    """The notices, newest first."""
    wanted = sa.select(notice).order_by(notice.c.no.desc())
    if unseen_only:
        wanted = wanted.where(sa.not_(notice.c.seen))
    return tuple(_item(row) for row in connection.execute(wanted))


def after(connection: sa.Connection, no: int) -> tuple[NoticeItem, ...]:
    """The notices that came after the one with this number, oldest first: what a desktop message is shown for."""
    wanted = sa.select(notice).where(notice.c.no > no).order_by(notice.c.no)
    return tuple(_item(row) for row in connection.execute(wanted))


def count(connection: sa.Connection) -> int:
    """How many notices were not seen yet."""
    return connection.scalar(sa.select(sa.func.count()).where(sa.not_(notice.c.seen))) or 0


def refused_unseen(connection: sa.Connection) -> int:
    """How many refusals nobody has looked at yet."""
    wanted = sa.select(sa.func.count()).where(notice.c.kind == "refused", sa.not_(notice.c.seen))
    return connection.scalar(wanted) or 0


def _item(row: sa.Row[Any]) -> NoticeItem:
    data = json.loads(row.data)
    if isinstance(data.get("at"), int):
        data["at"] = wire.moment(data["at"])
    return NoticeItem(row.no, row.kind, row.request, data, row.words, wire.moment(row.at), bool(row.seen))
