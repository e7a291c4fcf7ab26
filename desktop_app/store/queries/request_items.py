"""A request as lists show it, many at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from desktop_app.domain.identifiers import short_reference
from desktop_app.domain.requests.rows import Request
from desktop_app.protocol import wire
from desktop_app.store.queries.people import names
from desktop_app.store.queries.request_facts import Facts
from desktop_app.store.schema import REPLICA

_REQUEST = REPLICA["request"]
_SHOWN = sa.select(*(column for column in _REQUEST.c if column.name not in ("answers", "approvals", "assigned")))


@dataclass(frozen=True)
class RequestItem:
    """A request as lists show it.

    `number` is official (`HR-1042`), None until the database has it; `reference` can be said on the phone before that.
    `due` is what the team owes next and `due_kind` names it ("first_response", "resolution"); both None when nothing is
    owed or nothing is known yet. While it waits for the requester `due` is None and `left` the open time that remains.
    `late`: it was due before now.
    `pending`: something about it waits to be sent. `unread`: messages by others the reader has not seen, where the
    reader is requester or assignee. `last_author` is a login, None when nobody wrote yet. Times are aware, UTC.
    """

    id: str
    number: str | None
    reference: str
    form: str
    form_title: dict[str, str]
    subject: str
    state: str
    priority: str
    team: str
    requester: str
    requester_name: str
    assignee: str | None
    assignee_name: str | None
    written: datetime
    received: datetime | None
    resolved: datetime | None
    due: datetime | None
    due_kind: str | None
    left: timedelta | None
    pending: bool
    unread: int
    last_message: str
    last_author: str | None
    last_at: datetime
    rated: int | None
    late: bool = False


def _request(row: sa.Row[Any]) -> Request:
    """The row without its answers: no list shows them, and reading them all takes longer than the rest."""
    given = row._asdict()
    for name in ("written", "received", "resolved"):
        given[name] = None if given[name] is None else wire.moment(given[name])
    return Request(**given, answers={}, approvals=[])


def items(connection: sa.Connection, me: str, which: Any, now: datetime | None) -> list[RequestItem]:
    """The requests for which `which` (a condition on the request's columns) holds, as `me` sees them at `now`."""
    requests = [_request(row) for row in connection.execute(_SHOWN.where(which))]
    if not requests:
        return []
    facts, name_of = Facts.read(connection, me, which), names(connection)
    return [_item(request, facts, name_of, now) for request in requests]


def _item(request: Request, facts: Facts, name_of: dict[str, str], now: datetime | None) -> RequestItem:
    last = facts.last.get(request.id)
    due = facts.due(request)
    return RequestItem(
        id=request.id,
        number=request.number,
        reference=short_reference(request.id),
        form=request.form,
        form_title=facts.title(request),
        subject=request.subject,
        state=request.state,
        priority=request.priority,
        team=request.team,
        requester=request.requester,
        requester_name=name_of.get(request.requester, request.requester),
        assignee=request.assignee,
        assignee_name=None if request.assignee is None else name_of.get(request.assignee, request.assignee),
        written=request.written,
        received=request.received,
        resolved=request.resolved,
        due=None if due is None else due.at,
        due_kind=None if due is None else due.kind,
        left=None if due is None else due.left,
        late=due is not None and due.at is not None and now is not None and due.at < now,
        pending=request.id in facts.pending,
        unread=facts.unread_of.get(request.id, 0),
        last_message="" if last is None else last.text,
        last_author=None if last is None else last.author,
        last_at=request.written if last is None else last.at,
        rated=facts.stars.get(request.id),
    )
