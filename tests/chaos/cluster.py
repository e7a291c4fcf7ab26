"""A company's database on two servers: one that leads and one that follows it, to be parted, killed and promoted."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg
from psycopg.conninfo import make_conninfo

from sigap_server import unprivileged
from sigap_server.embedded import HOST, SUPERUSER, EmbeddedPostgres, EmbeddedPostgresError
from sigap_server.wire_cutter import WireCutter
from tests.databases import own_folder

SETTINGS = {
    "synchronous_commit": "on",  # nothing is lost but by what a test does
    "full_page_writes": "on",  # what `pg_rewind` asks for
    "wal_level": "replica",
    "wal_keep_size": "256MB",
    "wal_receiver_status_interval": "1s",
    "wal_retrieve_retry_interval": "100ms",
    "hot_standby_feedback": "off",
    "archive_mode": "off",
}


class Member(EmbeddedPostgres):
    """One server of a cluster: made like any other, from another's files, or as a copy that follows another."""

    def __init__(
        self, leader: Leader | None = None, copy_of: Path | None = None, settings: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:  # fmt: skip
        every = SETTINGS | dict(settings or {})
        super().__init__(folder or own_folder(), durable=False, temporary=True, settings=every)
        self._leader, self._copy_of = leader, copy_of

    def sql(self, statement: str, database: str = "postgres") -> Any:
        """The first value of the first row; None where there is none."""
        with psycopg.connect(self.url(database), autocommit=True) as admin:
            done = admin.execute(statement)  # type: ignore[call-overload]
            row = done.fetchone() if done.description else None
        return row[0] if row else None

    @property
    def leads(self) -> bool:
        return not self.sql("select pg_is_in_recovery()")

    def promote(self) -> None:
        """Makes it lead; returns when it does."""
        self.program("pg_ctl", "promote", "-D", str(self.data), "-w", "-t", "30")

    def shut_down(self) -> None:
        """Stops it and keeps its data."""
        self._temporary = False
        try:
            self.stop()
        finally:
            self._temporary = True

    def lay_out(self) -> None:
        """Makes its files without starting it."""
        unprivileged.make_folder(self.home)
        self._make_cluster()

    def rewind(self, leader: Leader) -> None:
        """Makes a stopped server follow another, whatever it wrote since they parted."""
        self.program("pg_rewind", "-D", str(self.data), f"--source-server={leader.conninfo}", "-R", "--no-sync")

    def program(self, name: str, *arguments: str) -> None:
        """Runs one of PostgreSQL's programs. Raises `EmbeddedPostgresError`."""
        self.said(name, *arguments)

    def said(self, name: str, *arguments: str) -> str:
        """What one of PostgreSQL's programs says. Raises `EmbeddedPostgresError`."""
        done = self._run(name, *arguments)
        if done.returncode:
            raise EmbeddedPostgresError(f"{name} failed", tuple(done.stdout.splitlines()[-12:]))
        return done.stdout

    def _make_cluster(self) -> None:
        if self._leader is not None:
            self._make_folder()
            options = ["-R", "-c", "fast", "--no-sync", "-d", self._leader.conninfo]
            self.program("pg_basebackup", "-D", str(self.data), *options)
            password = self._leader.password
        elif self._copy_of is not None:
            shutil.copytree(self._copy_of / "data", self.data)
            self.own(self.data, *self.data.rglob("*"))
            password = (self._copy_of / "password").read_text()
        else:
            return super()._make_cluster()
        (self.home / "password").touch(mode=0o600)
        (self.home / "password").write_text(password)
        return None

    def _make_folder(self) -> None:
        self.data.mkdir(mode=0o700)
        self.own(self.data)

    @staticmethod
    def own(*paths: Path) -> None:
        if (account := unprivileged.account()) is not None:
            for path in paths:
                os.chown(path, account.uid, account.gid)


class Leader:
    """Who is followed, and over which wire."""

    def __init__(self, member: Member, wire: WireCutter) -> None:
        self._member, self._wire = member, wire

    @property
    def password(self) -> str:
        return self._member.password

    @property
    def conninfo(self) -> str:
        return make_conninfo(
            host=HOST, port=self._wire.port, user=SUPERUSER, password=self.password, dbname="postgres"
        )  # fmt: skip


class Cluster:
    """`first` leads when it begins and `second` follows it, over a `wire` between the two that can be cut."""

    def __init__(self, seed: Path | None = None) -> None:
        self.first = Member(copy_of=seed)
        self.members = [self.first]
        self._wires: list[WireCutter] = []

    def __enter__(self) -> Self:
        try:
            self.first.start()
            self.second = self.follower(self.first)
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        for member in self.members:
            member.stop()
        for wire in self._wires:
            wire.stop()
        for member in self.members:
            member.remove()

    @property
    def wire(self) -> WireCutter:
        """What the second server hears of the first."""
        return self._wires[0]

    def follower(self, member: Member) -> Member:
        """One more server, that follows this one."""
        made = Member(leader=self._leader(member))
        self.members.append(made)
        made.start()
        return made

    def rejoin(self, member: Member, leader: Member) -> None:
        """Has a server that was killed or left behind follow another."""
        member.shut_down()
        (member.data / "postmaster.pid").unlink(missing_ok=True)
        member.rewind(self._leader(leader))
        member.start()

    def synchronous(self, on: bool = True) -> None:
        """Whether the first server answers only when the second has what it says."""
        names = "*" if on else ""
        self.first.sql(f"alter system set synchronous_standby_names = '{names}'")
        self.first.sql("select pg_reload_conf()")
        if on:
            wait_until(lambda: self.first.sql("select sync_state from pg_stat_replication") == "sync", "never in step")

    def catch_up(self, follower: Member | None = None, leader: Member | None = None) -> None:
        """Waits until the one has shown all that the other has written until now."""
        here = (leader or self.first).sql("select pg_current_wal_insert_lsn()")
        there = follower or self.second
        wait_until(lambda: there.sql(f"select pg_last_wal_replay_lsn() >= '{here}'"), "it does not catch up")

    @contextmanager
    def lagging(self) -> Iterator[None]:
        """The second server shows nothing new."""
        self.second.sql("select pg_wal_replay_pause()")
        wait_until(
            lambda: self.second.sql("select pg_get_wal_replay_pause_state()") == "paused", "it does not pause"
        )  # fmt: skip
        try:
            yield
        finally:
            self.second.sql("select pg_wal_replay_resume()")

    def _leader(self, member: Member) -> Leader:
        wire = WireCutter(member.host, member.port)
        wire.start()
        self._wires.append(wire)
        return Leader(member, wire)


def wait_until(true: Callable[[], Any], otherwise: str, seconds: float = 20.0) -> None:
    """Looks again and again: a server tells nobody by itself."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, otherwise
        time.sleep(0.02)
