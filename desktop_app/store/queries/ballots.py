"""How this person stands to the poll on an article, and what its owner reads of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

import sqlalchemy as sa

from desktop_app.domain.feedback.moments import Step
from desktop_app.domain.feedback.questions import HELPED, MISSING, about_article, poll_on_article
from desktop_app.domain.feedback.rows import Poll, Tally, Ticket
from desktop_app.domain.people.rows import Membership
from desktop_app.protocol import wire
from desktop_app.store.queries.rows import StoredRows
from desktop_app.store.schema import ballot


class Standing(Enum):
    """Whether an answer can be given, changed, or was given."""

    OPEN = "open"
    """Nothing was said yet."""
    WAITING = "waiting"
    """Said, and still here: it can be changed and taken back."""
    GIVEN = "given"
    """It has left, or may have."""


@dataclass(frozen=True)
class Feedback:
    """The poll on an article as its reader meets it. `helped` and `missing`: what was said, while it is still here."""

    poll: str
    standing: Standing
    helped: bool | None = None
    missing: str = ""


@dataclass(frozen=True)
class Results:
    """What the team that owns an article reads. `tally` is None below five answers; `before`: of earlier versions."""

    tally: Tally | None
    before: tuple[Tally, ...] = ()


LEAVING = (Step.OPEN, Step.SENT)


def next_due(connection: sa.Connection, now: datetime, *, sending: bool) -> tuple[str, Step] | None:
    """Whose turn it is: one poll, and how far its answer has come. An answer that was taken back goes no further.

    `sending`: whether those count that would leave the laptop now.
    """
    waiting = sa.select(ballot.c.poll, ballot.c.step).where(
        ballot.c.due <= wire.microseconds(now), ballot.c.answer.is_not(None) | (ballot.c.step == Step.ASKED)
    )
    if not sending:
        waiting = waiting.where(ballot.c.step.not_in(LEAVING))
    row = connection.execute(waiting.order_by(ballot.c.due).limit(1)).first()
    return None if row is None else (row.poll, Step(row.step))


def feedback(connection: sa.Connection, me: str, article: str, version: int) -> Feedback | None:
    """None where nobody asks, or asks of another version."""
    poll = poll_on_article(article, version)
    rows = StoredRows(connection)
    if rows.get(Poll, poll) is None:
        return None
    row = connection.execute(sa.select(ballot).where(ballot.c.poll == poll)).first()
    if row is None:
        return Feedback(poll, Standing.GIVEN if rows.get(Ticket, me, poll) is not None else Standing.OPEN)
    if row.step == Step.SENT:
        return Feedback(poll, Standing.GIVEN)
    if row.answer is None:
        return Feedback(poll, Standing.OPEN)
    said = json.loads(row.answer)
    return Feedback(poll, Standing.WAITING, said[HELPED] == "yes", said.get(MISSING, ""))


def results(connection: sa.Connection, me: str, article: str, version: int) -> Results | None:
    """None for who does not answer for the article, and where nobody asks."""
    rows = StoredRows(connection)
    poll = rows.get(Poll, poll_on_article(article, version))
    if poll is None or rows.get(Membership, me, poll.team) is None:
        return None
    found = sorted(rows.where(Tally, about=about_article(article)), key=lambda tally: -tally.version)
    now = next((tally for tally in found if tally.version == version), None)
    return Results(now, tuple(tally for tally in found if tally.version < version))
