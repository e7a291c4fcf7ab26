"""A person's ways in: a role for each of their laptops, so that one can be shut out and the others not.

The first laptop comes in by the person's login, a further one by `login~2`, and so on; `portal.person_of` says whose a
way is. Each has a secret of its own, which only its laptop knows. Who is barred may still connect, and ask one thing:
whether the laptop's copy is to be removed. PostgreSQL refuses them everything else, for their role is no employee now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psycopg
from psycopg import sql

from desktop_app.protocol.wire import microseconds
from sigap_server.logins import CONNECTIONS, join, take_login

FURTHER = "~"
TOLD_FOR = timedelta(days=180)
"""How long who is barred may still be told so; then the password is no longer good either."""
_BARRED_CONNECTIONS = 3


class UnknownDevice(Exception):
    """No laptop has this name."""

    def __init__(self, device: str):
        super().__init__(device)
        self.device = device


@dataclass(frozen=True)
class Device:
    """A laptop as the database knows it. Times are None for what has not been; what it says of itself is noted only."""

    id: str
    login: str
    way: str | None
    commands: int
    entered: datetime | None
    seen: datetime | None
    revoked: bool
    closed: bool
    told: datetime | None
    wiped: datetime | None


def ways_of(connection: psycopg.Connection, login: str) -> list[str]:
    """The roles that a person's laptops come in by, in the order they were made."""
    rows = connection.execute(
        "select rolname from pg_roles where (rolname = %s or starts_with(rolname, %s)) and not rolsuper and ("
        "  pg_has_role(oid, 'portal_employee', 'member') or pg_has_role(oid, 'portal_barred', 'member'))",
        [login, login + FURTHER],
    ).fetchall()
    return sorted((name for (name,) in rows), key=_number)


def next_way(connection: psycopg.Connection, login: str) -> str:
    """What the next laptop comes in by: one whose code nobody has used, or a new one; never one that is in use."""
    ways = ways_of(connection, login)
    waiting = connection.execute(
        "select e.login from portal.enrolment e where e.login = any (%s)"
        " and not exists (select from portal.barred b where b.way = e.login)",
        [ways],
    ).fetchone()
    if waiting is not None:
        return str(waiting[0])
    return login if not ways else f"{login}{FURTHER}{_number(ways[-1]) + 1}"


def bar(connection: psycopg.Connection, ways: Sequence[str], reason: str, *, wipe: bool, now: datetime) -> None:
    """Shuts these out at once, whatever they are doing. `reason`: `blocked`, `left`, `revoked`.

    Without `wipe` they cannot even connect to be told.
    """
    with connection.transaction():
        for way in ways:
            role = sql.Identifier(way)
            join(connection, "portal_barred", way)
            connection.execute(sql.SQL("revoke portal_employee from {}").format(role))
            connection.execute(
                sql.SQL("alter role {} connection limit {} valid until {}").format(
                    role, sql.Literal(_BARRED_CONNECTIONS), sql.Literal((now + TOLD_FOR).isoformat())
                )
            )
            if not wipe:
                take_login(connection, way)
            connection.execute("delete from portal.enrolment where login = %s", [way])
            connection.execute(
                "insert into portal.barred (way, login, reason, since, wipe) values (%s, %s, %s, %s, %s)"
                " on conflict (way) do update"
                " set reason = excluded.reason, since = excluded.since, wipe = excluded.wipe",
                [way, way.split(FURTHER)[0], reason, microseconds(now), wipe],
            )
    end_sessions(connection, ways)


def unbar(connection: psycopg.Connection, login: str, reason: str) -> list[str]:
    """Lets in again who was shut out for this reason, with the secrets that their laptops have; which ways."""
    with connection.transaction():
        rows = connection.execute(
            "delete from portal.barred where login = %s and reason = %s returning way", [login, reason]
        ).fetchall()
        for (way,) in rows:
            role = sql.Identifier(way)
            join(connection, "portal_employee", way)
            connection.execute(sql.SQL("revoke portal_barred from {}").format(role))
            connection.execute(
                sql.SQL("alter role {} login connection limit {} valid until 'infinity'").format(
                    role, sql.Literal(CONNECTIONS)
                )
            )
    return [way for (way,) in rows]


def end_sessions(connection: psycopg.Connection, ways: Sequence[str]) -> None:
    """Puts out who is in: a right that is taken counts for the next statement, not for one that runs."""
    connection.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = any (%s)", [list(ways)])


def devices_of(connection: psycopg.Connection, login: str) -> list[Device]:
    """A person's laptops, the one seen last first."""
    rows = connection.execute(
        "select d.id, d.login, d.way, d.last_no, d.entered, d.seen, d.revoked,"
        " exists (select from portal.barred b where b.way = d.way), d.told, d.wiped"
        " from portal.device d where d.login = %s order by d.seen desc nulls last, d.id",
        [login],
    ).fetchall()
    return [
        Device(id, whose, way, no, _moment(entered), _moment(seen), revoked, closed, _moment(told), _moment(wiped))
        for id, whose, way, no, entered, seen, revoked, closed, told, wiped in rows
    ]


def revoke_device(connection: psycopg.Connection, device: str, now: datetime) -> tuple[Device, list[Device]]:
    """Shuts one laptop out, with its way in if no other uses that. The laptop, and the others that do.

    Raises `UnknownDevice`.
    """
    with connection.transaction():
        row = connection.execute(
            "update portal.device set revoked = true where id = %s returning login", [device]
        ).fetchone()
        if row is None:
            raise UnknownDevice(device)
        known = devices_of(connection, row[0])
        mine = next(one for one in known if one.id == device)
        others = [
            one for one in known if one.id != device and one.way in (mine.way, None) and not (one.revoked or one.closed)
        ]
        if mine.way is not None and not others:
            bar(connection, [mine.way], "revoked", wipe=True, now=now)
    if mine.way is not None:
        end_sessions(connection, [mine.way])
    return mine, others


def _number(way: str) -> int:
    _, _, number = way.partition(FURTHER)
    return int(number) if number.isdecimal() else 1


def _moment(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else datetime.fromtimestamp(microseconds / 1_000_000, UTC)
