"""I11: a strange, emptied or half-restored database makes no laptop delete what it holds."""

from __future__ import annotations

from desktop_app.store.engine import Store
from desktop_app.store.rebase import FEW
from desktop_app.store.work import every_row
from desktop_app.sync.once import Result
from desktop_app.sync.problems import Problem
from desktop_app.sync.state import State
from tests.sync.bench import Bench, submit
from tests.world import AGENT, REQUESTER


def many(bench: Bench) -> Store:
    """An agent's laptop with far more than a few requests of others."""
    requester = bench.synced()
    for _ in range(FEW + 10):
        requester.writer.run(submit())
    bench.sync(requester)
    return bench.synced(AGENT)


def held(store: Store) -> dict[str, set[tuple[object, ...]]]:
    return {name: set(rows) for name, rows in store.reader.read(every_row).items()}


def is_asked_about(result: Result, reason: str) -> bool:
    return (result.state, result.problem, result.data["reason"]) == (State.REFUSED, Problem.STRANGE_SERVER, reason)


def another_life(bench: Bench) -> None:
    bench.world.admin.execute("update portal.meta set incarnation = gen_random_uuid()::text")


def test_another_incarnation_changes_nothing_and_nothing_is_sent_to_it(bench: Bench) -> None:
    store = bench.synced()
    store.writer.run(submit())
    before = held(store)
    another_life(bench)
    assert is_asked_about(bench.sync(store), "incarnation")
    assert held(store) == before
    assert bench.world.value("select count(*) from portal.request") == 0


def test_another_incarnation_behind_a_warm_connection_changes_nothing(bench: Bench) -> None:
    store = bench.synced()
    engine, heard = bench.engine(store)
    heard.wait(lambda status: status.state == State.UP_TO_DATE)
    before = held(store)
    another_life(bench)
    engine.sync_now()
    refused = heard.wait(lambda status: status.state == State.REFUSED)
    assert (refused.problem, held(store)) == (Problem.STRANGE_SERVER, before)


def test_once_a_person_says_yes_everything_is_pulled_anew_and_what_was_lost_is_offered_again(bench: Bench) -> None:
    store = bench.synced()
    old = submit()
    store.writer.run(old)
    bench.sync(store)
    another_life(bench)
    bench.world.admin.execute("truncate portal.request, portal.event, portal.device")
    assert is_asked_about(bench.sync(store), "incarnation")
    assert bench.sync(store, sure=True).problem is None
    assert bench.world.value("select count(*) from portal.request where id = %s", old.id) == 1
    assert held(store) == {name: set(rows.values()) for name, rows in bench.world.seen_by(REQUESTER).items()}


def test_an_emptied_table_takes_nothing_away(bench: Bench) -> None:
    agent = many(bench)
    before = held(agent)
    bench.world.admin.execute("truncate portal.request, portal.message, portal.event, portal.article")
    with agent.engine.begin() as connection:  # the worst case: everything is pulled whole
        connection.exec_driver_sql("UPDATE replica_state SET full = 1")
    assert bench.sync(agent, AGENT).problem is None
    assert held(agent) == before


def test_more_than_a_tenth_at_once_is_asked_about(bench: Bench) -> None:
    agent = many(bench)
    before = held(agent)
    bench.world.admin.execute("delete from portal.request")
    asked = bench.sync(agent, AGENT)
    assert is_asked_about(asked, "removal")
    assert (asked.data["removed"], held(agent)) == (FEW + 10, before)
    assert bench.sync(agent, AGENT, sure=True).problem is None
    assert bench.rows(agent, "request") == {}


def test_a_team_lost_without_a_word_is_asked_about(bench: Bench) -> None:
    """An emptied table of members leaves no tombstone; a person who left the team does."""
    agent = many(bench)
    before = held(agent)
    bench.world.admin.execute("truncate portal.membership")
    assert is_asked_about(bench.sync(agent, AGENT), "removal")
    assert held(agent) == before


def test_leaving_a_team_is_not_asked_about(bench: Bench) -> None:
    agent = many(bench)
    bench.world.leave(AGENT, "hr")
    assert bench.sync(agent, AGENT).problem is None
    assert bench.rows(agent, "request") == {}
