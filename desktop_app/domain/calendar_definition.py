"""Reads the published definition of a service calendar, and says which field is wrong and what was expected there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
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
    """Reads `{"timezone", "week", "holidays"?, "breaks"?}`. Raises `CalendarError` for the first mistake."""
    fields = _mapping("calendar", mapping, _one_of(FIELDS), prefix="")
    for name in ("timezone", "week"):
        if name not in fields:
            raise CalendarError(name, "this field")
    week = _mapping("week", fields["week"], _one_of(DAYS))
    breaks = _mapping("breaks", fields.get("breaks", {}), read_date)
    return Definition(
        timezone=_zone(fields["timezone"]),
        week=tuple(_spans(f"week.{day}", week.get(day, [])) for day in DAYS),
        holidays=frozenset(
            read_date(f"holidays[{at}]", day) for at, day in enumerate(_list("holidays", fields.get("holidays", [])))
        ),
        breaks={read_date("breaks", day): _spans(f"breaks.{day}", spans) for day, spans in breaks.items()},
    )


def read_date(field: str, value: object) -> date:
    """The date of a text like "2026-12-25". Raises `CalendarError`."""
    try:
        if isinstance(value, str) and _DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:  # a date that is in no calendar, as 30 February
        pass
    raise CalendarError(field, 'a date like "2026-12-25"')


def _one_of(names: Sequence[str]) -> Callable[[str, object], object]:
    def check(field: str, value: object) -> object:
        if value not in names:
            raise CalendarError(field, f"one of {', '.join(names)}")
        return value

    return check


def _mapping(
    field: str, value: object, key: Callable[[str, object], object], prefix: str | None = None
) -> dict[str, object]:
    if not isinstance(value, Mapping):
        raise CalendarError(field, "a mapping")
    lead = f"{field}." if prefix is None else prefix
    for name in value:
        key(f"{lead}{name}", name)
    return dict(value)


def _list(field: str, value: object) -> Sequence[object]:
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        raise CalendarError(field, "a list")
    return value


def _zone(value: object) -> ZoneInfo:
    try:
        if isinstance(value, str):
            return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # unknown, no name of a zone, a folder of zones
        pass
    raise CalendarError("timezone", 'a time zone like "Asia/Jakarta"')


def _spans(field: str, value: object) -> tuple[Span, ...]:
    return tuple(_span(f"{field}[{at}]", pair) for at, pair in enumerate(_list(field, value)))


def _span(field: str, value: object) -> Span:
    pair = _list(field, value)
    if len(pair) != 2:
        raise CalendarError(field, 'two times like ["08:00", "12:00"]')
    begin, end = _time(f"{field}[0]", pair[0], last="23:59"), _time(f"{field}[1]", pair[1], last="24:00")
    if begin == end:
        raise CalendarError(field, 'two different times; a whole day is ["00:00", "24:00"]')
    return begin, end if end > begin else end + timedelta(days=1)


def _time(field: str, value: object, last: str) -> timedelta:
    if isinstance(value, str) and value == last == "24:00":
        return timedelta(days=1)
    match = _TIME.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise CalendarError(field, f'a time from "00:00" to "{last}"')
    return timedelta(hours=int(match[1]), minutes=int(match[2]))
