"""The months of the archive: tables that hold what ended in one, made before it is moved there, dropped whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg
from psycopg import sql

from desktop_app.protocol import wire

ARCHIVED = ("request", "message", "event", "attachment", "rating")


@dataclass(frozen=True, order=True)
class Month:
    """A month of UTC."""

    year: int
    month: int

    @classmethod
    def of(cls, instant: int) -> Month:
        """The month that this moment (microseconds since 1970) is in."""
        at = wire.moment(instant)
        return cls(at.year, at.month)

    @property
    def next(self) -> Month:
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def begins(self) -> int:
        """Its first moment, in microseconds since 1970."""
        return wire.microseconds(datetime(self.year, self.month, 1, tzinfo=UTC))

    @property
    def ends(self) -> int:
        """The first moment of the next."""
        return self.next.begins

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    def table(self, of: str) -> sql.Identifier:
        """The part of an archive that holds this month."""
        return sql.Identifier("portal", f"{of}_archive_{self.year:04}_{self.month:02}")


def months(connection: psycopg.Connection) -> list[Month]:
    """The months that the archive has tables for, the oldest first."""
    rows = connection.execute(
        "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
        " where i.inhparent = 'portal.request_archive'::regclass"
    ).fetchall()
    found = [re.fullmatch(r"request_archive_(\d{4})_(\d{2})", name) for (name,) in rows]
    return sorted(Month(int(match[1]), int(match[2])) for match in found if match)


def span(first: int, last: int) -> Iterator[Month]:
    """Every month between two moments."""
    month, end = Month.of(first), Month.of(last)
    while month <= end:
        yield month
        month = month.next


def make(connection: psycopg.Connection, wanted: Iterable[Month]) -> None:
    """Makes the tables that are not there yet, behind the same wall as all others."""
    for month in sorted(set(wanted) - set(months(connection))):
        with connection.transaction():
            connection.execute("set local role portal_owner")
            for of in ARCHIVED:
                _make_one(connection, month, of)
            connection.execute("reset role")


def _make_one(connection: psycopg.Connection, month: Month, of: str) -> None:
    table = month.table(of)
    parent = sql.Identifier("portal", f"{of}_archive")
    bounds = sql.Literal(month.begins), sql.Literal(month.ends)
    connection.execute(
        sql.SQL("create table {} partition of {} for values from ({}) to ({})").format(table, parent, *bounds)
    )
    connection.execute(sql.SQL("alter table {} enable row level security").format(table))
    connection.execute(sql.SQL("alter table {} force row level security").format(table))
    connection.execute(
        sql.SQL("create policy owner on {} to portal_owner using (true) with check (true)").format(table)
    )


def drop(connection: psycopg.Connection, month: Month) -> None:
    """Takes the tables of a month away, with all that is in them."""
    for of in ARCHIVED:
        connection.execute(sql.SQL("drop table {}").format(month.table(of)))
