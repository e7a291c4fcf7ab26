"""What goes wrong slowly: dead rows, old transactions, copies that fall behind, failing archives, drifting clocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import psycopg

from sigap_server.health.finding import Finding, look, wrong

DRIFT = timedelta(seconds=5)


def clock(connection: psycopg.Connection, now: Callable[[], datetime]) -> Iterator[Finding]:
    """The server's clock against this machine's: promises count by the server's."""
    before = now()
    row = connection.execute("select clock_timestamp()").fetchone()
    assert row is not None
    apart = abs(row[0].astimezone(UTC) - (before + (now() - before) / 2))
    if apart > DRIFT:
        seconds = round(apart.total_seconds())
        yield wrong(
            "clock", f"the clocks of the server and of this machine are {seconds} s apart.",
            "Set both by a time server (NTP): deadlines count by the server's.",
        )  # fmt: skip
    future = connection.execute("select count(*) from portal.event where received > portal.now() + 60000000").fetchone()
    if future and future[0]:
        yield wrong(
            "clock", f"{future[0]} events were received in the future: the server's clock was set back.",
            "Let it run on; times of those requests stay as they were.",
        )  # fmt: skip


def tables(connection: psycopg.Connection) -> Iterator[Finding]:
    """Dead rows that nobody cleared, and indexes that nobody can use."""
    rows = connection.execute(
        "select relname, n_dead_tup, n_live_tup from pg_stat_user_tables where schemaname = 'portal'"
        " and n_dead_tup > 10000 and n_dead_tup > n_live_tup order by n_dead_tup desc"
    ).fetchall()
    for name, dead, live in rows:
        yield look(
            "upkeep", f"table {name} has {dead} dead rows beside {live} live ones.",
            f"Run `vacuum analyze portal.{name}`; if it comes back, look for long transactions.",
        )  # fmt: skip
    broken = connection.execute(
        "select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid"
        " where c.relnamespace = 'portal'::regnamespace and not i.indisvalid"
    ).fetchall()
    for (name,) in broken:
        yield wrong("upkeep", f"index {name} is not valid.", f"Run `reindex index {name}`.")


def transactions(connection: psycopg.Connection) -> Iterator[Finding]:
    """What holds up cleaning: old transactions, prepared ones, the wrap of transaction numbers."""
    rows = connection.execute(
        "select pid, usename, round(extract(epoch from now() - xact_start) / 60) from pg_stat_activity"
        " where xact_start < now() - interval '1 hour' and pid <> pg_backend_pid() and usename is not null"
    ).fetchall()
    for pid, who, minutes in rows:
        yield look(
            "upkeep",
            f"a transaction of {who} has been open for {minutes} minutes.",
            f"Run `select pg_terminate_backend({pid})`.",
        )
    for (name,) in connection.execute("select gid from pg_prepared_xacts").fetchall():
        yield wrong(
            "upkeep", f"the transaction {name} was prepared and never ended.", f"Run `rollback prepared '{name}'`."
        )
    row = connection.execute("select age(datfrozenxid) from pg_database where datname = current_database()").fetchone()
    if row and row[0] > 1_000_000_000:
        yield wrong("upkeep", f"{row[0]:,} transactions without a full vacuum.", "Run `vacuum freeze` soon.")


def copies(connection: psycopg.Connection) -> Iterator[Finding]:
    """The archive and the standbys."""
    row = connection.execute(
        "select last_failed_wal, last_failed_time > coalesce(last_archived_time, 'epoch') from pg_stat_archiver"
    ).fetchone()
    if row and row[1]:
        yield wrong(
            "copies", f"archiving fails since {row[0]}: the disk will fill.", "See archive_command in the server's log."
        )
    slots = connection.execute(
        "select slot_name, pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)) from pg_replication_slots"
        " where not active"
    ).fetchall()
    for name, kept in slots:
        yield wrong(
            "copies", f"nobody reads the replication slot {name}; {kept or '0'} are kept for it.",
            f"Bring its standby back, or run `select pg_drop_replication_slot('{name}')`.",
        )  # fmt: skip
    late = connection.execute(
        "select application_name, round(extract(epoch from replay_lag)) from pg_stat_replication"
        " where replay_lag > interval '1 minute'"
    ).fetchall()
    for name, seconds in late:
        yield look(
            "copies", f"the standby {name} is {seconds} s behind.", "Look at its disk, its network, long queries on it."
        )


def files(connection: psycopg.Connection) -> Iterator[Finding]:
    """Files that were announced and never arrived whole."""
    row = connection.execute(
        "select count(*) from portal.attachment a where not a.complete and exists ("
        " select from portal.event e where e.id = split_part(a.id, '/', 1)"
        " and e.received < portal.now() - 2592000000000)"
    ).fetchone()
    if row and row[0]:
        yield look(
            "files", f"{row[0]} files were announced over 30 days ago and did not arrive whole.",
            "Their senders' laptops have not been back; `sigap-admin retention run` says so to both sides.",
        )  # fmt: skip
