"""The database server of the tests, and databases on it.

`SIGAP_TEST_DATABASE`, a superuser's URL, points them at another server; otherwise one of our own is started.
"""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, urlsplit

import psycopg
import pytest
from psycopg import sql

from sigap_server.embedded import EmbeddedPostgres


class Server(Protocol):
    """A PostgreSQL server where the tests are superuser."""

    @property
    def host(self) -> str: ...

    @property
    def port(self) -> int: ...

    def url(self, database: str = ..., user: str = ..., password: str | None = ...) -> str:
        """Where to connect; the superuser unless told otherwise."""


@dataclass(frozen=True)
class GivenServer:
    """The server that `SIGAP_TEST_DATABASE` names."""

    superuser_url: str

    @property
    def host(self) -> str:
        return urlsplit(self.superuser_url).hostname or "127.0.0.1"

    @property
    def port(self) -> int:
        return urlsplit(self.superuser_url).port or 5432

    def url(self, database: str = "postgres", user: str = "", password: str | None = None) -> str:
        given = urlsplit(self.superuser_url)
        if user:
            login = quote(user) if password is None else f"{quote(user)}:{quote(password, safe='')}"
            given = given._replace(netloc=f"{login}@{self.host}:{self.port}")
        return given._replace(path=f"/{quote(database)}").geturl()


def own_folder() -> Path:
    """A folder that is not there yet, in the system's temporary place, which the server's account can enter."""
    return Path(tempfile.gettempdir()) / f"sigap-test-{secrets.token_hex(6)}"


class Databases:
    """Makes databases with names that nobody else has, and drops them all at the end."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._made: list[str] = []

    def make(self, name: str, template: str = "template0") -> str:
        """The superuser's URL of a new database. `template` is another's real name, with nobody connected to it."""
        real = f"{re.sub(r'[^a-z0-9_]', '_', name.lower())[:40]}_{secrets.token_hex(4)}"
        with psycopg.connect(self.server.url(), autocommit=True) as admin:
            admin.execute(
                sql.SQL("create database {} template {}").format(sql.Identifier(real), sql.Identifier(template))
            )
        self._made.append(real)
        return self.server.url(real)

    def drop_all(self) -> None:
        with psycopg.connect(self.server.url(), autocommit=True) as admin:
            for name in reversed(self._made):
                admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
        self._made.clear()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """The server: `url(database, user, password)`, `host`, `port`. Its roles are shared by all databases."""
    given = os.environ.get("SIGAP_TEST_DATABASE")
    if given:
        yield GivenServer(given)
        return
    with EmbeddedPostgres(own_folder(), durable=False, temporary=True) as server:
        yield server


@pytest.fixture(scope="session")
def shared_database(postgres_server: Server) -> Iterator[Callable[..., str]]:
    """Like `fresh_database`, for fixtures of modules and sessions: dropped when all tests have run."""
    databases = Databases(postgres_server)
    yield databases.make
    databases.drop_all()


@pytest.fixture
def fresh_database(postgres_server: Server) -> Iterator[Callable[..., str]]:
    """Makes databases for one test: `fresh_database(name)` or `(name, template)` gives the superuser's URL."""
    databases = Databases(postgres_server)
    yield databases.make
    databases.drop_all()


@pytest.fixture(scope="session")
def postgres(shared_database: Callable[..., str]) -> Iterator[psycopg.Connection]:
    """The superuser's connection to a scratch database, each statement its own transaction."""
    with psycopg.connect(shared_database("scratch"), autocommit=True) as connection:
        yield connection
