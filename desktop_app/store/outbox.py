"""The outbox as the writer sees it: numbering, marking, replaying, taking numbers over from the database."""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import sqlalchemy as sa

from desktop_app.domain.effects import Command, Refused
from desktop_app.protocol import commands, wire
from desktop_app.store.errors import NotWithdrawable
from desktop_app.store.files import ANNOUNCED_BY
from desktop_app.store.schema import REPLICA, checkpoint, identity, outbox
from desktop_app.store.work import Work

log = logging.getLogger(__name__)

KEPT = timedelta(days=30)
"""How long an answered command stays: what a restored database has lost is offered again from here (I6)."""

PENDING = outbox.c.outcome.is_(None)
Row = sa.Row[Any]


def next_number(connection: sa.Connection) -> int:
    """The number after the last one given or known to the database."""
    last = sa.select(sa.func.max(outbox.c.no)).scalar_subquery()
    known = sa.select(checkpoint.c.last_no).scalar_subquery()
    return int(connection.scalar(sa.select(sa.func.max(sa.func.coalesce(last, 0), known))) or 0) + 1


def insert(connection: sa.Connection, no: int, command: Command) -> None:
    """Keeps a new command."""
    connection.execute(outbox.insert(), {"no": no, "sent": False, **content(command)})


def content(command: Command) -> dict[str, Any]:
    """The columns that say what the command is. Raises `Refused` for one that no call could carry: it would jam all."""
    body = wire.body(command)
    if len(body.encode()) > wire.BATCH_BYTES:
        raise Refused("too_long")
    return {
        "id": command.id,
        "kind": type(command).__name__,
        "person": command.person,
        "at": wire.microseconds(command.at),
        "body": body,
        "words": command.words(),
        "about": command.about(),
    }


def pending(connection: sa.Connection) -> Sequence[Row]:
    """What the database has not answered, in order."""
    return connection.execute(sa.select(outbox).where(PENDING).order_by(outbox.c.no)).all()


def unsent(connection: sa.Connection, command: str) -> Row:
    """The row of a command that can still be changed. Raises `NotWithdrawable`."""
    wanted = sa.select(outbox).where(
        outbox.c.id == command, PENDING, sa.not_(outbox.c.sent), outbox.c.kind != "Withdrawn"
    )
    row = connection.execute(wanted).first()
    if row is None:
        raise NotWithdrawable(command)
    return row


def mark_sent(connection: sa.Connection, numbers: Collection[int]) -> None:
    """From now on these never change: the database may have them."""
    connection.execute(outbox.update().where(outbox.c.no.in_(sorted(numbers)), sa.not_(outbox.c.sent)), {"sent": True})


def batch(rows: Sequence[Row]) -> list[Row]:
    """The first of these that fit into one call; one always does."""
    taken: list[Row] = []
    size = 0
    for row in rows[: wire.BATCH]:
        size += len(row.body.encode()) + 200
        if taken and size > wire.BATCH_BYTES:
            break
        taken.append(row)
    return taken


def amend(connection: sa.Connection, no: int, command: Command) -> None:
    """Puts another wording under the same number."""
    connection.execute(outbox.update().where(outbox.c.no == no), content(command))


def withdraw(connection: sa.Connection, numbers: Collection[int]) -> None:
    """These say nothing any more, under the same numbers: a missing number would jam the laptop."""
    empty = {"kind": "Withdrawn", "body": "{}", "words": "", "about": None}
    connection.execute(outbox.update().where(outbox.c.no.in_(sorted(numbers))), empty)


def replay(work: Work, rows: Sequence[Row]) -> None:
    """Applies pending commands on the checkpoint. One that no longer applies stays without effect: only the database
    refuses what was saved."""
    for row in rows:
        try:
            command = commands.command(row.kind, row.id, row.person, row.at, row.body)
            touched = work.encoded(command.effects(work))
        except Refused:
            continue
        except sa.exc.SQLAlchemyError:  # the laptop's own database failed: nothing of the pull may stay
            raise
        except Exception:  # a defect in one command, or a kind from another version, must stop no pull
            log.exception("command %s %s has no effect here", row.no, row.kind)
            continue
        work.write_pending(touched)


def settle(connection: sa.Connection, row: Row, outcome: wire.Outcome) -> None:
    """Keeps what became of a command; when that was is noted at the next meeting (`age`)."""
    values = {"outcome": outcome.code or "ok", "data": json.dumps(dict(outcome.data)), "settled_at": None}
    connection.execute(outbox.update().where(outbox.c.no == row.no), values)


def age(connection: sa.Connection, clocks: Collection[datetime]) -> None:
    """Notes when the new answers came, and forgets the old ones, by clocks of which any may be wrong: what is noted is
    the latest, and what is past by the earliest. Neither a year back nor a year ahead costs an answer before its time.
    """
    undated = outbox.update().where(outbox.c.outcome.is_not(None), outbox.c.settled_at.is_(None))
    connection.execute(undated, {"settled_at": wire.microseconds(max(clocks))})
    prune(connection, min(clocks))


def prune(connection: sa.Connection, now: datetime) -> None:
    """Forgets what was answered more than thirty days ago; the last number stays, numbering goes on from it.

    A command whose files are still to travel stays too: by it the laptop knows that they are its own to send.
    """
    last = sa.select(sa.func.max(outbox.c.no)).scalar_subquery()
    old = outbox.c.settled_at < wire.microseconds(now - KEPT)
    incomplete = sa.select(ANNOUNCED_BY).where(sa.func.coalesce(REPLICA["attachment"].c.complete, 0) == 0)
    connection.execute(outbox.delete().where(old, outbox.c.no < last, outbox.c.id.not_in(incomplete)))


@dataclass(frozen=True)
class Reconciled:
    """What came of comparing numbers: whether something of the outbox changed, how many answered commands were lost."""

    changed: bool
    lost: int = 0


def reconcile(connection: sa.Connection, last_no: int) -> Reconciled:
    """Takes over the database's last number of this device.

    The database knows more than the outbox has (a salvaged or restored laptop): what was never sent is numbered anew
    behind it. It knows less (a restored database): what it has lost is offered again, under the old numbers.
    """
    connection.execute(checkpoint.update().values(last_no=sa.func.max(checkpoint.c.last_no, last_no)))
    collides = sa.select(outbox.c.no).where(PENDING, sa.not_(outbox.c.sent), outbox.c.no <= last_no)
    if connection.scalar(collides.limit(1)) is not None:
        _renumber(connection, last_no)
        return Reconciled(True)
    lost = outbox.update().where(outbox.c.no > last_no, outbox.c.outcome.is_not(None))
    again = connection.execute(lost, {"outcome": None, "data": None, "settled_at": None}).rowcount
    return Reconciled(fill_gaps(connection, last_no + 1) > 0 or again > 0, again)


def fill_gaps(connection: sa.Connection, first: int) -> int:
    """Puts `Withdrawn` under each number that is missing from `first` on: the database takes none behind a gap."""
    rows = connection.execute(sa.select(outbox.c.no, outbox.c.person, outbox.c.at).where(outbox.c.no >= first)).all()
    if not rows:
        return 0
    here = {row.no: row for row in rows}
    missing = [no for no in range(first, max(here)) if no not in here]
    device = connection.scalar(sa.select(identity.c.device)) or ""
    for no in missing:
        behind = here[min(other for other in here if other > no)]
        empty = {"kind": "Withdrawn", "body": "{}", "words": "", "about": None, "sent": True}
        made = str(uuid5(NAMESPACE_OID, f"{device}/{no}"))
        connection.execute(outbox.insert(), {"no": no, "id": made, "person": behind.person, "at": behind.at, **empty})
    return len(missing)


def _renumber(connection: sa.Connection, last_no: int) -> None:
    rows = connection.execute(sa.select(outbox.c.no).where(PENDING, sa.not_(outbox.c.sent)).order_by(outbox.c.no)).all()
    taken = sa.select(sa.func.max(outbox.c.no)).where(sa.not_(PENDING) | outbox.c.sent)
    behind = max(last_no, connection.scalar(taken) or 0) + len(rows)
    first = behind - len(rows) + 1
    top = max([behind, *(row.no for row in rows)])
    for at, row in enumerate(rows):  # out of the way first: numbers are unique
        connection.execute(outbox.update().where(outbox.c.no == row.no), {"no": top + 1 + at})
    for at in range(len(rows)):
        connection.execute(outbox.update().where(outbox.c.no == top + 1 + at), {"no": first + at})
