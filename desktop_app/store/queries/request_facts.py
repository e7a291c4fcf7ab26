"""What lists need beside a request's own row, read for many requests at once: a query each, not one a request."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from desktop_app.domain.requests.promise import Due, Promise, Talk, next_due
from desktop_app.domain.requests.rows import OPEN, Event, Request
from desktop_app.domain.service_hours import CalendarError, NeverOpens, ServiceCalendar
from desktop_app.protocol import wire
from desktop_app.store.queries.rows import decoded
from desktop_app.store.schema import REPLICA, outbox, read_marker

_REQUEST, _MESSAGE, _EVENT, _RATING, _FORM, _CALENDAR = (
    REPLICA[name] for name in ("request", "message", "event", "rating", "form", "calendar")
)
_NOT_RECEIVED = 1 << 61
_PLACE = sa.func.coalesce(_MESSAGE.c.received, _MESSAGE.c.written + _NOT_RECEIVED)
"""Where a message stands: by receipt, what the database does not have yet behind."""
_STILL = ("AskRequester", "Resolve", "Cancel", "Release", "Resume", "WaitForOther", "AddReply", "Reopen")


@dataclass(frozen=True)
class Last:
    """The last message of a request."""

    text: str
    author: str
    at: datetime


@dataclass(frozen=True)
class Facts:
    """What is known about a set of requests, by their ids."""

    last: Mapping[str, Last]
    unread_of: Mapping[str, int]
    pending: frozenset[str]
    stars: Mapping[str, int]
    talks: Mapping[str, Talk]
    events: Mapping[str, list[Event]]
    definitions: Mapping[tuple[str, int], dict[str, Any]]
    calendars: Mapping[str, str] = field(repr=False)

    @classmethod
    def read(cls, connection: sa.Connection, me: str, which: Any) -> Facts:
        """The facts about the requests for which `which` (a condition on the request's columns) holds."""
        ids = sa.select(_REQUEST.c.id).where(which)
        live = ids.where(_REQUEST.c.state.in_(sorted(OPEN)))
        events: dict[str, list[Event]] = {}
        wanted = sa.select(_EVENT).where(_EVENT.c.request.in_(live), _EVENT.c.kind.in_(_STILL))
        for event in decoded(Event, connection.execute(wanted)):
            events.setdefault(event.request, []).append(event)
        forms = sa.select(_REQUEST.c.form, _REQUEST.c.form_version).where(which)
        in_use = sa.select(_FORM.c.form, _FORM.c.version, _FORM.c.definition)
        in_use = in_use.where(sa.tuple_(_FORM.c.form, _FORM.c.version).in_(forms))
        return cls(
            last=_last(connection, ids),
            unread_of=cls.unread(connection, me, which),
            pending=frozenset(
                connection.scalars(
                    sa.select(outbox.c.about).where(outbox.c.outcome.is_(None), outbox.c.about.is_not(None))
                )
            ),
            stars=dict(
                connection.execute(
                    sa.select(_RATING.c.request, _RATING.c.stars).where(_RATING.c.request.in_(ids))
                ).all()
            ),
            talks=_talks(connection, live),
            events=events,
            definitions={(form, version): json.loads(text) for form, version, text in connection.execute(in_use)},
            calendars={
                f"{name}@{version}": text
                for name, version, text in connection.execute(
                    sa.select(_CALENDAR.c.id, _CALENDAR.c.version, _CALENDAR.c.definition)
                )
            },
        )

    @staticmethod
    def unread(connection: sa.Connection, me: str, which: Any) -> dict[str, int]:
        """Messages by others not marked read, where `me` asked or answers; who wrote since has read what was before."""
        mine = _MESSAGE.alias("mine")
        written = sa.func.coalesce(mine.c.received, mine.c.written + _NOT_RECEIVED)
        newer = sa.select(mine.c.id).where(mine.c.request == _MESSAGE.c.request, mine.c.author == me, written > _PLACE)
        wanted = sa.select(_MESSAGE.c.request, sa.func.count()).join(_REQUEST, _REQUEST.c.id == _MESSAGE.c.request)
        wanted = wanted.where(
            which,
            (_REQUEST.c.requester == me) | (_REQUEST.c.assignee == me),
            _MESSAGE.c.author != me,
            _REQUEST.c.state.not_in(("closed", "cancelled")),
            _MESSAGE.c.id.not_in(sa.select(read_marker.c.message)),
            sa.not_(newer.exists()),
        )
        return dict(connection.execute(wanted.group_by(_MESSAGE.c.request)).all())

    def title(self, request: Request) -> dict[str, str]:
        """The title of the request's form by language; empty when this laptop does not hold that version."""
        title = self.definitions.get((request.form, request.form_version), {}).get("title", {})
        return dict(title)

    def due(self, request: Request) -> Due | None:
        """What is due next; None where nothing is owed, or the form or calendar is not on this laptop."""
        calendar = _calendar(self.calendars.get(request.calendar or "", ""))
        definition = self.definitions.get((request.form, request.form_version))
        if calendar is None or definition is None or request.state not in OPEN:
            return None
        promise, talk = Promise.read(definition, request.priority), self.talks.get(request.id, Talk())
        try:
            return next_due(request, talk, self.events.get(request.id, []), promise, calendar)
        except NeverOpens:
            return None


@lru_cache(maxsize=64)
def _calendar(definition: str) -> ServiceCalendar | None:
    """The calendar; None for none, or for a newer one than this version reads: its requests show no deadline."""
    try:
        return ServiceCalendar.from_mapping(json.loads(definition)) if definition else None
    except CalendarError:
        return None


def _last(connection: sa.Connection, ids: Any) -> dict[str, Last]:
    # SQLite takes the other columns from the row that has the maximum
    wanted = sa.select(
        _MESSAGE.c.request,
        _MESSAGE.c.text,
        _MESSAGE.c.author,
        _MESSAGE.c.received,
        _MESSAGE.c.written,
        sa.func.max(_PLACE),
    )
    found = connection.execute(wanted.where(_MESSAGE.c.request.in_(ids)).group_by(_MESSAGE.c.request))
    return {
        request: Last(text, author, wire.moment(written if received is None else received))
        for request, text, author, received, written, _ in found
    }


def _talks(connection: sa.Connection, ids: Any) -> dict[str, Talk]:
    spoken = sa.select(_MESSAGE.c.request, _MESSAGE.c.author, _MESSAGE.c.requester, _MESSAGE.c.received)
    spoken = spoken.where(
        _MESSAGE.c.request.in_(ids), _MESSAGE.c.requester.is_not(None), _MESSAGE.c.received.is_not(None)
    )
    talks: dict[str, Talk] = {}
    for request, author, requester, received in connection.execute(spoken.order_by(_MESSAGE.c.received)):
        talk, at = talks.get(request, Talk()), wire.moment(received)
        talks[request] = talk.heard(at, by_requester=author == requester)
    return talks
