"""What a laptop counts without a name: what is kept of it, when it leaves, and what is left then."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from desktop_app.domain.knowledge.gaps import MOST, Use
from desktop_app.protocol import wire
from desktop_app.store.queries.tallies import Count, next_count
from desktop_app.store.schema import outbox, tallies
from tests.store.replies import ANI, NOW, Desk

Opened = Callable[..., Desk]
LATER = NOW + timedelta(days=2)


def kept(desk: Desk) -> list[dict[str, Any]]:
    return [json.loads(row.said) for row in desk.rows(sa.select(tallies).order_by(tallies.c.key)) if row.said]


def due(desk: Desk, now: datetime, *, words: bool = True) -> Count | None:
    return desk.store.reader.read(lambda c: next_count(c, now, words=words))


def test_words_are_kept_once_however_often_they_were_typed(open_desk: Opened) -> None:
    desk = open_desk(ANI)
    for words in ("kursi roda", "Kursi  roda", "KURSI RODA "):
        desk.store.tallies.found_nothing(words, "id", "", NOW)

    assert kept(desk) == [{"words": "kursi roda", "language": "id", "category": ""}]
    assert not desk.rows(sa.select(outbox))


def test_words_with_a_name_of_the_company_are_not_kept(open_desk: Opened) -> None:
    desk = open_desk(ANI)

    for words in ("gaji budi", "cuti Citra", "081234567", "a@b.id"):
        assert not desk.store.tallies.found_nothing(words, "id", "", NOW)

    assert not desk.rows(sa.select(tallies))


def test_the_use_of_an_article_adds_up(open_desk: Opened) -> None:
    desk = open_desk(ANI)
    for use in (Use.READ, Use.READ, Use.STUCK):
        desk.store.tallies.used("leave", use, NOW)
    for _ in range(30):
        desk.store.tallies.used("pay", Use.READ, NOW)

    assert kept(desk) == [{"article": "leave", "read": 2, "stuck": 1}, {"article": "pay", "read": MOST}]


def test_nothing_leaves_within_the_hour_and_all_within_a_day(open_desk: Opened) -> None:
    desk = open_desk(ANI)
    for at in range(30):
        desk.store.tallies.used(f"article-{at}", Use.READ, NOW)

    assert due(desk, NOW + timedelta(minutes=59)) is None
    moments = [wire.moment(row.due) for row in desk.rows(sa.select(tallies))]
    assert len(set(moments)) == 30
    assert max(moments) <= NOW + timedelta(hours=20)


def test_what_was_told_is_gone_and_not_told_again_within_a_day(open_desk: Opened) -> None:
    desk = open_desk(ANI)
    desk.store.tallies.found_nothing("kursi roda", "id", "", NOW)
    count = due(desk, LATER)
    assert count is not None

    desk.store.tallies.told(count, LATER)
    assert kept(desk) == []
    desk.store.tallies.found_nothing("kursi roda", "id", "", LATER)

    assert due(desk, LATER + timedelta(hours=24)) is None
    assert due(desk, LATER + timedelta(hours=45)) is not None


def test_what_was_counted_while_it_was_told_is_kept(open_desk: Opened) -> None:
    desk = open_desk(ANI)
    desk.store.tallies.used("leave", Use.READ, NOW)
    count = due(desk, LATER)
    assert count is not None
    desk.store.tallies.used("leave", Use.STUCK, LATER)

    desk.store.tallies.told(count, LATER)

    assert kept(desk) == [{"article": "leave", "read": 1, "stuck": 1}]


def test_that_something_was_told_is_forgotten_after_a_day(open_desk: Opened) -> None:
    desk = open_desk(ANI)
    for words, when in (("kursi roda", LATER), ("parkir", LATER + timedelta(days=3))):
        desk.store.tallies.found_nothing(words, "id", "", when - timedelta(days=2))
        count = due(desk, when)
        assert count is not None
        desk.store.tallies.told(count, when)

    assert [row.key for row in desk.rows(sa.select(tallies))] == ["gap:id:parkir"]


def test_who_sends_no_words_still_counts_what_is_read(open_desk: Opened) -> None:
    desk = open_desk(ANI)
    desk.store.tallies.found_nothing("kursi roda", "id", "", NOW)
    assert due(desk, LATER, words=False) is None

    desk.store.tallies.used("leave", Use.READ, NOW)
    count = due(desk, LATER, words=False)
    assert count is not None and json.loads(count.said) == {"article": "leave", "read": 1}

    desk.store.tallies.forget_words()
    assert kept(desk) == [{"article": "leave", "read": 1}]
