"""When a team is open, and by when something is due if only open time counts.

A calendar says wall-clock times in a time zone. It is open at every moment at which a clock on that wall shows a time
inside an interval of the week: in the hour that daylight saving skips nobody works, the hour it repeats counts twice.
An interval that ends not later than it starts runs into the next day and belongs, holidays included, to the day it
starts on. Breaks belong to the date the clock shows. Everything handed out is in UTC, intervals are half-open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from desktop_app.domain.calendar_definition import CalendarError, Span, read_definition
from desktop_app.domain.wall_clock import Interval, WallClock, united, without

__all__ = ["CalendarError", "Interval", "NeverOpens", "ServiceCalendar"]

_DAY = timedelta(days=1)
_AROUND = 2 * _DAY  # hours of another date that may still reach a moment: shifts past midnight, clocks set back over it
_TWO_WEEKS = 16 * _DAY  # a gap in the week shows within a week, or in the next when the clock is set forward over it
_HORIZON = 40 * 366 * _DAY  # holidays are known for years, not for decades: what is due later is due never


class NeverOpens(Exception):
    """The calendar has no open time after `after`, or not as much as was asked for within forty years."""

    def __init__(self, after: datetime):
        super().__init__(f"not enough open time after {after.isoformat()}")
        self.after = after


@dataclass(frozen=True)
class ServiceCalendar:
    """Weekly intervals, holidays and breaks in a time zone. Immutable, and safe to share between threads."""

    timezone: ZoneInfo
    week: tuple[tuple[Span, ...], ...]
    holidays: frozenset[date] = frozenset()
    breaks: Mapping[date, tuple[Span, ...]] = field(default_factory=dict, hash=False)
    _known: dict[date, tuple[Interval, ...]] = field(default_factory=dict, init=False, compare=False, repr=False)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> ServiceCalendar:
        """The calendar of a published definition. Raises `CalendarError`."""
        read = read_definition(mapping)
        return cls(read.timezone, read.week, read.holidays, read.breaks)

    def due(self, start: datetime, work: timedelta) -> datetime:
        """When `work` of open time has passed since `start`: closing time itself rather than the next opening.

        No work at all is due at `start`, or when the calendar opens next. Raises `NeverOpens`.
        """
        if work < timedelta():
            raise ValueError(f"work is negative: {work}")
        begin = _utc(start)
        for opens, closes in self._pieces(begin, begin + _HORIZON):
            if work <= closes - opens:
                return opens + work
            work -= closes - opens
        raise NeverOpens(begin)

    def elapsed(self, a: datetime, b: datetime) -> timedelta:
        """The open time from `a` to `b`; negative when `b` is before `a`."""
        begin, end = _utc(a), _utc(b)
        if end < begin:
            return -self.elapsed(b, a)
        return sum((closes - opens for opens, closes in self._pieces(begin, end)), timedelta())

    def open_intervals(self, start: datetime, end: datetime) -> list[Interval]:
        """The open time between two moments, in order and apart from each other, as a `tstzmultirange` has it."""
        return united(list(self._pieces(_utc(start), _utc(end))))

    def is_open(self, at: datetime) -> bool:
        """Whether it is open at that moment: at opening time yes, at closing time no."""
        moment = _utc(at)
        return any(True for _ in self._pieces(moment, moment + timedelta.resolution))

    def next_opening(self, at: datetime) -> datetime:
        """The first open moment from `at` on: `at` itself when it is open then. Raises `NeverOpens`."""
        return self.due(at, timedelta())

    def next_closing(self, at: datetime) -> datetime | None:
        """The end of the open time that `at` is in, or of the next one. None: it never closes. Raises `NeverOpens`."""
        opening = self.next_opening(at)
        last = max([self._clock.date_at(opening), *self.holidays, *self.breaks])
        settled = datetime.combine(last, time(), UTC) + _TWO_WEEKS  # from here on every week is like the other
        closing = opening
        for opens, closes in self._pieces(opening, settled):
            if opens > closing:
                return closing
            closing = closes
        return closing if closing < settled else None

    def is_working_day(self, day: date) -> bool:
        """Whether hours begin on that date."""
        return bool(self._hours(day))

    def end_of_working_day(self, start: datetime, n: int) -> datetime:
        """The end of the n-th working day after the day of `start`, or of the next opening if closed then.

        Hours that run past midnight belong to the day they begin on. Raises `NeverOpens`.
        """
        if n < 0:
            raise ValueError(f"working days are counted from 0: {n}")
        opening = self.next_opening(start)
        today = self._clock.date_at(opening)
        day = today if any(opens <= opening < closes for opens, closes in self._hours(today)) else today - _DAY
        last = day + _HORIZON
        while day < last:
            if hours := self._hours(day):
                if n == 0:
                    return hours[-1][1]
                n -= 1
            day += _DAY
        raise NeverOpens(opening)

    @property
    def _clock(self) -> WallClock:
        return WallClock(self.timezone)

    def _hours(self, day: date) -> tuple[Interval, ...]:
        """The open time that begins on that date, in order; what touches is one."""
        if day not in self._known:
            self._known[day] = tuple(self._reckon(day))
        return self._known[day]

    def _reckon(self, day: date) -> list[Interval]:
        spans = () if day in self.holidays else self.week[day.weekday()]
        near = (day - _DAY, day, day + _DAY)
        pauses = [_on(date_, pause) for date_ in near for pause in self.breaks.get(date_, ())]
        shown = [stretch for span in spans for stretch in without(_on(day, span), pauses)]
        return united([moments for stretch in shown for moments in self._clock.moments(*stretch)])

    def _pieces(self, start: datetime, end: datetime) -> Iterator[Interval]:
        """The open time between two moments, in order, in pieces that may touch: round the clock has no end."""
        if start >= end or not any(self.week):
            return
        day, last = self._clock.date_at(start) - _AROUND, self._clock.date_at(end) + _AROUND
        waiting: list[Interval] = []
        while day <= last:
            waiting = united([*waiting, *self._hours(day)], touching=False)
            sure = datetime.combine(day, time(), UTC)  # no later date begins before this, anywhere on earth
            day += _DAY
            while waiting and waiting[0][0] < sure:
                opens, closes = waiting.pop(0)
                if closes > sure:
                    waiting.insert(0, (sure, closes))
                opens, closes = max(opens, start), min(closes, sure, end)
                if opens < closes:
                    yield opens, closes


def _on(day: date, span: Span) -> Interval:
    midnight = datetime.combine(day, time())
    return midnight + span[0], midnight + span[1]


def _utc(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError(f"a moment without a time zone: {moment.isoformat()}")
    return moment.astimezone(UTC)
