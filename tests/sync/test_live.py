"""An open conversation: the other's words arrive at once, and without announcements a moment later."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

import pytest

from desktop_app.store.engine import Store
from desktop_app.store.queries import notices
from desktop_app.sync import engine as engines
from desktop_app.sync.engine import Engine
from desktop_app.sync.patience import Patience
from desktop_app.sync.session import Session
from desktop_app.sync.state import State, Status
from tests.sync.bench import Bench, Heard, reply_to, submit
from tests.world import AGENT, BOTH, BUDDY, REQUESTER


def well(status: Status) -> bool:
    return status.state == State.UP_TO_DATE


def follows(bench: Bench) -> int:
    return int(bench.world.value("select count(*) from portal.follower"))


class Opened:
    """A requester's laptop that runs and has one request open on its screen, and an agent's that speaks."""

    def __init__(self, bench: Bench, connect: object = None) -> None:
        self.bench = bench
        self.store: Store = bench.store()
        self.engine: Engine
        self.heard: Heard
        more = {} if connect is None else {"connect": connect}
        self.engine, self.heard = bench.engine(self.store, REQUESTER, **more)
        self.heard.wait(well)
        self.request = submit()
        self.store.writer.run(self.request)
        self.engine.wake()
        self.heard.wait(lambda status: well(status) and status.pending == 0 and bool(bench.events(self.store)))
        self.agent = bench.synced(AGENT)

    def open(self) -> None:
        """Opens the conversation, and waits until the database announces what is said in it."""
        self.engine.attention("request", self.request.id)
        until(lambda: self.engine._following and not self.engine._fresh)

    def say(self, text: str, **more: object) -> None:
        self.agent.writer.run(reply_to(self.request.id, AGENT, text, **more))
        self.bench.sync(self.agent, AGENT)

    def has_told(self, replies: int) -> bool:
        return self.told() == replies

    def told(self) -> int:
        return len([n for n in self.store.reader.read(notices.list) if n.kind == "reply"])


def until(true: Callable[[], bool], seconds: float = 10.0) -> None:
    pause = threading.Event()
    for _ in range(int(seconds / 0.02)):
        if true():
            return
        pause.wait(0.02)
    raise AssertionError("it never came to be")


@pytest.fixture
def only_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks at the database by itself for as long as a test lasts."""
    monkeypatch.setattr(engines, "INTERVALS", dict.fromkeys(engines.INTERVALS, 3600.0))
    monkeypatch.setattr(engines, "ANNOUNCED", 3600.0)


def test_what_the_other_says_arrives_by_announcement_alone(bench: Bench, only_announced: None) -> None:
    here = Opened(bench)
    here.open()
    for at in range(3):
        here.say(f"Kabar {at}", take=at == 0)
        until(partial(here.has_told, at + 1))


def test_both_sides_hear_each_other(bench: Bench, only_announced: None) -> None:
    here = Opened(bench)
    here.open()
    agent, heard = bench.engine(here.agent, AGENT)
    heard.wait(well)
    agent.attention("request", here.request.id)
    until(lambda: agent._following and not agent._fresh)
    here.store.writer.run(reply_to(here.request.id, REQUESTER, "Halo?"))
    here.engine.wake()
    until(lambda: any("message" in changes.kinds for changes in heard.changes))


def test_what_was_said_while_the_laptop_began_to_listen_is_not_lost(bench: Bench, only_announced: None) -> None:
    """Between the sync and the LISTEN somebody may speak: one more look follows."""
    here = Opened(bench)
    follow = Session.follow

    def speaks_first(session: Session, device: str, request: str | None) -> bool:
        here.say("Tepat di antaranya", take=True)
        return follow(session, device, request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Session, "follow", speaks_first)
        here.engine.attention("request", here.request.id)
        until(lambda: here.told() == 1)


def test_a_note_of_the_team_is_not_announced_to_the_requester(bench: Bench) -> None:
    here = Opened(bench)
    here.open()
    other = bench.connector(BOTH)(Patience())
    requester = bench.connector(REQUESTER)(Patience())
    try:
        for session, store in ((other, bench.synced(BOTH)), (requester, bench.synced(name="second"))):
            assert session.follow(store.identity.device, here.request.id)
        here.say("Antar kita", internal=True)
        until(other.heard)
        assert not requester.heard()
    finally:
        other.close()
        requester.close()


def test_who_may_not_see_a_request_hears_nothing_of_it(bench: Bench) -> None:
    here = Opened(bench)
    stranger = bench.store(BUDDY, "stranger")
    session = bench.connector(BUDDY)(Patience())
    try:
        assert not session.follow(stranger.identity.device, here.request.id)
        assert not session.follow(stranger.identity.device, "no such request")
        assert follows(bench) == 0
    finally:
        session.close()


def test_a_hundred_listen_and_the_next_looks_by_itself(bench: Bench) -> None:
    here = Opened(bench)
    bench.world.admin.execute(
        "insert into portal.follower (device, login, request, channel, until)"
        " select 'd' || n, 'x', 'r', 'c' || n, portal.now() + 60000000 from generate_series(1, 100) n"
    )
    session = bench.connector(REQUESTER)(Patience())
    try:
        assert not session.follow(here.store.identity.device, here.request.id)
        bench.world.admin.execute("update portal.follower set until = portal.now() - 1")  # they have gone
        assert session.follow(here.store.identity.device, here.request.id)
        assert follows(bench) == 1
    finally:
        session.close()


def test_nothing_is_announced_where_nobody_listens(bench: Bench) -> None:
    here = Opened(bench)
    here.open()
    here.engine.attention("idle")
    here.engine.sync_now()
    until(lambda: follows(bench) == 0)


def test_without_announcements_an_open_conversation_is_looked_at(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """As behind a pooler, which promises what it does not keep."""
    monkeypatch.setattr(engines, "INTERVALS", engines.INTERVALS | {"request": 0.2})
    admin = bench.world.admin
    was = bench.world.value("select pg_get_functiondef('portal.announce'::regproc)")
    admin.execute(
        "create or replace function portal.announce(c portal.command, r portal.request, internal boolean)"
        " returns void language sql as 'select'"
    )
    try:
        here = Opened(bench)
        here.open()
        here.say("Tanpa lonceng", take=True)
        until(lambda: here.told() == 1)
        assert not here.engine._announced
    finally:
        admin.execute(was)


def test_a_database_that_goes_is_noticed_while_listening(bench: Bench) -> None:
    here = Opened(bench)
    here.open()
    here.heard.statuses.clear()
    bench.wire.cut()
    until(lambda: any(status.state == State.OFFLINE for status in here.heard.statuses))
    bench.wire.restore()
    here.engine.sync_now()
    here.heard.wait(well)
    until(lambda: here.engine._following and not here.engine._fresh)
    here.say("Kembali", take=True)
    until(lambda: here.told() == 1)


def test_a_connection_that_ends_right_after_an_answer_is_opened_anew(
    bench: Bench, only_announced: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No sync fails of it; what was promised there is asked for again."""
    here = Opened(bench)
    here.open()
    heard, ended = Session.heard, threading.Event()

    def ends_first(session: Session) -> bool:
        if not ended.is_set():
            ended.set()
            session.close()
        return heard(session)

    monkeypatch.setattr(Session, "heard", ends_first)
    here.engine.sync_now()
    until(ended.is_set)
    until(lambda: follows(bench) == 1 and here.engine._following and not here.engine._fresh)
    here.say("Masih di sini", take=True)
    until(lambda: here.told() == 1)


def test_an_engine_that_listens_stops_at_once(bench: Bench) -> None:
    here = Opened(bench)
    here.open()
    ended = threading.Thread(target=here.engine.stop)
    ended.start()
    ended.join(2.0)
    assert not ended.is_alive()
