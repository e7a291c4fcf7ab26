"""What a person is told of a pull, and of what not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from desktop_app.domain.requests.rows import Event
from desktop_app.store.queries import notices
from tests.store.replies import (
    ANI,
    BUDI,
    CITRA,
    NOW,
    Desk,
    message,
    reply_to,
    request,
)

Opened = Callable[..., Desk]


def told(desk: Desk) -> list[tuple[str, str | None]]:
    return [(notice.kind, notice.data["actor"]) for notice in reversed(desk.store.reader.read(notices.list))]


def test_a_reply_is_told_to_who_asked(open_desk: Opened) -> None:
    asked = request()
    desk = open_desk(ANI, asked)
    came = message(asked, BUDI, "Boleh")
    changes = desk.take(desk.answer(came))
    assert "notice" in changes.local
    (notice,) = desk.store.reader.read(notices.list)
    assert (notice.kind, notice.request, notice.words) == ("reply", asked.id, "Boleh")
    assert (notice.data["actor"], notice.data["subject"]) == (BUDI, "Cuti")


def test_nothing_is_told_of_one_s_own_words_nor_of_a_first_pull(open_desk: Opened) -> None:
    asked = request()
    desk = open_desk(ANI, asked, message(asked, BUDI))
    desk.take(desk.answer(message(asked, ANI)))
    assert told(desk) == []


def test_a_reply_that_was_taken_before_is_told_once(open_desk: Opened) -> None:
    asked = request()
    desk = open_desk(ANI, asked)
    came = message(asked, BUDI)
    desk.take(desk.answer(came))
    desk.take(desk.answer(came))
    assert told(desk) == [("reply", BUDI)]


def test_one_s_pending_words_do_not_hide_that_somebody_was_faster(open_desk: Opened) -> None:
    mine = request(assignee=BUDI, state="in_progress")
    desk = open_desk(BUDI, mine)
    desk.store.writer.run(reply_to(mine, BUDI))
    desk.take(desk.answer(replace(mine, assignee=CITRA)))
    assert told(desk) == [("taken", CITRA)]


def test_events_of_the_timeline_are_not_told_apart_from_what_they_did(open_desk: Opened) -> None:
    asked = request(assignee=BUDI, state="in_progress")
    desk = open_desk(ANI, asked)
    came = message(asked, BUDI, "Sudah kami ubah")
    step = Event(came.id, asked.id, BUDI, "Resolve", NOW, ANI, "hr", received=NOW)
    desk.take(desk.answer(came, step, replace(asked, state="resolved", resolved=NOW)))
    assert told(desk) == [("resolved", BUDI)]
