"""Calendars as people write them become the plain dates and hours a laptop counts with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.domain.service_hours import ServiceCalendar
from sigap_server.calendars import read_calendar, read_folder
from sigap_server.file_errors import FileErrors

SAMPLE = Path(__file__).parents[2] / "resources" / "company" / "calendars"
WEEK = """version: 3
timezone: Asia/Jayapura
week:
  mon: [["08:00", "12:00"], [13:00, 17:00]]
"""


def written(folder: Path, text: str, name: str = "office.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def mistakes(file: Path) -> list[tuple[int | None, str]]:
    with pytest.raises(FileErrors) as raised:
        read_calendar(file)
    assert all(error.path == file and error.expected for error in raised.value.errors)
    return [(error.line, error.field) for error in raised.value.errors]


def test_a_calendar_is_read_as_the_domain_takes_it(tmp_path: Path) -> None:
    calendar = read_calendar(written(tmp_path, WEEK + "breaks:\n  2026-12-21: [[13:00, 17:00]]\n"))
    assert (calendar.id, calendar.version) == ("office", 3)
    assert calendar.definition == {
        "timezone": "Asia/Jayapura",
        "week": {"mon": [["08:00", "12:00"], ["13:00", "17:00"]]},
        "holidays": [],
        "breaks": {"2026-12-21": [["13:00", "17:00"]]},
    }


def test_holidays_of_a_country_become_dates_with_the_companys_own(tmp_path: Path) -> None:
    text = WEEK + (
        "holidays:\n  country: ID\n  years: [2026, 2026]\n"
        "  also:\n    2026-02-05: Hari Pekabaran Injil\n  except: [2026-06-16]\n"
    )
    days = read_calendar(written(tmp_path, text)).definition["holidays"]
    assert days == sorted(days)
    assert {"2026-02-05", "2026-08-17", "2026-12-25"} <= set(days)
    assert not {"2026-06-16", "2026-12-24", "2027-01-01"} & set(days)


def test_collective_leave_closes_a_team_that_says_so(tmp_path: Path) -> None:
    text = WEEK + "holidays: {country: ID, years: [2026, 2026], joint_leave: true}\n"
    assert "2026-12-24" in read_calendar(written(tmp_path, text)).definition["holidays"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, "")]),
        ("version: 1\nweek: [", [(2, "")]),
        ("version: 1\ntimezone: Asia/Jakarta\n", [(1, "week")]),
        (WEEK + "holiday: {}\n", [(5, "holiday")]),
        (WEEK.replace("3", "0", 1), [(1, "version")]),
        (WEEK.replace("Jayapura", "Jaya"), [(2, "timezone")]),
        (WEEK + "  mon: []\n", [(5, "week.mon")]),
        (WEEK + "  die: []\n", [(5, "week.die")]),
        (WEEK + '  tue: [["9:00", 12:00], [13:00, 25:00]]\n', [(5, "week.tue[0][0]"), (5, "week.tue[1][1]")]),
        (WEEK + "  tue:\n    - [08:00, 12:00]\n    - [11:00, 13:00]\n", [(5, "week.tue")]),
        (WEEK + "breaks:\n  2026-12-32: []\n", [(6, "breaks.2026-12-32")]),
        (WEEK + "holidays:\n  country: XX\n", [(6, "holidays.country")]),
        (WEEK + "holidays:\n  years: [2028, 2026]\n", [(6, "holidays.years")]),
        (WEEK + "holidays:\n  years: [2026]\n", [(6, "holidays.years[1]")]),
        (WEEK + "holidays:\n  except:\n    - 2026-08-17\n    - 2026-08-18\n", [(8, "holidays.except[1]")]),
        (WEEK + "holidays:\n  also: {soon: Closed}\n", [(6, "holidays.also.soon")]),
        (WEEK + "holidays: {country: AQ, joint_leave: true}\n", [(5, "holidays.joint_leave")]),
        ("version: 1\ntimezone: Asia/Jakarta\nweek: {mon: []}\n", [(3, "week")]),
        ("version: 1\ntimezone: 7\nweek:\n  mon: 8\n  tue: 9\n", [(2, "timezone"), (4, "week.mon"), (5, "week.tue")]),
    ],
)
def test_a_mistake_is_told_with_line_and_field(tmp_path: Path, text: str, expected: list[tuple[int, str]]) -> None:
    assert mistakes(written(tmp_path, text)) == expected


def test_all_mistakes_of_a_folder_are_told_together(tmp_path: Path) -> None:
    written(tmp_path, WEEK, "good.yaml")
    first = written(tmp_path, WEEK.replace("Jayapura", "Jaya"), "a.yaml")
    second = written(tmp_path, "version: x\n", "b.yaml")
    with pytest.raises(FileErrors) as raised:
        read_folder(tmp_path)
    assert {error.path for error in raised.value.errors} == {first, second}
    assert str(raised.value).splitlines()[0] == f'{first}:2: timezone: expected a time zone like "Asia/Jakarta"'


def test_a_folder_without_calendars_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(FileErrors):
        read_folder(tmp_path / "nowhere")


def test_the_sample_calendars_can_be_counted_with() -> None:
    calendars = {c.id: ServiceCalendar.from_mapping(c.definition) for c in read_folder(SAMPLE)}
    friday = datetime.fromisoformat("2026-11-27T15:00+07:00")
    hours = timedelta(hours=4)
    assert calendars["hr-jakarta"].due(friday, hours) == datetime.fromisoformat("2026-11-30T10:00+07:00")
    assert calendars["facilities-makassar"].due(friday, hours) == datetime.fromisoformat("2026-11-28T11:30+08:00")
    assert calendars["safety-on-call"].next_closing(friday) is None
    assert not calendars["jayapura"].is_open(datetime.fromisoformat("2027-02-05T10:00+09:00"))
    assert calendars["jakarta"].is_open(datetime.fromisoformat("2027-02-05T10:00+07:00"))
    assert all(calendar.next_opening(datetime(2028, 12, 1, tzinfo=UTC)) for calendar in calendars.values())
