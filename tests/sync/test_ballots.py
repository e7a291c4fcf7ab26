"""An answer without a name finds its way to the database: once, whatever is cut, and beside nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from itertools import count

import pytest
import sqlalchemy as sa

from desktop_app.domain.feedback.moments import Step
from desktop_app.domain.feedback.questions import AlreadyAnswered, helped
from desktop_app.domain.knowledge.rows import Article
from desktop_app.protocol.changes import Changes
from desktop_app.store.engine import Store, open_store
from desktop_app.store.queries.ballots import Standing, feedback
from desktop_app.store.schema import ballot, notice
from desktop_app.sync.ballots import carry
from desktop_app.sync.engine import SOLITUDE
from desktop_app.sync.patience import Patience
from desktop_app.sync.problems import SyncFailed
from desktop_app.sync.session import Session
from sigap_server.articles import publish_articles
from sigap_server.wire_cutter import Direction
from tests.sync.bench import HASTY, NOW, Bench, submit
from tests.world import REQUESTER

POLL = "article:cuti@1"


def publish(bench: Bench, version: int = 1) -> None:
    publish_articles(bench.world.admin, [Article("cuti", "id", "Cuti", "Isi", "leave", owner="hr", version=version)])


@pytest.fixture
def laptop(bench: Bench) -> Store:
    """A laptop that may answer, in a company where four others hold a ticket already."""
    publish(bench)
    bench.world.admin.execute("update portal.poll_count set tickets = 4")
    return bench.synced()


@pytest.fixture
def session(bench: Bench) -> Iterator[Session]:
    made = bench.connector()(HASTY)
    yield made
    made.close()


def moments() -> Iterator[datetime]:
    """Each two days after the one before: by then it is every answer's turn."""
    return (NOW + timedelta(days=2 * n) for n in count(1))


def step_of(store: Store) -> str | None:
    return store.reader.read(lambda c: c.scalar(sa.select(ballot.c.step)))


def carried(store: Store, session: Session, times: int = 5) -> Changes:
    """So many looks at the database, each when it is the answer's turn."""
    changes = Changes()
    for now, _ in zip(moments(), range(times), strict=False):
        changes = carry(store, session, now, sending=True)
    return changes


def in_the_box(bench: Bench) -> list[dict[str, str]]:
    return [answer for (answer,) in bench.world.admin.execute("select answer from portal.ballot order by token")]


def test_an_answer_goes_step_by_step_and_is_gone_when_it_has_arrived(
    bench: Bench, laptop: Store, session: Session
) -> None:
    laptop.ballots.say(POLL, helped(False, "Nomor telepon"), NOW)
    steps = []
    for now in moments():
        changes = carry(laptop, session, now, sending=True)
        steps.append(step_of(laptop))
        if steps[-1] is None:
            break

    assert steps == [Step.SIGNED, Step.OPEN, None]
    assert changes.kinds == {"ballot"}
    assert in_the_box(bench) == [{"helped": "no", "missing": "Nomor telepon"}]
    assert bench.sync(laptop).problem is None
    found = laptop.reader.read(lambda c: feedback(c, REQUESTER, "cuti", 1))
    assert found is not None and found.standing == Standing.GIVEN


def test_nothing_goes_before_its_time(laptop: Store, session: Session) -> None:
    laptop.ballots.say(POLL, helped(True), NOW)

    for minutes in (0, 5, 9):
        carry(laptop, session, NOW + timedelta(minutes=minutes), sending=True)

    assert step_of(laptop) == Step.WRITTEN


def test_it_waits_until_four_others_hold_a_ticket(bench: Bench, laptop: Store, session: Session) -> None:
    bench.world.admin.execute("update portal.poll_count set tickets = 3")
    laptop.ballots.say(POLL, helped(True), NOW)
    carried(laptop, session, 4)
    assert step_of(laptop) == Step.SIGNED
    assert in_the_box(bench) == []

    bench.world.admin.execute("update portal.poll_count set tickets = 5")
    carried(laptop, session, 20)
    assert in_the_box(bench) == [{"helped": "yes"}]


def killed(bench: Bench, store: Store) -> Store:
    """The process ended here; the next one opens what lies on the disk."""
    store.close()
    again = open_store(store.folder, login=REQUESTER)
    bench._stores.append(again)
    return again


@pytest.mark.parametrize("at", ["written", "asked", "answered", "signed", "open", "about to leave", "sent"])
def test_a_kill_at_any_step_loses_nothing_and_sends_nothing_twice(
    bench: Bench, laptop: Store, session: Session, at: str
) -> None:
    laptop.ballots.say(POLL, helped(True), NOW)
    later = NOW + timedelta(days=1)
    if at == "asked":
        laptop.ballots.ask(POLL, later)
    elif at == "answered":
        session.ballot_sign(POLL, laptop.ballots.ask(POLL, later) or b"")
    elif at == "signed":
        carried(laptop, session, 1)
    elif at in ("open", "about to leave", "sent"):
        carried(laptop, session, 2)
        if at != "open":
            letter = laptop.ballots.send(POLL, later)
            assert letter is not None
            if at == "sent":
                session.ballot_cast(letter.poll, letter.token, letter.signature, letter.answer)

    again = killed(bench, laptop)
    carried(again, session)

    assert step_of(again) is None
    assert in_the_box(bench) == [{"helped": "yes"}]
    assert bench.world.value("select count(*) from portal.ticket") == 1
    assert bench.world.value("select tickets from portal.poll_count") == 5


def test_what_is_about_to_leave_can_be_taken_back_no_more(laptop: Store, session: Session) -> None:
    laptop.ballots.say(POLL, helped(True), NOW)
    carried(laptop, session, 2)
    assert step_of(laptop) == Step.OPEN

    assert laptop.ballots.send(POLL, NOW + timedelta(days=9)) is not None

    with pytest.raises(AlreadyAnswered):
        laptop.ballots.take_back(POLL)


def test_a_lost_reply_loses_nothing_and_counts_nothing_twice(bench: Bench, laptop: Store) -> None:
    """Each call is made once in vain: the database did what it was asked and the laptop never heard of it."""
    laptop.ballots.say(POLL, helped(True), NOW)
    lost = 0
    for now in moments():
        session = bench.connector()(HASTY)
        bench.wire.cut_after(8, Direction.TO_CLIENT)
        with pytest.raises(SyncFailed):
            carry(laptop, session, now, sending=True)
        session.close()
        bench.wire.restore()
        lost += 1
        with closing(bench.connector()(HASTY)) as whole:
            carry(laptop, whole, now, sending=True)
        if step_of(laptop) is None:
            break

    assert lost == 3
    assert in_the_box(bench) == [{"helped": "yes"}]
    assert bench.world.value("select tickets from portal.poll_count") == 5


def test_the_second_laptop_of_a_person_answers_nothing_more(bench: Bench, laptop: Store, session: Session) -> None:
    second = bench.synced(name="second")
    for each in (laptop, second):
        each.ballots.say(POLL, helped(each is laptop), NOW)

    carried(laptop, session)
    bench.sync(second)
    carried(second, session)

    assert in_the_box(bench) == [{"helped": "yes"}]
    assert step_of(second) is None
    assert not second.reader.read(lambda c: c.scalar(sa.select(notice.c.no)))


def test_an_answer_to_a_poll_that_has_ended_is_told(bench: Bench, laptop: Store, session: Session) -> None:
    laptop.ballots.say(POLL, helped(True), NOW)
    carried(laptop, session, 1)
    for version in (2, 3):
        publish(bench, version)

    changes = carried(laptop, session, 2)

    assert changes.kinds == {"ballot", "notice"}
    assert step_of(laptop) is None


def test_a_database_that_knows_no_such_call_is_asked_again_later(bench: Bench, laptop: Store, session: Session) -> None:
    laptop.ballots.say(POLL, helped(True), NOW)
    rename = "alter function portal_api.{}(text, bytea) rename to {}"
    bench.world.admin.execute(rename.format("ballot_sign", "ballot_sign_of_later"))
    try:
        carried(laptop, session, 1)
        assert step_of(laptop) == Step.ASKED
    finally:
        bench.world.admin.execute(rename.format("ballot_sign_of_later", "ballot_sign"))

    carried(laptop, session)
    assert in_the_box(bench) == [{"helped": "yes"}]


def test_a_laptop_lets_nothing_go_beside_what_it_sent(bench: Bench, laptop: Store) -> None:
    """Its answer is due all the time; it leaves only when the laptop has left no mark for a while."""
    laptop.ballots.say(POLL, helped(True), NOW - timedelta(days=9))
    session = bench.connector()(HASTY)
    carried_before = [carry(laptop, session, NOW - timedelta(days=d), sending=True) for d in (6, 3)]
    session.close()
    assert step_of(laptop) == Step.OPEN and not any(carried_before)

    clock = [0.0]
    engine, heard = bench.engine(laptop, patience=Patience(monotonic=lambda: clock[0]))
    heard.wait(lambda status: status.state == "up to date")

    def look_at(seconds: float) -> str | None:
        def ended() -> int:
            return sum(status.state == "up to date" for status in heard.statuses)

        clock[0], before = seconds, ended()
        engine.sync_now()
        bench.wait_until(lambda: ended() > before, "it did not look")
        return step_of(laptop)

    tried = [look_at(SOLITUDE - 1)]  # it came in less than that ago
    laptop.writer.run(submit())
    tried.append(look_at(SOLITUDE + 1))
    tried.append(look_at(2 * SOLITUDE))
    tried.append(look_at(2 * SOLITUDE + 2))

    assert tried == [Step.OPEN, Step.OPEN, Step.OPEN, None]


def test_the_terminal_carries_an_answer_and_leaves_the_sending_to_a_window(bench: Bench, laptop: Store) -> None:
    laptop.ballots.say(POLL, helped(True), NOW - timedelta(days=9))

    for _ in range(3):
        assert bench.sync(laptop).problem is None
        with laptop.engine.begin() as connection:
            connection.execute(ballot.update(), {"due": 0})

    assert step_of(laptop) == Step.OPEN
    assert in_the_box(bench) == []
