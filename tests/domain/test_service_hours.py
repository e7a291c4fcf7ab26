"""Open time as a calendar counts it: the shared cases, the boundaries, and a count of every minute."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.calendar_definition import DAYS
from desktop_app.domain.service_hours import CalendarError, NeverOpens, ServiceCalendar

FILE = json.loads((Path(__file__).parents[1] / "data" / "service_hours.json").read_text(encoding="utf-8"))
CALENDARS = {name: ServiceCalendar.from_mapping(mapping) for name, mapping in FILE["calendars"].items()}
NINE_TO_FIVE = {day: [["09:00", "12:00"], ["13:00", "17:00"]] for day in DAYS[:5]}
OFFICE: dict[str, Any] = {"timezone": "Asia/Jakarta", "week": NINE_TO_FIVE, "holidays": ["2026-12-25"], "breaks": {}}
ALWAYS: dict[str, Any] = {"timezone": "Asia/Makassar", "week": {day: [["00:00", "24:00"]] for day in DAYS}}
NIGHTS: dict[str, Any] = {"timezone": "Europe/Berlin", "week": {day: [["22:00", "06:00"]] for day in DAYS[:5]}}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def office(**changes: Any) -> ServiceCalendar:
    return ServiceCalendar.from_mapping({**OFFICE, **changes})


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


@pytest.mark.parametrize("case", FILE["cases"], ids=lambda case: f"{case['calendar']} {case['start']}")
def test_the_shared_cases_hold(case: dict[str, Any]) -> None:
    calendar, start = CALENDARS[case["calendar"]], utc(case["start"])
    assert calendar.due(start, minutes(case["work_minutes"])) == utc(case["due"])
    assert calendar.elapsed(start, utc(case["end"])) == minutes(case["elapsed_minutes"])


@pytest.mark.parametrize(
    ("start", "work", "due"),
    [
        ("2026-11-25T09:00+07:00", 180, "2026-11-25T12:00+07:00"),  # ends with the morning, not after lunch
        ("2026-11-25T09:00+07:00", 180.5, "2026-11-25T13:00:30+07:00"),
        ("2026-11-25T17:00+07:00", 0, "2026-11-26T09:00+07:00"),  # closing time is closed
        ("2026-11-25T16:59:59.999999+07:00", 0, "2026-11-25T16:59:59.999999+07:00"),
        ("2026-11-25T12:00+07:00", 0, "2026-11-25T13:00+07:00"),
        ("2026-11-24T12:30:00.000001+07:00", 1, "2026-11-24T13:01+07:00"),
        ("2026-11-25T16:00:00.000001+07:00", 60, "2026-11-26T09:00:00.000001+07:00"),
        ("2026-12-24T16:30+07:00", 60, "2026-12-28T09:30+07:00"),  # over a holiday and a weekend
        ("2026-11-23T09:00+07:00", 7 * 60 * 5 * 52, "2027-11-22T17:00+07:00"),  # 52 weeks and the holiday
    ],
)
def test_work_is_due_to_the_microsecond(start: str, work: float, due: str) -> None:
    assert office().due(utc(start), minutes(work)) == utc(due)


def test_what_is_handed_out_is_in_utc_whatever_zone_came_in() -> None:
    due = office().due(datetime.fromisoformat("2026-11-25T11:30+09:00"), minutes(30))
    assert (due, due.tzinfo) == (utc("2026-11-25T10:00+07:00"), UTC)


def test_elapsed_time_backwards_is_negative() -> None:
    a, b = utc("2026-11-25T16:30+07:00"), utc("2026-11-26T09:15+07:00")
    assert office().elapsed(a, b) == minutes(45)
    assert office().elapsed(b, a) == minutes(-45)
    assert office().elapsed(a, a) == minutes(0)


def test_the_doors_open_at_opening_and_are_shut_at_closing_time() -> None:
    times = ("08:59:59.999999", "09:00", "11:59:59.999999", "12:00", "13:00", "17:00")
    opened = [office().is_open(utc(f"2026-11-25T{time}+07:00")) for time in times]
    assert opened == [False, True, True, False, True, False]


def test_the_next_opening_is_now_when_it_is_open() -> None:
    assert office().next_opening(utc("2026-11-25T10:00+07:00")) == utc("2026-11-25T10:00+07:00")
    assert office().next_opening(utc("2026-11-27T17:00+07:00")) == utc("2026-11-30T09:00+07:00")


def test_the_next_closing_ends_the_hours_that_run_or_come_next() -> None:
    assert office().next_closing(utc("2026-11-25T10:00+07:00")) == utc("2026-11-25T12:00+07:00")
    assert office().next_closing(utc("2026-11-25T12:00+07:00")) == utc("2026-11-25T17:00+07:00")
    always = ServiceCalendar.from_mapping({**ALWAYS, "holidays": ["2026-12-25"]})
    assert always.next_closing(utc("2026-11-25T10:00+08:00")) == utc("2026-12-25T00:00+08:00")


def test_round_the_clock_never_closes() -> None:
    assert ServiceCalendar.from_mapping(ALWAYS).next_closing(utc("2026-11-25T10:00+08:00")) is None


def test_round_the_clock_is_one_interval() -> None:
    start, end = utc("2026-11-25T10:00+08:00"), utc("2026-12-25T10:00+08:00")
    assert ServiceCalendar.from_mapping(ALWAYS).open_intervals(start, end) == [(start, end)]


def test_open_intervals_are_cut_to_what_was_asked_for() -> None:
    assert office().open_intervals(utc("2026-11-27T16:00+07:00"), utc("2026-11-30T09:01+07:00")) == [
        (utc("2026-11-27T16:00+07:00"), utc("2026-11-27T17:00+07:00")),
        (utc("2026-11-30T09:00+07:00"), utc("2026-11-30T09:01+07:00")),
    ]
    assert office().open_intervals(utc("2026-11-30T09:01+07:00"), utc("2026-11-27T16:00+07:00")) == []


def test_overlapping_hours_count_once() -> None:
    calendar = office(week={"wed": [["08:00", "12:00"], ["11:00", "14:00"], ["14:00", "15:00"]]})
    start, end = utc("2026-11-25T00:00+07:00"), utc("2026-11-26T00:00+07:00")
    assert calendar.open_intervals(start, end) == [(utc("2026-11-25T08:00+07:00"), utc("2026-11-25T15:00+07:00"))]


def test_a_shift_past_midnight_belongs_to_the_day_it_starts_on() -> None:
    calendar = ServiceCalendar.from_mapping({**NIGHTS, "holidays": ["2026-12-02"]})
    assert calendar.is_open(utc("2026-12-02T05:59+01:00"))  # Tuesday's shift runs into the holiday
    assert not calendar.is_open(utc("2026-12-02T22:00+01:00"))
    assert not calendar.is_open(utc("2026-12-03T05:00+01:00"))
    assert calendar.is_open(utc("2026-12-03T22:00+01:00"))


def test_a_break_belongs_to_the_date_on_the_clock() -> None:
    calendar = ServiceCalendar.from_mapping(
        {**NIGHTS, "breaks": {"2026-12-02": [["02:00", "03:00"], ["23:30", "00:30"]]}}
    )
    assert calendar.open_intervals(utc("2026-12-01T12:00+01:00"), utc("2026-12-03T12:00+01:00")) == [
        (utc("2026-12-01T22:00+01:00"), utc("2026-12-02T02:00+01:00")),
        (utc("2026-12-02T03:00+01:00"), utc("2026-12-02T06:00+01:00")),
        (utc("2026-12-02T22:00+01:00"), utc("2026-12-02T23:30+01:00")),
        (utc("2026-12-03T00:30+01:00"), utc("2026-12-03T06:00+01:00")),
    ]


@pytest.mark.parametrize(
    ("hours", "night", "opened"),
    [
        (["00:00", "06:00"], "2026-03-29", ["00:00+01:00 06:00+02:00"]),  # five hours
        (["00:00", "06:00"], "2026-10-25", ["00:00+02:00 06:00+01:00"]),  # seven
        (["02:30", "04:00"], "2026-03-29", ["03:00+02:00 04:00+02:00"]),  # half past two is skipped
        (["02:15", "02:45"], "2026-03-29", []),
        (["02:15", "02:45"], "2026-10-25", ["02:15+02:00 02:45+02:00", "02:15+01:00 02:45+01:00"]),  # shown twice
    ],
)
def test_hours_follow_the_clock_on_the_wall_when_it_is_changed(hours: list[str], night: str, opened: list[str]) -> None:
    calendar = ServiceCalendar.from_mapping({"timezone": "Europe/Berlin", "week": {"sun": [hours]}})
    midnight = utc(f"{night}T00:00+02:00")
    expected = [tuple(utc(f"{night}T{time}") for time in interval.split()) for interval in opened]
    assert calendar.open_intervals(midnight, midnight + timedelta(days=2)) == expected


def test_a_date_that_a_zone_leaves_out_has_no_hours() -> None:
    apia = ServiceCalendar.from_mapping({**ALWAYS, "timezone": "Pacific/Apia"})  # 30 December 2011 never was there
    assert not apia.is_working_day(date(2011, 12, 30))
    assert apia.elapsed(utc("2011-12-29T00:00-10:00"), utc("2012-01-01T00:00+14:00")) == timedelta(days=2)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2026-11-25T10:00+07:00", 0, "2026-11-25T17:00+07:00"),
        ("2026-11-25T10:00+07:00", 2, "2026-11-27T17:00+07:00"),
        ("2026-11-25T17:00+07:00", 0, "2026-11-26T17:00+07:00"),  # received outside hours: as at the next opening
        ("2026-11-27T18:00+07:00", 1, "2026-12-01T17:00+07:00"),
        ("2026-12-24T09:00+07:00", 1, "2026-12-28T17:00+07:00"),
    ],
)
def test_working_days_end_with_their_last_hour(start: str, n: int, end: str) -> None:
    assert office().end_of_working_day(utc(start), n) == utc(end)


def test_the_working_day_of_a_night_shift_ends_in_the_morning() -> None:
    calendar = ServiceCalendar.from_mapping(NIGHTS)
    assert calendar.end_of_working_day(utc("2026-12-02T03:00+01:00"), 0) == utc("2026-12-02T06:00+01:00")
    assert calendar.end_of_working_day(utc("2026-12-02T03:00+01:00"), 1) == utc("2026-12-03T06:00+01:00")


def test_a_day_that_breaks_leave_nothing_of_is_no_working_day() -> None:
    calendar = office(breaks={"2026-11-26": [["08:00", "17:00"]]})
    assert not calendar.is_working_day(date(2026, 11, 26))
    assert calendar.end_of_working_day(utc("2026-11-25T10:00+07:00"), 1) == utc("2026-11-27T17:00+07:00")


@pytest.mark.parametrize("week", [{}, {"mon": []}])
def test_a_calendar_that_never_opens_says_so(week: dict[str, Any]) -> None:
    calendar, at = office(week=week), utc("2026-11-25T10:00+07:00")
    for ask in (
        lambda: calendar.due(at, minutes(1)),
        lambda: calendar.due(at, minutes(0)),
        lambda: calendar.next_opening(at),
        lambda: calendar.next_closing(at),
        lambda: calendar.end_of_working_day(at, 0),
    ):
        with pytest.raises(NeverOpens) as raised:
            ask()
        assert raised.value.after == at
    assert calendar.elapsed(at, at + timedelta(days=999)) == minutes(0)
    assert not calendar.is_open(at)


def test_a_deadline_decades_away_is_never() -> None:
    with pytest.raises(NeverOpens):
        office().due(utc("2026-11-25T10:00+07:00"), timedelta.max)


def test_a_moment_without_a_zone_is_refused() -> None:
    naive, aware = datetime(2026, 11, 25, 10), utc("2026-11-25T10:00+07:00")
    for ask in (
        lambda: office().due(naive, minutes(1)),
        lambda: office().elapsed(naive, aware),
        lambda: office().elapsed(aware, naive),
        lambda: office().open_intervals(aware, naive),
        lambda: office().is_open(naive),
        lambda: office().next_opening(naive),
        lambda: office().next_closing(naive),
        lambda: office().end_of_working_day(naive, 1),
    ):
        with pytest.raises(ValueError, match="without a time zone"):
            ask()


def test_negative_work_and_days_are_refused() -> None:
    at = utc("2026-11-25T10:00+07:00")
    with pytest.raises(ValueError, match="negative"):
        office().due(at, minutes(-1))
    with pytest.raises(ValueError, match="from 0"):
        office().end_of_working_day(at, -1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"timezone": "Asia/Yakarta"}, "timezone"),
        ({"timezone": "Asia"}, "timezone"),
        ({"timezone": "../etc/passwd"}, "timezone"),
        ({"timezone": 7}, "timezone"),
        ({"week": [["09:00", "17:00"]]}, "week"),
        ({"week": {"monday": []}}, "week.monday"),
        ({"week": {"mon": "09:00-17:00"}}, "week.mon"),
        ({"week": {"mon": [["09:00", "12:00"], ["13:00"]]}}, "week.mon[1]"),
        ({"week": {"mon": [["09:00", "09:00"]]}}, "week.mon[0]"),
        ({"week": {"mon": [["9:00", "17:00"]]}}, "week.mon[0][0]"),
        ({"week": {"mon": [["24:00", "06:00"]]}}, "week.mon[0][0]"),
        ({"week": {"mon": [["09:00", "24:01"]]}}, "week.mon[0][1]"),
        ({"week": {"mon": [[540, 1020]]}}, "week.mon[0][0]"),
        ({"holidays": "2026-12-25"}, "holidays"),
        ({"holidays": ["2026-12-25", "2026-02-30"]}, "holidays[1]"),
        ({"holidays": ["20261225"]}, "holidays[0]"),
        ({"breaks": []}, "breaks"),
        ({"breaks": {"tomorrow": []}}, "breaks.tomorrow"),
        ({"breaks": {"2026-12-24": [["12:00", "noon"]]}}, "breaks.2026-12-24[0][1]"),
        ({"holiday": []}, "holiday"),
    ],
)
def test_a_wrong_definition_names_its_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(CalendarError) as raised:
        office(**changes)
    assert raised.value.field == field
    assert raised.value.expected


@pytest.mark.parametrize("field", ["timezone", "week"])
def test_a_definition_without_zone_or_week_is_refused(field: str) -> None:
    with pytest.raises(CalendarError) as raised:
        ServiceCalendar.from_mapping({key: value for key, value in OFFICE.items() if key != field})
    assert raised.value.field == field


def test_a_definition_without_holidays_and_breaks_is_enough() -> None:
    assert ServiceCalendar.from_mapping({"timezone": "Asia/Jakarta", "week": {}}).holidays == frozenset()


# A count of every minute, made without the arithmetic above: the clock is read, and looked up in the week.

ZONES = ["Asia/Jakarta", "Asia/Jayapura", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Havana"]
CHANGES = ["2026-03-08T05:00", "2026-03-29T01:00", "2026-04-04T15:00", "2026-10-25T01:00", "2026-11-01T05:00"]
MINUTE = timedelta(minutes=1)


@st.composite
def definitions(draw: st.DrawFn, first: date) -> dict[str, Any]:
    clock = st.builds(lambda at: f"{at // 60:02}:{at % 60:02}", st.integers(0, 1439))
    span = st.tuples(clock, st.just("24:00") | clock).filter(lambda pair: pair[0] != pair[1])
    spans = st.lists(st.just(("00:00", "24:00")) | span, max_size=3)
    near = st.sampled_from([str(first + timedelta(days=day)) for day in range(-1, 5)])
    return {
        "timezone": draw(st.sampled_from(ZONES)),
        "week": draw(st.dictionaries(st.sampled_from(DAYS), spans)),
        "holidays": draw(st.lists(near, max_size=2)),
        "breaks": draw(st.dictionaries(near, st.lists(span, max_size=2), max_size=3)),
    }


def counted(mapping: dict[str, Any], shown: datetime) -> bool:
    """Whether the calendar is open when the clock shows this."""
    time = f"{shown:%H:%M}"

    def covers(date_: date, spans: list[tuple[str, str]]) -> bool:
        if date_ == shown.date():
            return any(time >= begin and (time < end or end <= begin) for begin, end in spans)
        return any(end <= begin and time < end for begin, end in spans)

    days = (shown.date(), shown.date() - timedelta(days=1))
    working = [day for day in days if str(day) not in mapping["holidays"]]
    return any(covers(day, mapping["week"].get(DAYS[day.weekday()], [])) for day in working) and not any(
        covers(day, mapping["breaks"].get(str(day), [])) for day in days
    )


@given(data=st.data(), around=st.sampled_from(CHANGES), offset=st.integers(-3000, 60), work=st.integers(0, 2000))
@settings(max_examples=80, deadline=None)
def test_open_time_equals_a_count_of_every_minute(data: st.DataObject, around: str, offset: int, work: int) -> None:
    start = datetime.fromisoformat(around).replace(tzinfo=UTC) + offset * MINUTE
    mapping = data.draw(definitions(start.date()))
    calendar = ServiceCalendar.from_mapping(mapping)
    moments = [start + at * MINUTE for at in range(3 * 24 * 60)]
    opened = [moment for moment in moments if counted(mapping, moment.astimezone(calendar.timezone))]

    assert calendar.elapsed(start, moments[-1] + MINUTE) == len(opened) * MINUTE
    if len(opened) > work:
        assert calendar.due(start, work * MINUTE) == (opened[work - 1] + MINUTE if work else opened[0])
    intervals = calendar.open_intervals(start, moments[-1] + MINUTE)
    assert all(before[1] < after[0] for before, after in pairwise(intervals))
    inside = {moment for begin, end in intervals for moment in moments if begin <= moment < end}
    assert sorted(inside) == opened
    for moment in moments[::97]:
        assert calendar.is_open(moment) == (moment in inside)
    for begin, end in intervals[:-1]:
        assert calendar.next_closing(begin) == end


@given(
    data=st.data(), work=st.timedeltas(timedelta(), timedelta(days=20)), later=st.timedeltas(timedelta(), timedelta(5))
)
@settings(max_examples=60, deadline=None)
def test_the_open_time_until_something_is_due_is_the_work(
    data: st.DataObject, work: timedelta, later: timedelta
) -> None:
    start = datetime(2026, 3, 25, tzinfo=UTC) + later
    calendar = ServiceCalendar.from_mapping(data.draw(definitions(start.date())))
    try:
        due = calendar.due(start, work)
    except NeverOpens:
        assert calendar.elapsed(start, start + timedelta(days=39 * 365)) <= work
        return
    assert due >= start
    assert calendar.elapsed(start, due) == work
    assert calendar.elapsed(start, due + later) == work + calendar.elapsed(due, due + later)
