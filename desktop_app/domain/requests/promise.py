"""What a team promised: by when it replies, by when it solves. Derived from the events, never stored.

The clock starts when the database receives the request. The first message by somebody else that the requester can read
is the first response; what the requester writes after it is to be answered as the next update. Only waiting for the
requester stops these clocks, and only open time counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from desktop_app.domain.requests.rows import OPEN, Event, Message, Request, State
from desktop_app.domain.service_hours import ServiceCalendar

FIRST_RESPONSE = "first_response"
NEXT_UPDATE = "next_update"
RESOLUTION = "resolution"

ALARM = timedelta(minutes=15)
"""An emergency is acknowledged in this time, at night and on holidays too."""

_ENDS_WAITING = frozenset({"Cancel", "Release", "Resolve", "Resume", "WaitForOther"})
_LEAST = 4  # a reopened request has at least a quarter of its promise left: resolving early must not shorten it


@dataclass(frozen=True)
class Target:
    """How long something may take: open time of the team's calendar, whole working days, or time on any clock."""

    open_time: timedelta | None = None
    working_days: int | None = None
    any_time: timedelta | None = None

    @classmethod
    def read(cls, said: Mapping[str, Any], name: str) -> Target | None:
        """`<name>_hours` of open time, or `<name>_days`: the end of the n-th working day after receipt."""
        if said.get(f"{name}_days"):
            return cls(working_days=int(said[f"{name}_days"]))
        return cls(open_time=timedelta(hours=said[f"{name}_hours"])) if said.get(f"{name}_hours") else None

    def due(self, start: datetime, paused: timedelta, calendar: ServiceCalendar) -> datetime:
        """When it is due that began at `start` and stood still for `paused` of open time."""
        if self.any_time is not None:
            return start + self.any_time + paused
        if self.working_days is not None:
            end = calendar.end_of_working_day(start, self.working_days)
            return calendar.due(end, paused) if paused else end
        return calendar.due(start, (self.open_time or timedelta()) + paused)

    def quarter(self) -> Target:
        """What is left at least."""
        return Target(
            None if self.open_time is None else self.open_time / _LEAST,
            None if self.working_days is None else -(-self.working_days // _LEAST),
            None if self.any_time is None else self.any_time / _LEAST,
        )


@dataclass(frozen=True)
class Promise:
    """What a form promises at one priority."""

    first_response: Target | None = None
    next_update: Target | None = None
    resolution: Target | None = None

    @classmethod
    def read(cls, definition: Mapping[str, Any], priority: str) -> Promise:
        """The promise of a form's definition at this priority. An emergency is answered round the clock."""
        said = definition.get("promise") or {}
        first = Target(any_time=ALARM) if priority == "emergency" else Target.read(said, FIRST_RESPONSE)
        return cls(first, Target.read(said, NEXT_UPDATE), Target.read(said, RESOLUTION))


@dataclass(frozen=True)
class Due:
    """What is due next. `at` is None while it stands still: then `left` is the open time that remains."""

    kind: str
    at: datetime | None
    left: timedelta | None = None


@dataclass(frozen=True)
class Talk:
    """What the database has received of a conversation: when the team first replied, and since when the requester's
    earliest message waits for an answer (None: it does not)."""

    first_reply: datetime | None = None
    unanswered: datetime | None = None

    @classmethod
    def of(cls, request: Request, messages: Iterable[Message]) -> Talk:
        """The talk of these messages: notes are not part of it, nor what is still pending."""
        read = [(each.received, each.author) for each in messages if each.received and each.requester]
        talk = cls()
        for at, author in sorted(read):
            talk = talk.heard(at, by_requester=author == request.requester)
        return talk

    def heard(self, at: datetime, *, by_requester: bool) -> Talk:
        """The talk after one more message that the requester can read."""
        if not by_requester:
            return Talk(self.first_reply or at)
        return Talk(self.first_reply, self.unanswered or at) if self.first_reply else self


def next_due(
    request: Request, talk: Talk, events: Sequence[Event], promise: Promise, calendar: ServiceCalendar
) -> Due | None:
    """What the team owes next to a request with these events, None when nothing, or when the clock has not begun."""
    if request.state not in OPEN or request.received is None:
        return None
    if talk.first_reply is None and promise.first_response is not None:
        return Due(FIRST_RESPONSE, promise.first_response.due(request.received, timedelta(), calendar))
    due = None if promise.resolution is None else _resolution(request, events, promise.resolution, calendar)
    if promise.next_update is None or talk.unanswered is None or request.state == State.WAITING_REQUESTER:
        return due
    update = promise.next_update.due(talk.unanswered, timedelta(), calendar)
    return Due(NEXT_UPDATE, update) if due is None or due.at is None or update < due.at else due


def _resolution(request: Request, events: Sequence[Event], target: Target, calendar: ServiceCalendar) -> Due:
    assert request.received is not None
    stretches = list(standing_still(request.requester, events))
    paused = sum((_counted(target, calendar, start, end) for start, end in stretches if end is not None), timedelta())
    due = target.due(request.received, paused, calendar)
    for at in (event.received for event in events if event.kind == "Reopen" and event.received is not None):
        due = max(due, target.quarter().due(at, timedelta(), calendar))
    if request.state != State.WAITING_REQUESTER:
        return Due(RESOLUTION, due)
    since = next((start for start, end in stretches if end is None), None)
    return Due(RESOLUTION, None, None if since is None else max(_counted(target, calendar, since, due), timedelta()))


def _counted(target: Target, calendar: ServiceCalendar, start: datetime, end: datetime) -> timedelta:
    return end - start if target.any_time is not None else calendar.elapsed(start, end)


def standing_still(requester: str, events: Iterable[Event]) -> Iterable[tuple[datetime, datetime | None]]:
    """When the clock stood still: waiting for the requester, or resolved and reopened. The last may still last (None).

    Counted from receipt to receipt; what the database has not received yet does not count.
    """
    since: datetime | None = None
    solved = False
    for event in sorted(
        (event for event in events if event.received is not None), key=lambda event: (event.received, event.id)
    ):
        if event.requester is None:  # a note changes nothing
            continue
        if since is None and event.kind in ("AskRequester", "Resolve"):
            since, solved = event.received, event.kind == "Resolve"
        elif since is not None and _ends(event, requester, solved):
            assert event.received is not None
            yield since, event.received
            since, solved = (event.received, True) if event.kind == "Resolve" else (None, False)
    if since is not None:
        yield since, None


def _ends(event: Event, requester: str, solved: bool) -> bool:
    if solved:
        return event.kind == "Reopen"
    answered = event.kind == "AddReply" and (event.actor == requester or bool(event.data.get("take")))
    return answered or event.kind in _ENDS_WAITING
