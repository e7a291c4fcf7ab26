"""Laptops of a company whose database stands on several servers, and what each person was told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa

from desktop_app.domain.effects import Command
from desktop_app.store import schema
from desktop_app.store.engine import Store, open_store
from desktop_app.store.queries import outbox
from desktop_app.store.work import every_row
from desktop_app.sync.once import Result, sync_once
from desktop_app.sync.patience import Patience
from desktop_app.sync.session import PostgresConnector
from sigap_server.embedded import EmbeddedPostgres
from tests.chaos.cluster import Cluster, Member
from tests.databases import Server
from tests.world import PASSWORD, World

DATABASE = "portal"
NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
HASTY = Patience(connect=3.0, silence=2.0)


class There(World):
    """The company as it is found on a server."""

    def __init__(self, server: Server, database: str = DATABASE) -> None:
        self.server, self.database = server, database
        self.admin = psycopg.connect(server.url(database), autocommit=True)
        self._sessions = {}


@dataclass
class Laptop:
    """One laptop, the way to its company, and what its person was told was saved."""

    person: str
    store: Store
    connect: PostgresConnector
    said: list[str] = field(default_factory=list)
    clock: datetime = NOW

    def run(self, command: Command) -> Command:
        self.store.writer.run(command)
        self.said.append(command.id)
        return command

    def sync(self, **more: Any) -> Result:
        return sync_once(self.store, self.connect, lambda: self.clock, patience=HASTY, **more)

    def synced(self, **more: Any) -> Result:
        result = self.sync(**more)
        assert result.problem is None, (result.problem, result.data)
        return result

    @property
    def device(self) -> str:
        return self.store.identity.device

    @property
    def rows(self) -> dict[str, set[Any]]:
        return {name: set(rows) for name, rows in self.store.reader.read(every_row).items()}

    def subjects(self) -> set[str]:
        request = sa.table("request", sa.column("subject"))
        wanted = sa.select(request.c.subject)
        return {row[0] for row in self.store.reader.read(lambda c: c.execute(wanted).all())}

    @property
    def pending(self) -> int:
        return self.store.reader.read(outbox.pending_count)

    @property
    def outcomes(self) -> list[tuple[int, str | None]]:
        table = schema.outbox
        wanted = sa.select(table.c.no, table.c.outcome).order_by(table.c.no)
        return [tuple(row) for row in self.store.reader.read(lambda c: c.execute(wanted).all())]


def url_of(person: str, *members: EmbeddedPostgres, options: str = "") -> str:
    """Of one or several hosts, as a laptop is given it."""
    hosts = ",".join(f"{member.host}:{member.port}" for member in members)
    return f"postgresql://{person}@{hosts}/{DATABASE}{options}"


class Bench:
    """Makes laptops and looks at the servers; closes both."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._there: dict[int, There] = {}
        self.laptops: list[Laptop] = []

    def there(self, member: EmbeddedPostgres) -> There:
        """The company on this server, which may have been started again meanwhile."""
        known = self._there.get(id(member))
        try:
            if known is not None:
                known.admin.execute("select 1")
                return known
        except psycopg.OperationalError:
            assert known is not None
            known.close()
        self._there[id(member)] = There(member)
        return self._there[id(member)]

    def laptop(self, person: str, *members: EmbeddedPostgres, options: str = "") -> Laptop:
        """A laptop that knows these servers, in this order."""
        folder = self._folder / f"{person} {len(self.laptops)}"
        store = open_store(folder, login=person, clock=lambda: NOW)
        made = Laptop(person, store, self.connector(person, *members, options=options))
        self.laptops.append(made)
        return made

    @staticmethod
    def connector(person: str, *members: EmbeddedPostgres, options: str = "") -> PostgresConnector:
        return PostgresConnector(url_of(person, *members, options=options), lambda _: PASSWORD)

    def lost(self, leader: Member, laptops: Iterable[Laptop] | None = None) -> list[str]:
        """What is not on this server exactly once and in the order it was said; nothing, where all is well."""
        found = []
        for laptop in laptops or self.laptops:
            rows = self.there(leader).admin.execute(
                "select id from portal.event where device = %s and kind <> 'Withdrawn' order by no", [laptop.device]
            )
            if [id for (id,) in rows] != laptop.said:
                found.append(laptop.person)
        return found

    def different(self, leader: Member, laptops: Iterable[Laptop] | None = None) -> dict[str, Any]:
        """By laptop, the rows that are on one side only: what it holds against what its person may see."""
        found = {}
        for laptop in laptops or self.laptops:
            seen = self.there(leader).seen_by(laptop.person)
            held = laptop.rows
            apart = {name: held[name] ^ set(seen[name].values()) for name in held}
            if any(apart.values()):
                found[f"{laptop.person} {laptop.device}"] = {name: rows for name, rows in apart.items() if rows}
        return found

    def close(self) -> None:
        for laptop in self.laptops:
            laptop.store.close()
        for there in self._there.values():
            there.close()


class ClusterBench(Bench):
    """Laptops that know both servers of a cluster, unless told otherwise."""

    def __init__(self, cluster: Cluster, folder: Path) -> None:
        super().__init__(folder)
        self.cluster = cluster

    def laptop(self, person: str, *members: EmbeddedPostgres, options: str = "") -> Laptop:
        return super().laptop(person, *(members or self.cluster.members), options=options)
