"""Brings rows into the shared database as an administrator does: what is the same stays untouched, so no laptop pulls it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from desktop_app.domain.requests.rows import Transition
from desktop_app.protocol.streams import BY_ROW, Column, Stream
from desktop_app.protocol.wire import microseconds


def put(connection: psycopg.Connection, rows: Iterable[Any], extra: Mapping[str, Any] | None = None) -> int:
    """Writes rows of one type, each in the place of the one with its key; how many are new or differ.

    `extra`: columns of the table that are no part of the stream, the same for all these rows.
    """
    rows = list(rows)
    if not rows:
        return 0
    stream = BY_ROW[type(rows[0])]
    extra = dict(extra or {})
    with connection.cursor() as cursor:
        cursor.executemany(statement(stream, list(extra)), [[*values(stream, row), *extra.values()] for row in rows])
        return cursor.rowcount


def statement(stream: Stream, extra: list[str]) -> sql.Composed:
    """Inserts a row of the stream, or updates the one with its key where it differs."""
    names = [column.name for column in stream.columns if column.name not in stream.given] + extra
    rest = [name for name in names if name not in stream.key]
    own, new = sql.SQL("t.{}"), sql.SQL("excluded.{}")

    def listed(form: sql.SQL, of: Iterable[str]) -> sql.Composed:
        return sql.SQL(", ").join(form.format(sql.Identifier(name)) for name in of)

    conflict = (
        sql.SQL("do update set ({0}) = row({1}) where ({2}) is distinct from ({1})").format(
            listed(sql.SQL("{}"), rest), listed(new, rest), listed(own, rest)
        )
        if rest
        else sql.SQL("do nothing")
    )
    return sql.SQL("insert into portal.{} as t ({}) values ({}) on conflict ({}) {}").format(
        sql.Identifier(stream.name), listed(sql.SQL("{}"), names), sql.SQL(", ").join(sql.Placeholder() * len(names)),
        listed(sql.SQL("{}"), stream.key), conflict,
    )  # fmt: skip


def values(stream: Stream, row: Any) -> list[Any]:
    return [value(column, getattr(row, column.name)) for column in stream.columns if column.name not in stream.given]


def value(column: Column, given: Any) -> Any:
    """As the database takes it: whole microseconds, JSON."""
    if given is None:
        return None
    if column.kind is datetime:
        return microseconds(given)
    return Jsonb(given) if column.kind in (dict, list) else given


def remove(connection: psycopg.Connection, of: type[Any], keys: Iterable[tuple[Any, ...]]) -> int:
    """Takes rows away; their tombstones reach every laptop that saw them. How many there were."""
    stream = BY_ROW[of]
    where = sql.SQL(" and ").join(sql.SQL("{} = %s").format(sql.Identifier(name)) for name in stream.key)
    with connection.cursor() as cursor:
        cursor.executemany(sql.SQL("delete from portal.{} where {}").format(sql.Identifier(stream.name), where), list(keys))
        return cursor.rowcount


class UnknownGuard(Exception):
    """A transition names a guard that the database does not know: it would refuse what it should allow."""


def publish_lifecycle(connection: psycopg.Connection, path: Path) -> int:
    """The lifecycle of requests in place of the one before. Raises `UnknownGuard`, and nothing is published."""
    ways = [Transition(*way) for way in json.loads(path.read_text(encoding="utf-8"))]
    with connection.transaction():
        for guard in sorted({way.guard for way in ways}):
            row = connection.execute("select portal.guard(%s, '', '', '', false) is null", [guard]).fetchone()
            if row is None or row[0]:
                raise UnknownGuard(guard)
        held = connection.execute("select state, command, guard from portal.transition").fetchall()
        wanted = {(way.state, way.command, way.guard) for way in ways}
        remove(connection, Transition, [key for key in held if key not in wanted])
        return put(connection, ways)
