"""What administrators do after a bad day: dumps, base backups, files put back, another server altogether."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from sigap_server.install import restored
from tests.chaos.cluster import Member, wait_until
from tests.chaos.servers.bench import DATABASE
from tests.databases import own_folder


class Servers:
    """Single servers, one after the other."""

    def __init__(self, seed: Path) -> None:
        self._seed = seed
        self._made: list[Member] = []
        self._folders: list[Path] = []

    def start(self, copy_of: Path | None = None, settings: Mapping[str, str] | None = None) -> Member:
        """A server with the files of the small company, or with those of another server that was shut down."""
        made = Member(copy_of=copy_of or self._seed, settings=settings)
        self._made.append(made)
        made.start()
        return made

    @staticmethod
    def restore(dump: Path, member: Member, *, without: tuple[str, ...] = ()) -> None:
        """Puts a dump in the place of the database, of some tables only the shape."""
        member.sql(f"drop database {DATABASE} with (force)")
        member.create_database(DATABASE)
        for section in (["pre-data"], ["data", *_but(dump, member, without)], ["post-data"]):
            options = [f"--section={section[0]}", *section[1:]]
            member.program("pg_restore", "--dbname", member.url(DATABASE), *options, str(dump))

    def copy(self, stopped: Member) -> Path:
        """The files of a server that was shut down, put aside."""
        aside = Member(copy_of=stopped.home)
        self._made.append(aside)
        aside.lay_out()
        return aside.home

    def archive(self) -> Archive:
        """A place for the write-ahead log that survives its server."""
        return Archive(self._folder("archive"))

    def base_backup(self, member: Member) -> Path:
        """A copy of the running server's files, to be recovered from."""
        base = self._folder("base")
        member.program("pg_basebackup", "-D", str(base / "data"), "-c", "fast", "--no-sync", "-d", member.url())
        (base / "password").write_text(member.password)
        return base

    def recover(self, base: Path, archive: Archive, point: str) -> Member:
        """A server that goes on from a point in time."""
        (base / "data" / "recovery.signal").touch()
        recovery = {
            "restore_command": f"cp {archive.folder}/%f %p", "recovery_target_name": point,
            "recovery_target_action": "promote",
        }  # fmt: skip
        made = self.start(base, archive.settings | recovery)
        wait_until(lambda: made.leads, "it does not end its recovery")
        return made

    def _folder(self, name: str) -> Path:
        made = own_folder().with_suffix(f".{name}")
        made.mkdir(mode=0o755)
        Member.own(made)
        self._folders.append(made)
        return made

    def close(self) -> None:
        for member in self._made:
            member.remove()
        for folder in self._folders:
            shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class Archive:
    """Where a server puts its write-ahead log, segment by segment."""

    folder: Path

    @property
    def settings(self) -> dict[str, str]:
        return {"archive_mode": "on", "archive_command": f"cp %p {self.folder}/%f"}

    @staticmethod
    def point(member: Member, name: str) -> None:
        """Gives this moment a name."""
        member.sql(f"select pg_create_restore_point('{name}')")

    def close_segment(self, member: Member) -> None:
        """Waits until all that was written until now lies here."""
        segment = member.sql("select pg_walfile_name(pg_switch_wal())")
        wait_until((self.folder / segment).exists, "it is not archived")


def _but(dump: Path, member: Member, without: tuple[str, ...]) -> list[str]:
    """Options of pg_restore that leave the rows of these tables out."""
    if not without:
        return []
    listed = member.said("pg_restore", "--list", str(dump)).splitlines()
    left = [line for line in listed if not any(f" TABLE DATA portal {table} " in line for table in without)]
    chosen = member.home / "chosen"
    chosen.write_text("\n".join(left) + "\n")
    return ["--use-list", str(chosen)]


def dump(member: Member) -> Path:
    """Yesterday's dump."""
    file = member.data / "portal.dump"
    file.unlink(missing_ok=True)
    member.program("pg_dump", "-Fc", "--file", str(file), member.url(DATABASE))
    return file


def say_restored(member: Member) -> None:
    """`sigap-admin db restored`."""
    with psycopg.connect(member.url(DATABASE), autocommit=True) as admin:
        restored(admin)


@contextmanager
def servers(seed: Path) -> Iterator[Servers]:
    made = Servers(seed)
    try:
        yield made
    finally:
        made.close()
