"""What a person is told: a refusal with its reason and their words kept, news of a pull, a repair."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from desktop_app.domain.requests.news import News
from desktop_app.protocol import wire
from desktop_app.protocol.changes import Changes
from desktop_app.store.connections import writing
from desktop_app.store.schema import draft, notice

_DRAFT_OF = {"Submit": "request", "Rate": "rating", "SaveManuscript": "manuscript"}


def refused(
    connection: sa.Connection, row: sa.Row[Any], outcome: wire.Outcome, subject: str, now: datetime
) -> set[str]:
    """Tells of a refused command, once, and keeps its words as a draft; the local tables touched."""
    if connection.scalar(sa.select(notice.c.no).where(notice.c.command == row.id)) is not None:
        return set()  # a restored database refused it again
    forgotten = outcome.code == "erased"  # words to or about somebody who is to be forgotten
    body = json.loads(row.body)
    words, subject = ("", "") if forgotten else (row.words, subject or str(body.get("title", "")) or row.words)
    named = {name: body[name] for name in ("article", "language") if name in body}
    data = {**outcome.data, **named, "code": outcome.code, "command": row.kind, "subject": subject}
    _insert(connection, "refused", row.id, row.about, data, words, now)
    if not words:
        return {"notice"}
    kind = _DRAFT_OF.get(row.kind, "note" if row.about is None else "reply")
    if kind == "request":
        about = str(body.get("form", ""))
    else:
        about = row.about or "/".join(str(body[name]) for name in ("language", "article") if name in body)
    kept = {"kind": kind, "about": about, "body": row.body, "at": wire.microseconds(now), "refused": row.id}
    connection.execute(draft.insert(), kept)
    return {"notice", "draft"}


def news(connection: sa.Connection, told: Iterable[News], now: datetime) -> None:
    """Keeps what a pull brought for the person to know."""
    for item in told:
        data = {"actor": item.actor, "subject": item.subject, "source": item.source}
        _insert(connection, item.kind, None, item.request, data, item.words, now)


def repaired(connection: sa.Connection, kept: str, commands: int, drafts: int, now: datetime) -> None:
    """Tells that the database was damaged: where the old file lies, how much was saved."""
    _insert(connection, "repaired", None, None, {"kept": kept, "commands": commands, "drafts": drafts}, "", now)


def unanswered(connection: sa.Connection, title: str, now: datetime) -> None:
    """Tells that an answer without a name could not be given any more; what it was is said nowhere."""
    _insert(connection, "unanswered", None, None, {"subject": title}, "", now)


def reminded(connection: sa.Connection, article: str, title: str, due: str, now: datetime) -> None:
    """Tells that an article is still to be acknowledged, by when (an ISO date)."""
    _insert(connection, "reminded", None, None, {"article": article, "subject": title, "due": due}, "", now)


def _insert(
    connection: sa.Connection, kind: str, command: str | None, request: str | None, data: dict[str, Any], words: str,
    now: datetime,
) -> None:  # fmt: skip
    row = {
        "kind": kind, "command": command, "request": request, "data": json.dumps(data), "words": words,
        "at": wire.microseconds(now), "seen": False,
    }  # fmt: skip
    connection.execute(notice.insert(), row)


class Notices:
    """Marks notices as seen: a plain local write."""

    def __init__(self, engine: sa.Engine):
        self._engine = engine

    def mark_seen(self, numbers: Collection[int] | None = None, initiator: object = None) -> Changes:
        """These (all, when None) have been seen."""
        with writing(self._engine) as connection:
            which = notice.update().where(sa.not_(notice.c.seen))
            if numbers is not None:
                which = which.where(notice.c.no.in_(sorted(numbers)))
            touched = connection.execute(which, {"seen": True}).rowcount
            return Changes(local=frozenset({"notice"} if touched else ()), initiator=initiator)

    def mark_seen_about(self, request: str, initiator: object = None) -> Changes:
        """What was told about this request has been seen: its page was opened."""
        with writing(self._engine) as connection:
            which = notice.update().where(sa.not_(notice.c.seen), notice.c.request == request)
            touched = connection.execute(which, {"seen": True}).rowcount
            return Changes(local=frozenset({"notice"} if touched else ()), initiator=initiator)
