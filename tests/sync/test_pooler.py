"""A laptop behind a pooler: who calls stays who it is, and what was prepared on another connection is not missed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from desktop_app.sync.once import sync_once
from desktop_app.sync.patience import Patience
from desktop_app.sync.session import PostgresConnector
from tests.databases import GivenServer, own_folder
from tests.pooler import pooler
from tests.sync.bench import Bench, now, submit
from tests.world import AGENT, PASSWORD, REQUESTER, World


@pytest.fixture
def behind(world: World) -> Iterator[GivenServer]:
    """The company's database behind PgBouncer, with one connection for each person."""
    logins = dict.fromkeys((REQUESTER, AGENT), PASSWORD)
    with pooler(own_folder(), world.server.port, world.database, logins, default_pool_size=1) as port:
        yield GivenServer(f"postgresql://x@127.0.0.1:{port}/x")


def connector(behind: GivenServer, world: World, person: str) -> PostgresConnector:
    return PostgresConnector(behind.url(world.database, person), lambda url: PASSWORD)


def test_who_calls_is_who_logged_in(bench: Bench, behind: GivenServer) -> None:
    requester, agent = bench.synced(REQUESTER), bench.synced(AGENT)
    command = submit()
    requester.writer.run(command)

    for store, person in ((requester, REQUESTER), (agent, AGENT)):
        assert sync_once(store, connector(behind, bench.world, person), now).problem is None

    query = "select e.person, d.login from portal.event e join portal.device d on d.id = e.device"
    assert bench.world.admin.execute(query).fetchall() == [(REQUESTER, REQUESTER)]
    assert command.id in bench.rows(agent, "request")
    with closing(psycopg.connect(behind.url(bench.world.database, AGENT, PASSWORD))) as connection:
        assert connection.execute("select session_user::text").fetchall() == [(AGENT,)]


def test_two_laptops_share_a_connection_without_what_the_other_prepared(bench: Bench, behind: GivenServer) -> None:
    connect = connector(behind, bench.world, REQUESTER)
    stores = [bench.synced(REQUESTER, name) for name in ("one", "two")]
    sessions = [connect(Patience()) for _ in stores]
    for _ in range(3):
        for store, session in zip(stores, sessions, strict=True):
            assert session.sync(store.writer.ask()).rows == {}
    for session in sessions:
        session.close()


def test_what_was_prepared_on_a_connection_that_has_gone_is_sent_as_it_is(bench: Bench, behind: GivenServer) -> None:
    store = bench.synced(REQUESTER)
    session = connector(behind, bench.world, REQUESTER)(Patience())
    session.sync(store.writer.ask())
    before = bench.connections()
    ends = "select pg_terminate_backend(pid) from pg_stat_activity where usename = %s"
    bench.world.admin.execute(ends, [REQUESTER])
    bench.wait_until(lambda: bench.connections() < before, "the connection does not end")
    assert session.sync(store.writer.ask()).rows == {}
    session.close()
