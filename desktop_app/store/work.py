"""One local transaction over the streams: what effects read, what puts and deletes write, what differs in the end."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TypeVar

import sqlalchemy as sa

from desktop_app.domain.effects import Delete, Effects
from desktop_app.protocol.changes import Changes
from desktop_app.protocol.streams import BY_NAME, BY_ROW, STREAMS, Stream, Values
from desktop_app.store.queries.rows import StoredRows
from desktop_app.store.replica import replica_table
from desktop_app.store.schema import feed, shadow

R = TypeVar("R")
Mark = tuple[str, Values]
Touched = tuple[Stream, Values, Values | None]
"""A row that a command puts, or (None) deletes."""


class Work(StoredRows):
    """Reads and writes of one transaction. The first touch of a row remembers what was there, for `changes`."""

    def __init__(self, connection: sa.Connection):
        super().__init__(connection)
        self._before: dict[Mark, Values | None] = {}
        self._now: dict[Mark, Values | None] = {}
        found = connection.execute(sa.select(shadow.c.stream, shadow.c.key)).all()
        self._shadowed: set[tuple[str, str]] = {(name, key) for name, key in found}

    def values(self, stream: Stream, key: Values) -> Values | None:
        mark = (stream.name, key)
        if mark not in self._now:
            self._now[mark] = replica_table(stream).get(self.connection, key)
        return self._now[mark]

    def apply(self, effects: Effects) -> None:
        """Writes a pending command's effects."""
        self.write_pending(self.encoded(effects))

    @staticmethod
    def encoded(effects: Effects) -> list[Touched]:
        """The effects as they will lie in SQLite. What cannot lie there raises, before anything is written."""
        touched: list[Touched] = []
        for effect in effects:
            if isinstance(effect, Delete):
                touched.append((BY_ROW[effect.of], effect.key, None))
            else:
                stream = BY_ROW[type(effect.row)]
                values = stream.encode(effect.row)
                touched.append((stream, stream.key_of(values), values))
        return touched

    def write_pending(self, touched: Iterable[Touched]) -> None:
        """Writes rows of a pending command; the checkpoint's row under each goes to the shadow, once.

        What changes nothing (a reply leaves the state as it is) leaves no trace.
        """
        for stream, key, values in touched:
            before = self.values(stream, key)
            if before == values:
                continue
            self._keep_checkpoint(stream, key, before)
            self._write(stream, [key] if values is None else [], [] if values is None else [values])

    def _keep_checkpoint(self, stream: Stream, key: Values, before: Values | None) -> None:
        mark = (stream.name, json.dumps(key))
        if mark not in self._shadowed:
            self._shadowed.add(mark)
            named = None if before is None else json.dumps(stream.named(before))
            self.connection.execute(shadow.insert(), {"stream": mark[0], "key": mark[1], "before": named})

    def take_back(self) -> None:
        """Undoes all pending effects: every row is the checkpoint's again."""
        kept: dict[str, tuple[list[Values], list[Values]]] = {}
        for name, key, before in self.connection.execute(sa.select(shadow)):
            if name not in BY_NAME:  # a stream this version no longer has
                continue
            deletes, puts = kept.setdefault(name, ([], []))
            if before is None:
                deletes.append(tuple(json.loads(key)))
            else:
                puts.append(BY_NAME[name].from_named(json.loads(before)))
        for name, (deletes, puts) in kept.items():
            self.write(BY_NAME[name], deletes, puts)
        self.connection.execute(shadow.delete())
        self._shadowed.clear()

    def write(self, stream: Stream, deletes: Iterable[Values], puts: Iterable[Values]) -> None:
        """Writes rows of the checkpoint, deletions first."""
        gone, came = list(deletes), list(puts)
        keys = dict.fromkeys([*gone, *map(stream.key_of, came)])
        unknown = [key for key in keys if (stream.name, key) not in self._now]
        found = replica_table(stream).many(self.connection, unknown) if unknown else {}
        self._now.update({(stream.name, key): found.get(key) for key in unknown})
        self._write(stream, gone, came)

    def _write(self, stream: Stream, deletes: list[Values], puts: list[Values]) -> None:
        after: dict[Values, Values | None] = dict.fromkeys(deletes)
        after.update({stream.key_of(values): values for values in puts})
        for key, values in after.items():
            mark = (stream.name, key)
            self._before.setdefault(mark, self._now[mark])
            self._now[mark] = values
        replica_table(stream).write(self.connection, deletes, puts)

    def before(self) -> list[tuple[str, Values]]:
        """The rows that were touched as they were, by stream."""
        return [(name, values) for (name, _), values in self._before.items() if values is not None]

    def changes(self, initiator: object = None, local: Iterable[str] = ()) -> Changes:
        """The net difference; what was taken back and replayed alike is none. Searchable rows go to the index feed."""
        rows = frozenset(mark for mark, before in self._before.items() if self._now[mark] != before)
        fed = [
            {"stream": name, "key": json.dumps(key)} for name, key in sorted(rows, key=repr) if BY_NAME[name].searchable
        ]
        if fed:
            self.connection.execute(feed.insert().prefix_with("OR REPLACE"), fed)
        return Changes(rows, frozenset(local), initiator)


def every_row(connection: sa.Connection) -> dict[str, list[Values]]:
    """All rows of all streams, as they lie in SQLite."""
    return {stream.name: replica_table(stream).all(connection) for stream in STREAMS}


def rows_held(connection: sa.Connection) -> int:
    """How many rows the replica has."""
    counts = (connection.exec_driver_sql(f'SELECT count(*) FROM "{stream.name}"').scalar_one() for stream in STREAMS)
    return sum(int(count) for count in counts)
