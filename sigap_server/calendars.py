"""Reads service calendars that people write, one file a calendar, and expands a country's holidays into plain dates.

The laptop needs no list of holidays: what it gets is the definition that `ServiceCalendar.from_mapping` takes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import holidays
from pydantic import Field

from desktop_app.domain.calendar_definition import DAYS, examine
from desktop_app.domain.people.rows import Calendar
from sigap_server.file_errors import FileError, FileErrors, Gathered
from sigap_server.text_source import files_in
from sigap_server.yaml_source import Location, Strict, YamlSource, read_yaml


class HolidayRule(Strict):
    """A country's public holidays in the years from–to, with or without days of collective leave.

    `also` and `except` are the company's own: more days off, each with its reason, and holidays that are worked.
    """

    country: str = "ID"
    years: tuple[int, int] = (2026, 2028)
    joint_leave: bool = False
    also: dict[date, str] = Field(default={})
    worked: list[date] = Field(default=[], alias="except")


class CalendarFile(Strict):
    """A calendar as it is written; the domain reads `timezone`, `week` and `breaks`."""

    version: int = Field(ge=1)
    timezone: Any
    week: Any
    holidays: HolidayRule | None = None
    breaks: Any = Field(default={})


def read_folder(path: Path) -> list[Calendar]:
    """The calendars of a folder, in order of id, which is the file's name. Raises `FileErrors` with all mistakes."""
    gathered = Gathered()
    calendars = [gathered.take(partial(read_calendar, file)) for file in files_in(path, "*.yaml")]
    gathered.check()
    return [calendar for calendar in calendars if calendar is not None]


def read_calendar(path: Path) -> Calendar:
    """One calendar. Raises `FileErrors`."""
    source = read_yaml(path)
    file = source.validate(CalendarFile)
    days, errors = _days_off(source, file.holidays) if file.holidays else ([], [])
    definition = {"timezone": file.timezone, "week": file.week, "holidays": days, "breaks": file.breaks}
    read, mistakes = examine(definition)
    errors += [source.error(_location(mistake.field), mistake.expected) for mistake in mistakes]
    for name, spans in zip(DAYS, read.week, strict=True):
        # The arithmetic would bear hours that overlap, but the writer meant something else.
        if any(later[0] < earlier[1] for earlier, later in pairwise(sorted(spans))):
            errors.append(source.error(("week", name), "hours that do not overlap"))
    if not errors and not any(read.week):
        errors.append(source.error(("week",), "hours on at least one day"))
    if errors:
        raise FileErrors(errors)
    return Calendar(id=path.stem, version=file.version, definition=definition)


def _days_off(source: YamlSource, rule: HolidayRule) -> tuple[list[str], list[FileError]]:
    first, last = rule.years
    if not 2000 <= first <= last <= 2100:
        return [], [source.error(("holidays", "years"), "two years, the first and the last, as [2026, 2028]")]
    categories = ("public", "government") if rule.joint_leave else ("public",)
    try:
        known: Mapping[date, str] = holidays.country_holidays(
            rule.country, years=range(first, last + 1), categories=categories
        )
    except NotImplementedError:
        return [], [source.error(("holidays", "country"), 'a country by its two letters, as "ID"')]
    except ValueError:  # this country has no such category
        return [], [source.error(("holidays", "joint_leave"), f"false: none is known for {rule.country}")]
    errors = [
        source.error(("holidays", "except", at), f"a holiday of {rule.country} in these years")
        for at, day in enumerate(rule.worked)
        if day not in known
    ]
    days = (set(known) | set(rule.also)) - set(rule.worked)
    return sorted(day.isoformat() for day in days), errors


def _location(field: str) -> Location:
    """`week.mon[0]` as the way to it: `("week", "mon", 0)`."""
    parts = re.findall(r"\[(\d+)\]|([^.\[]+)", field)
    return tuple(int(number) if number else name for number, name in parts)
