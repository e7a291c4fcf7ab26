"""The thread that keeps a laptop and its company's database in step, for as long as the application runs."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from desktop_app.protocol.changes import Changes
from desktop_app.protocol.wire import Ask
from desktop_app.store.engine import Store
from desktop_app.store.errors import StoreError, StoreFull, StrangeServer
from desktop_app.store.queries import notices, outbox
from desktop_app.sync.alarm import Alarm
from desktop_app.sync.backoff import Backoff, Random
from desktop_app.sync.exchange import Exchange, Tally
from desktop_app.sync.once import as_failure, state_of
from desktop_app.sync.patience import Connector, Patience
from desktop_app.sync.problems import NEEDS_A_PERSON, Problem, Stopped, SyncFailed
from desktop_app.sync.state import Event, State, Status, after

if TYPE_CHECKING:
    from desktop_app.sync.session import Session

log = logging.getLogger(__name__)

Attention = Literal["idle", "request", "conversation"]
INTERVALS: dict[Attention, float] = {"idle": 60.0, "request": 5.0, "conversation": 1.0}
"""Seconds between two looks at the database: nobody waits, a request is open, a conversation is being held."""
ANNOUNCED = 15.0
"""The same for who has heard of news by an announcement: then looking is for the case that one got lost."""
SOLITUDE = 600.0
"""Seconds without a mark of this laptop in the database before an answer without a name leaves it: the transactions of
the two would be neighbours for ever."""
_RENEW = 240.0
"""Seconds after which the database is asked again to announce; it does so for five minutes."""
_ANEW = 20.0
"""The same where it would not."""
_SPREAD = 0.2
PATIENT = Patience()
_WAY_TO_FAIL = {State.OFFLINE: Event.UNREACHED, State.WAITING: Event.FAILED, State.REFUSED: Event.REFUSED}
_SOON = 1.0


@dataclass
class Wishes:
    """What others asked of the thread since it last looked."""

    stop: bool = False
    now: bool = False
    sure: bool = False
    saved: bool = False
    renew: bool = False
    lost: bool = False
    found: bool = False
    paused: bool = False
    file: str | None = None
    attention: Attention = "idle"
    request: str | None = None

    def lasting(self) -> Wishes:
        """Those that hold until another is said."""
        return Wishes(paused=self.paused, attention=self.attention, request=self.request, file=self.file)


class Engine:
    """Syncs when a command was saved, when the network returns, when it is time, and when it is asked to.

    `on_status` and `on_changes` are called from its thread. All methods return at once, from any thread; `stop` within
    a second, whatever the network does.
    """

    def __init__(
        self, store: Store, connect: Connector, *, clock: Callable[[], datetime], random: Random = random.random,
        on_status: Callable[[Status], object] = lambda status: None,
        on_changes: Callable[[Changes], object] = lambda changes: None,
        patience: Patience = PATIENT, paused: bool = False,
    ):  # fmt: skip
        self._store, self._connect, self._clock, self._random = store, connect, clock, random
        self._on_status, self._on_changes = on_status, on_changes
        self._patience = replace(patience, stopped=self._must_end)
        self._monotonic = patience.monotonic
        self._lock, self._alarm = threading.Lock(), Alarm()
        self._wishes = Wishes(paused=paused)
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        self._due = self._monotonic()
        self._backoff = Backoff(random)
        self._session: Session | None = None
        self._wanted: str | None = None  # the request whose announcements were asked for
        self._renew = 0.0
        self._marked = self._monotonic()  # when this laptop last left a mark in the database
        self._following = self._fresh = self._announced = False  # promised; just now; kept, once at least
        self._asked = False
        self._tally = Tally()
        self._status = self._shown = Status(State.PAUSED if paused else State.CONNECTING, since=clock())

    def start(self) -> None:
        """Begins, with a first sync at once unless paused."""
        self._thread.start()

    def stop(self) -> None:
        """Ends; nothing is left running or open."""
        self._wish(stop=True)
        if self._thread.is_alive():
            self._thread.join()
        self._alarm.close()

    @property
    def status(self) -> Status:
        """What is to be shown now."""
        return self._shown

    def wake(self) -> None:
        """A command was saved."""
        self._wish(saved=True)

    def sync_now(self, *, sure: bool = False) -> None:
        """The person wants it now, even when paused. `sure`: they know that the database is another one (I11)."""
        self._wish(now=True, **({"sure": True} if sure else {}))

    def network(self, reachable: bool | None) -> None:
        """What the system knows of the network; None: nothing."""
        if reachable is not None:
            self._wish(found=reachable, lost=not reachable)

    def attention(self, level: Attention, request: str | None = None) -> None:
        """How closely a person follows, and which request they have open: that one the database announces."""
        self._wish(attention=level, request=request)

    def fetch(self, attachment: str) -> None:
        """Somebody looks at this file: it comes before the others."""
        self._wish(file=attachment, saved=True)

    def pause(self) -> None:
        """Sends and fetches nothing until `resume`, but when `sync_now` asks."""
        self._wish(paused=True)

    def resume(self) -> None:
        """Goes on by itself again."""
        self._wish(paused=False)

    def use(self, connect: Connector) -> None:
        """Connects in another way from now on: the address or the password was changed."""
        with self._lock:
            self._connect = connect
        self._wish(renew=True, now=True)

    def _wish(self, **wished: object) -> None:
        with self._lock:
            for name, value in wished.items():
                setattr(self._wishes, name, value)
        self._alarm.ring()

    def _run(self) -> None:
        try:
            while not self._wishes.stop:
                try:
                    if (wishes := self._wait()) is not None:
                        self._sync(wishes)
                except Exception:  # a defect of ours may cost one try, never the thread that all tries need (I10)
                    log.exception("sync")
                    self._hang_up()
                    self._alarm.sleep(_SOON)
        finally:
            self._hang_up()

    def _wait(self) -> Wishes | None:
        """Sleeps until it is time, and takes what was wished meanwhile; None when it is time to end."""
        while True:
            with self._lock:
                wishes = self._wishes
                if wishes.stop:
                    return None
                self._wishes = wishes.lasting()
            self._hear(wishes)
            left = self._due - self._monotonic()
            with self._lock:
                if wishes.now or (left <= 0 and not wishes.paused):
                    self._wishes.file = None if self._wishes.file == wishes.file else self._wishes.file
                    return wishes
                same = self._wishes == wishes.lasting()
            if same:
                self._sleep(None if wishes.paused else left)

    def _sleep(self, seconds: float | None) -> None:
        """Until a wish, the time, or a word of the database: an announcement, or its end."""
        session = self._session if self._following else None
        if session is not None and session.closed:  # it ended after the last answer: nothing can wake us there
            self._due = self._monotonic()
        elif self._alarm.sleep(seconds, None if session is None else session.socket) and session is not None:
            self._announced = session.heard() or self._announced
            self._due = self._monotonic()

    def _hear(self, wishes: Wishes) -> None:
        """Moves the next look at the database to where the wishes want it."""
        if wishes.paused != (self._status.state == State.PAUSED):
            self._move(Event.PAUSE if wishes.paused else Event.RESUME)
            self._hang_up()
            self._due = self._monotonic()
        if wishes.lost:
            self._move(Event.LOST)
        well = self._status.state not in (State.OFFLINE, State.WAITING, State.REFUSED)
        if wishes.saved:
            self._bring_forward(0.0 if well else _SOON * (1 + self._random()))
        if wishes.found and not well:
            self._bring_forward(self._backoff.spread(commands_wait=self._commands_wait))
        if well:
            opened = wishes.request is not None and wishes.request != self._wanted
            self._bring_forward(0.0 if opened else self._interval(wishes.attention))

    def _bring_forward(self, seconds: float) -> None:
        self._due = min(self._due, self._monotonic() + seconds)

    def _sync(self, wishes: Wishes) -> None:
        self._asked = wishes.now and wishes.paused
        self._move(Event.ASKED if wishes.now else Event.DUE, show=self._session is None)
        try:
            if wishes.renew:
                self._hang_up()
            self._talk(wishes)
        except Stopped:
            self._hang_up()
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
            self._due = self._monotonic() + (0.0 if self._missed() else self._interval(wishes.attention))
            self._move(Event.DONE, synced=self._clock(), problem=None, data={})
        self._asked = False

    def _talk(self, wishes: Wishes) -> None:
        if self._session is not None and self._session.closed:
            self._hang_up()  # and nothing that was promised there holds
        new = self._session is None
        if self._session is None:
            self._session = self._connect(self._patience)
        exchange = Exchange(
            self._store, self._session, self._clock, on_ask=self._asking, on_changes=self._on_changes,
            pressing=self._pressing,
        )  # fmt: skip
        self._tally = exchange.tally
        if new or wishes.sure:
            exchange.meet(sure=wishes.sure)
        exchange.whole(wishes.file, sure=wishes.sure)
        if new or self._tally.pushed or wishes.request is not None or self._wanted is not None:
            self._marked = self._monotonic()
        alone = self._monotonic() - self._marked >= SOLITUDE
        if alone and exchange.count():
            self._marked = self._monotonic()  # what comes next is no neighbour of it
        else:
            exchange.ballot(sending=alone)
        self._follow(wishes.request)

    def _follow(self, request: str | None) -> None:
        """Has what is said in the open request announced; what was said before that shows at the next look, at once."""
        assert self._session is not None
        if request != self._wanted or (request is not None and self._monotonic() >= self._renew):
            self._following = self._session.follow(self._store.identity.device, request)
            self._fresh = self._following
            self._wanted = request
            self._renew = self._monotonic() + (_RENEW if self._following else _ANEW)

    def _missed(self) -> bool:
        """Whether something may have been said that the sync just ended did not bring."""
        said = self._following and self._session is not None and self._session.heard()
        self._announced, missed, self._fresh = self._announced or said, said or self._fresh, False
        return missed

    def _must_end(self) -> bool:
        return self._wishes.stop or (self._wishes.paused and not self._asked)

    def _pressing(self) -> bool:
        with self._lock:
            saved, self._wishes.saved = self._wishes.saved, False
        return saved

    def _asking(self, ask: Ask) -> None:
        if not ask.commands:
            self._move(Event.FETCH, show=bool(ask.full), done=self._tally.pulled, total=0)
            return
        pending = self._store.reader.read(outbox.pending_count)
        total = max(self._status.total if self._status.state == State.SENDING else 0, pending)
        self._move(Event.SEND, done=total - pending, total=total)

    def _failed(self, failure: SyncFailed) -> None:
        self._hang_up()
        needs_a_person = failure.problem in NEEDS_A_PERSON
        delay = self._backoff.failed(commands_wait=self._commands_wait, needs_a_person=needs_a_person)
        if failure.problem is Problem.READ_ONLY:  # a standby is read as often as the server that leads
            delay = min(delay, self._interval(self._wishes.attention))
        self._due = self._monotonic() + delay
        self._move(_WAY_TO_FAIL[state_of(failure.problem)], problem=failure.problem, data=dict(failure.data))

    @property
    def _commands_wait(self) -> bool:
        return self._store.reader.read(outbox.unanswered) > 0

    def _interval(self, attention: Attention) -> float:
        heard = self._following and self._announced and attention != "idle"
        return (ANNOUNCED if heard else INTERVALS[attention]) * (1 + _SPREAD * (self._random() - 0.5))

    def _hang_up(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = self._wanted = None
            self._following = self._fresh = self._announced = False

    def _move(self, event: Event, *, show: bool = True, **known: object) -> None:
        """Takes the step of the state machine; shows it unless it is one of a quiet look that nobody waits for."""
        state = after(self._status.state, event)
        since = self._clock() if state != self._status.state else self._status.since
        self._status = replace(self._status, state=state, since=since, **known)  # type: ignore[arg-type]
        if show:
            read = self._store.reader.read
            pending, refused = read(outbox.pending_count), read(notices.refused_unseen)
            self._status = self._shown = replace(self._status, pending=pending, refused=refused)
            self._on_status(self._shown)
