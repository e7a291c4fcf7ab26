"""The state machine: total, and from no state does only a restart help (I10)."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.sync.once import state_of
from desktop_app.sync.problems import Problem
from desktop_app.sync.state import TABLE, Event, State, after

BUSY = {State.CONNECTING, State.SENDING, State.FETCHING}
events = st.lists(st.sampled_from(Event), max_size=40)


def test_every_event_is_answered_in_every_state() -> None:
    assert {(state, event) for state, row in TABLE.items() for event in row} == set(itertools.product(State, Event))


def test_every_state_is_reached_from_where_a_laptop_begins() -> None:
    reached = {State.CONNECTING}
    for _ in State:
        reached |= {after(state, event) for state in reached for event in Event}
    assert reached == set(State)


@given(events)
def test_whatever_happened_asking_leads_to_a_try(happened: list[Event]) -> None:
    state = State.CONNECTING
    for event in happened:
        state = after(state, event)
    assert after(state, Event.ASKED) in BUSY


@given(events)
def test_whatever_happened_time_alone_leads_to_a_try_unless_paused(happened: list[Event]) -> None:
    state = State.CONNECTING
    for event in happened:
        state = after(state, event)
    assert after(state, Event.DUE) in (BUSY if state != State.PAUSED else {State.PAUSED})


@given(events)
def test_a_pause_lasts_until_it_is_taken_back_or_a_sync_is_asked_for(happened: list[Event]) -> None:
    state = State.PAUSED
    for event in happened:
        if event not in (Event.ASKED, Event.RESUME):
            state = after(state, event)
    assert state == State.PAUSED


def test_up_to_date_is_said_only_after_something_was_tried() -> None:
    before = {(state, event) for state in State for event in Event if after(state, event) == State.UP_TO_DATE}
    assert {state for state, event in before if event == Event.DONE} == BUSY | {State.UP_TO_DATE}
    assert all(state == State.UP_TO_DATE for state, event in before if event != Event.DONE)


def test_each_problem_leaves_the_laptop_in_a_state_that_is_not_well() -> None:
    assert {state_of(problem) for problem in Problem} == {State.OFFLINE, State.WAITING, State.REFUSED}
