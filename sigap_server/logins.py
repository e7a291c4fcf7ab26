"""The logins of people: one for each of their laptops, which may call the functions of `portal_api` and nothing else.

A password reaches the server as its SCRAM verifier only, so that no log ever holds it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

import psycopg
from psycopg import sql

CONNECTIONS = 6  # two laptops, a terminal beside the window, files on a connection of their own
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # what nobody misreads

TEMPORARY = "64MB"  # a call needs none; nobody but a superuser can lift it
JOINS = ("grant {} to {}", "grant {} to {} with inherit true, set false")
ENROLS = (
    "grant {} to portal_enroll with admin option",
    "grant {} to portal_enroll with admin true, inherit false, set false",  # what PostgreSQL 16 and later ask for
)


class NotAnEmployee(Exception):
    """This login is there for something else: an administrator's, or another program's."""

    def __init__(self, login: str):
        super().__init__(login)
        self.login = login


def one_time_code() -> str:
    """A password that can be typed from paper: twelve letters in threes, sixty bits."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(12))
    return "-".join(letters[at : at + 3] for at in range(0, 12, 3))


def give_login(connection: psycopg.Connection, login: str, password: str, until: datetime | None = None) -> None:
    """The login with this password, good until then. Raises `NotAnEmployee` for a role that is not one of ours."""
    role = sql.Identifier(login)
    found = connection.execute(
        "select (pg_has_role(oid, 'portal_employee', 'member') or pg_has_role(oid, 'portal_barred', 'member'))"
        " and not (rolsuper or rolcreaterole or rolcreatedb)"
        " from pg_roles where rolname = %s",
        [login],
    ).fetchone()
    if found is None:
        connection.execute(sql.SQL("create role {} login").format(role))
        connection.execute(sql.SQL(ENROLS[connection.info.server_version >= 160_000]).format(role))
    elif not found[0]:
        raise NotAnEmployee(login)
    join(connection, "portal_employee", login)
    connection.execute(sql.SQL("revoke portal_barred from {}").format(role))
    connection.execute(sql.SQL("alter role {} reset all").format(role))  # whatever its owner had set for themselves
    connection.execute(sql.SQL("alter role {} set temp_file_limit = {}").format(role, sql.Literal(TEMPORARY)))
    verifier = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()
    end = until.isoformat() if until else "infinity"
    connection.execute(
        sql.SQL("alter role {} login connection limit {} password {} valid until {}").format(
            role, sql.Literal(CONNECTIONS), sql.Literal(verifier), sql.Literal(end)
        )
    )


def join(connection: psycopg.Connection, group: str, login: str) -> None:
    """Gives this login the rights of one of our groups; from PostgreSQL 16 on it cannot become the group itself."""
    statement = sql.SQL(JOINS[connection.info.server_version >= 160_000])
    connection.execute(statement.format(sql.Identifier(group), sql.Identifier(login)))


def take_login(connection: psycopg.Connection, login: str) -> None:
    """Nobody comes in with this login any more, not even to be told so, and who is in is put out."""
    connection.execute(sql.SQL("alter role {} nologin").format(sql.Identifier(login)))
    connection.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = %s", [login])


def without_login(connection: psycopg.Connection, logins: Iterable[str]) -> list[str]:
    """Those of them who cannot come in yet."""
    rows = connection.execute(
        "select rolname from pg_roles"
        " where rolcanlogin and pg_has_role(oid, 'portal_employee', 'member') and not rolsuper"
    ).fetchall()
    held = {name for (name,) in rows}
    return [login for login in logins if login not in held]
