"""One sync over an open session: rounds of sending and fetching until nothing is left, files in between."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from desktop_app.protocol import wire
from desktop_app.protocol.changes import Changes
from desktop_app.protocol.wire import Ask
from desktop_app.store.engine import Store
from desktop_app.store.files import Transfer
from desktop_app.store.position import incarnation
from desktop_app.store.queries import outbox
from desktop_app.sync.ballots import carry
from desktop_app.sync.problems import FileNotTaken, HistoryLost, Problem, SyncFailed
from desktop_app.sync.tallies import tell

if TYPE_CHECKING:
    from desktop_app.sync.session import Farewell, Session

log = logging.getLogger(__name__)

_REFUSALS = (Problem.LOGIN_EXPIRED, Problem.NOT_YOUR_DEVICE)
_FRUITLESS = 3
"""Rounds in a row that settled nothing, after which the numbers of outbox and database are compared anew."""


@dataclass
class Tally:
    """What a sync did: commands answered, rows that came or went, how many of the commands were refused."""

    pushed: int = 0
    pulled: int = 0
    refused: int = 0


@dataclass
class Exchange:
    """Talks with the database until both sides know the same.

    `on_ask` is told before each call, `on_changes` what each reply changed; `pressing` says, between two pieces of a
    file, that commands should not wait behind it.
    """

    store: Store
    session: Session
    clock: Callable[[], datetime]
    on_ask: Callable[[Ask], object] = lambda ask: None
    on_changes: Callable[[Changes], object] = lambda changes: None
    pressing: Callable[[], bool] = lambda: False

    def __post_init__(self) -> None:
        self.tally = Tally()
        whose = self.store.identity
        self._device, self._me = whose.device, whose.login or ""
        self.reads_only = False
        self._lock_after: int | None = None

    def meet(self, *, forgotten: bool = False, sure: bool = False) -> None:
        """Begins a connection: who we both are. Raises `StrangeServer`, `SyncFailed`."""
        with self._asking_why():
            hello = self.session.hello(self._device)
        self._lock_after = hello.lock_after_days
        self._me = hello.login
        self.reads_only = hello.standby
        last_no = None if hello.standby else hello.last_no
        if last_no is not None and not forgotten and hello.incarnation == self.store.reader.read(incarnation):
            forgotten = self._has_forgotten(last_no)
        met = self.store.writer.meet(
            hello.incarnation, last_no, earlier=hello.earlier, forgotten=forgotten, sure=sure,
            clocks=() if hello.standby else (self.clock(), wire.moment(hello.server_time)),
        )  # fmt: skip
        self._tell(met)

    def _has_forgotten(self, last_no: int) -> bool:
        """Whether a database that lacks what it had answered has lost it. Raises `SyncFailed(server_behind)` where it
        is only one that others have left: what it lacks is elsewhere."""
        if last_no >= self.store.reader.read(outbox.last_answered):
            return False
        with suppress(HistoryLost):
            self.session.sync(self.store.writer.ask(self._device, sends=False))
        return True

    def rounds(self, *, sure: bool = False) -> None:
        """Sends and fetches until nothing waits; from a standby only fetches. Raises `SyncFailed`, `StrangeServer`."""
        fruitless = 0
        while fruitless < _FRUITLESS:
            ask = self.store.writer.ask(self._device, sends=not self.reads_only)
            self.on_ask(ask)
            try:
                with self._asking_why():
                    reply = self.session.sync(ask)
            except HistoryLost as lost:
                log.info("the database has lost what this laptop saw of it, which begins again: %s", lost)
                self.meet(forgotten=True, sure=sure)
                fruitless += 1
                continue
            waiting = self.store.reader.read(outbox.unanswered)
            changes = self.store.writer.absorb(reply, me=self._me, now=self.clock(), sure=sure)
            left = self.store.reader.read(outbox.unanswered)
            if reply.next is None:
                self.tally.pushed += len(reply.outcomes)
                self.tally.refused += sum(outcome.code is not None for outcome in reply.outcomes)
            self.tally.pulled += sum(map(len, reply.rows.values())) + sum(map(len, reply.gone.values()))
            self._tell(changes)
            in_pages = reply.paged or reply.next is not None or ask.after is not None
            if not in_pages and (self.reads_only or not left):
                self.store.contacts.met(self.clock(), self._lock_after)
                return
            fruitless = 0 if left < waiting or in_pages else fruitless + 1
        raise SyncFailed(Problem.SERVER_ERROR, {"words": "the database takes none of the commands that wait"})

    @contextmanager
    def _asking_why(self) -> Iterator[None]:
        """Where the database refuses this laptop: whether it is to remove its copy. Raises `SyncFailed(shut_out)`."""
        try:
            yield
        except SyncFailed as refused:
            if refused.problem not in _REFUSALS or self.session.closed:
                raise
            said: Farewell | None = None
            with suppress(SyncFailed):  # an older database knows no farewell
                said = self.session.farewell(self._device)
            if said is None or self.store.reader.read(incarnation) not in (None, *said.incarnations):
                raise
            raise SyncFailed(Problem.SHUT_OUT, {"reason": said.reason, "since": said.since}) from refused

    def files(self, wanted: str | None = None) -> None:
        """Carries what is to travel: ours to the database, the others' here; `wanted` is one somebody looks at."""
        sent = [] if self.reads_only else [each for each in self.store.files.to_send() if self._send(each)]
        if sent:
            self.rounds()  # now the database says that they are complete
        fetch = self.store.files.to_fetch(wanted) if wanted else []
        for transfer in [*fetch, *self.store.files.to_fetch()]:
            self._fetch(transfer)
        if self.store.files.tidy(self.clock()):
            self._tell(Changes(local=frozenset({"file"}), initiator="sync"))

    def whole(self, wanted: str | None = None, *, sure: bool = False) -> None:
        """A whole sync. Raises `SyncFailed`, from a standby `SyncFailed(read_only)` in the end; `StrangeServer`."""
        self.rounds(sure=sure)
        self.files(wanted)
        if self.reads_only:
            raise SyncFailed(Problem.READ_ONLY, {"waiting": self.store.reader.read(outbox.pending_count)})

    def ballot(self, *, sending: bool) -> None:
        """One step of one answer without a name; `sending`: it may be the last one. Raises `SyncFailed`."""
        self._tell(carry(self.store, self.session, self.clock(), sending=sending))

    def count(self) -> bool:
        """Tells one counter without a name; whether it did. Raises `SyncFailed`."""
        return tell(self.store, self.session, self.clock())

    def _send(self, transfer: Transfer) -> bool:
        try:
            for at in self.session.chunk_missing(transfer.attachment):
                content = self.store.files.chunk(transfer.sha256, at)
                if content is None:
                    return False
                self.session.chunk_put(transfer.attachment, at, content)
                self._give_way()
        except FileNotTaken as refused:
            log.info("the database does not take file %s: %s", transfer.attachment, refused)
            return False
        return True

    def _fetch(self, transfer: Transfer) -> None:
        try:
            for at in self.store.files.missing(transfer):
                content = self.session.chunk_get(transfer.attachment, at)
                if self.store.files.put_chunk(transfer, at, content):
                    self._tell(Changes(local=frozenset({"file"}), initiator="sync"))
                self._give_way()
        except FileNotTaken as refused:
            log.info("the database does not give file %s: %s", transfer.attachment, refused)

    def _give_way(self) -> None:
        if self.pressing():
            self.rounds()

    def _tell(self, changes: Changes) -> None:
        if changes:
            self.on_changes(changes)
