"""Writes rows of the streams as an administrator does: what is the same stays untouched, so no laptop pulls it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from desktop_app.protocol.streams import BY_ROW, Column, Stream
from desktop_app.protocol.wire import microseconds


def put(connection: psycopg.Connection, rows: Iterable[Any], **extra: Callable[[Any], Any]) -> int:
    """Writes rows of one type, each in the place of the one with its key; how many are new or differ.

    `extra`: columns of the table that are no part of the stream, and what stands in them for a row.
    """
    return _write(connection, list(rows), extra, replace=True)


def add(connection: psycopg.Connection, rows: Iterable[Any]) -> int:
    """Writes the rows whose keys are new; how many these were."""
    return _write(connection, list(rows), {}, replace=False)


def _write(
    connection: psycopg.Connection, rows: list[Any], extra: Mapping[str, Callable[[Any], Any]], *, replace: bool
) -> int:
    if not rows:
        return 0
    stream = BY_ROW[type(rows[0])]
    lines = [[*values(stream, row), *(of(row) for of in extra.values())] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(statement(stream, list(extra), replace=replace), lines)
        return cursor.rowcount


def statement(stream: Stream, extra: list[str], *, replace: bool) -> sql.Composed:
    """Inserts a row of the stream; where its key is there already it stays, or is updated where it differs."""
    names = [column.name for column in stream.columns if column.name not in stream.given] + extra
    rest = [name for name in names if name not in stream.key] if replace else []
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
    delete = sql.SQL("delete from portal.{} where {}").format(sql.Identifier(stream.name), where)
    with connection.cursor() as cursor:
        cursor.executemany(delete, list(keys))
        return cursor.rowcount
