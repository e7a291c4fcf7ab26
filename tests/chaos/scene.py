"""A stage for one directed misfortune: a few laptops of a small company, one wire, and the checker at the end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg

from desktop_app.sync.once import Result
from desktop_app.sync.patience import Patience
from desktop_app.sync.session import Session
from sigap_server.wire_cutter import Direction
from tests.chaos.checker import Finding, examine
from tests.chaos.laptop import Laptop, Surroundings, connector
from tests.chaos.ledger import Ledger
from tests.chaos.wire import FaultyWire, Trouble
from tests.sync.bench import submit
from tests.world import AGENT, ARTICLES, BOTH, BUDDY, REQUESTER, TASKS, World

PATIENCE = 10.0  # seconds to wait for what must come
TAIL = 60  # bytes from the end of a quiet sync that lie well inside its question, or its reply


def small_world(world: World) -> Surroundings:
    """What its people talk about."""
    return Surroundings(world.database, (AGENT, BOTH, BUDDY), ARTICLES, TASKS, ("question", "repair"))


@dataclass
class Scene:
    """What a scenario plays with."""

    world: World
    wire: FaultyWire
    where: Surroundings
    ledger: Ledger = field(default_factory=Ledger)
    laptops: list[Laptop] = field(default_factory=list)

    def laptop(self, person: str = REQUESTER) -> Laptop:
        """One more laptop, up to date."""
        seed = f"scene {len(self.laptops)}"
        laptop = Laptop(self.where, person, seed, lambda device: self.ledger.account(person, device))
        self.laptops.append(laptop)
        assert laptop.sync(self.wire).problem is None
        return laptop

    def close(self) -> None:
        for laptop in self.laptops:
            laptop.discard()

    def a_request(self) -> tuple[Laptop, str]:
        """The requester's laptop, and a request of theirs that the database has."""
        laptop = self.laptop()
        asked = submit()
        assert laptop.give(asked)
        assert laptop.sync(self.wire).pending == 0
        return laptop, asked.id

    # ---- the wire

    def sync(self, *laptops: Laptop) -> None:
        for laptop in laptops:
            laptop.sync(self.wire)

    def strike(self, laptop: Laptop, trouble: Trouble, direction: Direction) -> Result:
        """A sync whose last message that way meets a trouble in its middle."""
        self.wire.strike(trouble, direction, self._quiet[direction] - TAIL)
        result = laptop.sync(self.wire)
        assert self.wire.struck[trouble], "the wire did not strike"
        return result

    def measure(self, laptop: Laptop) -> None:
        """How many bytes a sync has that says nothing: what comes before its last message is always the same."""
        laptop.sync(self.wire)  # with what is new, so that the next is quiet
        before = {way: self.wire.passed(way) for way in Direction}
        laptop.sync(self.wire)
        self._quiet = {way: self.wire.passed(way) - before[way] for way in Direction}

    def session(self, laptop: Laptop) -> Session:
        """A session of its own, to be closed."""
        session = connector(laptop.where, laptop.person, self.wire)(Patience())
        session.hello(laptop.account.device)
        return session

    @contextmanager
    def meanwhile(self, do: Callable[[], object]) -> Iterator[Future[object]]:
        """Does it in a thread of its own; it must have ended when this ends."""
        with ThreadPoolExecutor(1) as pool:
            doing = pool.submit(do)
            yield doing
            doing.result(PATIENCE)

    # ---- the database

    @contextmanager
    def transaction(self) -> Iterator[psycopg.Connection]:
        """Somebody else's transaction, committed when this ends."""
        own = psycopg.connect(self.world.admin.info.dsn, password=self.world.admin.info.password)
        with own:
            yield own

    @contextmanager
    def push_under_way(self, laptop: Laptop) -> Iterator[Callable[[], None]]:
        """What waits on the laptop is pushed, and committed when what this gives is called; its reply is lost."""
        ask = laptop.store.writer.ask()
        session = self.session(laptop)
        try:
            session._connection.autocommit = False
            session.sync(ask)
            yield session._connection.commit
        finally:
            session.close()

    def wait_for_waiting(self, processes: int, person: str = REQUESTER) -> None:
        """So many of a person's calls wait for a lock that somebody holds."""
        query = "select count(*) from pg_stat_activity where datname = %s and usename = %s and wait_event_type = 'Lock'"
        until = time.monotonic() + PATIENCE
        while self.world.value(query, self.world.database, person) < processes:
            assert time.monotonic() < until, "nobody waits for the lock"
            threading.Event().wait(0.005)

    # ---- the end

    def findings(self) -> list[Finding]:
        """Every fault has ended, all sync: what is wrong?"""
        self.wire.make_whole()
        for _ in range(3):
            self.sync(*self.laptops)
        return examine(self.ledger, self.world, [laptop.replica() for laptop in self.laptops])
