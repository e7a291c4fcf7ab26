"""An answer without a name on its laptop: what can be said, changed and taken back, and what stays of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from desktop_app.domain.feedback.moments import WAITS, Step
from desktop_app.domain.feedback.questions import AlreadyAnswered, helped
from desktop_app.domain.feedback.rows import Poll, SigningKey, Tally, Ticket
from desktop_app.domain.knowledge.rows import Article
from desktop_app.protocol import wire
from desktop_app.store.ballots import Ballots
from desktop_app.store.queries.ballots import Feedback, Standing, feedback, next_due, results
from desktop_app.store.schema import ballot, notice, outbox
from tests.store.replies import ANI, BUDI, NOW, Desk

Opened = Callable[..., Desk]
ABOUT, POLL = "article:cuti", "article:cuti@2"
P, Q = 2**1279 - 1, 2**768 + 1  # a modulus of 2,048 bits; that it is no good shows only when something is signed
PUBLISHED = (
    Article("cuti", "id", "Cuti tahunan", "Isi", "leave", owner="hr", version=2),
    SigningKey("0001", f"{P * Q:x}"),
    Poll(POLL, ABOUT, 2, "hr", "all", "0001", 65_537),
)


def asked(desk: Desk, poll: str = POLL) -> Feedback | None:
    article, _, version = poll.removeprefix("article:").partition("@")
    return desk.store.reader.read(lambda c: feedback(c, desk.me, article, int(version)))


def due_at(desk: Desk) -> list[int]:
    return list(desk.store.reader.read(lambda c: c.scalars(sa.select(ballot.c.due).order_by(ballot.c.poll))))


def test_an_answer_is_kept_changed_and_taken_back(open_desk: Opened) -> None:
    desk = open_desk(ANI, *PUBLISHED)
    assert asked(desk) == Feedback(POLL, Standing.OPEN)

    changes = desk.store.ballots.say(POLL, helped(False, " Nomor telepon "), NOW)
    assert changes.kinds == {"ballot"}
    assert asked(desk) == Feedback(POLL, Standing.WAITING, False, "Nomor telepon")

    desk.store.ballots.say(POLL, helped(True, "not kept"), NOW)
    assert asked(desk) == Feedback(POLL, Standing.WAITING, True)

    desk.store.ballots.take_back(POLL)
    assert asked(desk) == Feedback(POLL, Standing.OPEN)
    assert not desk.rows(sa.select(ballot))


def test_an_answer_never_meets_the_outbox(open_desk: Opened) -> None:
    desk = open_desk(ANI, *PUBLISHED)

    desk.store.ballots.say(POLL, helped(True), NOW)

    assert not desk.rows(sa.select(outbox))
    assert not desk.store.writer.ask().commands


def test_what_is_being_signed_can_be_taken_back_and_the_ticket_serves_another(open_desk: Opened) -> None:
    desk = open_desk(ANI, *PUBLISHED)
    desk.store.ballots.say(POLL, helped(True), NOW)
    blinded = desk.store.ballots.ask(POLL, NOW)

    desk.store.ballots.take_back(POLL)
    assert asked(desk) == Feedback(POLL, Standing.OPEN)
    assert desk.store.reader.read(lambda c: next_due(c, NOW, sending=True)) == (POLL, Step.ASKED)

    desk.store.ballots.say(POLL, helped(False), NOW)
    assert desk.store.ballots.ask(POLL, NOW) == blinded


def test_what_may_have_left_can_neither_be_changed_nor_taken_back(open_desk: Opened) -> None:
    desk = open_desk(ANI, *PUBLISHED)
    desk.store.ballots.say(POLL, helped(True), NOW)
    with desk.store.engine.begin() as connection:
        connection.execute(ballot.update(), {"step": "sent", "token": b"t", "signature": b"s"})

    assert asked(desk) == Feedback(POLL, Standing.GIVEN)
    with pytest.raises(AlreadyAnswered):
        desk.store.ballots.say(POLL, helped(False), NOW)
    with pytest.raises(AlreadyAnswered):
        desk.store.ballots.take_back(POLL)


def test_who_has_a_ticket_from_another_laptop_is_not_asked_again(open_desk: Opened) -> None:
    desk = open_desk(ANI, *PUBLISHED, Ticket(ANI, POLL))

    assert asked(desk) == Feedback(POLL, Standing.GIVEN)
    with pytest.raises(AlreadyAnswered):
        desk.store.ballots.say(POLL, helped(True), NOW)


def test_an_article_of_another_version_is_not_asked_about(open_desk: Opened) -> None:
    desk = open_desk(ANI, *PUBLISHED)

    assert asked(desk, "article:cuti@3") is None


def test_nothing_stays_of_an_answer_that_has_arrived(open_desk: Opened) -> None:
    desk = open_desk(ANI, *PUBLISHED)
    desk.store.ballots.say(POLL, helped(False, "a word that is found nowhere"), NOW)

    desk.store.ballots.arrived(POLL)

    assert not desk.rows(sa.select(ballot))


def test_an_answer_that_can_never_arrive_is_told_without_what_it_was(open_desk: Opened) -> None:
    desk = open_desk(ANI, *PUBLISHED)
    desk.store.ballots.say(POLL, helped(False, "kurang jelas"), NOW)

    changes = desk.store.ballots.lost(POLL, NOW)

    assert changes.kinds == {"ballot", "notice"}
    told = desk.rows(sa.select(notice))
    assert [(row.kind, row.data, row.words) for row in told] == [("unanswered", '{"subject": "Cuti tahunan"}', "")]


def test_who_answered_on_another_laptop_first_is_told_nothing(open_desk: Opened) -> None:
    desk = open_desk(ANI, *PUBLISHED)
    desk.store.ballots.say(POLL, helped(True), NOW)
    desk.take(desk.answer(Ticket(ANI, POLL)))

    assert desk.store.ballots.lost(POLL, NOW).kinds == {"ballot"}
    assert asked(desk) == Feedback(POLL, Standing.GIVEN)


def test_the_moment_is_chance_within_what_was_set(open_desk: Opened, chance: random.Random) -> None:
    desk = open_desk(ANI, *PUBLISHED)
    ballots = Ballots(desk.store.engine, chance.randbytes)
    least, most = WAITS[Step.WRITTEN]
    seen = set()
    for _ in range(20):
        ballots.say(POLL, helped(True), NOW)
        seen |= set(due_at(desk))

    assert len(seen) == 20
    assert all(wire.microseconds(NOW + least) <= at <= wire.microseconds(NOW + most) for at in seen)
    assert max(seen) - min(seen) > (most - least) / timedelta(microseconds=1) / 4


def test_only_what_may_leave_is_held_back_where_nothing_may(open_desk: Opened) -> None:
    desk = open_desk(ANI, *PUBLISHED)
    desk.store.ballots.say(POLL, helped(True), NOW)
    much_later = NOW + timedelta(days=3)

    for step, held_back in (("written", False), ("signed", False), ("open", True), ("sent", True)):
        with desk.store.engine.begin() as connection:
            connection.execute(ballot.update(), {"step": step})
        turn = desk.store.reader.read(lambda c: next_due(c, much_later, sending=False))
        assert (turn is None) is held_back, step
        assert desk.store.reader.read(lambda c: next_due(c, much_later, sending=True)) is not None


def test_a_key_that_is_not_sound_signs_nothing(open_desk: Opened) -> None:
    weak = Poll(POLL, ABOUT, 2, "hr", "all", "0001", 3)
    desk = open_desk(ANI, PUBLISHED[1], weak)
    desk.store.ballots.say(POLL, helped(True), NOW)

    assert desk.store.ballots.ask(POLL, NOW) is None


def test_results_are_read_by_those_who_answer_for_the_article(open_desk: Opened) -> None:
    old = Tally("article:cuti@1", ABOUT, 1, "hr", 12, {"helped:yes": 9, "helped:no": 3})
    new = Tally(POLL, ABOUT, 2, "hr", 5, {"helped:yes": 5})
    agent, reader = open_desk(BUDI, *PUBLISHED, old, new), open_desk(ANI, *PUBLISHED)

    found = agent.store.reader.read(lambda c: results(c, BUDI, "cuti", 2))
    assert found is not None
    assert (found.tally, found.before) == (new, (old,))
    assert reader.store.reader.read(lambda c: results(c, ANI, "cuti", 2)) is None
