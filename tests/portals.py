"""A company in a database, made once as a template and copied for each test that needs one of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from sigap_server.install import configure, install
from sigap_server.logins import give_login
from tests.server.portal_bench import PASSWORD, PEOPLE, Portal, found_company


@pytest.fixture(scope="session")
def company_template(shared_database: Callable[..., str]) -> str:
    """The real name of a database with the company, and nobody connected to it."""
    url = shared_database("company")
    with psycopg.connect(url, autocommit=True) as admin:
        install(admin)
        found_company(admin)
    return urlsplit(url).path[1:]


def _let_in(admin: psycopg.Connection) -> None:
    """Logins are the server's and not of one database: a test before may have taken one."""
    held = {name for (name,) in admin.execute("select rolname from pg_roles where rolcanlogin").fetchall()}
    for login in PEOPLE:
        if login not in held:
            give_login(admin, login, PASSWORD)


def opened(postgres_server: Any, url: str) -> Iterator[Portal]:
    name = urlsplit(url).path[1:]
    with psycopg.connect(url, autocommit=True) as admin:
        configure(admin)
        _let_in(admin)
        portal = Portal(admin, lambda login: postgres_server.url(name, login, PASSWORD))
        yield portal
        portal.close()


@pytest.fixture
def portal(postgres_server: Any, fresh_database: Callable[..., str], company_template: str) -> Iterator[Portal]:
    """The company, for one test alone."""
    yield from opened(postgres_server, fresh_database("portal", company_template))


@pytest.fixture(scope="module")
def shared_portal(postgres_server: Any, shared_database: Callable[..., str], company_template: str) -> Iterator[Portal]:
    """The company, for the tests of a module that undo what they do."""
    yield from opened(postgres_server, shared_database("portal", company_template))
