"""What a team promised about one request, and whether it kept it: from the form, the calendar and the steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop_app.domain.forms.rows import Form
from desktop_app.domain.people.rows import Calendar
from desktop_app.domain.requests.promise import RESOLUTION, Promise, Target
from desktop_app.domain.requests.rows import Request, State
from desktop_app.domain.service_hours import CalendarError, NeverOpens, ServiceCalendar
from desktop_app.store.queries.requests import MessageItem, RequestItem
from desktop_app.wording import Wording


@dataclass(frozen=True)
class Promises:
    """All times are aware and UTC, None where nothing was promised or nothing is known yet.

    `first_due`: by when a first reply was promised, `first_reply`: when it came. `solve_due`: by when it is to be
    solved; `still`: that clock stands still, because the team waits for the requester.
    """

    first_due: datetime | None = None
    first_reply: datetime | None = None
    solve_due: datetime | None = None
    still: bool = False
    first: Target | None = None
    solve: Target | None = None


def promises(
    request: Request, item: RequestItem, form: Form | None, messages: tuple[MessageItem, ...],
    calendar: ServiceCalendar | None,
) -> Promises:  # fmt: skip
    """What was promised about this request."""
    promise = Promise.read({} if form is None else form.definition, request.priority)
    replies = [
        each.received for each in messages if each.received and not each.internal and each.author != item.requester
    ]
    return Promises(
        first_due=_due(promise.first_response, request, calendar),
        first_reply=min(replies, default=None),
        solve_due=item.due if item.due_kind == RESOLUTION else _due(promise.resolution, request, calendar),
        still=item.state == State.WAITING_REQUESTER,
        first=promise.first_response,
        solve=promise.resolution,
    )


def service_calendar(row: Calendar | None) -> ServiceCalendar | None:
    """The calendar of a published row; None where there is none, or one that this version cannot read."""
    if row is None:
        return None
    try:
        return ServiceCalendar.from_mapping(row.definition)
    except CalendarError:
        return None


@dataclass(frozen=True)
class Hours:
    """When people with this calendar work: open now or not, and when that changes next (None: never)."""

    is_open: bool
    until: datetime | None


def hours(calendar: ServiceCalendar | None, now: datetime) -> Hours | None:
    """The hours at this moment, None where no calendar says."""
    if calendar is None:
        return None
    try:
        if calendar.is_open(now):
            return Hours(True, _end_of_day(calendar, now))
        return Hours(False, calendar.next_opening(now))
    except NeverOpens:
        return None


def _end_of_day(calendar: ServiceCalendar, now: datetime) -> datetime | None:
    """When work ends for the day: a break at noon is not the end of it."""
    closing = calendar.next_closing(now)
    while closing is not None:
        again = calendar.next_opening(closing)
        if again - closing > timedelta(hours=3):
            return closing
        closing = calendar.next_closing(again)
    return None


def _due(target: Target | None, request: Request, calendar: ServiceCalendar | None) -> datetime | None:
    if target is None or calendar is None or request.received is None:
        return None
    try:
        return target.due(request.received, timedelta(), calendar)
    except NeverOpens:
        return None


def target_words(target: Target, words: Wording) -> str:
    """How long something may take: 4 jam kerja, 2 hari kerja, 30 menit kapan pun."""
    if target.working_days is not None:
        return words.text.plural("{n} working day", "{n} working days", target.working_days)
    if target.any_time is not None:
        return words.text("{duration}, day and night", duration=words.duration(target.any_time))
    return words.working_time(target.open_time or timedelta())
