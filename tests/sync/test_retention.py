"""What the company puts away leaves every laptop without a question; whatever else leaves in number is asked about."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from desktop_app.store.engine import Store
from desktop_app.store.queries import notices
from desktop_app.store.rebase import FEW
from desktop_app.store.work import every_row
from desktop_app.sync.once import Result, sync_once
from desktop_app.sync.problems import Problem
from sigap_server.retention import run
from tests.sync.bench import HASTY, Bench, reply_to, submit
from tests.world import AGENT, REQUESTER

YEAR = timedelta(days=366)
MANY = FEW + 10


def ended(bench: Bench, count: int = MANY) -> Store:
    """Requests that were cancelled, on their requester's laptop."""
    requester = bench.synced()
    for _ in range(count):
        requester.writer.run(submit())
    bench.sync(requester)
    bench.world.admin.execute("update portal.request set state = 'cancelled'")
    bench.sync(requester)
    return requester


def put_away(bench: Bench) -> datetime:
    """The company's run a year later, and when that is."""
    now: datetime = bench.world.value("select clock_timestamp()")
    later = now + YEAR
    run(bench.world.admin, later)
    assert bench.world.value("select count(*) from portal.request where state = 'cancelled'") == 0
    return later


def sync_at(bench: Bench, store: Store, person: str, now: datetime) -> Result:
    return sync_once(store, bench.connector(person), lambda: now, patience=HASTY)


def held(store: Store) -> int:
    rows = store.reader.read(every_row)
    return sum(len(rows[name]) for name in ("request", "message", "event"))


@pytest.mark.parametrize("behind", [timedelta(), YEAR])
def test_a_run_of_the_company_takes_much_away_and_asks_nobody(bench: Bench, behind: timedelta) -> None:
    """Also on a laptop whose clock is a year behind: what was just received says what time it is."""
    requester = ended(bench)
    for table in ("request", "event"):
        bench.world.admin.execute(f"update portal.{table} set received = received - 370::bigint * 86400000000")
    requester.writer.run(submit())
    bench.sync(requester)
    agent = bench.synced(AGENT)
    assert held(agent) == held(requester) == 2 * (MANY + 1)
    now = bench.world.value("select clock_timestamp()")
    run(bench.world.admin, now)

    for store, person in ((agent, AGENT), (requester, REQUESTER)):
        assert sync_at(bench, store, person, now - behind).problem is None
        assert held(store) == 2


def test_what_is_younger_than_the_policy_says_is_asked_about(bench: Bench) -> None:
    """A database that loses requests, whatever it calls it, empties no laptop."""
    ended(bench)
    agent = bench.synced(AGENT)
    before = held(agent)
    now = bench.world.value("select clock_timestamp()")
    run(bench.world.admin, now + YEAR)
    asked = sync_at(bench, agent, AGENT, now)
    assert (asked.problem, asked.data["reason"], held(agent)) == (Problem.STRANGE_SERVER, "removal", before)


def test_without_a_policy_nothing_leaves_in_number(bench: Bench) -> None:
    ended(bench)
    agent = bench.synced(AGENT)
    with agent.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM retention")
    later = put_away(bench)
    assert sync_at(bench, agent, AGENT, later).problem == Problem.STRANGE_SERVER


def test_what_waits_about_a_request_that_was_put_away_is_refused_and_its_words_kept(bench: Bench) -> None:
    requester = ended(bench, 1)
    (request,) = bench.rows(requester, "request")
    bench.world.admin.execute("update portal.request set state = 'resolved'")
    bench.sync(requester)
    requester.writer.run(reply_to(request, REQUESTER, "Masih sama"))
    bench.world.admin.execute("update portal.request set state = 'cancelled'")
    later = put_away(bench)

    result = sync_at(bench, requester, REQUESTER, later)

    assert (result.problem, result.refused, result.pending) == (None, 1, 0)
    assert [draft.body["text"] for draft in requester.drafts.list()] == ["Masih sama"]
    told = requester.reader.read(notices.list)
    assert [notice.data["code"] for notice in told if notice.kind == "refused"] == ["archived"]
    assert bench.rows(requester, "request") == {}


def test_who_was_away_for_longer_than_deletions_are_remembered_begins_again_and_loses_nothing(bench: Bench) -> None:
    requester, agent = ended(bench), bench.synced(AGENT)
    asked = submit()
    later = put_away(bench)
    run(bench.world.admin, later + timedelta(days=200))
    requester.writer.run(asked)

    for store, person in ((requester, REQUESTER), (agent, AGENT)):
        assert sync_at(bench, store, person, later + timedelta(days=201)).problem is None
        assert set(bench.rows(store, "request")) == {asked.id}
    assert bench.world.value("select count(*) from portal.request where id = %s", asked.id) == 1
