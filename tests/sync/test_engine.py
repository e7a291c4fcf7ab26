"""The engine: when it syncs, what it says of itself, pausing, files, a changed address."""

from __future__ import annotations

import random
from collections.abc import Callable

from desktop_app.store.engine import Store
from desktop_app.store.queries import notices
from desktop_app.sync import engine as engines
from desktop_app.sync.engine import Engine
from desktop_app.sync.problems import Problem
from desktop_app.sync.state import State, Status
from sigap_server.logins import give_login, take_login
from tests.sync.bench import Bench, Heard, now, reply_to, submit
from tests.world import AGENT, PASSWORD, REQUESTER


def well(status: Status) -> bool:
    return status.state == State.UP_TO_DATE


def running(bench: Bench, person: str = REQUESTER, **more: object) -> tuple[Store, Engine, Heard]:
    store = bench.store(person)
    return store, *bench.engine(store, person, **more)


def brings(heard: Heard, stream: str) -> Callable[[Status], bool]:
    return lambda status: any(stream in changes.kinds for changes in heard.changes)


def test_a_new_laptop_is_filled_and_says_how_it_went(bench: Bench) -> None:
    _, _, heard = running(bench)
    heard.wait(well)
    assert [status.state for status in heard.statuses] == [State.CONNECTING, State.FETCHING, State.UP_TO_DATE]
    assert heard.statuses[-1].synced is not None
    assert brings(heard, "person")(heard.statuses[-1])


def test_a_saved_command_is_sent_at_once_and_counted(bench: Bench) -> None:
    store, engine, heard = running(bench)
    heard.wait(well)
    for _ in range(120):
        store.writer.run(submit())
    heard.statuses.clear()
    engine.wake()
    heard.wait(lambda status: well(status) and status.pending == 0)
    sending = [(status.done, status.total) for status in heard.statuses if status.state == State.SENDING]
    assert sending == [(0, 120), (100, 120)]
    assert len(bench.events(store)) == 120


def test_an_open_conversation_brings_a_reply_though_nobody_asks(bench: Bench) -> None:
    requester, engine, heard = running(bench)
    heard.wait(well)
    asked = submit()
    requester.writer.run(asked)
    engine.wake()
    heard.wait(lambda status: well(status) and bool(bench.events(requester)))
    engine.attention("conversation")
    agent = bench.synced(AGENT)
    agent.writer.run(reply_to(asked.id, AGENT, "Boleh", take=True))
    bench.sync(agent, AGENT)
    heard.wait(brings(heard, "notice"), seconds=4 * engines.INTERVALS["conversation"])
    assert [notice.kind for notice in requester.reader.read(notices.list)] == ["reply"]


def test_nothing_is_sent_while_it_is_paused_but_what_is_asked_for(bench: Bench) -> None:
    store, engine, heard = running(bench, paused=True)
    engine.wake()
    engine.sync_now()
    heard.wait(lambda status: status.state == State.PAUSED and status.synced is not None)
    store.writer.run(submit())
    engine.wake()
    engine.pause()
    assert engine.status.state == State.PAUSED
    assert bench.events(store) == []
    engine.resume()
    heard.wait(lambda status: well(status) and status.pending == 0 and bool(bench.events(store)))


def test_a_refusal_is_counted_until_it_was_seen(bench: Bench) -> None:
    store, engine, heard = running(bench)
    heard.wait(well)
    bench.world.offer("question", offered=False)
    store.writer.run(submit())
    engine.wake()
    heard.wait(lambda status: well(status) and status.refused == 1)
    store.notices.mark_seen()
    engine.sync_now()
    heard.wait(lambda status: well(status) and status.refused == 0)


def test_a_password_that_was_changed_is_used_once_it_is_given(bench: Bench) -> None:
    _, engine, heard = running(bench, connect=bench.connector(password="old"))
    refused = heard.wait(lambda status: status.state == State.REFUSED)
    assert refused.problem == Problem.WRONG_PASSWORD
    engine.use(bench.connector())
    assert heard.wait(well).problem is None


def test_a_login_that_was_closed_is_told_and_works_again_once_it_is_opened(bench: Bench) -> None:
    store, engine, heard = running(bench)
    heard.wait(well)
    take_login(bench.world.admin, REQUESTER)
    store.writer.run(submit())
    engine.wake()
    refused = heard.wait(lambda status: status.state == State.REFUSED)
    give_login(bench.world.admin, REQUESTER, PASSWORD)
    engine.sync_now()
    heard.wait(lambda status: well(status) and status.pending == 0)
    assert refused.problem == Problem.LOGIN_EXPIRED


def test_the_network_s_return_brings_the_next_try_forward(bench: Bench) -> None:
    store = bench.synced()
    bench.wire.cut()
    engine, heard = bench.engine(store, random=lambda: 0.02)
    heard.wait(lambda status: status.state == State.OFFLINE)
    bench.wire.restore()
    engine.network(reachable=True)
    heard.wait(well)


def test_a_wrong_word_of_the_system_about_the_network_stops_nothing(bench: Bench) -> None:
    """A database on this computer works without any network; the wire knows best."""
    store, engine, heard = running(bench)
    heard.wait(well)
    engine.network(reachable=False)
    heard.wait(lambda status: status.state == State.OFFLINE)
    store.writer.run(submit())
    engine.wake()
    heard.wait(lambda status: well(status) and status.pending == 0)


def test_a_defect_costs_one_try_and_not_the_thread(bench: Bench, log_may_say: Callable[[str], None]) -> None:
    log_may_say("desktop_app.sync.engine: ERROR: sync")
    working = bench.connector()
    tries: list[int] = []

    def connect(patience: object) -> object:
        tries.append(1)
        if len(tries) == 1:
            raise ZeroDivisionError("a defect")
        return working(patience)  # type: ignore[arg-type]

    _, _, heard = running(bench, connect=connect)
    assert heard.wait(lambda status: status.state == State.WAITING).problem == Problem.SERVER_ERROR
    heard.wait(well)


def test_looks_at_the_database_are_spread(chance: random.Random, bench: Bench) -> None:
    engine = Engine(bench.store(), bench.connector(), clock=now, random=chance.random)
    for attention, seconds in engines.INTERVALS.items():
        looks = [engine._interval(attention) for _ in range(200)]
        assert min(looks) >= 0.9 * seconds
        assert max(looks) <= 1.1 * seconds
        assert max(looks) - min(looks) > 0.1 * seconds
    engine.stop()
