"""What the controls of a form need beside answers: who and where there is, which days are worked, where files go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.domain.people.rows import Site, Team
from desktop_app.domain.service_hours import CalendarError, ServiceCalendar
from desktop_app.store.queries import people
from desktop_app.store.queries.people import PersonItem
from desktop_app.ui.theme import Theme
from desktop_app.wording import Wording

PATH = " › "
FileAnswer = dict[str, Any]
Keep = Callable[[Path | bytes, str, Mapping[str, Any], Callable[[FileAnswer], object], Callable[[str], object]], None]
"""Keeps a file for a field: the source, its name, the field, then `kept(file)` or `refused(sentence)`."""


@dataclass(frozen=True)
class Directory:
    """People, teams and places by name, and the working days of the person's own site."""

    people: tuple[PersonItem, ...]
    teams: tuple[Team, ...]
    sites: tuple[Site, ...]
    calendar: ServiceCalendar | None

    @classmethod
    def read(cls, connection: Any, me: PersonItem) -> Directory:
        """As the laptop holds them; the person's own site comes first."""
        sites = sorted(people.sites(connection), key=lambda site: (site.id != me.site, site.id))
        days = people.calendar(connection, me.site)
        try:
            calendar = ServiceCalendar.from_mapping(days.definition) if days else None
        except CalendarError:  # published by a newer version: no working days are counted then
            calendar = None
        return cls(tuple(people.people(connection)), tuple(people.teams(connection)), tuple(sites), calendar)

    def places(self, language: str) -> list[tuple[str, str]]:
        """The key of each place, and the way to it: Jakarta › Lantai 2 › Klinik."""
        return [found for site in self.sites for found in _places(site.places, _named(site.names, language), language)]

    def name(self, kind: str, key: str, language: str) -> str:
        """What a person, team or place is called; its key when it is not known here."""
        if kind == "person":
            return next((each.name for each in self.people if each.login == key), key)
        if kind == "team":
            return next((_named(each.names, language) for each in self.teams if each.id == key), key)
        return dict(self.places(language)).get(key, key)


@dataclass(frozen=True)
class Surroundings:
    """Given to every control. `holiday(day)` is what to say of a day off, empty for others."""

    theme: Theme
    words: Wording
    directory: Directory
    me: PersonItem
    keep: Keep

    @property
    def language(self) -> str:
        """The language of the form."""
        return self.words.text.language

    def name(self, kind: str, key: str) -> str:
        """`Names` in this language."""
        return self.directory.name(kind, key, self.language)

    def holiday(self, day: date) -> str:
        """Days that would be worked and are not."""
        calendar = self.directory.calendar
        return self.words.text("holiday") if calendar is not None and day in calendar.holidays else ""

    def is_worked(self, day: date) -> bool:
        """Whether the person's site works that day; Monday to Friday where no calendar says it."""
        calendar = self.directory.calendar
        return calendar.is_working_day(day) if calendar is not None else day.weekday() < 5


def _places(places: Sequence[Mapping[str, Any]], above: str, language: str) -> Iterator[tuple[str, str]]:
    for place in places:
        path = f"{above}{PATH}{place.get(language) or place['en']}"
        yield place["key"], path
        yield from _places(place.get("children", ()), path, language)


def _named(names: Mapping[str, str], language: str) -> str:
    return names.get(language) or next(iter(names.values()), "")
