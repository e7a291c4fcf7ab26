"""A counter without a name finds its way to the database, beside nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest

from desktop_app.domain.feedback.questions import helped
from desktop_app.domain.knowledge.gaps import Use
from desktop_app.domain.knowledge.rows import Article
from desktop_app.settings import SEND_GAPS
from desktop_app.store.engine import Store
from desktop_app.store.schema import ballot
from desktop_app.sync.ballots import carry
from desktop_app.sync.engine import SOLITUDE
from desktop_app.sync.patience import Patience
from desktop_app.sync.problems import SyncFailed
from desktop_app.sync.session import Session
from desktop_app.sync.tallies import tell
from sigap_server.articles import publish_articles
from sigap_server.wire_cutter import Direction
from tests.sync.bench import HASTY, NOW, Bench, submit

LATER = NOW + timedelta(days=2)


@pytest.fixture
def laptop(bench: Bench) -> Store:
    publish_articles(bench.world.admin, [Article("cuti", "id", "Cuti", "Isi", "leave", owner="hr")])
    bench.world.admin.execute("delete from portal.gap; delete from portal.visit")
    return bench.synced()


@pytest.fixture
def session(bench: Bench) -> Iterator[Session]:
    made = bench.connector()(HASTY)
    yield made
    made.close()


def looks(bench: Bench, laptop: Store) -> Callable[[float], int]:
    """Starts an engine; each look is at so many seconds, and says how much was counted by then."""
    clock = [0.0]
    engine, heard = bench.engine(laptop, patience=Patience(monotonic=lambda: clock[0]))
    heard.wait(lambda status: status.state == "up to date")

    def look_at(seconds: float) -> int:
        def ended() -> int:
            return sum(status.state == "up to date" for status in heard.statuses)

        clock[0], before = seconds, ended()
        engine.sync_now()
        bench.wait_until(lambda: ended() > before, "it did not look")
        return len(counted(bench))

    return look_at


def counted(bench: Bench) -> list[Any]:
    gaps = bench.world.admin.execute("select words, times from portal.gap order by 1").fetchall()
    return [*gaps, *bench.world.admin.execute("select article, read, stuck from portal.visit order by 1").fetchall()]


def test_words_and_visits_arrive_one_a_look(bench: Bench, laptop: Store, session: Session) -> None:
    laptop.tallies.found_nothing("kursi roda", "id", "leave", NOW)
    laptop.tallies.used("cuti", Use.READ, NOW)
    laptop.tallies.used("cuti", Use.STUCK, NOW)

    told = [tell(laptop, session, LATER + timedelta(hours=6 * at)) for at in range(3)]

    assert told == [True, True, False]
    assert counted(bench) == [("kursi roda", 1), ("cuti", 1, 1)]


def test_what_is_not_due_stays(bench: Bench, laptop: Store, session: Session) -> None:
    laptop.tallies.found_nothing("kursi roda", "id", "", NOW)

    assert not tell(laptop, session, NOW + timedelta(minutes=59))
    assert counted(bench) == []


def test_who_switched_it_off_sends_no_words(bench: Bench, laptop: Store, session: Session) -> None:
    laptop.tallies.found_nothing("kursi roda", "id", "", NOW)
    laptop.settings.set(SEND_GAPS, False)

    assert not tell(laptop, session, LATER)
    assert counted(bench) == []


def test_an_answer_without_a_name_goes_first(bench: Bench, laptop: Store, session: Session) -> None:
    """Its transaction and that of a counter would be neighbours for ever."""
    bench.world.admin.execute("update portal.poll_count set tickets = 4")
    laptop.ballots.say("article:cuti@1", helped(True), NOW)
    laptop.tallies.found_nothing("kursi roda", "id", "", NOW)

    assert not tell(laptop, session, LATER)
    for days in range(3, 9):
        carry(laptop, session, NOW + timedelta(days=days), sending=True)
    assert tell(laptop, session, NOW + timedelta(days=10))


def test_a_call_that_was_cut_is_made_again(bench: Bench, laptop: Store) -> None:
    """It may be counted twice then: nothing that would tell a repeat could be without a name and cheap."""
    laptop.tallies.found_nothing("kursi roda", "id", "", NOW)
    first = bench.connector()(HASTY)
    bench.wire.cut_after(8, Direction.TO_CLIENT)
    with pytest.raises(SyncFailed):
        tell(laptop, first, LATER)
    first.close()
    bench.wire.restore()

    with closing(bench.connector()(HASTY)) as whole:
        assert tell(laptop, whole, LATER)
        assert not tell(laptop, whole, LATER + timedelta(days=1))
    ((words, times),) = counted(bench)
    assert words == "kursi roda" and times in (1, 2)


def test_a_database_that_does_not_know_the_call_is_asked_again_later(
    bench: Bench, laptop: Store, session: Session
) -> None:
    laptop.tallies.found_nothing("kursi roda", "id", "", NOW)
    rename = "alter function portal_api.{}(text) rename to {}"
    bench.world.admin.execute(rename.format("report", "report_of_later"))
    try:
        assert tell(laptop, session, LATER)
    finally:
        bench.world.admin.execute(rename.format("report_of_later", "report"))
    assert counted(bench) == []

    assert tell(laptop, session, LATER + timedelta(days=2))
    assert counted(bench) == [("kursi roda", 1)]


def test_a_laptop_counts_nothing_beside_what_it_sent(bench: Bench, laptop: Store) -> None:
    """It leaves only when the laptop has left no mark for a while, and nothing else without a name soon after it."""
    for words in ("kursi roda", "parkir"):
        laptop.tallies.found_nothing(words, "id", "", NOW - timedelta(days=9))
    look_at = looks(bench, laptop)
    tried = [look_at(SOLITUDE - 1)]
    laptop.writer.run(submit())
    tried += [look_at(SOLITUDE + 1), look_at(2 * SOLITUDE), look_at(2 * SOLITUDE + 2), look_at(3 * SOLITUDE)]

    assert tried == [0, 0, 0, 1, 1]


def test_an_answer_without_a_name_is_no_neighbour_of_a_counter(bench: Bench, laptop: Store, session: Session) -> None:
    laptop.tallies.found_nothing("kursi roda", "id", "", NOW - timedelta(days=9))
    look_at = looks(bench, laptop)
    assert look_at(SOLITUDE + 1) == 1

    bench.world.admin.execute("update portal.poll_count set tickets = 4")
    laptop.ballots.say("article:cuti@1", helped(True), NOW - timedelta(days=9))
    for days in (6, 3):
        carry(laptop, session, NOW - timedelta(days=days), sending=False)
    with laptop.engine.begin() as connection:
        connection.execute(ballot.update(), {"due": 0})

    def in_the_box() -> int:
        return int(bench.world.value("select count(*) from portal.ballot"))

    look_at(2 * SOLITUDE)
    assert in_the_box() == 0
    look_at(2 * SOLITUDE + 3)
    assert in_the_box() == 1
