"""The one writer of streams, outbox, shadow and notices: a command, a pull. Each is one SQLite transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from desktop_app.domain.effects import Command
from desktop_app.protocol import wire
from desktop_app.protocol.changes import Changes
from desktop_app.protocol.streams import STREAMS
from desktop_app.protocol.versions import SCHEMA
from desktop_app.protocol.wire import Reply
from desktop_app.store import outbox
from desktop_app.store.connections import cut_log, writing
from desktop_app.store.erased import speaks_of_erased
from desktop_app.store.errors import StrangeServer
from desktop_app.store.position import begin_again, read_position
from desktop_app.store.rebase import rebase
from desktop_app.store.replica import replica_table
from desktop_app.store.schema import draft, identity
from desktop_app.store.work import Work


class Writer:
    """Writes the laptop's database. Every method raises `StoreFull`, `StoreBusy`, … and has then saved nothing."""

    def __init__(self, engine: sa.Engine):
        self._engine = engine
        self._to_cut = False

    def run(self, command: Command, initiator: object = None, *, instead_of: int | None = None) -> Changes:
        """Saves a command with its effects; the draft it was written in goes in the same transaction.

        Once this returns it is saved. Raises `Refused` and saves nothing when the command is not allowed now.
        """
        with writing(self._engine) as connection:
            work = Work(connection)
            work.apply(command.effects(work))
            outbox.insert(connection, outbox.next_number(connection), command)
            local = {"outbox"}
            if instead_of is not None and connection.execute(draft.delete().where(draft.c.no == instead_of)).rowcount:
                local.add("draft")
            return work.changes(initiator, local)

    def withdraw(self, command: str, initiator: object = None) -> Changes:
        """Takes back an unsent command, with a submission all that hangs on it. Raises `NotWithdrawable`."""
        with writing(self._engine) as connection:
            row = outbox.unsent(connection, command)
            waiting = outbox.pending(connection)
            numbers = {row.no}
            if row.id == row.about:  # what is about a request that never was says nothing either
                numbers |= {other.no for other in waiting if other.about == row.about and not other.sent}
            work = Work(connection)
            work.take_back()
            outbox.withdraw(connection, numbers)
            outbox.replay(work, outbox.pending(connection))
            return work.changes(initiator, {"outbox"})

    def amend(self, command: Command, initiator: object = None) -> Changes:
        """Puts another wording in the place of an unsent command: same id, same number, judged where it stands.

        Raises `NotWithdrawable`, or `Refused` when it is not allowed there; then the old one stays.
        """
        with writing(self._engine) as connection:
            row = outbox.unsent(connection, command.id)
            waiting = outbox.pending(connection)
            work = Work(connection)
            work.take_back()
            outbox.replay(work, [other for other in waiting if other.no < row.no])
            work.apply(command.effects(work))
            outbox.amend(connection, row.no, command)
            outbox.replay(work, [other for other in waiting if other.no > row.no])
            return work.changes(initiator, {"outbox"})

    def mark_sent(self, numbers: Collection[int]) -> None:
        """From now on these never change."""
        with writing(self._engine) as connection:
            outbox.mark_sent(connection, numbers)

    def ask(self, device: str | None = None, schema: int = SCHEMA, *, sends: bool = True) -> wire.Ask:
        """The arguments of the next call. The commands in it are marked sent first, in this transaction.

        While rows are pulled page by page nothing is sent: an answered command's rows would be gone until their page.
        """
        with writing(self._engine) as connection:
            position = read_position(connection)
            paged = bool(position.full) or position.after is not None
            rows = [] if paged or not sends else outbox.batch(outbox.pending(connection))
            if any(not row.sent for row in rows):
                outbox.mark_sent(connection, [row.no for row in rows])
            held = connection.scalar(sa.select(identity.c.device)) if device is None else device
            return wire.Ask(
                device=held or "",
                schema=schema,
                cursor=position.seen,
                scopes=tuple(sorted(position.scopes)),
                full=position.full,
                after=position.after,
                commands=tuple((row.no, row.kind, row.id, row.at, row.body) for row in rows),
                incarnation=position.incarnation,
            )

    def absorb(
        self, reply: Reply, *, me: str, now: datetime, initiator: object = "sync", sure: bool = False
    ) -> Changes:
        """Takes a whole reply: take back, settle, write the checkpoint, replay.

        A reply that was not asked from where the laptop stands now (a late one, or another process was faster) changes
        nothing. Raises `StrangeServer` unless `sure`.
        """
        with writing(self._engine) as connection:
            position = read_position(connection)
            if not position.awaits(reply):
                return Changes(initiator=initiator)
            if position.incarnation not in (None, reply.incarnation):
                raise StrangeServer("incarnation")
            changes = rebase(connection, position, reply, me=me, now=now, initiator=initiator, sure=sure)
        self._to_cut |= speaks_of_erased(reply)
        if self._to_cut:
            self._to_cut = not cut_log(self._engine)
        return changes

    def meet(
        self,
        incarnation: str,
        last_no: int | None,
        *,
        earlier: Collection[str] = (),
        forgotten: bool = False,
        sure: bool = False,
        clocks: Collection[datetime] = (),
    ) -> Changes:
        """What the database says of itself when a connection begins: which life it lives and lived, and this device's
        last number (None: a standby, whose number may be of a moment ago).

        Raises `StrangeServer` when it is another life than the one known, unless `sure`: then what is held of the other
        goes, and everything is pulled again. Where one that was known is among its lives, it was restored; where it
        has `forgotten` what we saw of it, or commands that it had answered, it lost its last moments. Then everything
        is pulled beside what is held, which goes as it does not come again. By the `clocks` of both sides answers are
        forgotten that are older than a month.
        """
        with writing(self._engine) as connection:
            position = read_position(connection)
            another = position.incarnation not in (None, incarnation)
            restored = another and not position.lives.isdisjoint({incarnation, *earlier})
            if another and not restored and not sure:
                raise StrangeServer("incarnation")
            work = Work(connection)
            compared = outbox.Reconciled(False) if last_no is None else outbox.reconcile(connection, last_no)
            if clocks:
                outbox.age(connection, clocks)
            replaced = another and not restored
            if replaced or restored or forgotten or compared.lost:
                begin_again(connection, incarnation, beside=not replaced)
            if not compared.changed and not another:
                return Changes()
            work.take_back()
            for stream in STREAMS if replaced else ():
                work.write(stream, [stream.key_of(row) for row in replica_table(stream).all(connection)], [])
            outbox.replay(work, outbox.pending(connection))
            return work.changes("sync", {"outbox"})

    def replay_all(self) -> Changes:
        """Takes back and replays the pending commands: after an upgrade the same command may do something else."""
        with writing(self._engine) as connection:
            work = Work(connection)
            work.take_back()
            outbox.replay(work, outbox.pending(connection))
            return work.changes(local={"outbox"})
