"""Reads the published definition of a service calendar, and says which field is wrong and what was expected there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeGuard
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FIELDS = ("timezone", "week", "holidays", "breaks")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

Span = tuple[timedelta, timedelta]
"""From and to, as time since the midnight a day begins with; an end past 24 hours is on the next day."""


class CalendarError(ValueError):
    """A definition that is no calendar: `field` as in `week.mon[0]`, and what was `expected` there."""

    def __init__(self, field: str, expected: str):
        super().__init__(f"{field}: expected {expected}")
        self.field = field
        self.expected = expected


@dataclass(frozen=True)
class Definition:
    """A definition that was read: `week` has seven days from Monday."""

    timezone: ZoneInfo
    week: tuple[tuple[Span, ...], ...]
    holidays: frozenset[date]
    breaks: Mapping[date, tuple[Span, ...]]


def read_definition(mapping: Mapping[str, object]) -> Definition:
    """Reads `{"timezone", "week", "holidays"?, "breaks"?}`. Raises the first `CalendarError`."""
    definition, errors = examine(mapping)
    if errors:
        raise errors[0]
    return definition


def examine(mapping: Mapping[str, object]) -> tuple[Definition, list[CalendarError]]:
    """What can be read of a definition, and everything that is wrong in it."""
    reader = _Reader([])
    fields = reader.mapping("", mapping)
    for name in sorted(fields.keys() - set(FIELDS)):
        reader.wrong(name, f"one of {', '.join(FIELDS)}")
    for name in sorted({"timezone", "week"} - fields.keys()):
        reader.wrong(name, "this field")
    week = reader.mapping("week", fields.get("week", {}))
    for name in sorted(week.keys() - set(DAYS)):
        reader.wrong(f"week.{name}", f"one of {', '.join(DAYS)}")
    definition = Definition(
        timezone=reader.zone(fields.get("timezone", "UTC")),
        week=tuple(reader.spans(f"week.{day}", week.get(day, [])) for day in DAYS),
        holidays=frozenset(reader.dates("holidays", fields.get("holidays", []))),
        breaks=reader.breaks(fields.get("breaks", {})),
    )
    return definition, reader.errors


@dataclass(frozen=True)
class _Reader:
    """Reads parts, notes what is wrong in them and goes on with what is right."""

    errors: list[CalendarError]

    def wrong(self, field: str, expected: str) -> None:
        self.errors.append(CalendarError(field, expected))

    def mapping(self, field: str, value: object) -> dict[str, object]:
        if isinstance(value, Mapping):
            return {str(key): part for key, part in value.items()}
        self.wrong(field, "a mapping")
        return {}

    def items(self, field: str, value: object) -> list[tuple[str, object]]:
        if _is_list(value):
            return [(f"{field}[{at}]", part) for at, part in enumerate(value)]
        self.wrong(field, "a list")
        return []

    def zone(self, value: object) -> ZoneInfo:
        try:
            if isinstance(value, str):
                return ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):  # unknown, no name of a zone, a folder of zones
            pass
        self.wrong("timezone", 'a time zone like "Asia/Jakarta"')
        return ZoneInfo("UTC")

    def dates(self, field: str, value: object) -> list[date]:
        days = [self.day(at, part) for at, part in self.items(field, value)]
        return [day for day in days if day is not None]

    def breaks(self, value: object) -> dict[date, tuple[Span, ...]]:
        result = {}
        for day, spans in self.mapping("breaks", value).items():
            read, known = self.spans(f"breaks.{day}", spans), self.day(f"breaks.{day}", day)
            if known is not None:
                result[known] = read
        return result

    def spans(self, field: str, value: object) -> tuple[Span, ...]:
        spans = [self.span(at, part) for at, part in self.items(field, value)]
        return tuple(span for span in spans if span is not None)

    def span(self, field: str, value: object) -> Span | None:
        pair = self.items(field, value)
        if not _is_list(value):
            return None
        if len(pair) != 2:
            self.wrong(field, 'two times like ["08:00", "12:00"]')
            return None
        begin, end = self.clock(*pair[0], last="23:59"), self.clock(*pair[1], last="24:00")
        if begin is None or end is None:
            return None
        if begin == end:
            self.wrong(field, 'two different times; a whole day is ["00:00", "24:00"]')
            return None
        return begin, end if end > begin else end + timedelta(days=1)

    def clock(self, field: str, value: object, last: str) -> timedelta | None:
        if value == last == "24:00":
            return timedelta(days=1)
        match = _TIME.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            self.wrong(field, f'a time from "00:00" to "{last}"')
            return None
        return timedelta(hours=int(match[1]), minutes=int(match[2]))

    def day(self, field: str, value: object) -> date | None:
        try:
            if isinstance(value, str) and _DATE.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:  # a date that is in no calendar, as 30 February
            pass
        self.wrong(field, 'a date like "2026-12-25"')
        return None


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)
