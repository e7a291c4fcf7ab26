"""The same portal on each PostgreSQL that is here: 16 and 18 from the package, 15 and others from the system."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from desktop_app.domain.requests.conversation import AddReply
from sigap_server.check import faults
from sigap_server.embedded import EmbeddedPostgres
from sigap_server.install import install
from sigap_server.postgres_programs import FOLDERS, Programs, from_package, of_the_system
from tests.databases import own_folder
from tests.server.grants import grants
from tests.server.portal_bench import NOW, PASSWORD, Portal, found_company, some_id
from tests.server.test_grants import AGREED
from tests.server.test_lifecycle_parity import submit
from tests.server.test_pull import check_all, join, move
from tests.server.test_push import claim


def programs() -> list[Programs]:
    return [*(from_package(major) for major in FOLDERS), *of_the_system()]


@pytest.fixture(scope="module", params=programs(), ids=lambda one: one.version())
def portal_there(request: pytest.FixtureRequest) -> Iterator[Portal]:
    with EmbeddedPostgres(own_folder(), programs=request.param, durable=False, temporary=True) as server:
        with psycopg.connect(server.url(), autocommit=True) as first:
            first.execute("create database portal template template0")
        with psycopg.connect(server.url("portal"), autocommit=True) as admin:
            install(admin)
            found_company(admin)
        with psycopg.connect(server.url("portal"), autocommit=True) as admin:
            portal = Portal(admin, lambda login: server.url("portal", login, PASSWORD))
            yield portal
            portal.close()


def test_rights_are_those_agreed(portal_there: Portal) -> None:
    assert grants(portal_there.admin) == AGREED.read_text(encoding="utf-8")


def test_a_request_goes_its_way(portal_there: Portal) -> None:
    ani, bona, dodi = (portal_there.laptop(login) for login in ("t-ani", "t-bona", "t-dodi"))
    asked = submit("proof")
    ani.sync(asked)
    reply = bona.sync(
        AddReply(id=some_id(), person="t-bona", at=NOW, request=asked.id, text="Halo", take=True), claim(asked.id)
    )
    assert [outcome.code for outcome in reply.outcomes] == [None, "wrong_state"]

    move(portal_there, asked.id, "it")
    join(portal_there, "t-eka", "it")
    eka = portal_there.laptop("t-eka")

    laptops = {"t-ani": [ani], "t-bona": [bona], "t-dodi": [dodi], "t-eka": [eka]}
    check_all(portal_there, laptops)
    assert list(faults(portal_there.admin)) == []


def test_what_is_there_stays_when_it_is_brought_up_to_date(portal_there: Portal) -> None:
    portal_there.laptop("t-ani").sync(submit())
    before = portal_there.stream("request")
    portal_there.admin.execute("update portal.meta set functions = 'of an older version'")

    install(portal_there.admin)

    assert portal_there.stream("request") == before
    assert list(faults(portal_there.admin)) == []
