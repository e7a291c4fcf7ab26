"""Requests as lists and pages show them: one's own, the queue, one conversation with all that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from desktop_app.domain.identifiers import is_short_reference, short_reference
from desktop_app.domain.requests.keeping import EVERYTHING
from desktop_app.domain.requests.rows import OPEN, Retention
from desktop_app.protocol import wire
from desktop_app.store.queries import acknowledgements, checklists, notices
from desktop_app.store.queries.conversation import AttachmentItem, Conversation, MessageItem, Step, read_conversation
from desktop_app.store.queries.request_facts import Facts
from desktop_app.store.queries.request_items import RequestItem, items
from desktop_app.store.queries.rows import StoredRows
from desktop_app.store.schema import REPLICA

__all__ = [
    "AttachmentItem",
    "Conversation",
    "Counts",
    "MessageItem",
    "RequestItem",
    "Step",
    "conversation",
    "counts",
    "find",
    "item",
    "kept",
    "mine",
    "queue",
    "visible",
]

_REQUEST, _MEMBERSHIP = REPLICA["request"], REPLICA["membership"]
RECENT = timedelta(days=30)
"""How long a finished request stays in the queue's list; search and the requester's history have it for ever."""
_LATER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Counts:
    """What the navigation shows: unread messages, open requests of my teams nobody has, my open tasks, unseen notices,
    articles I must still acknowledge."""

    unread: int
    queue: int
    tasks: int
    notices: int
    must_read: int


def mine(connection: sa.Connection, me: str, *, now: datetime) -> list[RequestItem]:
    """What this person asked: open ones first, the one touched last on top."""
    found = items(connection, me, _REQUEST.c.requester == me, now)
    return sorted(found, key=lambda item: (item.state not in OPEN, -item.last_at.timestamp(), item.id))


def queue(connection: sa.Connection, me: str, *, now: datetime) -> list[RequestItem]:
    """What the teams of this person were asked: open ones first, by what is due first; then what was finished in the
    last thirty days, newest first."""
    last = sa.func.coalesce(_REQUEST.c.resolved, _REQUEST.c.received, _REQUEST.c.written)
    recent = last > wire.microseconds(now - RECENT)
    shown = sa.or_(_REQUEST.c.state.in_(sorted(OPEN)), recent)
    found = items(connection, me, sa.and_(_REQUEST.c.team.in_(_teams_of(me)), shown), now)
    open_ones = [item for item in found if item.state in OPEN]
    rest = [item for item in found if item.state not in OPEN]
    return [
        *sorted(open_ones, key=lambda item: (item.due is None, item.due or _LATER, item.written, item.id)),
        *sorted(rest, key=lambda item: (item.last_at, item.id), reverse=True),
    ]


def visible(connection: sa.Connection, me: str, *, now: datetime | None = None) -> list[RequestItem]:
    """All requests this person may see, newest first."""
    found = items(connection, me, sa.true(), now)
    return sorted(found, key=lambda item: (item.written, item.id), reverse=True)


def item(connection: sa.Connection, me: str, said: str, *, now: datetime | None = None) -> RequestItem | None:
    """The request with this id, official number or short reference; case and, in a reference, the hyphen are free."""
    wanted = find(connection, said)
    found = [] if wanted is None else items(connection, me, _REQUEST.c.id == wanted, now)
    return found[0] if found else None


def conversation(connection: sa.Connection, me: str, said: str, *, now: datetime | None = None) -> Conversation | None:
    """The request with this id, number or short reference, with all that belongs to it; None when it is not here."""
    wanted = find(connection, said)
    return None if wanted is None else read_conversation(connection, me, wanted, now)


def find(connection: sa.Connection, said: str) -> str | None:
    """The id of the request that a person named by id, number or short reference."""
    said = said.strip()
    by_name = sa.select(_REQUEST.c.id).where((_REQUEST.c.id == said.lower()) | (_REQUEST.c.number == said.upper()))
    found = connection.scalar(by_name)
    if found is None and is_short_reference(said):
        wanted = said.replace("-", "").upper()
        newest = connection.scalars(sa.select(_REQUEST.c.id).order_by(_REQUEST.c.written.desc()))
        return next((each for each in newest if short_reference(each).replace("-", "") == wanted), None)
    return found


def kept(connection: sa.Connection) -> Retention | None:
    """How long requests are kept that no policy of their own is for; None before the first pull."""
    return StoredRows(connection).get(Retention, EVERYTHING, EVERYTHING)


def counts(connection: sa.Connection, me: str) -> Counts:
    """The numbers beside the names of the pages."""
    waiting = sa.select(sa.func.count()).where(_REQUEST.c.team.in_(_teams_of(me)), _REQUEST.c.state == "new")
    return Counts(
        unread=sum(Facts.unread(connection, me, sa.true()).values()),
        queue=connection.scalar(waiting.where(_REQUEST.c.requester != me)) or 0,
        tasks=checklists.open_tasks(connection, me),
        notices=notices.count(connection),
        must_read=len(acknowledgements.must_read(connection, me)),
    )


def _teams_of(me: str) -> sa.Select[Any]:
    return sa.select(_MEMBERSHIP.c.team).where(_MEMBERSHIP.c.person == me)
