"""A database with laptops around it, each beside an independent one in memory that says what it must hold."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa

from desktop_app.domain.checklists.rows import Task
from desktop_app.domain.effects import Command, Refused, Withdrawn
from desktop_app.domain.forms.rows import Form
from desktop_app.domain.knowledge.rows import Article
from desktop_app.domain.people.rows import Calendar, Membership, Person, Site, Team
from desktop_app.protocol.changes import Changes
from desktop_app.protocol.streams import BY_NAME, BY_ROW, STREAMS, Stream
from desktop_app.protocol.wire import Ask, Reply
from desktop_app.resources import folder
from desktop_app.store import schema
from desktop_app.store.engine import Store, open_store
from desktop_app.store.errors import NotWithdrawable
from desktop_app.store.work import every_row
from desktop_app.sync.patience import Patience
from desktop_app.sync.problems import FileNotTaken
from desktop_app.sync.session import PostgresConnector, Session
from sigap_server.install import configure, install
from sigap_server.logins import give_login
from sigap_server.publish import publish_calendars, publish_lifecycle, publish_people, publish_teams
from sigap_server.rows import put, remove
from tests.databases import Server
from tests.domain.forms.form_builder import field as form_field
from tests.domain.forms.form_builder import form, texts
from tests.model_laptop import Model, Rows

T0 = datetime(2026, 11, 25, 3, tzinfo=UTC)
PASSWORD = "of the world"
AGENT, BOTH, REQUESTER, BUDDY = "w-ani", "w-budi", "w-citra", "w-dewi"
"""Answers for HR; for HR and IT; asks and has a checklist; accompanies them."""
TEAM_OF = {AGENT: ("hr",), BOTH: ("hr", "it"), BUDDY: ()}
HOURS = {"timezone": "Asia/Jakarta", "week": {day: [["08:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}}
ARTICLES = ("leave", "desk", "pay", "canteen")
TASKS = tuple(f"task-{number}" for number in range(1, 5))
_EMPTIED = (
    "membership", "device", "event", "request", "message", "attachment", "chunk", "upload", "rating", "task", "article",
    "acknowledgement", "departed", "form", "person", "follower", "poll", "poll_count", "ticket", "ballot",
    "spent", "tally", "edition", "manuscript", "picture",
    "acknowledgement_rule", "upkeep", "readership", "gap", "visit", "upkeep_round", "glossary",
)  # fmt: skip


def memory_folder() -> str | None:
    """Where the system has a folder in memory, laptops lie there: a test asks nothing of the disk."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def people() -> list[Person]:
    """Who works here."""

    def one(login: str, team: str, role: str) -> Person:
        return Person(login, login[2:].title(), team, role, texts("Staff"), f"{login}@example", "", "jakarta", "id")

    return [
        one(AGENT, "hr", "agent"), one(BOTH, "hr", "agent"), one(BUDDY, "it", "employee"),
        one(REQUESTER, "it", "new hire"),
    ]  # fmt: skip


def forms() -> list[Form]:
    """`question` to HR; `repair` to IT, with a hidden field, a priority and a file."""
    dear = {"ge": [{"answer": "cost"}, {"const": 100}]}
    repair = form(
        form_field("kind", "choice"),
        form_field("what", required=True, show={"eq": [{"answer": "kind"}, {"const": "two"}]}),
        form_field("cost", "whole"),
        form_field("proof", "file"),
        team="it",
        priority=[[dear, "high"]],
    )
    return [Form("question", 1, "hr", form(form_field("text", required=True))), Form("repair", 1, "it", repair)]


class World:
    """The shared database of a small company, and what its administrators do."""

    def __init__(self, server: Server, url: str, *, page: int | None = None) -> None:
        self.server = server
        self.database = url.rpartition("/")[2]
        self.admin = psycopg.connect(url, autocommit=True)
        install(self.admin)
        configure(self.admin)
        if page is not None:
            self._page_by(page)
        publish_lifecycle(self.admin, folder() / "lifecycle.json")
        publish_calendars(self.admin, [Calendar("office", 1, HOURS)], T0)
        put(self.admin, [Site(name, texts(name), "Asia/Jakarta", texts("Jalan")) for name in ("jakarta", "makassar")])
        publish_teams(self.admin, self.teams())
        self.reset()
        for login in {person.login for person in self.people()}:
            give_login(self.admin, login, PASSWORD)
        self._sessions: dict[str, Session] = {}

    def close(self) -> None:
        for session in self._sessions.values():
            session.close()
        self.admin.close()

    # ---- who is there

    def people(self) -> list[Person]:
        return people()

    def teams(self) -> list[Team]:
        numbers = (("hr", "HR", AGENT), ("it", "IT", BOTH))
        return [
            Team(id, prefix, texts(prefix), f"{id}@example", "1", None, "office", lead) for id, prefix, lead in numbers
        ]

    def memberships(self) -> list[Membership]:
        return [Membership(person, team) for person, teams in TEAM_OF.items() for team in teams]

    def forms(self) -> list[Form]:
        return forms()

    def articles(self) -> list[Article]:
        audiences = zip(ARTICLES, ("all", "team:it", f"person:{REQUESTER}", "site:jakarta"), strict=True)
        return [Article(name, "id", name, "Isi", "leave", audience, "hr", version=2) for name, audience in audiences]

    def tasks(self) -> list[Task]:
        whose = ("start", REQUESTER, REQUESTER, BUDDY)
        return [
            Task(name, *whose, texts(name), texts(""), texts("First"), at, "2026-12-01")
            for at, name in enumerate(TASKS)
        ]

    def reset(self) -> None:
        """The company as on its first day."""
        self.admin.execute("truncate " + ", ".join(f"portal.{name}" for name in _EMPTIED))
        publish_people(self.admin, self.people(), self.memberships())
        put(self.admin, self.forms())
        put(self.admin, self.articles())
        put(self.admin, self.tasks())

    def url(self, login: str, password: str = PASSWORD) -> str:
        return self.server.url(self.database, login, password)

    def connector(self, login: str) -> PostgresConnector:
        return PostgresConnector(self.url(login))

    def session(self, login: str) -> Session:
        """An open session of this person, kept for all their laptops."""
        if login not in self._sessions or self._sessions[login].closed:
            self._sessions[login] = self.connector(login)(Patience())
        return self._sessions[login]

    def _page_by(self, rows: int) -> None:
        """First pulls come in pages of so few rows that a small company has many."""
        of = "pronamespace = 'portal_api'::regnamespace and proname = 'sync'"
        definition = self.value(f"select pg_get_functiondef(oid) from pg_proc where {of}")
        assert "2000" in definition
        self.admin.execute(definition.replace("2000", str(rows)))

    # ---- what an administrator does

    def join(self, person: str, team: str) -> None:
        put(self.admin, [Membership(person, team)])

    def leave(self, person: str, team: str) -> None:
        remove(self.admin, Membership, [(person, team)])

    def sit_at(self, person: str, site: str) -> None:
        self.admin.execute("update portal.person set site = %s where login = %s and site <> %s", [site, person, site])

    def employ(self, person: str, employment: str) -> None:
        self.admin.execute("update portal.person set employment = %s where login = %s", [employment, person])

    def move(self, request: str, team: str) -> None:
        if self.value("select count(*) from portal.request where id = %s", request):
            self.admin.execute("select portal.move_request(%s, %s)", [request, team])

    def publish(self, article: str, audience: str) -> None:
        self.admin.execute(
            "update portal.article set version = version + 1, audience = %s where id = %s", [audience, article]
        )

    def offer(self, key: str, offered: bool) -> None:
        self.admin.execute(
            "update portal.form set offered = %s where form = %s and offered <> %s", [offered, key, offered]
        )

    def value(self, query: str, *values: Any) -> Any:
        row = self.admin.execute(query, values).fetchone()
        return row[0] if row else None

    def seen_by(self, login: str, everything: Rows | None = None) -> Rows:
        """What this person may see, by an independent reading of the tables; `everything` was read just before."""
        rows = self.everything() if everything is None else everything
        teams = self.admin.execute("select team from portal.membership where person = %s", [login]).fetchall()
        site, team, employment = self.admin.execute(
            "select site, team, employment from portal.person where login = %s", [login]
        ).fetchone() or ("", "", "")
        scopes = {
            "all", f"person:{login}", f"site:{site}", f"department:{team}", f"employment:{employment}",
            *(f"team:{team}" for (team,) in teams),
        }  # fmt: skip
        return {
            stream.name: {key: row for key, row in rows[stream.name].items() if stream.seen(row, scopes)}
            for stream in STREAMS
        }

    def everything(self) -> Rows:
        """All rows of all streams."""
        found: Rows = {}
        for stream in STREAMS:
            array = f"json_build_array({', '.join(stream.names)})::text"
            lines = self.admin.execute(f"select {array} from portal.stream_{stream.name}").fetchall()
            rows = (stream.from_wire(stream.names, json.loads(text)) for (text,) in lines)
            found[stream.name] = {stream.key_of(row): row for row in rows}
        return found


class Crash(BaseException):
    """The power went. Nothing of ours may catch it."""


@dataclass(frozen=True)
class Sync:
    """One reply as it was taken."""

    changes: Changes
    reply: Reply


class Laptop:
    """A laptop of one person: the real store, and the model beside it."""

    _numbers = itertools.count(1)

    def __init__(self, world: World, person: str) -> None:
        self.world, self.person = world, person
        self.folder = Path(tempfile.mkdtemp(prefix="laptop-", dir=memory_folder()))
        self.model = Model()
        self.said: list[Command] = []
        self.crash_at: int | None = None
        self._now = T0
        self.store = self._opened()

    def _opened(self) -> Store:
        number = next(self._numbers)
        store = open_store(
            self.folder / "data", login=self.person, clock=lambda: T0, randomness=lambda n: number.to_bytes(n, "big")
        )  # fmt: skip
        sa.event.listen(store.engine, "before_cursor_execute", self._count)
        return store

    def restart(self) -> None:
        """The application ends and begins again."""
        self.store.close()
        self.store = self._opened()

    def discard(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    @contextmanager
    def power_fails_before(self, statement: int | None) -> Iterator[None]:
        """The power goes before the n-th statement from here; None: it stays."""
        self.crash_at = statement
        try:
            yield
        finally:
            self.crash_at = None

    def _count(self, *_: Any) -> None:
        if self.crash_at is not None:
            self.crash_at -= 1
            if self.crash_at < 0:
                self.crash_at = None
                raise Crash

    # ---- what a person does

    def run(self, command: Command, instead_of: int | None = None) -> str | None:
        """Saves a command; the code when it is refused here and now."""
        before = self.state()
        try:
            changes = self.store.writer.run(command, instead_of=instead_of)
        except Refused as refused:
            return refused.code
        self.said.append(command)
        self.model.pending[len(self.said)] = command
        self.compare(before, changes)
        return None

    def withdraw(self, number: int) -> bool:
        """Takes back what was said under this number; False when it may have reached the database."""
        before, command = self.state(), self.said[number - 1]
        gone = [no for no in sorted(self.model.pending) if no not in self.model.sent and self._hangs_on(command, no)]
        try:
            changes = self.store.writer.withdraw(command.id)
        except NotWithdrawable:
            assert number not in gone or isinstance(command, Withdrawn)
            return False
        assert number in gone
        for no in gone:
            old = self.said[no - 1]
            self.said[no - 1] = self.model.pending[no] = Withdrawn(id=old.id, person=old.person, at=old.at)
        self.compare(before, changes)
        return True

    def _hangs_on(self, command: Command, no: int) -> bool:
        other = self.said[no - 1]
        return other.id == command.id or (command.about() == command.id and other.about() == command.id)

    def amend(self, number: int, change: Callable[[Command], Command]) -> bool | str:
        """Says it in another way under the same number; False when it may have reached the database, or the refusal."""
        before, command = self.state(), change(self.said[number - 1])
        try:
            changes = self.store.writer.amend(command)
        except NotWithdrawable:
            assert number in self.model.sent or number not in self.model.pending or isinstance(command, Withdrawn)
            return False
        except Refused as refused:
            assert self.state() == before
            return refused.code
        assert number not in self.model.sent
        self.said[number - 1] = self.model.pending[number] = command
        self.compare(before, changes)
        return True

    # ---- the wire

    def ask(self) -> Ask:
        asked = self.store.writer.ask()
        self.model.sent |= {command[0] for command in asked.commands}
        return asked

    def call(self, commands: int | None = None) -> Reply:
        """Asks; of what waits only so many commands arrive."""
        asked = self.ask()
        if commands is not None:
            asked = replace(asked, commands=asked.commands[:commands])
        return self.world.session(self.person).sync(asked)

    def take(self, reply: Reply) -> Changes:
        """Takes a reply, and is then as the model says."""
        before = self.state()
        changes = self.store.writer.absorb(reply, me=self.person, now=self._now)
        if not self.model.absorb(reply):
            assert not changes
        self.compare(before, changes)
        return changes

    def sync(self, crash: int | None = None) -> Sync | None:
        """One call and its reply. None: the power went while it was taken, and nothing of it is here."""
        reply, before = self.call(), self.state()
        try:
            with self.power_fails_before(crash):
                changes = self.store.writer.absorb(reply, me=self.person, now=self._now)
        except Crash:
            assert self.state() == before, "a crash left half a pull"
            return None
        self.model.absorb(reply)
        self.compare(before, changes)
        return Sync(changes, reply)

    def catch_up(self) -> None:
        """Syncs until nothing waits and nothing is to be pulled whole."""
        for _ in range(200):
            taken = self.sync()
            assert taken is not None
            if taken.reply.complete and taken.reply.after is None and not self.model.pending:
                return
        raise AssertionError("the outbox does not drain")

    def carry_files(self) -> None:
        """Sends the bytes that the database lacks, fetches those that lack here, as far as they may be seen."""
        session, files = self.world.session(self.person), self.store.files
        for transfer in files.to_send():
            with suppress(FileNotTaken):
                for at in session.chunk_missing(transfer.attachment):
                    content = files.chunk(transfer.sha256, at)
                    assert content is not None
                    session.chunk_put(transfer.attachment, at, content)
        for transfer in files.to_fetch():
            with suppress(FileNotTaken):
                for at in files.missing(transfer):
                    files.put_chunk(transfer, at, session.chunk_get(transfer.attachment, at))

    # ---- what it holds

    def read(self, query: sa.Select[Any]) -> list[Any]:
        return self.store.reader.read(lambda connection: list(connection.execute(query)))

    def state(self) -> Rows:
        """All rows, pending commands included."""
        found = self.store.reader.read(every_row)
        return {name: {BY_NAME[name].key_of(row): row for row in rows} for name, rows in found.items()}

    def pending(self) -> list[int]:
        return [no for (no,) in self.read(sa.select(schema.outbox.c.no).where(schema.outbox.c.outcome.is_(None)))]

    def refusals(self) -> list[tuple[int, str]]:
        """Number and code of each refusal the person was told of."""
        notice, outbox = schema.notice, schema.outbox
        told = sa.select(outbox.c.no, notice.c.data).join(outbox, outbox.c.id == notice.c.command)
        return sorted((no, json.loads(data)["code"]) for no, data in self.read(told.where(notice.c.kind == "refused")))

    def check(self) -> None:
        """Local state = last checkpoint and pending commands replayed; the shadow holds what it must and no more."""
        assert self.state() == self.model.now()
        assert self.refusals() == sorted(self.model.refused)
        assert self.pending() == sorted(self.model.pending)
        if not self.model.pending:
            assert not self.read(sa.select(schema.shadow))
            assert self.state() == self.model.base

    def compare(self, before: Rows, changes: Changes) -> None:
        """`Changes` is exactly what differs, and the index is fed what it must take in."""
        after = self.state()
        differ = {
            (name, key) for name in after for key in before[name].keys() | after[name].keys()
            if before[name].get(key) != after[name].get(key)
        }  # fmt: skip
        assert differ == set(changes.rows)
        fed = {(row.stream, tuple(json.loads(row.key))) for row in self.read(sa.select(schema.feed))}
        assert {mark for mark in differ if BY_NAME[mark[0]].searchable} <= fed

    def rows_of(self, of: type[Any]) -> list[Any]:
        stream: Stream = BY_ROW[of]
        return [stream.decode(values) for _, values in sorted(self.state()[stream.name].items())]
