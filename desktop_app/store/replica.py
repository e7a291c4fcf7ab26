"""The replica tables as bare statements, and making one anew when its stream's shape changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import sqlalchemy as sa

from desktop_app.protocol.streams import STREAMS, Stream, Values
from desktop_app.store.schema import REPLICA, checkpoint, replica_state

_CHUNK = 500  # keys a statement


class ReplicaTable:
    """Reads and writes of one stream's rows as they lie in SQLite. Bare statements: a pull writes thousands."""

    def __init__(self, stream: Stream):
        self.stream = stream
        names = ", ".join(f'"{name}"' for name in stream.names)
        key = " AND ".join(f'"{name}" = ?' for name in stream.key)
        self._select = f'SELECT {names} FROM "{stream.name}"'
        self._put = f'INSERT OR REPLACE INTO "{stream.name}" ({names}) VALUES ({", ".join("?" * len(stream.names))})'
        self._delete = f'DELETE FROM "{stream.name}" WHERE {key}'
        self._by_key = f"{self._select} WHERE {key}"

    def get(self, connection: sa.Connection, key: Values) -> Values | None:
        """The row with this key."""
        row = connection.exec_driver_sql(self._by_key, key).first()
        return None if row is None else tuple(row)

    def many(self, connection: sa.Connection, keys: Sequence[Values]) -> dict[Values, Values]:
        """The rows with these keys, as far as there are any."""
        if len(keys) == 1:
            row = self.get(connection, keys[0])
            return {} if row is None else {keys[0]: row}
        names = ", ".join(f'"{name}"' for name in self.stream.key)
        one = f"({', '.join('?' * len(self.stream.key))})"
        found: dict[Values, Values] = {}
        for at in range(0, len(keys), _CHUNK):
            chunk = keys[at : at + _CHUNK]
            marks = ", ".join([one] * len(chunk))
            wanted = f"{self._select} WHERE ({names}) IN (VALUES {marks})"
            for row in connection.exec_driver_sql(wanted, tuple(part for key in chunk for part in key)):
                found[self.stream.key_of(row)] = tuple(row)
        return found

    def keys_between(self, connection: sa.Connection, after: Values | None, upto: Values | None) -> set[Values]:
        """The keys behind `after` as far as `upto`, in the order of the database's pages; None: from the first, to the
        last."""
        names = ", ".join(f'"{name}"' for name in self.stream.key)
        marks = ", ".join("?" * len(self.stream.key))
        ends = [(f"({names}) {sign} ({marks})", end) for sign, end in ((">", after), ("<=", upto)) if end is not None]
        where = " AND ".join(end for end, _ in ends) or "true"
        found = connection.exec_driver_sql(
            f'SELECT {names} FROM "{self.stream.name}" WHERE {where}', tuple(part for _, end in ends for part in end)
        )
        return {tuple(row) for row in found}

    def all(self, connection: sa.Connection) -> list[Values]:
        """Every row."""
        return [tuple(row) for row in connection.exec_driver_sql(self._select)]

    def write(self, connection: sa.Connection, deletes: Iterable[Values], puts: Iterable[Values]) -> None:
        """Deletes, then puts: who left and came back between two syncs gets both."""
        if gone := list(deletes):
            connection.exec_driver_sql(self._delete, gone)
        if came := list(puts):
            connection.exec_driver_sql(self._put, came)


@cache
def replica_table(stream: Stream) -> ReplicaTable:
    """The statements of this stream's table."""
    return ReplicaTable(stream)


def remake_changed(connection: sa.Connection, streams: Sequence[Stream] = STREAMS) -> bool:
    """Makes each table anew whose stream has another shape than the table on this laptop; True when there was one.

    Common columns are copied, new ones take their default, and all rows of the stream are pulled again.
    """
    held = dict(connection.execute(sa.select(replica_state.c.stream, replica_state.c.hash)).all())
    changed = [stream for stream in streams if held.get(stream.name) != stream.hash]
    for stream in changed:
        _remake(connection, stream)
    retired = held.keys() - {stream.name for stream in streams}
    for name in retired:
        connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{name}"')
        connection.execute(replica_state.delete().where(replica_state.c.stream == name))
    if changed:  # the pages of a full pull under way begin again: a stream before the last page may be among them
        connection.execute(checkpoint.update().values(after=None))
    return bool(changed or retired)


def _remake(connection: sa.Connection, stream: Stream) -> None:
    old = [row[1] for row in connection.exec_driver_sql(f'PRAGMA table_info("{stream.name}")')]
    rows: list[Values] = []
    if old and all(c.name in old or c.optional or c.default is not None for c in stream.columns):
        names = ", ".join(f'"{name}"' for name in old)
        held = connection.exec_driver_sql(f'SELECT {names} FROM "{stream.name}"')
        rows = [stream.from_named(dict(zip(old, row, strict=True))) for row in held]
        if not set(stream.key) <= set(old):
            rows = []
    connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{stream.name}"')
    REPLICA[stream.name].create(connection)
    replica_table(stream).write(connection, (), rows)
    mark = {"stream": stream.name, "hash": stream.hash, "full": True}
    connection.execute(replica_state.insert().prefix_with("OR REPLACE"), mark)
