"""How long is kept what: the policy, what it would take away now, and taking it away in small steps.

Each step is one transaction that does a batch whole, so a run that is killed has done some and begun none; the next one
goes on. Nothing is counted beside: what is due is asked of the rows each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

from desktop_app.domain.requests.rows import Retention
from desktop_app.protocol import wire
from sigap_server import archive
from sigap_server.archive import Month
from sigap_server.polls import open_missing_polls
from sigap_server.rows import put, remove

EVERYTHING = "*"
BATCH = 200  # requests a transaction: some 50 ms of locks
REMEMBERED = timedelta(days=180)  # how long a laptop may be away and still be told what left
RETOLD = timedelta(days=7)
UNUSED = timedelta(days=90)  # how long a picture may wait on a laptop for the text that shows it
AWAITED = timedelta(days=30)  # how long the bytes of an announced file may take
PATIENCE = "5s"  # for a lock, then the next run may do it
RUN = 0x5197AB  # the lock that one run at a time holds
_FOREVER = 1 << 62


class AlreadyRunning(Exception):
    """Another run is under way."""


class UnknownPolicy(Exception):
    """The policy names a team or form that is not there: `what`."""

    def __init__(self, what: str):
        super().__init__(what)
        self.what = what


@dataclass(frozen=True)
class Due:
    """What a policy would take away now. `from_laptops` and `from_server` are requests."""

    team: str
    form: str
    from_laptops: int
    from_server: int


@dataclass
class Done:
    """What a run did. `purged` are requests, and commands without one, that left row by row; `months` left whole."""

    put_away: int = 0
    audit: int = 0
    purged: int = 0
    months: list[Month] = field(default_factory=list)
    tombstones: int = 0
    lost_files: int = 0
    stray_files: int = 0
    pictures: int = 0


def policies(connection: psycopg.Connection) -> list[Retention]:
    """All of them, the one for everything first."""
    rows = connection.execute(
        "select team, form, laptop_months, server_months, basis from portal.retention order by team, form"
    ).fetchall()
    return [Retention(*row) for row in rows]


def set_policy(connection: psycopg.Connection, policy: Retention) -> bool:
    """Publishes a policy in the place of the one for the same; whether it differs. Raises `UnknownPolicy`."""
    for value, query in (
        (policy.team, "select from portal.team where id = %s"),
        (policy.form, "select from portal.form where form = %s"),
    ):
        if value != EVERYTHING and connection.execute(query, [value]).fetchone() is None:
            raise UnknownPolicy(value)
    return put(connection, [policy]) > 0


def drop_policy(connection: psycopg.Connection, team: str, form: str) -> bool:
    """Takes a policy back; the next more general one counts. The one for everything stays. Raises `UnknownPolicy`."""
    if (team, form) == (EVERYTHING, EVERYTHING):
        raise UnknownPolicy(EVERYTHING)
    return remove(connection, Retention, [(team, form)]) > 0


def plan(connection: psycopg.Connection, now: datetime) -> list[Due]:
    """What a run would take away now, by team and form. Held requests are not among it."""
    at = wire.microseconds(now)
    rows = connection.execute(
        """
        select team, form, sum(leaving)::int, sum(outlived)::int from (
          select l.team, l.form, 1 as leaving, 0 as outlived from portal.leaving(%s, '', 2147483647) l
          union all
          select a.team, a.form, 0, 1 from portal.outlived(%s, 0, %s) o join portal.request_archive a on a.id = o.id) x
        group by team, form order by team, form
        """,
        [at, at, _FOREVER],
    ).fetchall()
    return [Due(*row) for row in rows]


def run(connection: psycopg.Connection, now: datetime, *, batch: int = BATCH) -> Done:
    """Does what the policies say, and tidies. `connection` commits by itself. Raises `AlreadyRunning`."""
    done, at = Done(), wire.microseconds(now)
    with _alone(connection):
        connection.execute("select portal.note_time(%s)", [at])
        _put_away(connection, at, batch, done)
        _put_away_audit(connection, at, batch, done)
        _purge(connection, at, batch, done)
        _tidy(connection, now, done)
    return done


@contextmanager
def _alone(connection: psycopg.Connection) -> Iterator[None]:
    if not _one(connection, "select pg_try_advisory_lock(%s)", RUN):
        raise AlreadyRunning
    try:
        yield
    finally:
        if connection.info.transaction_status in (TransactionStatus.IDLE, TransactionStatus.INTRANS):  # else it let go
            connection.execute("select pg_advisory_unlock(%s)", [RUN])


@contextmanager
def _step(connection: psycopg.Connection) -> Iterator[None]:
    with connection.transaction():
        connection.execute(f"set local lock_timeout = '{PATIENCE}'")
        yield


def _one(connection: psycopg.Connection, query: str, *values: Any) -> Any:
    row = connection.execute(query, values).fetchone()
    assert row is not None
    return row[0]


def _put_away(connection: psycopg.Connection, at: int, batch: int, done: Done) -> None:
    after = ""
    while True:
        rows = connection.execute("select id, ended from portal.leaving(%s, %s, %s)", [at, after, batch]).fetchall()
        if not rows:
            return
        archive.make(connection, {Month.of(ended) for _, ended in rows})
        with _step(connection):
            done.put_away += _one(connection, "select portal.put_away(%s, %s)", at, [id for id, _ in rows])
        after = rows[-1][0]


def _put_away_audit(connection: psycopg.Connection, at: int, batch: int, done: Done) -> None:
    first = _one(connection, "select min(received) from portal.event where request is null")
    last = _one(connection, "select portal.later(%s, -(portal.kept('*', '*')).laptop_months)", at)
    if first is None or first > last:
        return
    archive.make(connection, archive.span(first, last))
    device: str | None = ""
    number = 0
    while device is not None:
        with _step(connection):
            row = connection.execute(
                "select device, no, many from portal.put_away_audit(%s, %s, %s, %s)", [at, device, number, batch]
            ).fetchone()
        assert row is not None
        device, number = row[0], row[1] or 0
        done.audit += row[2]


def _purge(connection: psycopg.Connection, at: int, batch: int, done: Done) -> None:
    shortest = _one(connection, "select portal.later(%s, -(select min(server_months) from portal.retention))", at)
    for month in archive.months(connection):
        if month.begins > shortest:
            return
        bounds = month.begins, month.ends
        with _step(connection):
            whole = _one(connection, "select portal.give_up(%s, %s, %s)", at, *bounds)
            if whole:
                archive.drop(connection, month)
        if whole:
            done.months.append(month)
            continue
        while True:
            with _step(connection):
                gone = _one(connection, "select portal.purge(%s, %s, %s, %s)", at, *bounds, batch)
            done.purged += gone
            if not gone:
                break


def _tidy(connection: psycopg.Connection, now: datetime, done: Done) -> None:
    def until_nothing(query: str, *values: Any) -> int:
        many = 0
        while True:
            with _step(connection):
                more = int(_one(connection, query, *values))
            many += more
            if not more:
                return many

    before = wire.microseconds(now - REMEMBERED)
    done.tombstones = until_nothing("select portal.sweep(%s, %s)", before, 10_000)
    with _step(connection):
        connection.execute("select portal.retell(%s)", [wire.microseconds(now - RETOLD)])
    awaited = wire.microseconds(now - AWAITED)
    done.lost_files = until_nothing("select portal.lose_files(%s, %s)", awaited, 500)
    done.stray_files = until_nothing("select portal.drop_stray_pieces(%s)", 100)
    unused = wire.microseconds(now - UNUSED)
    done.pictures = until_nothing("select portal.drop_unused_pictures(%s, %s)", unused, 100)
    with _step(connection):
        connection.execute("select portal.publish_due()")
        open_missing_polls(connection)
    with _step(connection):
        connection.execute("select portal.forget_counts(%s)", [wire.microseconds(now)])
    with _step(connection):
        connection.execute("select portal.every_round(%s)", [wire.microseconds(now)])
