"""Takes a person out of the database so that what was counted stays: who asked becomes a pseudonym, words go.

What they asked is theirs: its words go, whoever wrote them, with its files. What they answered to others belongs to who
asked, and stays under the pseudonym. Batches of one transaction each; an erasure that was killed goes on under the same
pseudonym, which is forgotten with its end. The audit goes on over what was erased by the hashes that stay.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg import sql

from desktop_app.domain.people.pseudonyms import ERASED_WORDS, SIGN
from desktop_app.protocol import wire
from sigap_server import holds
from sigap_server.personal import SCOPES, TABLES

BATCH = 500
SUFFIXES = ("", "_archive")
# scopes that say who may read, which may be one person; `personal.SCOPES` say who gets a tombstone
READERS = (
    ("article", "audience"), ("edition", "audience"), ("picture", "audience"), ("manuscript", "audience"),
    ("acknowledgement_rule", "audience"), ("acknowledgement_rule", "readers"), ("poll", "audience"),
)  # fmt: skip


class StillHere(Exception):
    """The person is in the company: `login`."""

    def __init__(self, login: str):
        super().__init__(login)
        self.login = login


class NobodyToErase(Exception):
    """Nothing in the database is of `login`."""

    def __init__(self, login: str):
        super().__init__(login)
        self.login = login


class Held(Exception):
    """A hold forbids it: `holds` are their ids."""

    def __init__(self, held: list[str]):
        super().__init__(", ".join(held))
        self.holds = held


class StillOnLaptops(Exception):
    """So many laptops of theirs have not said yet that they removed their copy: `laptops`."""

    def __init__(self, laptops: int):
        super().__init__(laptops)
        self.laptops = laptops


class StillLeads(Exception):
    """The person leads a team, whose next lead is published first: `teams`."""

    def __init__(self, teams: list[str]):
        super().__init__(", ".join(teams))
        self.teams = teams


@dataclass(frozen=True)
class Found:
    """What is of a person: requests they asked, words of theirs in what others asked, files, devices, tasks."""

    requests: int
    answers: int
    files: int
    devices: int
    tasks: int


def look(connection: psycopg.Connection, login: str, *, lost: bool = False) -> Found:
    """What an erasure would take. `lost`: their laptops are not waited for; once erased, none can be told any more.

    Raises `StillHere`, `NobodyToErase`, `Held`, `StillLeads`, `StillOnLaptops`.
    """
    if connection.execute("select from portal.person where login = %s", [login]).fetchone() is not None:
        raise StillHere(login)
    if held := holds.on_person(connection, login):
        raise Held(held)
    led = connection.execute("select id from portal.team where lead = %s order by id", [login]).fetchall()
    if led:
        raise StillLeads([team for (team,) in led])
    row = connection.execute(
        "select count(*) from portal.device where login = %s and seen is not null and wiped is null", [login]
    ).fetchone()
    if row is not None and row[0] and not lost:
        raise StillOnLaptops(row[0])
    row = connection.execute(
        """
        with mine as (select id from portal.request where requester = %(login)s
                      union all select id from portal.request_archive where requester = %(login)s),
        said as (select request from portal.message where author = %(login)s
                 union all select request from portal.message_archive where author = %(login)s),
        files as (select id from portal.attachment where requester = %(login)s
                  union all select id from portal.attachment_archive where requester = %(login)s)
        select (select count(*) from mine), (select count(*) from said where request not in (select id from mine)),
               (select count(*) from files), (select count(*) from portal.device where login = %(login)s),
               (select count(*) from portal.task where %(login)s in (person, owner, buddy))
        """,
        {"login": login},
    ).fetchone()
    assert row is not None
    found = Found(*row)
    begun = connection.execute("select from portal.erasure where login = %s", [login]).fetchone()
    if found == Found(0, 0, 0, 0, 0) and begun is None:
        raise NobodyToErase(login)
    return found


def mentions(connection: psycopg.Connection, texts: list[str]) -> list[tuple[str, str]]:
    """Where these texts still stand in what others asked or wrote: number of the request, and in what."""
    return connection.execute(
        """
        with wanted as (select lower(w) as w from unnest(%(texts)s::text[]) w)
        select distinct r.number, x.what from (
          select id, 'subject' as what, lower(subject) as t from portal.request
          union all select id, 'answers', lower(answers::text) from portal.request
          union all select request, 'message', lower(text) from portal.message
          union all select id, 'subject', lower(subject) from portal.request_archive
          union all select id, 'answers', lower(answers::text) from portal.request_archive
          union all select request, 'message', lower(text) from portal.message_archive) x
        join (select id, number from portal.request union all select id, number from portal.request_archive) r
          on r.id = x.id
        join wanted on strpos(x.t, wanted.w) > 0 order by 1, 2
        """,
        {"texts": texts},
    ).fetchall()


def erase(connection: psycopg.Connection, login: str, now: datetime, *, lost: bool = False, batch: int = BATCH) -> str:
    """Does it; the pseudonym. `connection` commits by itself. Raises what `look` raises."""
    look(connection, login, lost=lost)
    devices = [id for (id,) in connection.execute("select id from portal.device where login = %s", [login])]
    name = _pseudonym(connection, login, now)
    return _Erasure(connection, login, name, wire.microseconds(now), batch, devices).run()


def _pseudonym(connection: psycopg.Connection, login: str, now: datetime) -> str:
    """The one of an erasure under way, or a new one."""
    row = connection.execute(
        "insert into portal.erasure (login, pseudonym, begun) values (%s, %s, %s)"
        " on conflict (login) do update set begun = portal.erasure.begun returning pseudonym",
        [login, SIGN + secrets.token_hex(4), wire.microseconds(now)],
    ).fetchone()
    assert row is not None
    return str(row[0])


@dataclass(frozen=True)
class _Erasure:
    connection: psycopg.Connection
    login: str
    pseudonym: str
    at: int
    batch: int
    devices: list[str]

    def run(self) -> str:
        for suffix in SUFFIXES:
            while self._requests(suffix):
                pass
        for suffix in SUFFIXES:
            own = "e.device = any (%(devices)s) and (e.person = %(login)s or e.body <> '')"
            while self._events(suffix, sql.SQL(own)):
                pass
            # what others did, with this login in it: taken over from them, refused because they had it
            named = "(e.data ->> 'of' = %(login)s or e.outcome ->> 'by' = %(login)s)"
            while self._events(suffix, sql.SQL(named)):
                pass
            # what others were refused about a request of theirs: the words are about them
            refused = (
                "e.request is null and e.body <> '' and exists (select from portal.request{} r"
                " where r.requester = %(pseudonym)s and r.id = portal.parsed(e.body) ->> 'request')"
            )
            for other in SUFFIXES:
                while self._events(suffix, sql.SQL(refused).format(sql.SQL(other))):
                    pass
        self._rest()
        return self.pseudonym

    # ---- what they asked

    def _requests(self, suffix: str) -> int:
        with self.connection.transaction():
            rows = self._do(
                "select id from portal.request{0} where requester = %(login)s order by id limit %(batch)s for update",
                suffix,
            ).fetchall()
            ids = [id for (id,) in rows]
            for statement in (
                """update portal.message{0} q set text = %(words)s, files = '[]',
                   author = case when q.author = %(login)s then %(pseudonym)s else q.author end,
                   requester = case when q.requester = %(login)s then %(pseudonym)s else q.requester end
                   where q.request = any (%(ids)s)""",
                """delete from portal.chunk k using portal.attachment{0} a
                   where a.request = any (%(ids)s) and k.attachment = a.id""",
                "delete from portal.attachment{0} q where q.request = any (%(ids)s)",
                "update portal.rating{0} q set person = %(pseudonym)s, text = '' where q.request = any (%(ids)s)",
            ):
                self._do(statement, suffix, ids=ids)
            self._blank(suffix, sql.SQL("e.request = any (%(ids)s)"), ids=ids, limit=None)
            self._do(
                """update portal.request{0} q set requester = %(pseudonym)s, subject = %(words)s, answers = '{{}}',
                   assignee = case when q.assignee = %(login)s then %(pseudonym)s else q.assignee end
                   where q.id = any (%(ids)s)""",
                suffix, ids=ids,
            )  # fmt: skip
        return len(ids)

    # ---- what was recorded

    def _events(self, suffix: str, which: sql.Composable) -> int:
        with self.connection.transaction():
            return self._blank(suffix, which, limit=self.batch)

    def _blank(self, suffix: str, which: sql.Composable, *, limit: int | None, **more: Any) -> int:
        """Takes words and login from these events; the chain goes on over them."""
        statement = sql.SQL(
            """
            with these as (select e.device, e.no from portal.event{0} e where {1} {2}),
            gone as (
              update portal.event{0} e set body = '',
                person = case when e.person = %(login)s then %(pseudonym)s else e.person end,
                requester = case when e.requester = %(login)s then %(pseudonym)s else e.requester end,
                data = case when e.data ->> 'of' = %(login)s
                            then e.data || jsonb_build_object('of', %(pseudonym)s::text) else e.data end,
                outcome = case when e.outcome ->> 'by' = %(login)s
                               then e.outcome || jsonb_build_object('by', %(pseudonym)s::text)
                               else e.outcome - 'words' end
              from these t where e.device = t.device and e.no = t.no returning e.device, e.no, e.hash)
            select array_agg(device), array_agg(no), array_agg(hash), count(*) from gone
            """
        ).format(sql.SQL(suffix), which, sql.SQL("" if limit is None else f"limit {limit}"))
        row = self.connection.execute(statement, self._values(more)).fetchone()
        assert row is not None
        devices, numbers, hashes, many = row
        if many:
            self.connection.execute(
                "select portal.forget(%s, %s::text[], %s::int[], %s::bytea[], 'erased')",
                [self.at, devices, numbers, hashes],
            )
        return int(many)

    # ---- everywhere else

    def _rest(self) -> None:
        """Every other column that holds a login, as they are declared."""
        with self.connection.transaction():
            self._do("update portal.task q set id = gen_random_uuid()::text where q.person = %(login)s")
            for name, table in TABLES.items():
                if name in SCOPES or name == "erasure":
                    continue
                for column in table.ways:
                    self._way(name, column, deleted=table.fate == "deleted")
                for column in table.logins:
                    self._column(name, column, deleted=table.fate == "deleted" and name != "person")
            for rows, column in READERS:
                self._readers(rows, column)
            for name in SCOPES:  # nobody has this scope any more; tombstones for others stay until laptops had them
                self._do(f"delete from portal.{name} q where q.scope = 'person:' || %(login)s")
            self._do("update portal.hold q set reason = %(words)s where q.person = %(pseudonym)s")
            self._do(
                "update portal.acknowledgement q set declined = %(words)s"
                " where q.person = %(pseudonym)s and q.declined <> ''"
            )
            self._do("update portal.upkeep q set done_note = '' where q.done_by = %(pseudonym)s")
            for (role,) in self._roles():
                self.connection.execute(sql.SQL("drop role {}").format(sql.Identifier(role)))
            self._do("delete from portal.erasure q where q.login = %(login)s")

    def _column(self, table: str, column: str, *, deleted: bool) -> None:
        names = sql.Identifier("portal", table), sql.Identifier(column)
        if deleted:
            statement = sql.SQL("delete from {0} where {1} = %(login)s")
        elif table == "person":  # theirs is gone; of others they were buddy or manager
            statement = sql.SQL("update {0} set {1} = null where {1} = %(login)s")
        else:
            statement = sql.SQL("update {0} set {1} = %(pseudonym)s where {1} = %(login)s")
        self.connection.execute(statement.format(*names), self._values({}))

    def _readers(self, table: str, column: str) -> None:
        """What was written for them alone: owner teams go on seeing it, for nobody's eyes."""
        statement = sql.SQL("update {0} set {1} = 'person:' || %(pseudonym)s where {1} = 'person:' || %(login)s")
        names = sql.Identifier("portal", table), sql.Identifier(column)
        self.connection.execute(statement.format(*names), self._values({}))

    def _way(self, table: str, column: str, *, deleted: bool) -> None:
        what = "delete from {0}" if deleted else "update {0} set {1} = null"
        statement = sql.SQL(what + " where {1} = %(login)s or starts_with({1}, %(login)s || '~')")
        names = sql.Identifier("portal", table), sql.Identifier(column)
        self.connection.execute(statement.format(*names), self._values({}))

    def _roles(self) -> list[tuple[str]]:
        """The roles they came in by: the login, and of further laptops the login with a number."""
        return self.connection.execute(
            "select rolname::text from pg_roles where rolname = %(login)s"
            " or starts_with(rolname::text, %(login)s || '~')",
            {"login": self.login},
        ).fetchall()

    def _do(self, statement: str, suffix: str = "", **more: Any) -> psycopg.Cursor[Any]:
        return self.connection.execute(sql.SQL(statement).format(sql.SQL(suffix)), self._values(more))

    def _values(self, more: dict[str, Any]) -> dict[str, Any]:
        return {
            "login": self.login, "pseudonym": self.pseudonym, "words": ERASED_WORDS, "batch": self.batch,
            "devices": self.devices, **more,
        }  # fmt: skip
