"""Replies as a database would send them, built in a line: for tests of the store that need none."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from desktop_app.domain.forms.rows import Form
from desktop_app.domain.people.rows import Membership, Person, Team
from desktop_app.domain.requests.conversation import AddReply
from desktop_app.domain.requests.handling import Claim
from desktop_app.domain.requests.rows import Event, Message, Request, Transition
from desktop_app.domain.requests.submission import Submit
from desktop_app.protocol.changes import Changes
from desktop_app.protocol.streams import BY_ROW, STREAMS, Values
from desktop_app.protocol.wire import Outcome, Reply
from desktop_app.store.engine import Store, open_store
from desktop_app.store.position import read_position
from tests.domain.forms.form_builder import field, form, texts

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
INCARNATION = "first life"
ANI, BUDI, CITRA = "ani", "budi", "citra"
"""Asks; answers for HR; answers for HR too."""
_ids = itertools.count(1)


def some_id() -> str:
    return f"00000000-0000-7000-8000-{next(_ids):012x}"


def company() -> list[Any]:
    """Who and what a small company has: three people, HR, one form, the way to claim, reply and resolve."""

    def person(login: str, role: str) -> Person:
        return Person(login, login.title(), "hr", role, texts("Staff"), f"{login}@example", "1", "jakarta", "id")

    ways = [
        ("new", "AddReply", "is_requester", "new", 1),
        ("new", "AddReply", "is_member", "new", 2),
        ("new", "TakeAndReply", "is_other_member", "in_progress", 1),
        ("new", "Claim", "is_other_member", "in_progress", 1),
        ("new", "Cancel", "is_requester", "cancelled", 1),
        ("in_progress", "AddReply", "is_requester", "in_progress", 1),
        ("in_progress", "AddReply", "is_assignee", "in_progress", 2),
        ("in_progress", "Resolve", "is_assignee", "resolved", 1),
    ]
    return [
        person(ANI, "employee"),
        person(BUDI, "agent"),
        person(CITRA, "agent"),
        Team("hr", "HR", texts("HR"), "hr@example", "1", None, "office", BUDI),
        Membership(BUDI, "hr"),
        Membership(CITRA, "hr"),
        Form("question", 1, "hr", form(field("text", required=True))),
        *(Transition(*way) for way in ways),
    ]


def request(requester: str = ANI, **more: Any) -> Request:
    """A request to HR as the database has it."""
    given: dict[str, Any] = {
        "id": some_id(), "requester": requester, "team": "hr", "form": "question", "form_version": 1, "subject": "Cuti",
        "answers": {"text": "?"}, "priority": "normal", "approvals": [], "state": "new", "written": NOW,
        "number": f"HR-{next(_ids)}", "received": NOW, "calendar": "office@1",
    }  # fmt: skip
    return Request(**given | more)


def message(about: Request, author: str, text: str = "Halo", **more: Any) -> Message:
    given: dict[str, Any] = {"requester": about.requester, "received": NOW}
    return Message(some_id(), about.id, author, text, NOW, team=about.team, **given | more)


def event(about: Request, actor: str, kind: str, at: datetime = NOW, **more: Any) -> Event:
    given: dict[str, Any] = {"id": some_id(), "requester": about.requester, "received": at}
    return Event(request=about.id, actor=actor, kind=kind, written=at, team=about.team, **given | more)


def submit(person: str = ANI, **more: Any) -> Submit:
    given: dict[str, Any] = {
        "id": some_id(), "form": "question", "version": 1, "subject": "Cuti", "answers": {"text": "?"},
        "today": "2026-11-25",
    }  # fmt: skip
    return Submit(person=person, at=NOW, **given | more)


def reply_to(about: Request | Submit, person: str, text: str = "Kami cek", **more: Any) -> AddReply:
    return AddReply(id=some_id(), person=person, at=NOW, request=about.id, text=text, **more)


def claim(about: Request | Submit, person: str) -> Claim:
    return Claim(id=some_id(), person=person, at=NOW, request=about.id)


class Desk:
    """One person's laptop and what its database answers."""

    def __init__(
        self, folder: Path, me: str = ANI, rows: Iterable[Any] = (), scopes: frozenset[str] | None = None,
        key: bytes | None = None,
    ) -> None:  # fmt: skip
        self.me = me
        self.folder = folder
        held = {"all", f"person:{me}", "site:jakarta"} | ({"team:hr"} if me in (BUDI, CITRA) else set())
        self.scopes = scopes or frozenset(held)
        self.store: Store = open_store(folder, login=me, key=key, clock=lambda: NOW)
        self.take(self.page([*company(), *rows]))

    def page(self, rows: Iterable[Any], **more: Any) -> Reply:
        """A page of a first pull; the only one unless told otherwise."""
        return replace(self.answer(*rows), paged=frozenset(stream.name for stream in STREAMS), **more)

    def answer(self, *rows: Any, **more: Any) -> Reply:
        """A reply that was asked from where the laptop stands now."""
        position = self.store.reader.read(read_position)
        given: dict[str, Any] = {
            "since": position.seen, "after": position.after, "cursor": f"cursor {next(_ids)}",
            "incarnation": INCARNATION, "scopes": self.scopes, "rows": encoded(rows),
        }  # fmt: skip
        return Reply(**given | more)

    def take(self, reply: Reply, **more: Any) -> Changes:
        return self.store.writer.absorb(reply, me=self.me, now=NOW, **more)

    def settle(self, *codes: str | None, **data: Any) -> Changes:
        """The database answers the commands that wait, in order."""
        asked = self.store.writer.ask()
        outcomes = [
            Outcome(line[0], code, data if code else {}) for line, code in zip(asked.commands, codes, strict=True)
        ]
        return self.take(self.answer(outcomes=tuple(outcomes)))

    def get(self, of: type[Any], *key: Any) -> Any:
        stream = BY_ROW[of]
        where = [sa.column(name) == value for name, value in zip(stream.key, key, strict=True)]
        columns: list[Any] = [sa.column(name) for name in stream.names]
        rows = self.rows(sa.select(*columns).select_from(sa.table(stream.name)).where(*where))
        return stream.decode(tuple(rows[0])) if rows else None

    def rows(self, query: Any) -> list[Any]:
        return self.store.reader.read(lambda connection: list(connection.execute(query)))

    def close(self) -> None:
        self.store.close()


@contextmanager
def desk(folder: Path, me: str = ANI, *rows: Any) -> Iterator[Desk]:
    opened = Desk(folder, me, rows)
    yield opened
    opened.close()


def encoded(rows: Iterable[Any]) -> Mapping[str, tuple[Values, ...]]:
    found: dict[str, list[Values]] = {}
    for row in rows:
        stream = BY_ROW[type(row)]
        found.setdefault(stream.name, []).append(stream.encode(row))
    return {name: tuple(each) for name, each in found.items()}


def key_of(row: Any) -> Values:
    return BY_ROW[type(row)].key_of(BY_ROW[type(row)].encode(row))
