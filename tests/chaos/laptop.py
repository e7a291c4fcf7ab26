"""A laptop of the storm: the real store and the real sync, beside an account of all that it told its person."""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa

from desktop_app.domain.effects import Command, Refused
from desktop_app.domain.requests.conversation import AddReply, Resolve
from desktop_app.domain.requests.submission import Submit
from desktop_app.protocol.streams import STREAMS
from desktop_app.store import schema
from desktop_app.store.engine import DATABASE, Store, open_store
from desktop_app.store.errors import NotWithdrawable
from desktop_app.store.queries import outbox
from desktop_app.sync.once import Result, sync_once
from desktop_app.sync.patience import Patience
from desktop_app.sync.problems import Problem
from desktop_app.sync.session import PostgresConnector
from desktop_app.sync.state import State
from tests.chaos.evidence import Replica, outcomes
from tests.chaos.ledger import Account, Said
from tests.databases import GivenServer
from tests.sayings import CHAINS, Sayings
from tests.world import PASSWORD, T0, Crash, memory_folder

HASTY = Patience(connect=2.0, silence=0.6)
"""A storm does not wait as long as a person's laptop does; in the calm after it a busy machine is waited for."""
REWORDABLE = (AddReply, Resolve, Submit)


@dataclass(frozen=True)
class Surroundings:
    """What there is to talk about; known to a process of its own too."""

    database: str
    colleagues: tuple[str, ...]
    articles: tuple[str, ...]
    tasks: tuple[str, ...]
    forms: tuple[str, ...]


class Way(Protocol):
    """Where a laptop reaches the database: the near end of a wire."""

    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...


@dataclass(frozen=True)
class Address:
    """A way that another process can be told of."""

    host: str
    port: int


def connector(where: Surroundings, person: str, way: Way) -> PostgresConnector:
    """The way to the database at the end of a wire."""
    url = GivenServer(f"postgresql://x@{way.host}:{way.port}/x").url(where.database, person)
    return PostgresConnector(url, lambda _: PASSWORD)


def a_folder() -> Path:
    """A new one for a laptop."""
    return Path(tempfile.mkdtemp(prefix="storm-", dir=memory_folder()))


def wants_to_remove(problem: Problem | None, data: Mapping[str, Any]) -> bool:
    """Whether it asks if more than a tenth of what it holds may go: requests were moved, a team was left (I11)."""
    return problem == Problem.STRANGE_SERVER and data["reason"] == "removal"


class Laptop:
    """One laptop. `lock` is held by whoever makes it do something. The same seed makes the same device."""

    def __init__(
        self, where: Surroundings, person: str, seed: str, account: Callable[[str], Account], folder: Path | None = None
    ) -> None:
        self.where, self.person = where, person
        self.lock = threading.Lock()
        self.chance = random.Random(seed)
        self.folder = folder or a_folder()
        self._asleep = timedelta()
        self._said = 0
        self._dies_at: int | str | None = None
        self.patience = HASTY
        self.asked = 0
        """How often it asked whether much may go, and its person said yes."""
        self._device = self.chance.randbytes(10)
        self.store = self._opened()
        self.account = account(self.store.identity.device)

    def _opened(self) -> Store:
        store = open_store(
            self.folder / "data", login=self.person, clock=lambda: T0, randomness=lambda n: self._device[:n]
        )
        sa.event.listen(store.engine, "before_cursor_execute", self._count)
        return store

    def _count(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        at = self._dies_at
        if isinstance(at, int):
            self._dies_at = at = at - 1
        if (isinstance(at, int) and at < 0) or (isinstance(at, str) and at in statement):
            self._dies_at = None
            raise Crash

    @contextmanager
    def _dies_before(self, statement: int | str | None) -> Iterator[None]:
        """The process dies before the n-th statement, or one with these words; the application is opened anew."""
        self._dies_at = statement
        try:
            yield
        except Crash as crash:
            traceback.clear_frames(crash.__traceback__)  # a dead process holds no cursor open, and no lock with it
            self.restart()
            raise
        finally:
            self._dies_at = None

    def now(self) -> datetime:
        """By this laptop's clock; each thing said a little later than the one before."""
        return T0 + self._asleep + timedelta(milliseconds=self._said)

    def sleep(self, days: int) -> None:
        """Nobody opens it for so long."""
        self._asleep += timedelta(days=days)

    def restart(self) -> None:
        """The application ends and is opened again."""
        self.store.close()
        self.store = self._opened()

    def upgrade(self) -> None:
        """Another version of the application opens it, to which some of its tables have an older shape."""
        self.store.close()
        older = [stream.name for stream in self.chance.sample(STREAMS, 2)]
        with sqlite3.connect(self.folder / "data" / DATABASE) as connection:
            connection.executemany(
                "UPDATE replica_state SET hash = 'older' WHERE stream = ?", [(name,) for name in older]
            )
        connection.close()
        self.store = self._opened()

    def discard(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    # ---- what a person does

    @property
    def sayings(self) -> Sayings:
        where = self.where
        return Sayings(self.chance, self.person, self._keep, where.colleagues, where.articles, where.tasks, where.forms)

    def _keep(self, content: bytes) -> dict[str, Any]:
        return self.store.files.put_file(content, "bukti.pdf")

    def say(self, kind: type[Command] | None = None, about: str | None = None, *, dies_at: int | None = None) -> bool:
        """Says something; False when it was refused here. Raises `Crash` when it died over it."""
        self._said += 1
        saying = self.sayings
        chosen = saying.kind() if kind is None else kind
        command = saying.command(chosen, about or self.a_request(), self.now())
        return self.give(command, dies_at=dies_at)

    def give(self, command: Command, *, dies_at: int | None = None) -> bool:
        """Gives this command."""
        self.account.intends(command)
        try:
            with self._dies_before(dies_at):
                self.store.writer.run(command)
        except Refused:
            self.account.refused_here(command)
            return False
        self.account.saved(command)
        return True

    def say_a_chain(self) -> None:
        """Several things about one request, one upon the other."""
        about = self.a_request()
        for kind in self.chance.choice(CHAINS):
            if self.say(kind, about) and kind is Submit:
                about = next(reversed(self.account.entries))

    def change_its_mind(self) -> bool:
        """Takes back, or says in other words, something that waits; False when it was too late."""
        entries = [entry for entry in self.account.commands() if entry.said == Said.SAVED and entry.outcome is None]
        if not entries:
            return False
        entry = self.chance.choice(entries[-4:])
        (command,) = entry.wordings
        if isinstance(command, REWORDABLE) and self.chance.random() < 0.5:
            return self.amend(self.sayings.reworded(command))
        return self.withdraw(command)

    def amend(self, other: Command) -> bool:
        """Says it in other words; False when it was too late, or they are not allowed."""
        self.account.rewords(other)
        try:
            self.store.writer.amend(other)
        except (NotWithdrawable, Refused):
            self.account.kept(other)
            return False
        self.account.reworded(other)
        return True

    def withdraw(self, command: Command) -> bool:
        """Takes it back; False when it was too late."""
        try:
            self.store.writer.withdraw(command.id)
        except NotWithdrawable:
            return False
        self.account.withdrawn(self._withdrawn_now())
        return True

    def _withdrawn_now(self) -> list[str]:
        gone = sa.select(schema.outbox.c.id).where(schema.outbox.c.kind == "Withdrawn")
        kept: list[str] = self.store.reader.read(lambda connection: list(connection.scalars(gone)))
        return [id for id in kept if id in self.account.entries]

    def a_request(self) -> str:
        """Some request it knows; mostly one of the newest."""
        known = self.newest()
        return self.chance.choice(known) if known and self.chance.random() < 0.97 else "nothing"

    def newest(self) -> list[str]:
        """The newest requests it knows."""
        newest = sa.text("select id from request order by written desc limit 12")
        known: list[str] = self.store.reader.read(lambda connection: list(connection.scalars(newest)))
        return known

    # ---- the wire

    def sync(self, way: Way, *, dies_at: int | str | None = None) -> Result:
        """One sync; a question whether much may go is answered with yes. Then the person looks at what it says.

        Raises `Crash` when it died over it.
        """
        way_there = connector(self.where, self.person, way)
        with self._dies_before(dies_at):
            result = sync_once(self.store, way_there, self.now, patience=self.patience)
            if wants_to_remove(result.problem, result.data):
                self.asked += 1
                result = sync_once(self.store, way_there, self.now, patience=self.patience, sure=True)
        self.look(result.state == State.UP_TO_DATE)
        return result

    def look(self, up_to_date: bool = False) -> None:
        """The person reads what the laptop says of their commands and requests."""
        shown = outcomes(self.store)
        for id, outcome in shown.items():
            if outcome is not None and id in self.account.entries:
                self.account.shows_outcome(id, outcome)
        mine = sa.text("select id, number from request where requester = :me and number is not null")
        numbered = self.store.reader.read(lambda connection: connection.execute(mine, {"me": self.person}).all())
        for request, number in numbered:
            self.account.shows_number(request, number)
        if up_to_date:
            saved = (entry.id for entry in self.account.entries.values() if entry.said == Said.SAVED)
            self.account.up_to_date(id for id in saved if id in shown and shown[id] is None)

    @property
    def waiting(self) -> int:
        """How many commands the database has not answered."""
        return self.store.reader.read(outbox.unanswered)

    def replica(self) -> Replica:
        return Replica.of(self.store)
