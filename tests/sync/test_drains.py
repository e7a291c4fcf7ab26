"""I10: when a fault ends the outbox empties by itself; a dead link is noticed; stopping waits for no network."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from desktop_app.store.engine import Store
from desktop_app.store.queries import outbox
from desktop_app.sync import backoff, patience
from desktop_app.sync.engine import Engine
from desktop_app.sync.patience import Patience
from desktop_app.sync.problems import Problem
from desktop_app.sync.session import PostgresConnector
from desktop_app.sync.state import State, Status
from sigap_server.wire_cutter import Direction, WireCutter
from tests.leftovers import Announced
from tests.sync.bench import Bench, Heard, now, submit
from tests.world import REQUESTER

Fault = Callable[[WireCutter], object]
FAULTS: dict[str, Fault] = {
    "cut": lambda wire: wire.cut(),
    "silent answers": lambda wire: wire.swallow(Direction.TO_CLIENT),
    "silent questions": lambda wire: wire.swallow(Direction.TO_SERVER),
    "cut in the middle of a push": lambda wire: wire.cut_after(300, Direction.TO_SERVER),
    "cut in the middle of a reply": lambda wire: wire.cut_after(60, Direction.TO_CLIENT),
}


def up_to_date(status: Status) -> bool:
    return status.state == State.UP_TO_DATE and status.pending == 0


def troubled(status: Status) -> bool:
    return status.state in (State.OFFLINE, State.WAITING)


def running(bench: Bench) -> tuple[Store, Engine, Heard]:
    store = bench.synced()
    engine, heard = bench.engine(store)
    heard.wait(up_to_date)
    return store, engine, heard


@pytest.mark.parametrize("fault", FAULTS, ids=lambda name: name)
def test_when_the_fault_ends_the_outbox_empties_by_itself(bench: Bench, wire: WireCutter, fault: str) -> None:
    store, engine, heard = running(bench)
    FAULTS[fault](wire)
    command = submit()
    store.writer.run(command)
    engine.wake()
    assert heard.wait(troubled).problem == Problem.NO_NETWORK
    wire.restore()
    heard.wait(up_to_date)  # nobody wakes it
    assert store.reader.read(outbox.pending) == []
    assert [id for _, id in bench.events(store)] == [command.id]


def test_a_fault_that_comes_again_and_again_is_outlived(bench: Bench, wire: WireCutter) -> None:
    store, engine, heard = running(bench)
    commands = []
    for fault in [*FAULTS.values(), *FAULTS.values()]:
        fault(wire)
        commands.append(submit())
        store.writer.run(commands[-1])
        engine.wake()
        heard.wait(troubled)
        wire.restore()
    heard.wait(up_to_date)
    assert [id for _, id in bench.events(store)] == [command.id for command in commands]


def test_a_defect_outside_of_a_try_does_not_end_the_thread(
    bench: Bench, caplog: pytest.LogCaptureFixture, log_may_say: Announced
) -> None:
    log_may_say("sync.engine: ERROR: sync")
    store, heard, faulty = bench.synced(), Heard(), iter([False, True])

    def status(said: Status) -> None:
        heard.status(said)
        if said.state == State.PAUSED and next(faulty):
            raise ZeroDivisionError

    engine, _ = bench.engine(store, on_status=status)
    heard.wait(up_to_date)
    for _ in range(2):
        engine.pause()
        heard.wait(lambda said: said.state == State.PAUSED)
        engine.resume()
        heard.wait(up_to_date)
    assert "ZeroDivisionError" in caplog.text


def test_a_database_that_restarts_is_found_again(bench: Bench) -> None:
    store, engine, heard = running(bench)
    bench.world.admin.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = %s", [REQUESTER])
    store.writer.run(submit())
    engine.wake()
    heard.wait(
        lambda status: (
            status.state == State.UP_TO_DATE and status.pending == 0 and not store.reader.read(outbox.unanswered)
        )
    )
    assert len(bench.events(store)) == 1


def test_thirty_seconds_are_enough_whatever_the_fault() -> None:
    """A silent link is noticed, the wait behind it passes, a connection stands, the push is answered."""
    longest = patience.SILENCE + backoff.LONGEST_WHILE_COMMANDS_WAIT + patience.CONNECT
    assert longest <= 30 - 5


# ---- stopping


@contextmanager
def black_hole() -> Iterator[PostgresConnector]:
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield PostgresConnector(f"postgresql://nobody:secret@127.0.0.1:{server.getsockname()[1]}/x")


def stops_at_once(engine: Engine) -> bool:
    before = time.monotonic()
    engine.stop()
    return time.monotonic() - before < 1.0 and not engine._thread.is_alive()


def test_it_stops_at_once_while_it_connects_to_nobody(bench: Bench) -> None:
    with black_hole() as connector:
        engine, heard = bench.engine(bench.store(), connect=connector, patience=Patience(connect=60))
        heard.wait(lambda status: status.state == State.CONNECTING)
        assert stops_at_once(engine)


def test_it_stops_at_once_on_a_dead_link(bench: Bench, wire: WireCutter) -> None:
    store = bench.synced()
    engine, heard = bench.engine(store, patience=Patience(silence=60))
    heard.wait(up_to_date)
    wire.swallow()
    store.writer.run(submit())
    engine.wake()
    heard.wait(lambda status: status.state == State.SENDING)
    assert stops_at_once(engine)
    wire.restore()
    bench.wait_for_no_connection()


def test_it_stops_at_once_while_it_waits_for_its_next_try(bench: Bench, wire: WireCutter) -> None:
    wire.cut()
    engine, heard = bench.engine(bench.store(), random=lambda: 0.99)
    heard.wait(troubled)
    assert stops_at_once(engine)


def test_it_stops_at_once_when_all_is_well_and_leaves_no_connection(bench: Bench) -> None:
    engine = running(bench)[1]
    assert bench.connections() == 1
    assert stops_at_once(engine)
    bench.wait_for_no_connection()


def test_it_stops_though_it_never_began(bench: Bench) -> None:
    store = bench.store()
    Engine(store, bench.connector(), clock=now).stop()
