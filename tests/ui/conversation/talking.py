"""What people and the database say to a laptop in tests of conversations: commands, and refusals of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import count
from typing import Any, TypeVar

from desktop_app.domain.effects import Command
from desktop_app.domain.identifiers import uuid7
from desktop_app.protocol import wire
from desktop_app.store.engine import Store
from desktop_app.store.position import read_position
from desktop_app.store.queries import requests
from tests.ui.laptop_builder import INCARNATION, NOW, Story, _encoded, monday_morning

C = TypeVar("C", bound=Command)
_numbers = count(1)


def said(kind: type[C], person: str, *, at: datetime = NOW, **own: Any) -> C:
    """A command of this person."""
    return kind(id=uuid7(at, next(_numbers).to_bytes(10, "big")), person=person, at=at, **own)


def request_id(store: Store, number: str) -> str:
    """The id of the request with this number."""
    found = store.reader.read(lambda c: requests.find(c, number))
    assert found is not None, number
    return found


def story(number: str) -> Story:
    """One of Monday morning's requests."""
    return next(each for each in monday_morning() if each.request.number == number)


def answer(
    store: Store, me: str, code: str | None = None, *, now: datetime = NOW, rows: Iterable[Any] = (), **data: Any
) -> Any:
    """The database answers all that waits, alike: applied, or (with a code) refused; `rows` come with it."""
    asked = store.writer.ask()
    position = store.reader.read(read_position)
    told = {name: wire.microseconds(value) if isinstance(value, datetime) else value for name, value in data.items()}
    outcomes = tuple(wire.Outcome(no, code, told) for no, *_ in asked.commands)
    flat = [each for row in rows for each in (row.rows() if isinstance(row, Story) else [row])]
    return store.writer.absorb(
        wire.Reply(
            since=position.cursor, after=position.after, cursor=str(int(position.cursor or 0) + 1),
            incarnation=INCARNATION, scopes=position.scopes, rows=_encoded(flat, position.scopes), outcomes=outcomes,
        ),
        me=me, now=now,
    )  # fmt: skip
