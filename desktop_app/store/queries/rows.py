"""Rows of the streams as the domain knows them, by key or by equal columns: what `effects` read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa

from desktop_app.protocol.streams import BY_ROW, Stream
from desktop_app.store.schema import REPLICA, shadow

R = TypeVar("R")


@cache
def _where_equal(stream: Stream, names: tuple[str, ...]) -> sa.Select[Any]:
    table = REPLICA[stream.name]
    return sa.select(table).where(*(table.c[name] == sa.bindparam(name) for name in names))


class StoredRows:
    """`Rows` over a connection: what the laptop holds now, pending commands included."""

    def __init__(self, connection: sa.Connection):
        self.connection = connection

    def get(self, of: type[R], *key: Any) -> R | None:
        """The row with this key, or None."""
        stream = BY_ROW[of]
        values = self.values(stream, key)
        return None if values is None else stream.decode(values)

    def where(self, of: type[R], **equal: Any) -> list[R]:
        """The rows whose columns equal these, in the order of their keys."""
        stream = BY_ROW[of]
        found = [tuple(row) for row in self.connection.execute(_where_equal(stream, tuple(equal)), equal)]
        return [stream.decode(values) for values in sorted(found, key=stream.key_of)]

    def values(self, stream: Stream, key: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """The row as it lies in SQLite, or None."""
        found = self.connection.execute(
            _where_equal(stream, stream.key), dict(zip(stream.key, key, strict=True))
        ).first()
        return None if found is None else tuple(found)


def pending_keys(connection: sa.Connection, stream: str) -> frozenset[tuple[Any, ...]]:
    """The keys of this stream's rows that commands changed which the database has not taken yet."""
    found = connection.scalars(sa.select(shadow.c.key).where(shadow.c.stream == stream))
    return frozenset(tuple(json.loads(key)) for key in found)


def decoded(of: type[R], found: Iterable[Any]) -> list[R]:
    """Rows of `select(REPLICA[…])` as the domain's own."""
    stream = BY_ROW[of]
    return [stream.decode(tuple(row)) for row in found]
