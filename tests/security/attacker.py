"""Somebody with a login of the company and a plain connection, who keeps everything that comes back over it."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

import psycopg
from psycopg import sql

from tests.security.persons import LOGINS, Who
from tests.security.town import Town
from tests.server.portal_bench import some_id

SYNC = "select portal_api.sync(%s, %s)"
MOST_HEARD = 50_000_000
"""Characters kept; nothing that attacks come to read is longer."""


class Attacker:
    """Connects as this person when first asked to. `heard` is all text that the server ever said to them."""

    def __init__(self, town: Town, who: Who, opened: psycopg.Connection | None = None) -> None:
        self.town = town
        self.login = LOGINS[who]
        self.heard: list[str] = []
        self.connections: list[psycopg.Connection] = []
        self._device = ""
        self._no = 0
        if opened is not None:
            self._listen_to(opened)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for connection in self.connections:
            connection.close()

    def connect(self, database: str = "", **more: Any) -> psycopg.Connection:
        """Another connection of this person's."""
        url = self.town.portal.url(self.login)
        if database:
            more["dbname"] = database
        try:
            connection = psycopg.connect(url, autocommit=True, **more)
        except psycopg.Error as failed:
            self.heard.append(str(failed))
            raise
        return self._listen_to(connection)

    def _listen_to(self, connection: psycopg.Connection) -> psycopg.Connection:
        connection.add_notice_handler(lambda notice: self.keep(everything_in(notice)))
        self.connections.append(connection)
        return connection

    @property
    def connection(self) -> psycopg.Connection:
        """The first one."""
        return self.connections[0] if self.connections else self.connect()

    @property
    def device(self) -> str:
        """One of this person's, registered and unused."""
        if not self._device:
            self._device = self.town.device(self.login)
        return self._device

    def keep(self, said: Any) -> None:
        """Remembers what came back."""
        if isinstance(said, bytes):
            self.heard += [said.decode("utf-8", "replace"), said.hex(), base64.b64encode(said).decode()]
        elif isinstance(said, dict):
            self.keep(list(said.items()))
        elif isinstance(said, (list, tuple)):
            for one in said:
                self.keep(one)
        elif said is not None:
            self.heard.append(str(said))

    def run(
        self, statement: str, values: Sequence[Any] | None = None, on: psycopg.Connection | None = None
    ) -> list[Any]:
        """The rows of the last result. `<name>` in the statement stands for an id of the town."""
        connection = on or self.connection
        rows: list[Any] = []
        try:
            cursor = connection.execute(self.town.fill(statement), values)  # type: ignore[call-overload]
            more: bool | None = True
            while more:
                self.keep(cursor.statusmessage)
                if cursor.description:
                    rows = cursor.fetchall()
                    self.keep([column.name for column in cursor.description])
                    self.keep(rows)
                more = cursor.nextset()
        except psycopg.Error as failed:
            self.keep(everything_in(failed.diag))
            self.keep(str(failed))
            raise
        return rows

    def command(self, kind: str, body: Any, **more: Any) -> list[Any]:
        """A line of a call as the application sends it, with the next number; anything in it can be forged."""
        self._no += 1
        text = body if isinstance(body, str) else json.dumps(body)
        line = {"no": self._no, "kind": kind, "id": some_id(), "at": 0, "body": self.town.fill(text)} | more
        return list(line.values())

    def sync(
        self,
        commands: Any = (),
        *,
        device: str = "",
        snapshot: str | None = None,
        scopes: Sequence[str] = ("all",),
        full: Sequence[str] = (),
        after: Any = None,
        on: psycopg.Connection | None = None,
    ) -> dict[str, Any]:
        """One call; its reply. The cursor is one of this database, but for the snapshot where that is forged."""
        cursor = self.town.ids["cursor"]
        if snapshot is not None:
            cursor = f"{cursor.rpartition('@')[0]}@{snapshot}"
        asked = f"1 00000000 {cursor} {self.town.fill(device or self.device)}"
        more = {"scopes": json.dumps(list(scopes))}
        if full:
            more["full"] = json.dumps(list(full))
        if after is not None:
            more["after"] = json.dumps(after)
        if commands:
            more["commands"] = commands if isinstance(commands, str) else json.dumps(commands)
        text = ",".join(f'"{name}":{value}' for name, value in more.items())
        reply: dict[str, Any] = json.loads(self.run(SYNC, [asked, f"{{{text}}}"], on)[0][0])
        return reply

    def push(self, kind: str, body: Any, **more: Any) -> list[str | None]:
        """The code with which each command was refused, null for one that was taken."""
        return codes(self.sync([self.command(kind, body, **more)]))

    def copied_out(self, statement: str) -> None:
        """What COPY brings."""
        try:
            with self.connection.cursor() as cursor, cursor.copy(sql.SQL(self.town.fill(statement))) as copy:  # type: ignore[arg-type]
                for piece in copy:
                    self.keep(bytes(piece))
        except psycopg.Error as failed:
            self.keep(everything_in(failed.diag))
            raise

    def leaks(self) -> list[str]:
        """The secrets that came back and are none of this person's business."""
        heard = "\n".join(self.heard).lower()
        return [
            word for word in self.town.secrets.kept_from(self.login) if any(form in heard for form in written(word))
        ]


def written(word: str) -> tuple[str, ...]:
    """A word as it is, in hexadecimal digits, and as the middle of base64, wherever it begins."""
    raw = word.encode()
    middles = (base64.b64encode(b"." * at + raw).decode()[8:-8].lower() for at in range(3))
    return (word, raw.hex(), *middles)


def codes(reply: dict[str, Any]) -> list[str | None]:
    return [outcome["code"] if outcome else None for _, outcome in reply["outcomes"]]


def everything_in(said: Any) -> list[str]:
    """All parts of an error or a notice, those that psql does not show too."""
    names = [name for name in dir(said) if name.isidentifier() and not name.startswith("_")]
    return [str(part) for name in names if isinstance(part := getattr(said, name), str)]
