"""A sync that has nothing to say says it in 200 bytes, and in one round trip; what is left out is checked."""

from __future__ import annotations

import pytest

from desktop_app.store.engine import Store
from desktop_app.store.errors import StrangeServer
from desktop_app.sync.patience import Patience
from desktop_app.sync.session import Session
from sigap_server.wire_cutter import Direction
from tests.sync.bench import NOW, Bench
from tests.world import AGENT

BUDGET = 200


def quiet(bench: Bench, store: Store, session: Session, person: str = AGENT) -> dict[Direction, int]:
    """The bytes each way of one sync over a warm connection."""
    before = {way: bench.wire.passed(way) for way in Direction}
    reply = session.sync(store.writer.ask())
    passed = {way: bench.wire.passed(way) - before[way] for way in Direction}
    store.writer.absorb(reply, me=person, now=NOW)
    assert not reply.rows and not reply.gone
    return passed


def test_a_quiet_sync_takes_at_most_200_bytes(bench: Bench) -> None:
    store = bench.synced(AGENT)
    session = bench.connector(AGENT)(Patience())
    quiet(bench, store, session)  # the first one prepares the statement

    passed = quiet(bench, store, session)
    session.close()

    assert sum(passed.values()) <= BUDGET, passed


def test_another_database_behind_the_same_connection_is_noticed_by_a_quiet_sync(bench: Bench) -> None:
    """As behind a connection pooler: no new connection, so no new greeting, tells the laptop."""
    store = bench.synced(AGENT)
    session = bench.connector(AGENT)(Patience())
    quiet(bench, store, session)
    bench.world.admin.execute("update portal.meta set incarnation = 'another life'")

    reply = session.sync(store.writer.ask())
    session.close()

    with pytest.raises(StrangeServer):
        store.writer.absorb(reply, me=AGENT, now=NOW)
