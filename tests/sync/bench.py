"""Laptops at the end of a wire: stores, connectors, engines, and waiting for what an engine says."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop_app.domain.identifiers import uuid7
from desktop_app.domain.requests.conversation import AddReply
from desktop_app.domain.requests.handling import Claim
from desktop_app.domain.requests.submission import Submit
from desktop_app.protocol.changes import Changes
from desktop_app.store.engine import Store, open_store
from desktop_app.store.work import every_row
from desktop_app.sync.engine import Engine
from desktop_app.sync.once import Result, sync_once
from desktop_app.sync.patience import Patience
from desktop_app.sync.session import PostgresConnector
from desktop_app.sync.state import Status
from sigap_server.wire_cutter import WireCutter
from tests.databases import GivenServer
from tests.world import PASSWORD, REQUESTER, World

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
HASTY = Patience(connect=2.0, silence=0.4)
"""A test does not wait as long as a laptop does."""
_ids = itertools.count(1)


def now() -> datetime:
    return NOW


def some_id() -> str:
    return uuid7(NOW, next(_ids).to_bytes(10, "big"))


def submit(person: str = REQUESTER, **more: Any) -> Submit:
    given: dict[str, Any] = {
        "id": some_id(), "form": "question", "version": 1, "subject": "Cuti", "answers": {"text": "?"},
        "today": "2026-11-25",
    }  # fmt: skip
    return Submit(person=person, at=NOW, **given | more)


def reply_to(request: str, person: str, text: str = "Kami cek", **more: Any) -> AddReply:
    return AddReply(id=some_id(), person=person, at=NOW, request=request, text=text, **more)


def claim(request: str, person: str) -> Claim:
    return Claim(id=some_id(), person=person, at=NOW, request=request)


@dataclass
class Heard:
    """What an engine said, to be waited for."""

    statuses: list[Status] = field(default_factory=list)
    changes: list[Changes] = field(default_factory=list)
    _said: threading.Condition = field(default_factory=threading.Condition)

    def status(self, status: Status) -> None:
        with self._said:
            self.statuses.append(status)
            self._said.notify_all()

    def change(self, changes: Changes) -> None:
        with self._said:
            self.changes.append(changes)
            self._said.notify_all()

    def wait(self, until: Callable[[Status], bool], seconds: float = 20.0) -> Status:
        """The first status from now on, or the last one said, of which it is true."""
        with self._said:
            found = self._said.wait_for(lambda: any(map(until, self.statuses[-1:])), seconds)
            assert found, f"never said; the last were {[str(status.state) for status in self.statuses[-8:]]}"
            return self.statuses[-1]


class Bench:
    """Makes laptops, and closes them."""

    def __init__(self, world: World, wire: WireCutter, folder: Path) -> None:
        self.world, self.wire, self.folder = world, wire, folder
        self._stores: list[Store] = []
        self._engines: list[Engine] = []

    def connector(self, person: str = REQUESTER, password: str = PASSWORD, **more: str) -> PostgresConnector:
        """Connects through the wire."""
        options = "".join(f"&{name}={value}" for name, value in more.items()).replace("&", "?", 1)
        server = GivenServer(f"postgresql://x@{self.wire.host}:{self.wire.port}/x")
        return PostgresConnector(server.url(self.world.database, person) + options, lambda url: password)

    def store(self, person: str = REQUESTER, name: str = "laptop") -> Store:
        opened = open_store(self.folder / f"{person} {name}", login=person)
        self._stores.append(opened)
        return opened

    def synced(self, person: str = REQUESTER, name: str = "laptop") -> Store:
        """A laptop that has all its person may see."""
        store = self.store(person, name)
        assert self.sync(store, person).problem is None
        return store

    def sync(self, store: Store, person: str = REQUESTER, **more: Any) -> Result:
        return sync_once(store, self.connector(person), now, patience=HASTY, **more)

    def engine(self, store: Store, person: str = REQUESTER, **more: Any) -> tuple[Engine, Heard]:
        """A running engine and what it says; a failed try is followed by the next one soon."""
        heard = Heard()
        given: dict[str, Any] = {"random": lambda: 0.02, "patience": HASTY, "connect": self.connector(person)}
        given |= {"on_status": heard.status, "on_changes": heard.change}
        engine = Engine(store, clock=now, **given | more)
        self._engines.append(engine)
        engine.start()
        return engine, heard

    def close(self) -> None:
        for engine in self._engines:
            engine.stop()
        for store in self._stores:
            store.close()

    # ---- what both sides hold

    def events(self, store: Store) -> list[tuple[int, str]]:
        """Number and id of each command the database has of this laptop."""
        query = "select no, id from portal.event where device = %s order by no"
        return self.world.admin.execute(query, [store.identity.device]).fetchall()

    def rows(self, store: Store, stream: str) -> dict[Any, Any]:
        return {row[0]: row for row in store.reader.read(every_row)[stream]}

    def connections(self, person: str = REQUESTER) -> int:
        """How many connections this person has to the database."""
        query = "select count(*) from pg_stat_activity where usename = %s and datname = %s"
        return int(self.world.value(query, person, self.world.database))

    def wait_for_no_connection(self, person: str = REQUESTER) -> None:
        """The server notices that a connection has gone, in its own time."""
        self.wait_until(lambda: not self.connections(person), "a connection was left open")

    @staticmethod
    def wait_until(true: Callable[[], bool], otherwise: str, seconds: float = 10.0) -> None:
        """Looks at the database again and again: it tells nobody by itself."""
        until = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < until, otherwise
            threading.Event().wait(0.01)
