"""The thread that keeps a laptop and its company's database in step, for as long as the application runs."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Literal

from desktop_app.protocol.changes import Changes
from desktop_app.protocol.wire import Ask
from desktop_app.store.engine import Store
from desktop_app.store.errors import StoreError, StoreFull, StrangeServer
from desktop_app.store.queries import notices, outbox
from desktop_app.sync.backoff import Backoff, Random
from desktop_app.sync.exchange import Exchange
from desktop_app.sync.once import as_failure, state_of
from desktop_app.sync.patience import Patience
from desktop_app.sync.problems import NEEDS_A_PERSON, Problem, Stopped, SyncFailed
from desktop_app.sync.session import Connector, Session
from desktop_app.sync.state import Event, State, Status, after

log = logging.getLogger(__name__)

Attention = Literal["idle", "request", "conversation"]
INTERVALS: dict[Attention, float] = {"idle": 60.0, "request": 5.0, "conversation": 1.0}
"""Seconds between two looks at the database: nobody waits, a request is open, a conversation is being held."""
_SPREAD = 0.2
_WAY_TO_FAIL = {State.OFFLINE: Event.UNREACHED, State.WAITING: Event.FAILED, State.REFUSED: Event.REFUSED}
_SOON = 1.0


class Engine:
    """Syncs when a command was saved, when the network returns, when it is time, and when it is asked to.

    `on_status` and `on_changes` are called from its thread. All methods return at once, from any thread; `stop` within
    a second, whatever the network does.
    """

    def __init__(
        self, store: Store, connect: Connector, *, clock: Callable[[], datetime], random: Random = random.random,
        on_status: Callable[[Status], object] = lambda status: None,
        on_changes: Callable[[Changes], object] = lambda changes: None,
        monotonic: Callable[[], float] = time.monotonic, paused: bool = False,
    ):  # fmt: skip
        self._store, self._connect, self._clock, self._monotonic = store, connect, clock, monotonic
        self._on_status, self._on_changes, self._random = on_status, on_changes, random
        self._signal = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        self._stopping = self._asked = self._sure = self._woken = self._renew = False
        self._attention: Attention = "idle"
        self._wanted: str | None = None
        self._due = monotonic()
        self._backoff = Backoff(random)
        self._session: Session | None = None
        self._status = Status(State.PAUSED if paused else State.CONNECTING, since=clock())

    def start(self) -> None:
        """Begins, with a first sync at once unless paused."""
        self._thread.start()

    def stop(self) -> None:
        """Ends; nothing is left running or open."""
        with self._signal:
            self._stopping = True
            self._signal.notify_all()
        if self._thread.is_alive():
            self._thread.join()

    @property
    def status(self) -> Status:
        """What is to be shown now."""
        return self._status

    def wake(self) -> None:
        """A command was saved."""
        with self._signal:
            self._woken = True
            well = self._status.state not in (State.OFFLINE, State.WAITING, State.REFUSED)
            self._due = min(self._due, self._monotonic() + (0.0 if well else _SOON * (1 + self._random())))
            self._signal.notify_all()

    def sync_now(self, *, sure: bool = False) -> None:
        """The person wants it now, even when paused. `sure`: they know that the database is another one (I11)."""
        with self._signal:
            self._asked, self._sure = True, self._sure or sure
            self._due = self._monotonic()
            self._signal.notify_all()

    def network(self, reachable: bool | None) -> None:
        """What the system knows of the network; None: nothing."""
        with self._signal:
            if reachable is False:
                self._move(Event.LOST)
            elif reachable and self._status.state in (State.OFFLINE, State.WAITING):
                self._due = min(self._due, self._monotonic() + self._backoff.spread(commands_wait=self._commands_wait))
            self._signal.notify_all()

    def attention(self, level: Attention) -> None:
        """How closely a person follows: a request open on the screen is looked after more often."""
        with self._signal:
            self._attention = level
            if self._status.state == State.UP_TO_DATE:
                self._due = min(self._due, self._monotonic() + self._interval())
            self._signal.notify_all()

    def fetch(self, attachment: str) -> None:
        """Somebody looks at this file: it comes before the others."""
        with self._signal:
            self._wanted = attachment
        self.wake()

    def pause(self) -> None:
        """Sends and fetches nothing until `resume`, but when `sync_now` asks."""
        with self._signal:
            self._move(Event.PAUSE)
            self._signal.notify_all()

    def resume(self) -> None:
        """Goes on by itself again."""
        with self._signal:
            self._move(Event.RESUME)
            self._due = self._monotonic()
            self._signal.notify_all()

    def use(self, connect: Connector) -> None:
        """Connects in another way from now on: the address or the password was changed."""
        with self._signal:
            self._connect, self._renew = connect, True
        self.sync_now()

    def _run(self) -> None:
        try:
            while self._wait():
                self._sync()
        finally:
            self._hang_up()

    def _wait(self) -> bool:
        """Sleeps until it is time; False when it is time to end."""
        with self._signal:
            while not self._stopping:
                paused = self._status.state == State.PAUSED and not self._asked
                left = self._due - self._monotonic()
                if left <= 0 and not paused:
                    return True
                self._signal.wait(None if paused else left)
            return False

    def _sync(self) -> None:
        with self._signal:
            was_paused = self._status.state == State.PAUSED
            asked, sure = self._asked, self._sure
            self._asked = self._sure = self._woken = False
            wanted, self._wanted = self._wanted, None
            renew, self._renew = self._renew, False
        self._move(Event.ASKED if asked else Event.DUE, show=self._session is None)
        try:
            if renew:
                self._hang_up()
            self._talk(sure, wanted)
        except Stopped:
            self._hang_up()
            return
        except (SyncFailed, StrangeServer, StoreFull) as error:
            self._failed(as_failure(error))
        except StoreError as error:  # the laptop's own database: busy, damaged
            log.warning("the laptop's database: %s", error)
            self._failed(SyncFailed(Problem.SERVER_ERROR, {"words": str(error)}))
        except Exception as error:  # a defect of ours may cost one try, never the thread that all tries need (I10)
            log.exception("sync")
            self._failed(SyncFailed(Problem.SERVER_ERROR, {"words": str(error)}))
        else:
            self._backoff.succeeded()
            with self._signal:
                self._due = self._monotonic() + (0.0 if self._woken else self._interval())
            self._move(Event.DONE, synced=self._clock(), problem=None, data={})
        if was_paused:
            self._move(Event.PAUSE)

    def _talk(self, sure: bool, wanted: str | None) -> None:
        patience = Patience(self._must_end, self._monotonic)
        new = self._session is None or self._session.closed
        session = self._connect(patience) if new or self._session is None else self._session
        self._session = session
        exchange = Exchange(
            self._store, session, self._clock, on_ask=self._asking, on_changes=self._on_changes,
            pressing=lambda: self._woken,
        )  # fmt: skip
        if new or sure:
            exchange.meet(sure=sure)
        exchange.rounds(sure=sure)
        exchange.files(wanted)

    def _must_end(self) -> bool:
        return self._stopping or (self._status.state == State.PAUSED)

    def _asking(self, ask: Ask) -> None:
        with self._signal:
            self._woken = False
        if ask.commands:
            pending = self._store.reader.read(outbox.pending_count)
            total = max(self._status.total if self._status.state == State.SENDING else 0, pending)
            self._move(Event.SEND, done=total - pending, total=total)
        else:
            self._move(Event.FETCH, show=bool(ask.full), done=0, total=0)

    def _failed(self, failure: SyncFailed) -> None:
        self._hang_up()
        needs_a_person = failure.problem in NEEDS_A_PERSON
        delay = self._backoff.failed(commands_wait=self._commands_wait, needs_a_person=needs_a_person)
        with self._signal:
            self._due = self._monotonic() + delay
        self._move(_WAY_TO_FAIL[state_of(failure.problem)], problem=failure.problem, data=dict(failure.data))

    @property
    def _commands_wait(self) -> bool:
        return self._store.reader.read(outbox.unanswered) > 0

    def _interval(self) -> float:
        return INTERVALS[self._attention] * (1 + _SPREAD * (self._random() - 0.5))

    def _hang_up(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def _move(self, event: Event, *, show: bool = True, **known: object) -> None:
        """Takes the step of the state machine; shows it unless it is one of a quiet look that nobody waits for."""
        with self._signal:
            state = after(self._status.state, event)
            since = self._clock() if state != self._status.state else self._status.since
            self._status = replace(self._status, state=state, since=since, **known)  # type: ignore[arg-type]
            if show:
                read = self._store.reader.read
                pending, refused = read(outbox.pending_count), read(notices.refused_unseen)
                self._status = replace(self._status, pending=pending, refused=refused)
            status = self._status
        if show:
            self._on_status(status)
