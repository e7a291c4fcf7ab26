"""What a team owes next: the clocks of first response, next update and resolution."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desktop_app.domain.requests.promise import Due, Promise, Talk, Target, next_due
from desktop_app.domain.requests.rows import Event, Message, Request
from desktop_app.domain.service_hours import ServiceCalendar

JAKARTA = ZoneInfo("Asia/Jakarta")
WORKING = {day: [["08:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
OFFICE = ServiceCalendar.from_mapping({"timezone": "Asia/Jakarta", "week": WORKING})
FORM = {"promise": {"first_response_hours": 4, "next_update_hours": 2, "resolution_hours": 16}}
PROMISE = Promise.read(FORM, "normal")


def at(day: int, time: str = "10:00") -> datetime:
    """A moment of November 2026 in Jakarta; the 23rd is a Monday."""
    hour, minute = time.split(":")
    return datetime(2026, 11, day, int(hour), int(minute), tzinfo=JAKARTA)


ASKED = Request(
    "r", "sari", "hr", "question", 1, "Cuti", {}, "normal", [], "new", at(23), received=at(23), calendar="office@1"
)  # fmt: skip


def said(author: str, when: datetime | None, requester: str | None = "sari") -> Message:
    return Message("m", "r", author, "?", at(23), requester, "hr", received=when)


def step(kind: str, when: datetime | None, actor: str = "budi", requester: str | None = "sari", **data: Any) -> Event:
    return Event(f"{when}", "r", actor, kind, at(23), requester, "hr", data, received=when)


def due(state: str = "in_progress", *rows: Message | Event, promise: Promise = PROMISE, **more: Any) -> Due | None:
    """What is due next to Sari's request of Monday, 10.00, after these messages and steps."""
    request = replace(ASKED, state=state, **more)
    talk = Talk.of(request, [row for row in rows if isinstance(row, Message)])
    return next_due(request, talk, [row for row in rows if isinstance(row, Event)], promise, OFFICE)


REPLY = said("budi", at(23, "11:00"))


def test_the_clock_starts_when_the_database_receives_the_request() -> None:
    assert due("new") == Due("first_response", at(23, "14:00"))
    assert due("new", received=None) is None
    assert due("new", received=at(23, "16:00")) == Due("first_response", at(24, "11:00"))


def test_the_first_message_of_somebody_else_that_the_requester_can_read_is_the_first_response() -> None:
    assert due("in_progress", REPLY) == Due("resolution", at(24, "17:00"))


@pytest.mark.parametrize(
    "message",
    [said("sari", at(23, "11:00")), said("budi", at(23, "11:00"), requester=None), said("budi", None)],
    ids=["the requester's own", "a note of the team", "a reply the database does not have yet"],
)
def test_what_is_no_first_response(message: Message) -> None:
    assert due("in_progress", message) == Due("first_response", at(23, "14:00"))


def test_taking_a_request_is_no_answer() -> None:
    assert due("in_progress", step("Claim", at(23, "11:00"))) == Due("first_response", at(23, "14:00"))


def test_what_the_requester_writes_after_it_is_to_be_answered_as_the_next_update() -> None:
    first, second = said("sari", at(23, "13:00")), said("sari", at(23, "14:30"))
    assert due("in_progress", REPLY, first, second) == Due("next_update", at(23, "15:00"))
    assert due("in_progress", REPLY, first, said("budi", at(23, "14:00"))) == Due("resolution", at(24, "17:00"))


def test_of_two_the_earlier_is_named() -> None:
    assert due("in_progress", REPLY, said("sari", at(24, "16:30"))) == Due("resolution", at(24, "17:00"))


def test_waiting_for_the_requester_stops_the_clock_in_open_time() -> None:
    asks = step("AskRequester", at(23, "12:00"))
    answers = step("AddReply", at(24, "10:00"), actor="sari")
    waits = due("waiting_requester", REPLY, asks)
    assert waits == Due("resolution", None, timedelta(hours=14))
    assert due("in_progress", REPLY, asks, answers) == Due("resolution", at(25, "15:00"))


@pytest.mark.parametrize(
    ("kind", "actor", "requester", "data", "ends"),
    [
        ("Resume", "budi", "sari", {}, True),
        ("WaitForOther", "budi", "sari", {}, True),
        ("Release", "budi", "sari", {}, True),
        ("AddReply", "sari", "sari", {}, True),
        ("AddReply", "budi", "sari", {"take": True}, True),
        ("AddReply", "budi", "sari", {}, False),
        ("AddReply", "sari", None, {}, False),
        ("TakeOver", "dewi", "sari", {}, False),
        ("AskRequester", "budi", "sari", {}, False),
    ],
)
def test_what_ends_waiting_for_the_requester(
    kind: str, actor: str, requester: str | None, data: dict[str, Any], ends: bool
) -> None:
    state = "in_progress" if ends else "waiting_requester"
    steps = [step("AskRequester", at(23, "12:00")), step(kind, at(23, "13:00"), actor, requester, **data)]
    found = due(state, REPLY, *steps)
    assert found is not None
    assert found.at == (at(25, "09:00") if ends else None)


def test_waiting_for_somebody_else_stops_nothing() -> None:
    assert due("waiting_other", REPLY, step("WaitForOther", at(23, "12:00"))) == Due("resolution", at(24, "17:00"))


def test_the_first_response_never_stands_still() -> None:
    assert due("waiting_requester", step("AskRequester", at(23, "12:00"))) == Due("first_response", at(23, "14:00"))


def test_time_between_solving_and_reopening_does_not_count() -> None:
    solved, again = step("Resolve", at(23, "12:00")), step("Reopen", at(25, "12:00"), actor="sari")
    assert due("in_progress", REPLY, solved, again) == Due("resolution", at(26, "17:00") + timedelta(0))


def test_who_reopens_has_at_least_a_quarter_of_the_promise_before_them() -> None:
    solved, again = step("Resolve", at(24, "16:30")), step("Reopen", at(25, "12:00"), actor="sari")
    assert due("in_progress", REPLY, solved, again) == Due("resolution", at(25, "16:00"))


@pytest.mark.parametrize("state", ["resolved", "closed", "cancelled"])
def test_nothing_is_owed_to_what_is_done(state: str) -> None:
    assert due(state) is None


def test_an_emergency_is_answered_round_the_clock() -> None:
    night = replace(ASKED, state="new", priority="emergency", received=at(21, "23:50"))
    promise = Promise.read(FORM, "emergency")
    assert next_due(night, Talk(), [], promise, OFFICE) == Due("first_response", at(22, "00:05"))


def test_days_are_working_days_to_their_end() -> None:
    days = Promise(resolution=Target(working_days=3))
    assert due("in_progress", promise=days) == Due("resolution", at(26, "17:00"))
    asks, answers = step("AskRequester", at(23, "12:00")), step("Resume", at(23, "14:00"))
    assert due("in_progress", asks, answers, promise=days) == Due("resolution", at(27, "10:00"))


def test_a_form_that_promises_nothing_owes_nothing() -> None:
    assert due("new", promise=Promise.read({}, "normal")) is None
