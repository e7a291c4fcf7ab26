"""Lets people in for the first time: a login with a code that works once and expires, as a line or a file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import psycopg

from desktop_app.protocol.wire import microseconds
from sigap_server.logins import give_login, one_time_code
from sigap_server.ways_in import next_way


class UnknownPerson(Exception):
    """Nobody in the company has this login: people come first, then their logins."""

    def __init__(self, login: str):
        super().__init__(login)
        self.login = login


@dataclass(frozen=True)
class Enrolment:
    """What a person needs to come in once: where, the code, until when. `url` has the way's role and no password.

    `authority`: the certificates (PEM) by which a laptop knows the server, where the company has its own.
    """

    login: str
    url: str
    code: str
    until: datetime
    authority: str | None = None

    def line(self) -> str:
        """As it is read out or pasted."""
        return f"{self.url}  {self.code}  until {self.until:%Y-%m-%d %H:%M} UTC"

    def write(self, folder: Path) -> Path:
        """As a file that the application opens; only who runs this can read it."""
        path = folder / f"{self.login}.sigap"
        path.touch(mode=0o600)
        content = {"backend": self.url, "code": self.code, "until": self.until.isoformat()}
        if self.authority is not None:
            content["ca"] = self.authority
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        return path


def enrol(
    connection: psycopg.Connection,
    logins: Iterable[str],
    backend: str,
    valid: timedelta,
    authority: str | None = None,
) -> list[Enrolment]:
    """Ways in with new codes; one that a laptop uses stays as it is.

    `backend` is where laptops find the database, `{login}` in it stands for the way's role.

    Raises `UnknownPerson`, `NotAnEmployee`: then nobody has a new code.
    """
    made = []
    with connection.transaction():
        row = connection.execute("select date_trunc('minute', clock_timestamp())").fetchone()
        assert row is not None
        until = row[0] + valid
        for login in logins:
            if connection.execute("select 1 from portal.person where login = %s", [login]).fetchone() is None:
                raise UnknownPerson(login)
            code, way = one_time_code(), next_way(connection, login)
            give_login(connection, way, code, until)
            connection.execute(
                "insert into portal.enrolment (login, expires) values (%s, %s)"
                " on conflict (login) do update set expires = excluded.expires",
                [way, microseconds(until)],
            )
            made.append(Enrolment(login, backend.replace("{login}", way), code, until, authority))
    return made


def backend_of(connection: psycopg.Connection) -> str:
    """Where this connection goes, for whoever logs in."""
    info = connection.info
    return f"postgresql://{{login}}@{info.host}:{info.port}/{info.dbname}"
