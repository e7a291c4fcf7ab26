"""Where this laptop stands with its database: cursor, scopes, what is still to be pulled whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from desktop_app.protocol.streams import STREAMS
from desktop_app.protocol.wire import Reply
from desktop_app.store.schema import checkpoint, replica_state


@dataclass(frozen=True)
class Position:
    """What the next call is asked with. `full`: streams to be pulled whole, in declared order; `after`: the last page.

    `paged_scopes` are scopes that pages came by since the last increment: their rows may be here though not `scopes`.
    `swept`: while everything is pulled anew beside what is held, how many rows went because they did not come again;
    else None. `lives`: the incarnations this laptop has known of its company's database.
    """

    cursor: str | None
    scopes: frozenset[str]
    full: tuple[str, ...]
    after: tuple[Any, ...] | None
    incarnation: str | None
    paged_scopes: frozenset[str]
    last_no: int
    first_cursor: str | None
    first_scopes: frozenset[str]
    swept: int | None
    lives: frozenset[str]

    @property
    def seen(self) -> str | None:
        """The newest cursor of which anything is held: no older copy of the database may answer."""
        return self.first_cursor or self.cursor

    def awaits(self, reply: Reply) -> bool:
        """Whether the reply was asked from here: a late one, or one that another process was faster with, was not."""
        if (self.seen, self.after) != (reply.since, reply.after):
            return False
        if reply.paged:
            return reply.paged <= set(self.full)
        return self.cursor is not None


def read_position(connection: sa.Connection) -> Position:
    """Where the laptop stands."""
    row = connection.execute(sa.select(checkpoint)).one()
    marked = set(connection.scalars(sa.select(replica_state.c.stream).where(replica_state.c.full)))
    return Position(
        cursor=row.cursor,
        scopes=frozenset(json.loads(row.scopes)),
        full=tuple(stream.name for stream in STREAMS if stream.name in marked),
        after=None if row.after is None else tuple(json.loads(row.after)),
        incarnation=row.incarnation,
        paged_scopes=frozenset(json.loads(row.paged_scopes)),
        last_no=row.last_no,
        first_cursor=row.first_cursor,
        first_scopes=frozenset(json.loads(row.first_scopes or "[]")),
        swept=row.swept,
        lives=frozenset(json.loads(row.earlier or "[]")) | ({row.incarnation} - {None}),
    )


def incarnation(connection: sa.Connection) -> str | None:
    """The database this laptop knows."""
    return connection.scalar(sa.select(checkpoint.c.incarnation))


def advance(connection: sa.Connection, position: Position, reply: Reply) -> None:
    """Stands where the reply leads; writes nothing where that is here."""
    if reply.paged:
        _page(connection, position, reply)
    elif reply.next is not None:
        _stretch(connection, position, reply)
    elif position.first_cursor is not None:
        scopes = position.first_scopes & reply.scopes
        _stand(connection, position.first_cursor, scopes, reply.scopes - scopes, reply.incarnation)
    elif (position.cursor, position.scopes, position.paged_scopes) != (reply.cursor, reply.scopes, frozenset()):
        _stand(connection, reply.cursor, reply.scopes, frozenset(), reply.incarnation)


def _stand(
    connection: sa.Connection, cursor: str, scopes: frozenset[str], others: frozenset[str], incarnation: str
) -> None:
    """All that was new up to the cursor is here; of the scopes `others` there may be rows."""
    _set(
        connection, cursor=cursor, scopes=_json(scopes), paged_scopes=_json(others), incarnation=incarnation,
        after=None, first_cursor=None, first_scopes=None,
    )  # fmt: skip


def _stretch(connection: sa.Connection, position: Position, reply: Reply) -> None:
    """What is new comes in pages: the first one's cursor counts with the last one, as in a first pull.

    Who loses a scope meanwhile begins anew: of what left that scope, pages behind the first would say nothing.
    """
    begins = position.first_cursor is None
    lost = not begins and position.first_scopes - reply.scopes
    first_scopes = reply.scopes if begins else position.first_scopes
    _set(
        connection,
        after=None if lost else json.dumps(reply.next),
        first_cursor=None if lost else (reply.cursor if begins else position.first_cursor),
        first_scopes=None if lost else _json(first_scopes),
        paged_scopes=_json(position.paged_scopes | reply.scopes),
    )


def _page(connection: sa.Connection, position: Position, reply: Reply) -> None:
    """A first pull's cursor is its first page's, and counts once the last page is in.

    A scope that was not held for as long as one page counts as not held: its rows are on none of that page, and come
    when the next increment finds it gained.
    """
    begins = position.first_cursor is None  # a pull that began again keeps it: what it had taken is no newer
    first_cursor = reply.cursor if begins else position.first_cursor
    first_scopes = reply.scopes if begins else position.first_scopes & reply.scopes
    _set(
        connection,
        after=None if reply.next is None else json.dumps(reply.next),
        incarnation=reply.incarnation,
        first_cursor=first_cursor,
        first_scopes=_json(first_scopes),
        scopes=_json(position.scopes & reply.scopes),
        paged_scopes=_json(position.paged_scopes | position.scopes | reply.scopes),
    )
    if reply.next is not None:
        return
    connection.execute(replica_state.update().where(replica_state.c.stream.in_(sorted(reply.paged))), {"full": False})
    if position.cursor is None:
        _set(connection, cursor=first_cursor, scopes=_json(first_scopes))
    _set(connection, first_cursor=None, first_scopes=None, swept=None)


def begin_again(connection: sa.Connection, incarnation: str, *, beside: bool) -> None:
    """Everything is to be pulled whole, from the database that lives this life; `beside` what is held of the other,
    which goes row by row as it does not come again."""
    connection.execute(replica_state.update(), {"full": True})
    held = read_position(connection)
    if beside:
        _set(connection, swept=held.swept or 0, paged_scopes=_json(held.paged_scopes | held.scopes))
    _set(connection, earlier=_json(held.lives if beside else frozenset()))
    _set(
        connection, cursor=None, scopes="[]", after=None, first_cursor=None, first_scopes=None, incarnation=incarnation
    )  # fmt: skip


def sweep(connection: sa.Connection, removed: int) -> None:
    """So many more rows did not come again."""
    _set(connection, swept=checkpoint.c.swept + removed)


def _set(connection: sa.Connection, **values: Any) -> None:
    connection.execute(checkpoint.update().values(values))


def _json(names: frozenset[str]) -> str:
    return json.dumps(sorted(names))
