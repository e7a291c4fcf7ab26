"""I2: each command once and in order, wherever the wire is cut and however often it is tried again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from desktop_app.store.engine import Store
from desktop_app.store.queries import outbox
from desktop_app.sync.exchange import Exchange
from desktop_app.sync.patience import Patience
from desktop_app.sync.problems import Problem
from sigap_server.wire_cutter import Direction, WireCutter
from tests.sync.bench import Bench, now, reply_to, submit
from tests.world import AGENT, REQUESTER


def said(store: Store, count: int = 5) -> list[str]:
    """Saves a request and messages to it; their ids, in order."""
    asked = submit()
    commands = [asked, *(reply_to(asked.id, REQUESTER, f"kata {number} " * 200) for number in range(count - 1))]
    for command in commands:
        store.writer.run(command)
    return [command.id for command in commands]


def numbered(ids: list[str]) -> list[tuple[int, str]]:
    return list(enumerate(ids, 1))


@pytest.mark.parametrize("direction", list(Direction), ids=lambda direction: direction.value)
@pytest.mark.parametrize("part", [0.05, 0.3, 0.55, 0.7, 0.85, 0.95, 0.99])
def test_a_push_cut_anywhere_and_tried_again_arrives_once(
    bench: Bench, wire: WireCutter, direction: Direction, part: float
) -> None:
    measured = bench.synced(name="measured")
    before = wire.passed(direction)
    said(measured)
    bench.sync(measured)
    size = wire.passed(direction) - before
    store = bench.synced()
    ids = said(store)
    wire.cut_after(int(size * part), direction)
    cut = bench.sync(store)
    assert (cut.problem, cut.pending) == (Problem.NO_NETWORK, 5)
    wire.restore()
    again = bench.sync(store)
    assert (again.problem, again.pending, again.refused) == (None, 0, 0)
    assert bench.events(store) == numbered(ids)
    assert bench.world.value("select count(*) from portal.message") == 8  # four of each of the two laptops
    assert set(ids[1:]) < set(bench.rows(store, "message"))


def test_a_reply_that_was_lost_is_given_again_with_the_same_number(bench: Bench, wire: WireCutter) -> None:
    store = bench.synced()
    ids = said(store, 1)
    wire.cut_after(2_000, Direction.TO_CLIENT)  # the database answers hello, takes the push, and its reply is lost
    bench.sync(store)
    wire.restore()
    number = bench.world.value("select number from portal.request where id = %s", ids[0])
    assert bench.sync(store).pending == 0
    assert number in bench.rows(store, "request")[ids[0]]
    assert bench.world.value("select count(*) from portal.request") == 1


def test_two_processes_push_one_outbox_at_once(bench: Bench) -> None:
    """The window and the terminal beside it send the same commands; the database takes each once."""
    store = bench.synced()
    ids = said(store, 20)

    def push(_: int) -> None:
        session = bench.connector()(Patience())
        try:
            exchange = Exchange(store, session, now)
            exchange.meet()
            exchange.rounds()
        finally:
            session.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(push, range(4)))
    assert bench.events(store) == numbered(ids)
    assert store.reader.read(outbox.pending) == []
    assert len(bench.rows(store, "message")) == 19


def test_a_long_outbox_arrives_in_order_over_many_calls(bench: Bench) -> None:
    store = bench.synced()
    ids = said(store, 230)
    assert bench.sync(store).pushed == 230
    assert bench.events(store) == numbered(ids)


def test_a_withdrawn_command_keeps_its_number_and_says_nothing(bench: Bench) -> None:
    store = bench.synced()
    ids = said(store, 3)
    store.writer.withdraw(ids[1])
    assert bench.sync(store).pending == 0
    assert bench.events(store) == numbered(ids)
    assert set(bench.rows(store, "message")) == {ids[2]}


def test_a_number_that_is_missing_jams_no_laptop(bench: Bench) -> None:
    """A salvaged outbox may lack a row in the middle: the database takes nothing behind a gap."""
    store = bench.synced()
    said(store, 3)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM outbox WHERE no = 2")
    result = bench.sync(store)
    assert (result.problem, result.pending) == (None, 0)
    assert [no for no, _ in bench.events(store)] == [1, 2, 3]


def test_a_laptop_restored_from_an_old_copy_loses_no_new_command(bench: Bench) -> None:
    store = bench.synced()
    said(store, 3)
    bench.sync(store)
    with store.engine.begin() as connection:  # as the copy had it: nothing of this was said yet
        connection.exec_driver_sql("DELETE FROM outbox")
        connection.exec_driver_sql("UPDATE checkpoint SET last_no = 0")
    fresh = submit()
    store.writer.run(fresh)
    assert bench.sync(store).pending == 0
    assert bench.events(store)[-1] == (4, fresh.id)
    assert fresh.id in bench.rows(store, "request")


def test_a_refused_command_holds_up_none_behind_it(bench: Bench) -> None:
    store, agent = bench.synced(), bench.synced(AGENT)
    ids = said(store, 1)
    bench.sync(store)
    bench.sync(agent, AGENT)
    bench.world.admin.execute("delete from portal.membership where person = %s", [AGENT])
    for text in ("satu", "dua"):
        agent.writer.run(reply_to(ids[0], AGENT, text))
    result = bench.sync(agent, AGENT)
    assert (result.pushed, result.refused, result.pending) == (2, 2, 0)
    assert sorted(draft.body["text"] for draft in agent.drafts.list()) == ["dua", "satu"]
