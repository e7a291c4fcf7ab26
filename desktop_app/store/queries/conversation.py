"""One request with all that belongs to it: its answers, messages, steps, files, and what this person asked before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from desktop_app.domain.forms.rows import Form
from desktop_app.domain.requests.rows import Attachment, Event, Message, Rating, Request
from desktop_app.protocol import wire
from desktop_app.store.queries.people import PersonItem, names, person
from desktop_app.store.queries.request_items import RequestItem, items
from desktop_app.store.queries.rows import StoredRows, pending_keys
from desktop_app.store.schema import REPLICA, draft, file, outbox

_SPOKEN = ("AddReply", "AskRequester", "Resolve", "Reopen")
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class MessageItem:
    """A message. `internal`: only the team reads it. `received` None and `pending`: the database does not have it yet.

    `refused` is the code of a message that was refused and whose words still lie in a draft: it shows where it would
    have stood. `files`: `{"name", "size", "sha256"}` each.
    """

    id: str
    author: str
    author_name: str
    text: str
    written: datetime
    received: datetime | None
    internal: bool
    pending: bool
    refused: str | None
    files: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Step:
    """A step of the timeline. `at` is the database's time, while it is pending the device's; `kind` a command's."""

    id: str
    at: datetime
    actor: str
    actor_name: str
    kind: str
    data: Mapping[str, Any]
    pending: bool
    written: datetime
    received: datetime | None


@dataclass(frozen=True)
class AttachmentItem:
    """A file. `complete`: the database has all its bytes. `local`: they are on this laptop. `lost`: nobody waits for
    them any more; who attached it can do so again."""

    id: str
    message: str | None
    name: str
    size: int
    sha256: str
    complete: bool
    local: bool
    lost: bool = False


@dataclass(frozen=True)
class Conversation:
    """All of a request, oldest first.

    `answers` are as kept, by the field's key, and `form` the version they were given in (None: not on this laptop);
    `desktop_app.domain.forms` makes labels and text of the two.
    """

    item: RequestItem
    answers: Mapping[str, Any]
    form: Form | None
    messages: tuple[MessageItem, ...]
    timeline: tuple[Step, ...]
    attachments: tuple[AttachmentItem, ...]
    rating: Rating | None
    requester: PersonItem | None
    history: tuple[RequestItem, ...]


def read_conversation(connection: sa.Connection, me: str, id: str, now: datetime | None) -> Conversation | None:
    """The request with this id, as `me` sees it at `now`."""
    rows = StoredRows(connection)
    request = rows.get(Request, id)
    if request is None:
        return None
    theirs = items(connection, me, REPLICA["request"].c.requester == request.requester, now)
    history = sorted((each for each in theirs if each.id != id), key=lambda each: (each.written, each.id), reverse=True)
    name_of, numbers = names(connection), _numbers(connection, id)
    return Conversation(
        item=next(each for each in theirs if each.id == id),
        answers=request.answers,
        form=rows.get(Form, request.form, request.form_version),
        messages=_messages(connection, id, name_of, numbers),
        timeline=_steps(connection, id, name_of, numbers),
        attachments=_attachments(connection, id),
        rating=rows.get(Rating, id),
        requester=person(connection, request.requester),
        history=tuple(history),
    )


def _numbers(connection: sa.Connection, id: str) -> dict[str, int]:
    """The outbox numbers of this request's pending commands: they order what the database has not received."""
    wanted = sa.select(outbox.c.id, outbox.c.no).where(outbox.c.about == id, outbox.c.outcome.is_(None))
    return dict(connection.execute(wanted).all())


def _messages(
    connection: sa.Connection, id: str, name_of: dict[str, str], numbers: dict[str, int]
) -> tuple[MessageItem, ...]:
    pending = pending_keys(connection, "message")
    found = StoredRows(connection).where(Message, request=id)
    items = [
        MessageItem(
            message.id,
            message.author,
            name_of.get(message.author, message.author),
            message.text,
            message.written,
            message.received,
            message.requester is None,
            (message.id,) in pending,
            None,
            tuple(message.files),
        )
        for message in found
    ]
    items += _refused(connection, id, name_of)
    return tuple(sorted(items, key=lambda each: _place(each.received, each.written, each.id, numbers)))


def _place(
    received: datetime | None, written: datetime, id: str, numbers: dict[str, int]
) -> tuple[datetime, int, datetime, str]:
    return received or _LAST, numbers.get(id, 0), written, id


def _refused(connection: sa.Connection, id: str, name_of: dict[str, str]) -> list[MessageItem]:
    wanted = sa.select(outbox).where(outbox.c.about == id, outbox.c.outcome != "ok", outbox.c.kind.in_(_SPOKEN))
    kept = wanted.where(outbox.c.id.in_(sa.select(draft.c.refused)))
    return [
        MessageItem(
            row.id,
            row.person,
            name_of.get(row.person, row.person),
            row.words,
            wire.moment(row.at),
            None,
            bool(json.loads(row.body).get("internal")),
            False,
            row.outcome,
            (),
        )
        for row in connection.execute(kept)
    ]


def _steps(connection: sa.Connection, id: str, name_of: dict[str, str], numbers: dict[str, int]) -> tuple[Step, ...]:
    pending = pending_keys(connection, "event")
    found = StoredRows(connection).where(Event, request=id)
    return tuple(
        Step(
            event.id,
            event.received or event.written,
            event.actor,
            name_of.get(event.actor, event.actor),
            event.kind,
            event.data,
            (event.id,) in pending,
            event.written,
            event.received,
        )
        for event in sorted(found, key=lambda each: _place(each.received, each.written, each.id, numbers))
    )


def _attachments(connection: sa.Connection, id: str) -> tuple[AttachmentItem, ...]:
    found = StoredRows(connection).where(Attachment, request=id)
    hashes = {each.sha256 for each in found}
    here = set(connection.scalars(sa.select(file.c.sha256).where(file.c.whole, file.c.sha256.in_(hashes))))
    return tuple(
        AttachmentItem(
            each.id,
            each.message,
            each.name,
            each.size,
            each.sha256,
            bool(each.complete),
            each.sha256 in here,
            lost=bool(each.lost) and not each.complete,
        )
        for each in found
    )
