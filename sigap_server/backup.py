"""A dump that can be trusted: of one moment, checked after it was written, with what it must contain beside it."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from sigap_server.postgres_programs import Programs, ProgramsMissing, from_package, of_the_system

_UNDERSTOOD = ("host", "port", "dbname", "user", "sslmode", "sslrootcert", "sslcert", "sslkey")
"""Of how we are connected, what programs of any version understand; our own libpq may be newer."""


class BackupFailed(Exception):
    """No backup was made; `words` is what the program that failed said last."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True)
class Backup:
    """Where it lies, its size in bytes, how many commands of how many devices are in it."""

    dump: Path
    roles: Path
    size: int
    commands: int
    devices: int


def programs_for(connection: psycopg.Connection) -> Programs:
    """Programs of the server's major version or newer: pg_dump reads no newer server. Raises `ProgramsMissing`."""
    major = connection.info.server_version // 10_000
    for programs in [*of_the_system(), *(from_package(number) for number in (16, 18))]:
        if int(programs.version().split(".")[0]) >= major and programs.path("pg_dump").exists():
            return programs
    raise ProgramsMissing(f"pg_dump {major} or newer (the package postgresql-client-{major})")


def back_up(connection: psycopg.Connection, folder: Path, programs: Programs, now: datetime) -> Backup:
    """Writes a dump of this moment and the logins into `folder`. Raises `BackupFailed`; then nothing is left of it.

    Beside the dump lies a JSON file with its SHA-256, the counts and the head of each device's chain, read in the same
    snapshot: after a restore they say whether it is all there.
    """
    name = f"{connection.info.dbname}-{now:%Y%m%d-%H%M%S}"
    dump, roles, beside = folder / f"{name}.dump", folder / f"{name}.roles.sql", folder / f"{name}.json"
    unfinished = dump.with_suffix(".unfinished")
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with connection.transaction():
            connection.execute("set transaction isolation level repeatable read, read only")
            row = connection.execute("select pg_export_snapshot()").fetchone()
            assert row is not None
            _run(connection, programs, "pg_dump", "--format=custom", f"--snapshot={row[0]}", f"--file={unfinished}")
            content = _content(connection)
        listed = _run(connection, programs, "pg_restore", "--list", str(unfinished), database=False)
        if not all(f"TABLE DATA portal {table} " in listed for table in content["rows"]):
            raise BackupFailed("the dump does not list all tables of the portal")
        roles.touch(mode=0o600)
        _run(connection, programs, "pg_dumpall", "--roles-only", f"--file={roles}")
        beside.write_text(json.dumps({"sha256": _sha256(unfinished), **content}, indent=1) + "\n", encoding="utf-8")
        unfinished.rename(dump)
    except BaseException:
        for path in (unfinished, roles, beside):
            path.unlink(missing_ok=True)
        raise
    return Backup(dump, roles, dump.stat().st_size, content["rows"]["event"], len(content["heads"]))


def _run(
    connection: psycopg.Connection, programs: Programs, program: str, *arguments: str, database: bool = True
) -> str:
    """What it printed. Raises `BackupFailed`."""
    if not programs.path(program).exists():
        raise BackupFailed(f"{program} is not there; install the package postgresql-client")
    environment = {**os.environ, "PGPASSWORD": connection.info.password}
    if database:
        said = {**conninfo_to_dict(connection.info.dsn), "host": connection.info.host, "port": connection.info.port}
        given = {name: said[name] for name in _UNDERSTOOD if name in said}
        arguments = (*arguments, "--dbname", " ".join(f"{name}={_quoted(str(value))}" for name, value in given.items()))
    done = subprocess.run([programs.path(program), *arguments], capture_output=True, text=True, env=environment)
    if done.returncode:
        raise BackupFailed((done.stderr.strip().splitlines() or [f"{program} ended with {done.returncode}"])[-1])
    return done.stdout


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _content(connection: psycopg.Connection) -> dict[str, dict[str, Any]]:
    tables = connection.execute(
        "select relname from pg_class where relnamespace = 'portal'::regnamespace and relkind = 'r' order by 1"
    ).fetchall()
    rows: dict[str, int] = {}
    for (table,) in tables:
        counted = connection.execute(f"select count(*) from portal.{table}").fetchone()
        rows[table] = counted[0] if counted else 0
    heads = connection.execute("select id, last_no, encode(head, 'hex') from portal.device order by id").fetchall()
    return {"rows": rows, "heads": {device: [last, head] for device, last, head in heads}}


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
