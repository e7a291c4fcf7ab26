"""When the tasks of a checklist are due: counted in working days of the person's own site from the first day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from desktop_app.domain.checklists.rows import Task
from desktop_app.domain.service_hours import NeverOpens, ServiceCalendar

_DAY = timedelta(days=1)
_LONGEST_REST = 366  # days without one working day, after which there will be none


def working_day(start: date, offset: int, calendar: ServiceCalendar) -> date:
    """The day `offset` working days from `start`.

    0 is the first working day on or after `start`, +n the n-th after that, -n the n-th before `start` itself. Raises
    `NeverOpens`.
    """
    if offset >= 0:
        day = _nearest(start, _DAY, calendar)
        for _ in range(offset):
            day = _nearest(day + _DAY, _DAY, calendar)
        return day
    day = start
    for _ in range(-offset):
        day = _nearest(day - _DAY, -_DAY, calendar)
    return day


@dataclass(frozen=True)
class Moved:
    """A checklist after its first day moved. `compressed`: ids of the tasks that would have been due in the past."""

    tasks: tuple[Task, ...]
    compressed: tuple[str, ...]


def moved(tasks: Sequence[Task], planned: Sequence[Task], today: date, calendar: ServiceCalendar) -> Moved:
    """The tasks with the days they have in `planned`, the same checklist made for the new first day.

    Done tasks stay as they are. What would be due before `today` is due on the next working day. Days are always
    counted anew, so that moving there and back again changes nothing. Raises `NeverOpens`.
    """
    days = {task.id: task.due for task in planned}
    result, compressed = [], []
    for task in tasks:
        if task.state == "open" and task.id in days:
            due = days[task.id]
            if due < today.isoformat():
                due = _nearest(today, _DAY, calendar).isoformat()
                compressed.append(task.id)
            result.append(replace(task, due=due))
        else:
            result.append(task)
    return Moved(tuple(result), tuple(compressed))


def _nearest(day: date, step: timedelta, calendar: ServiceCalendar) -> date:
    for away in range(_LONGEST_REST):
        if calendar.is_working_day(day + away * step):
            return day + away * step
    raise NeverOpens(datetime.combine(day, time(), UTC))
