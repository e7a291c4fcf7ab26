"""A small company in a database of its own, and laptops that call it as their people do."""

from __future__ import annotations

import itertools
import json
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import psycopg

from desktop_app.domain.effects import Command, Delete, Effects, Put
from desktop_app.domain.forms.rows import Form
from desktop_app.domain.knowledge.rows import Article
from desktop_app.domain.people.rows import Calendar, Membership, Person, Site, Team
from desktop_app.domain.requests.rows import Request, Transition
from desktop_app.protocol import wire
from desktop_app.protocol.streams import BY_NAME, BY_ROW, STREAMS, Values
from desktop_app.resources import folder
from sigap_server.logins import give_login
from sigap_server.publish import publish_calendars, publish_lifecycle, publish_people, publish_teams
from sigap_server.rows import put
from tests.domain.forms.form_builder import field as form_field
from tests.domain.forms.form_builder import form

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
PASSWORD = "of the tests"
IN_HR, IN_IT = ("t-bona", "t-citra"), ("t-dodi",)
EMPLOYEES = ("t-ani", "t-eka")
PEOPLE = (*EMPLOYEES, *IN_HR, *IN_IT)
HOURS = {"timezone": "Asia/Jakarta", "week": {day: [["08:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}}
_ids = itertools.count(1)


def some_id() -> str:
    """An id that no other test has."""
    return f"00000000-0000-7000-8000-{next(_ids):012x}"


def texts(words: str) -> dict[str, str]:
    return {"id": words, "en": words}


def people() -> list[Person]:
    def one(login: str, team: str, role: str) -> Person:
        return Person(login, login[2:].title(), team, role, texts("Staff"), f"{login}@example", "", "jakarta", "id")

    return [
        *(one(login, "it", "employee") for login in EMPLOYEES),
        *(one(login, "hr", "agent") for login in IN_HR),
        *(one(login, "it", "agent") for login in IN_IT),
    ]


def newcomer(portal: Portal) -> str:
    """Enters somebody who has no login in the whole cluster; their login."""
    login = f"t-{secrets.token_hex(6)}"
    portal.admin.execute(
        "insert into portal.person select %s, name, team, role, title, email, phone, site, language"
        " from portal.person where login = 't-bona'",
        [login],
    )
    return login


def forms() -> list[Form]:
    written = {
        "question": form(form_field("text", required=True)),
        "proof": form(form_field("paper", "file"), form_field("text")),
        "repair": form(form_field("text"), team="it"),
    }
    return [Form(key, 1, definition["team"], definition) for key, definition in written.items()]


def found_company(admin: psycopg.Connection) -> None:
    """Two teams, five people with logins, three forms, two articles, the lifecycle."""
    publish_lifecycle(admin, folder() / "lifecycle.json")
    publish_calendars(admin, [Calendar("office", 1, HOURS)], NOW)
    put(admin, [Site("jakarta", texts("Jakarta"), "Asia/Jakarta", texts("Jalan"))])
    publish_teams(
        admin,
        [
            Team("hr", "HR", texts("HR"), "hr@example", "1", None, "office", "t-bona"),
            Team("it", "IT", texts("IT"), "it@example", "2", None, "office", "t-dodi"),
        ],
    )
    memberships = [Membership(login, team) for team, logins in (("hr", IN_HR), ("it", IN_IT)) for login in logins]
    publish_people(admin, people(), memberships)
    put(admin, forms())
    put(admin, [Article("leave", "id", "Cuti", "Isi", "leave"), Article("pay", "id", "Gaji", "Isi", "pay", "team:hr")])
    for login in PEOPLE:
        give_login(admin, login, PASSWORD)


@dataclass
class Laptop:
    """One device of a person: keeps its number, cursor and scopes, and what it sent last."""

    connection: psycopg.Connection
    device: str
    cursor: str | None = None
    scopes: tuple[str, ...] = ()
    no: int = 0
    incarnation: str | None = None
    rows: dict[str, dict[Values, Values]] = field(default_factory=lambda: {stream.name: {} for stream in STREAMS})

    def hello(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self._call("select portal_api.hello(%s, 1)", [self.device]))
        return said

    def sync(self, *commands: Command) -> wire.Reply:
        """Sends these, takes what is new, and keeps it as a laptop would."""
        return self.take(self.call([self.numbered(command) for command in commands]))

    def numbered(self, command: Command) -> list[Any]:
        self.no += 1
        return [self.no, type(command).__name__, command.id, wire.microseconds(command.at), wire.body(command)]

    def ask(self, commands: Sequence[Any] = (), full: Sequence[str] = (), after: Any = None) -> wire.Ask:
        full = full or (() if self.cursor else [stream.name for stream in STREAMS])
        place = None if after is None else tuple(after)
        return wire.Ask(
            self.device, 1, self.cursor, tuple(self.scopes), tuple(full), place, tuple(commands), self.incarnation
        )

    def said(self, ask: wire.Ask, *, scopes: bool = False) -> str:
        """What the database answers, as it comes over the wire."""
        return self._call("select portal_api.sync(%s, %s)", [ask.asked, ask.more(scopes=scopes)])

    def call(self, commands: Sequence[Any] = (), full: Sequence[str] = (), after: Any = None) -> wire.Reply:
        ask = self.ask(commands, full, after)
        return wire.Reply.read(json.loads(self.said(ask, scopes=True)), ask, BY_NAME)

    def take(self, reply: wire.Reply) -> wire.Reply:
        """Keeps the rows of a reply by the rules of the declaration."""
        self.cursor, self.scopes, self.incarnation = reply.cursor, tuple(reply.scopes), reply.incarnation
        for stream in STREAMS:
            held = self.rows[stream.name]
            for key in reply.gone.get(stream.name, ()):
                held.pop(key, None)
            for row in reply.rows.get(stream.name, ()):
                held[stream.key_of(row)] = row
            self.rows[stream.name] = {key: row for key, row in held.items() if stream.seen(row, reply.scopes)}
        return reply

    def keys(self, stream: str) -> set[Any]:
        return {key[0] if len(key) == 1 else key for key in self.rows[stream]}

    def _call(self, query: str, values: Sequence[Any]) -> str:
        row = self.connection.execute(query, values).fetchone()
        assert row is not None
        return str(row[0])


@dataclass
class Portal:
    """The database of the company: its administrator's connection, and laptops of its people."""

    admin: psycopg.Connection
    url: Callable[[str], str]
    opened: list[psycopg.Connection] = field(default_factory=list)

    def connect(self, login: str) -> psycopg.Connection:
        connection = psycopg.connect(self.url(login), autocommit=True)
        self.opened.append(connection)
        return connection

    def laptop(self, login: str, device: str | None = None) -> Laptop:
        """A laptop that has said hello and pulled once."""
        laptop = Laptop(self.connect(login), device or some_id())
        laptop.no = laptop.hello()["last_no"]
        reply = laptop.take(laptop.call())
        while reply.next is not None:
            first = laptop.cursor
            reply = laptop.take(laptop.call(full=[s.name for s in STREAMS], after=list(reply.next)))
            laptop.cursor = first
        return laptop

    def value(self, query: str, *values: Any) -> Any:
        row = self.admin.execute(query, values).fetchone()
        return row[0] if row else None

    def push(self, command: Command, device: str, no: int = 1) -> dict[str, Any] | None:
        """The outcome of one command, given on the administrator's connection: no login, no pull, quick."""
        line = [no, type(command).__name__, command.id, wire.microseconds(command.at), wire.body(command)]
        self.admin.execute("insert into portal.device (id, login) values (%s, %s)", [device, command.person])
        push = "select portal.push(%s, portal.teams(%s), %s, %s)"
        said = self.value(push, command.person, command.person, device, json.dumps([line]))
        assert [pair[0] for pair in said] == [no]
        outcome: dict[str, Any] | None = said[0][1]
        return outcome

    def stream(self, name: str) -> dict[Values, Values]:
        """All rows of a stream as its view gives them, by key, as they lie on a laptop."""
        stream = BY_NAME[name]
        array = f"json_build_array({', '.join(stream.names)})::text"
        found = self.admin.execute(f"select {array} from portal.stream_{name}").fetchall()
        rows = [stream.from_wire(stream.names, json.loads(row[0])) for row in found]
        return {stream.key_of(row): row for row in rows}

    @contextmanager
    def undone(self) -> Iterator[None]:
        """What happens inside is rolled back."""
        with self.admin.transaction(force_rollback=True):
            yield

    def close(self) -> None:
        for connection in self.opened:
            connection.close()


class RowsInMemory:
    """The rows a laptop holds, for effects to read and to change."""

    def __init__(self, rows: dict[str, dict[Values, Values]]) -> None:
        self.rows = {name: dict(held) for name, held in rows.items()}

    def get(self, of: type[Any], *key: Any) -> Any:
        stream = BY_ROW[of]
        values = self.rows[stream.name].get(key)
        return None if values is None else stream.decode(values)

    def where(self, of: type[Any], **equal: Any) -> list[Any]:
        stream = BY_ROW[of]
        rows = map(stream.decode, self.rows[stream.name].values())
        return [row for row in rows if all(getattr(row, name) == value for name, value in equal.items())]

    def of(self, *streams: str) -> dict[str, dict[Values, Values]]:
        return {name: self.rows[name] for name in streams}

    def apply(self, effects: Effects) -> None:
        for effect in effects:
            if isinstance(effect, Put):
                stream = BY_ROW[type(effect.row)]
                values = stream.encode(effect.row)
                self.rows[stream.name][stream.key_of(values)] = values
            elif isinstance(effect, Delete):
                self.rows[BY_ROW[effect.of].name].pop(effect.key, None)


def request(state: str = "new", **more: Any) -> Request:
    """A request of t-ani to HR, as a laptop holds it."""
    given: dict[str, Any] = {
        "id": some_id(), "requester": "t-ani", "team": "hr", "form": "question", "form_version": 1, "subject": "Halo",
        "answers": {"text": "?"}, "priority": "normal", "approvals": [], "state": state, "written": NOW,
        "number": f"HR-{next(_ids)}", "received": NOW, "calendar": "office@1",
    }  # fmt: skip
    return Request(**given | more)


def transitions() -> list[Transition]:
    text = (folder() / "lifecycle.json").read_text(encoding="utf-8")
    return [Transition(*way) for way in json.loads(text)]
