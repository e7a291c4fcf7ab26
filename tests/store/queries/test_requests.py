"""Lists of requests and one conversation, as pages show them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from desktop_app.domain.forms.rows import Form
from desktop_app.domain.identifiers import short_reference
from desktop_app.domain.people.rows import Calendar
from desktop_app.domain.requests.rows import Attachment, Rating, Request
from desktop_app.store.queries import requests
from desktop_app.store.queries.requests import Conversation, RequestItem
from tests.domain.forms.form_builder import field, form
from tests.store.replies import ANI, BUDI, CITRA, NOW, Desk, claim, event, message, reply_to, request, submit

Opened = Callable[..., Desk]
WEEK = {day: [["08:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
OFFICE = Calendar("office", 1, {"timezone": "Asia/Jakarta", "week": WEEK})
PROMISING = Form(
    "question", 2, "hr", form(field("text"), version=2, promise={"first_response_hours": 4, "resolution_hours": 9})
)  # fmt: skip


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def listed(desk: Desk, query: Callable[..., list[RequestItem]], now: datetime = NOW) -> list[RequestItem]:
    return desk.store.reader.read(lambda c: query(c, desk.me, now=now))


def subjects(items: list[RequestItem]) -> list[str]:
    return [item.subject for item in items]


def item(desk: Desk, said: str, now: datetime = NOW) -> RequestItem:
    found = desk.store.reader.read(lambda c: requests.item(c, desk.me, said, now=now))
    assert found is not None
    return found


def conversation(desk: Desk, said: str) -> Conversation:
    found = desk.store.reader.read(lambda c: requests.conversation(c, desk.me, said))
    assert found is not None
    return found


def promised(**more: Any) -> Request:
    return request(form_version=2, **more)


def test_one_s_own_requests_open_ones_first_the_one_touched_last_on_top(open_desk: Opened) -> None:
    old, new, done = request(subject="lama"), request(subject="baru"), request(subject="selesai", state="closed")
    desk = open_desk(ANI, old, replace(new, written=NOW - hours(2)), done)
    assert subjects(listed(desk, requests.mine)) == ["lama", "baru", "selesai"]
    desk.take(desk.answer(message(new, BUDI, received=NOW + hours(1))))
    assert subjects(listed(desk, requests.mine)) == ["baru", "lama", "selesai"]


def test_the_queue_is_ordered_by_what_is_due_first(open_desk: Opened) -> None:
    late = promised(subject="terlambat", received=NOW - hours(30))
    soon = promised(subject="segera", received=NOW)
    unknown = request(subject="tanpa janji", form_version=9)
    answered = promised(subject="dijawab", received=NOW - hours(1), state="in_progress", assignee=BUDI)
    done = request(subject="selesai", state="resolved")
    old = request(subject="lama", state="closed", received=NOW - hours(24 * 31))
    desk = open_desk(BUDI, OFFICE, PROMISING, old, done, unknown, soon, late, answered, message(answered, BUDI))
    assert subjects(listed(desk, requests.queue)) == ["terlambat", "segera", "dijawab", "tanpa janji", "selesai"]


def test_who_only_asks_has_no_queue(open_desk: Opened) -> None:
    assert listed(open_desk(ANI, request()), requests.queue) == []


def test_a_deadline_is_counted_in_the_calendar_the_request_was_received_under(open_desk: Opened) -> None:
    asked = promised()  # received on a Wednesday at ten in Jakarta
    closed = Calendar("office", 2, {"timezone": "Asia/Jakarta", "week": {}})
    desk = open_desk(BUDI, OFFICE, closed, PROMISING, asked)
    found = item(desk, asked.id, now=NOW + hours(1))
    assert (found.due_kind, found.due, found.late) == ("first_response", NOW + hours(4), False)
    assert item(desk, asked.id, now=NOW + hours(6)).late
    desk.take(desk.answer(message(asked, BUDI)))
    assert (item(desk, asked.id).due_kind, item(desk, asked.id).due) == ("resolution", NOW + hours(24))


def test_while_it_waits_for_the_requester_there_is_no_deadline_but_time_left(open_desk: Opened) -> None:
    asked = promised(state="waiting_requester", assignee=BUDI)
    asks = event(asked, BUDI, "AskRequester", NOW + hours(3))
    desk = open_desk(BUDI, OFFICE, PROMISING, asked, message(asked, BUDI), asks)
    found = item(desk, asked.id)
    assert (found.due_kind, found.due, found.left) == ("resolution", None, hours(6))


def test_a_request_that_waits_to_be_sent_has_a_reference_and_no_deadline(open_desk: Opened) -> None:
    desk = open_desk(ANI, OFFICE, PROMISING)
    command = submit(version=2)
    desk.store.writer.run(command)
    found = item(desk, command.id)
    assert (found.number, found.reference, found.pending) == (None, short_reference(command.id), True)
    assert (found.received, found.due, found.due_kind) == (None, None, None)
    desk.settle("form_withdrawn")
    assert listed(desk, requests.mine) == []


@pytest.mark.parametrize("how", [str.lower, str.upper, lambda said: said.replace("-", ""), lambda said: f" {said} "])
def test_a_request_is_found_by_number_id_and_short_reference(open_desk: Opened, how: Callable[[str], str]) -> None:
    asked = request()
    desk = open_desk(ANI, asked, request(), request())
    assert item(desk, how(short_reference(asked.id))).id == asked.id
    if "-" in how("HR-1"):
        assert item(desk, how(str(asked.number))).id == asked.id
        assert item(desk, how(asked.id)).id == asked.id


def test_what_is_not_here_is_not_found(open_desk: Opened) -> None:
    desk = open_desk(ANI, request())
    with desk.store.reads.begin() as connection:
        for said in ("HR-99999", "nothing", "", "K7M-4QX"):
            assert requests.item(connection, ANI, said) is None
            assert requests.conversation(connection, ANI, said) is None


def test_unread_are_the_words_of_others_since_one_s_own(open_desk: Opened) -> None:
    asked = request(state="in_progress", assignee=BUDI)
    first, mine = message(asked, BUDI, received=NOW), message(asked, ANI, received=NOW + hours(1))
    desk = open_desk(ANI, asked, first, mine)
    assert item(desk, asked.id).unread == 0
    desk.take(desk.answer(message(asked, BUDI, received=NOW + hours(2)), message(asked, BUDI, received=NOW + hours(3))))
    assert item(desk, asked.id).unread == 2
    assert desk.store.reader.read(lambda c: requests.counts(c, ANI)).unread == 2
    assert desk.store.markers.mark_read(asked.id).local == {"read_marker"}
    assert not desk.store.markers.mark_read(asked.id)
    assert item(desk, asked.id).unread == 0


def test_only_requester_and_assignee_have_something_unread(open_desk: Opened) -> None:
    asked = request(state="in_progress", assignee=BUDI)
    rows = [asked, message(asked, ANI)]
    assert item(open_desk(BUDI, *rows), asked.id).unread == 1
    assert item(open_desk(CITRA, *rows), asked.id).unread == 0


def test_the_last_words_are_shown_those_not_sent_yet_behind_all_others(open_desk: Opened) -> None:
    asked = request(state="in_progress", assignee=BUDI)
    desk = open_desk(ANI, asked, message(asked, BUDI, "jauh", received=NOW + hours(400)))
    desk.store.writer.run(reply_to(asked, ANI, "Baik"))
    found = item(desk, asked.id)
    assert (found.last_message, found.last_author, found.pending) == ("Baik", ANI, True)


def test_the_numbers_beside_the_pages(open_desk: Opened) -> None:
    desk = open_desk(BUDI, request(), request(state="in_progress", assignee=CITRA), request(requester=BUDI))
    counts = desk.store.reader.read(lambda c: requests.counts(c, BUDI))
    assert (counts.queue, counts.unread, counts.notices, counts.tasks, counts.must_read) == (1, 0, 0, 0, 0)


def test_a_conversation_has_all_that_belongs_to_it(open_desk: Opened) -> None:
    asked, before = request(state="resolved", assignee=BUDI), request(subject="dulu", state="closed")
    letter = Attachment(f"{asked.id}/0", asked.id, None, "surat.pdf", 5, "00" * 32, ANI, "hr", complete=True)
    words = message(asked, BUDI, "Boleh", received=NOW + hours(1), files=[{"name": "a.pdf", "size": 1, "sha256": "0"}])
    note = message(asked, CITRA, "hati-hati", requester=None, received=NOW + hours(2))
    steps = [event(asked, ANI, "Submit"), event(asked, BUDI, "Claim", NOW + hours(1))]
    rating = Rating(asked.id, ANI, 4, "Cepat", "hr", NOW)
    desk = open_desk(BUDI, asked, before, letter, note, words, *reversed(steps), rating)
    found = conversation(desk, str(asked.number))
    assert [(m.author_name, m.text, m.internal, len(m.files)) for m in found.messages] == [
        ("Budi", "Boleh", False, 1),
        ("Citra", "hati-hati", True, 0),
    ]
    assert [(s.actor_name, s.kind, s.at) for s in found.timeline] == [
        ("Ani", "Submit", NOW),
        ("Budi", "Claim", NOW + hours(1)),
    ]
    assert [(a.name, a.complete, a.local) for a in found.attachments] == [("surat.pdf", True, False)]
    assert found.requester is not None
    assert (found.requester.name, found.rating, found.item.rated) == ("Ani", rating, 4)
    assert [other.subject for other in found.history] == ["dulu"]
    assert found.answers == {"text": "?"}
    assert found.form is not None
    assert found.form.version == 1


def test_what_waits_to_be_sent_stands_behind_the_rest_in_the_order_it_was_said(open_desk: Opened) -> None:
    asked = request()
    desk = open_desk(BUDI, asked, message(asked, ANI, "tanya", received=NOW + hours(9)))
    later, earlier = reply_to(asked, BUDI, "dua"), reply_to(asked, BUDI, "tiga")
    desk.store.writer.run(claim(asked, BUDI))
    desk.store.writer.run(later)
    desk.store.writer.run(replace(earlier, at=NOW - hours(5)))  # the device's clock was set back
    found = conversation(desk, asked.id)
    assert [(m.text, m.pending) for m in found.messages] == [("tanya", False), ("dua", True), ("tiga", True)]
    assert [(s.kind, s.pending) for s in found.timeline] == [("Claim", True), ("AddReply", True), ("AddReply", True)]


def test_a_refused_reply_shows_while_its_words_lie_in_a_draft(open_desk: Opened) -> None:
    asked = request()
    desk = open_desk(BUDI, asked)
    desk.store.writer.run(reply_to(asked, BUDI, "Boleh", take=True))
    desk.settle("taken", by=CITRA)
    assert [(m.text, m.refused, m.pending) for m in conversation(desk, asked.id).messages] == [
        ("Boleh", "taken", False)
    ]
    kept = desk.store.drafts.get("reply", asked.id)
    assert kept is not None
    desk.store.drafts.delete(kept.no)
    assert conversation(desk, asked.id).messages == ()


def test_a_form_or_calendar_of_a_newer_version_hides_no_request(open_desk: Opened) -> None:
    strange = Calendar("office", 7, {"timezone": "Mars/Olympus", "week": {}})
    asked = request(form_version=9, calendar="office@7")
    desk = open_desk(BUDI, strange, asked)
    found = item(desk, asked.id)
    assert (found.form_title, found.due) == ({}, None)
    assert conversation(desk, asked.id).form is None
