"""Due dates count working days of the person's own site."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.domain.checklists.rows import Task
from desktop_app.domain.checklists.schedule import moved, working_day
from desktop_app.domain.service_hours import NeverOpens, ServiceCalendar

SITE = ServiceCalendar.from_mapping(
    {
        "timezone": "Asia/Jayapura",
        "week": {day: [["08:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
        "holidays": ["2026-12-25", "2027-01-01"],
    }
)
MONDAY, SATURDAY, CHRISTMAS = date(2026, 11, 23), date(2026, 11, 28), date(2026, 12, 25)


def task(key: str, due: str, state: str = "open") -> Task:
    words = {"id": key, "en": key}
    return Task(key, "onboarding", "frans", "frans", "yohana", words, words, words, 1, due, state)


@pytest.mark.parametrize(
    ("start", "offset", "due"),
    [
        (MONDAY, 0, "2026-11-23"),
        (MONDAY, 1, "2026-11-24"),
        (MONDAY, 5, "2026-11-30"),
        (MONDAY, -1, "2026-11-20"),
        (MONDAY, -5, "2026-11-16"),
        (SATURDAY, 0, "2026-11-30"),  # the first working day on or after
        (SATURDAY, 1, "2026-12-01"),
        (SATURDAY, -1, "2026-11-27"),  # before the first day itself, not before the Monday
        (CHRISTMAS, 0, "2026-12-28"),
        (CHRISTMAS, -1, "2026-12-24"),
        (date(2026, 12, 24), 1, "2026-12-28"),
        (date(2026, 12, 31), 1, "2027-01-04"),
    ],
)
def test_offsets_count_working_days(start: date, offset: int, due: str) -> None:
    assert working_day(start, offset, SITE).isoformat() == due


def test_a_site_where_nobody_ever_works_is_said_so() -> None:
    with pytest.raises(NeverOpens):
        working_day(MONDAY, 0, ServiceCalendar.from_mapping({"timezone": "Asia/Jayapura", "week": {}}))


def test_a_moved_first_day_moves_what_is_open_and_leaves_what_is_done() -> None:
    tasks = [task("a", "2026-11-23", "done"), task("b", "2026-11-24"), task("added by hand", "2026-11-25")]
    planned = [task("a", "2026-12-07"), task("b", "2026-12-08")]
    result = moved(tasks, planned, date(2026, 11, 25), SITE)
    assert [t.due for t in result.tasks] == ["2026-11-23", "2026-12-08", "2026-11-25"]
    assert result.compressed == ()


def test_what_a_moved_first_day_would_put_into_the_past_is_due_next_and_listed() -> None:
    result = moved([task("a", "2026-12-07")], [task("a", "2026-11-20")], SATURDAY, SITE)
    assert ([t.due for t in result.tasks], result.compressed) == (["2026-11-30"], ("a",))


def test_moving_there_and_back_changes_nothing() -> None:
    before, later, today = [task("a", "2026-12-01")], [task("a", "2026-12-08")], date(2026, 11, 25)
    there = moved(before, later, today, SITE)
    assert list(moved(there.tasks, before, today, SITE).tasks) == before
