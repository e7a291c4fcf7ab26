"""Answers without a name that wait on this laptop: beside outbox and numbers, and gone as soon as they have arrived.

Each step is saved before the call that it is about goes out, so that after a kill anywhere the same call is made again
and never another one: a ticket is asked for with the same blinded message, an answer is sent with the same token.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from desktop_app.domain.feedback.blind_signature import (
    TOKEN,
    Blinded,
    PublicKey,
    Randomness,
    ballot_message,
    blind,
    finalize,
)
from desktop_app.domain.feedback.moments import NOT_NOW, WAITS, Step, due
from desktop_app.domain.feedback.questions import AlreadyAnswered
from desktop_app.domain.feedback.rows import Poll, SigningKey, Ticket
from desktop_app.domain.knowledge.rows import Article
from desktop_app.protocol import wire
from desktop_app.protocol.changes import Changes
from desktop_app.store import notices
from desktop_app.store.connections import writing
from desktop_app.store.queries.rows import StoredRows
from desktop_app.store.schema import REPLICA, ballot

Row = sa.Row[Any]


@dataclass(frozen=True)
class Letter:
    """An answer as it leaves: nothing in it says whose it is."""

    poll: str
    token: bytes
    signature: bytes
    answer: str


class Ballots:
    """Keeps answers until they have left, and says what the next step of each is."""

    def __init__(self, engine: sa.Engine, randomness: Randomness = secrets.token_bytes):
        self._engine, self._randomness = engine, randomness

    def say(self, poll: str, answer: Mapping[str, str], now: datetime, initiator: object = None) -> Changes:
        """Keeps an answer, or another in its place. Raises `AlreadyAnswered` once it may have left."""
        said = json.dumps(answer, sort_keys=True, ensure_ascii=False)
        with writing(self._engine) as connection:
            row = _of(connection, poll)
            if row is None:
                ticket = REPLICA["ticket"]
                if connection.scalar(sa.select(ticket.c.poll).where(ticket.c.poll == poll)) is not None:
                    raise AlreadyAnswered(poll)
                connection.execute(ballot.insert(), {"poll": poll, "answer": said} | self._at(Step.WRITTEN, now))
            elif row.step == Step.SENT:
                raise AlreadyAnswered(poll)
            else:
                again = {} if row.step == Step.ASKED else self._at(Step(row.step), now)
                self._write(connection, poll, {"answer": said} | again)
        return Changes(local=frozenset({"ballot"}), initiator=initiator)

    def take_back(self, poll: str, initiator: object = None) -> Changes:
        """As if nothing had been said; a ticket asked for stays for another answer. Raises `AlreadyAnswered`."""
        with writing(self._engine) as connection:
            row = _of(connection, poll)
            if row is None or row.step == Step.SENT:
                raise AlreadyAnswered(poll)
            if row.step == Step.WRITTEN:
                connection.execute(ballot.delete().where(ballot.c.poll == poll))
            else:
                self._write(connection, poll, {"answer": None})
        return Changes(local=frozenset({"ballot"}), initiator=initiator)

    def ask(self, poll: str, now: datetime) -> bytes | None:
        """What is to be signed, the same each time; None when the poll or a sound key of it is not here (any more)."""
        with writing(self._engine) as connection:
            key, row = _key(connection, poll), _of(connection, poll)
            if key is None or row is None:
                return None
            if row.step == Step.WRITTEN:
                token = self._randomness(TOKEN)
                made = blind(key, ballot_message(poll, token), self._randomness)
                kept = {"token": token, "blinded": made.message, "inverse": made.inverse}
                self._write(connection, poll, kept | self._at(Step.ASKED, now))
                return made.message
            return bytes(row.blinded)

    def signed(self, poll: str, signature: bytes, place: int, now: datetime) -> None:
        """The ticket came. Raises `NotSigned` when it is none."""
        with writing(self._engine) as connection:
            key, row = _key(connection, poll), _of(connection, poll)
            if key is None or row is None or row.step != Step.ASKED:
                return
            ticket = finalize(key, ballot_message(poll, row.token), Blinded(row.blinded, row.inverse), signature)
            kept = {"signature": ticket, "place": place, "inverse": None, "blinded": None}
            self._write(connection, poll, kept | self._at(Step.SIGNED, now))

    def opened(self, poll: str, places: int, now: datetime) -> None:
        """The first `places` tickets may be used now."""
        with writing(self._engine) as connection:
            row = _of(connection, poll)
            if row is not None and row.step == Step.SIGNED:
                self._write(connection, poll, self._at(Step.OPEN if row.place <= places else Step.SIGNED, now))

    def send(self, poll: str, now: datetime) -> Letter | None:
        """The answer, about to leave: from now on it cannot be taken back. None: it was, just now."""
        with writing(self._engine) as connection:
            row = _of(connection, poll)
            if row is None or row.answer is None:
                return None
            if row.step != Step.SENT:
                self._write(connection, poll, self._at(Step.SENT, now))
            return Letter(poll, bytes(row.token), bytes(row.signature), row.answer)

    def later(self, poll: str, now: datetime) -> None:
        """The database could not now: not before some time."""
        with writing(self._engine) as connection:
            when = due(now, NOT_NOW, self._randomness)
            self._write(connection, poll, {"due": wire.microseconds(when)})

    def arrived(self, poll: str) -> Changes:
        """It is there: nothing of it stays here."""
        with writing(self._engine) as connection:
            connection.execute(ballot.delete().where(ballot.c.poll == poll))
        return Changes(local=frozenset({"ballot"}), initiator="sync")

    def lost(self, poll: str, now: datetime) -> Changes:
        """It can never arrive. The person is told, unless another answer of theirs counts."""
        local = {"ballot"}
        with writing(self._engine) as connection:
            row = _of(connection, poll)
            connection.execute(ballot.delete().where(ballot.c.poll == poll))
            if row is not None and row.answer is not None and not _answered_elsewhere(connection, row):
                notices.unanswered(connection, _title(connection, poll), now)
                local.add("notice")
        return Changes(local=frozenset(local), initiator="sync")

    def _at(self, step: Step, now: datetime) -> dict[str, Any]:
        return {"step": step.value, "due": wire.microseconds(due(now, WAITS[step], self._randomness))}

    @staticmethod
    def _write(connection: sa.Connection, poll: str, values: Mapping[str, Any]) -> None:
        connection.execute(ballot.update().where(ballot.c.poll == poll), dict(values))


def _of(connection: sa.Connection, poll: str) -> Row | None:
    return connection.execute(sa.select(ballot).where(ballot.c.poll == poll)).first()


def _key(connection: sa.Connection, poll: str) -> PublicKey | None:
    """The poll's, as everybody pulls it: a key that came with the ticket could be one for this person alone."""
    rows = StoredRows(connection)
    of = rows.get(Poll, poll)
    key = None if of is None else rows.get(SigningKey, of.key)
    if of is None or key is None:
        return None
    public = PublicKey(int(key.modulus, 16), of.exponent)
    return public if public.is_sound else None


def _answered_elsewhere(connection: sa.Connection, row: Row) -> bool:
    """A ticket was given, and not to this laptop."""
    return row.signature is None and bool(StoredRows(connection).where(Ticket, poll=row.poll))


def _title(connection: sa.Connection, poll: str) -> str:
    """What a person calls the thing the poll is about, as far as it is still here."""
    of = StoredRows(connection).get(Poll, poll)
    articles = [] if of is None else StoredRows(connection).where(Article, id=of.about.removeprefix("article:"))
    return articles[0].title if articles else ""
