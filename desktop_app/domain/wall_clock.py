"""Turns times as a clock on the wall shows them into moments, whatever daylight saving does to that clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

Interval = tuple[datetime, datetime]
"""A half-open stretch of time."""

_FARTHEST = timedelta(hours=24)  # no zone is farther from UTC
_STEP = timedelta(hours=6)  # no zone changes its offset and takes it back within this
_SECOND = timedelta(seconds=1)  # offsets change on whole seconds of UTC


@dataclass(frozen=True)
class WallClock:
    """A clock on a wall somewhere. Moments are aware and in UTC, what the clock shows is naive."""

    zone: ZoneInfo

    def date_at(self, moment: datetime) -> date:
        """The date on the wall at that moment."""
        return moment.astimezone(self.zone).date()

    def moments(self, begin: datetime, end: datetime) -> Iterator[Interval]:
        """All moments at which the clock shows a time from `begin` to before `end`, in order.

        Two stretches, or one twice as long, when the clock is set back over them; a shorter or none when forward.
        """
        low, high = begin.replace(tzinfo=UTC) - _FARTHEST, end.replace(tzinfo=UTC) + _FARTHEST
        for since, until in pairwise([low, *self._changes(low, high), high]):
            offset = self._offset(since)
            first, last = begin.replace(tzinfo=UTC) - offset, end.replace(tzinfo=UTC) - offset
            if max(first, since) < min(last, until):
                yield max(first, since), min(last, until)

    def _offset(self, moment: datetime) -> timedelta:
        offset = moment.astimezone(self.zone).utcoffset()
        assert offset is not None  # the zone is aware by its type
        return offset

    def _changes(self, low: datetime, high: datetime) -> Iterator[datetime]:
        """The moments, after `low` and before `high`, from which another offset holds."""
        before = low
        while before < high:
            after = min(before + _STEP, high)
            if self._offset(before) != self._offset(after):
                yield self._change(before, after)
            before = after

    def _change(self, before: datetime, after: datetime) -> datetime:
        while after - before > _SECOND:
            middle = before + (after - before) // 2 // _SECOND * _SECOND
            if self._offset(middle) == self._offset(before):
                before = middle
            else:
                after = middle
        return after


def without(interval: Interval, holes: list[Interval]) -> Iterator[Interval]:
    """What is left of the interval, in order, when the holes are taken out."""
    begin, end = interval
    for hole_begins, hole_ends in sorted(holes):
        if begin < hole_begins < end:
            yield begin, hole_begins
        if hole_begins < end:
            begin = max(begin, hole_ends)
    if begin < end:
        yield begin, end


def united(intervals: list[Interval], *, touching: bool = True) -> list[Interval]:
    """The same time in order and without overlap; with `touching`, what touches becomes one."""
    result: list[Interval] = []
    for begin, end in sorted(intervals):
        if result and (begin < result[-1][1] or (touching and begin == result[-1][1])):
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((begin, end))
    return result
