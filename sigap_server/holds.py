"""Legal holds: what must not be taken away, whatever its policy says, until somebody releases it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import psycopg

from desktop_app.protocol import wire


class UnknownHold(Exception):
    """Nothing is held under this name, or it was released: `what`."""

    def __init__(self, what: str):
        super().__init__(what)
        self.what = what


class NothingToHold(Exception):
    """There is no such request or person: `what`."""

    def __init__(self, what: str):
        super().__init__(what)
        self.what = what


@dataclass(frozen=True)
class Hold:
    """A hold on one request, or on all that a person asked or did. `number` is the request's, if it has one."""

    id: str
    request: str | None
    number: str | None
    person: str | None
    reason: str
    placed: datetime
    released: datetime | None


def add(
    connection: psycopg.Connection, *, reason: str, now: datetime, request: str | None = None, person: str | None = None
) -> str:
    """Holds a request (by id or number) or a person; the hold's id. Raises `NothingToHold`."""
    if request is not None:
        request = _request(connection, request)
    elif not _known(connection, person or ""):
        raise NothingToHold(person or "")
    with connection.transaction():
        connection.execute("lock table portal.hold in share row exclusive mode")  # two at once get two numbers
        row = connection.execute(
            "insert into portal.hold (id, request, person, reason, placed)"
            " select 'L-' || count(*) + 1, %s, %s, %s, %s from portal.hold returning id",
            [request, person, reason, wire.microseconds(now)],
        ).fetchone()
    assert row is not None
    return str(row[0])


def release(connection: psycopg.Connection, id: str, *, now: datetime) -> None:
    """Ends a hold; it stays in the list, with when. Raises `UnknownHold`."""
    ended = connection.execute(
        "update portal.hold set released = %s where id = %s and released is null", [wire.microseconds(now), id]
    )
    if not ended.rowcount:
        raise UnknownHold(id)


def listed(connection: psycopg.Connection, *, released: bool = False) -> list[Hold]:
    """The holds in force, the oldest first; with `released` those that ended too."""
    rows = connection.execute(
        """
        select h.id, h.request, coalesce(r.number, a.number), h.person, h.reason, h.placed, h.released
        from portal.hold h left join portal.request r on r.id = h.request
        left join lateral (select q.number from portal.request_archive q where q.id = h.request limit 1) a on true
        where h.released is null or %s order by h.placed, h.id
        """,
        [released],
    ).fetchall()
    return [
        Hold(id, request, number, person, why, wire.moment(since), None if until is None else wire.moment(until))
        for id, request, number, person, why, since, until in rows
    ]


def on_person(connection: psycopg.Connection, login: str) -> list[str]:
    """The holds that forbid to erase a person: on them, or on a request they asked or worked on."""
    rows = connection.execute(
        """
        select h.id from portal.hold h where h.released is null and (h.person = %(login)s
          or exists (select from portal.request r where r.id = h.request
                     and %(login)s in (r.requester, r.assignee))
          or exists (select from portal.request_archive r where r.id = h.request
                     and %(login)s in (r.requester, r.assignee))
          or exists (select from portal.all_events e where e.request = h.request and e.person = %(login)s))
        order by h.placed, h.id
        """,
        {"login": login},
    ).fetchall()
    return [id for (id,) in rows]


def _request(connection: psycopg.Connection, said: str) -> str:
    row = connection.execute(
        "select id from portal.request where id = %(said)s or number = %(said)s"
        " union all select id from portal.request_archive where id = %(said)s or number = %(said)s limit 1",
        {"said": said},
    ).fetchone()
    if row is None:
        raise NothingToHold(said)
    return str(row[0])


def _known(connection: psycopg.Connection, login: str) -> bool:
    return (
        connection.execute(
            "select from portal.person where login = %(login)s union all"
            " select from portal.device where login = %(login)s limit 1",
            {"login": login},
        ).fetchone()
        is not None
    )
