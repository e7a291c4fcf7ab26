"""Reads who works here: people as a CSV file, as other systems export it, teams and sites as YAML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError, field_validator

from desktop_app.domain.languages import CODES
from desktop_app.domain.people.rows import ANSWERING, Membership, Person, Site, Team
from sigap_server.csv_source import read_lines
from sigap_server.file_errors import FileError, FileErrors
from sigap_server.yaml_source import Location, Strict, Words, YamlSource, expected, read_yaml

KEY = r"^[a-z][a-z0-9-]*$"
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class PersonLine(Strict):
    """A line of the file: all columns but `OPTIONAL` are there, those with a default may be empty."""

    login: str
    name: str = Field(min_length=1)
    team: str = Field(min_length=1)
    role: Literal["employee", "new hire", "agent", "lead"]
    title_id: str = Field(min_length=1)
    title_en: str = Field(min_length=1)
    email: str
    phone: str = ""
    site: str = Field(min_length=1)
    language: str
    start: str = ""
    buddy: str = ""
    manager: str = ""
    member: Literal["yes", "no"]
    employment: Literal["", "permanent", "fixed_term", "contractor", "intern"] = ""

    @field_validator("login")
    @classmethod
    def _login(cls, value: str) -> str:
        if not re.fullmatch(r"[a-z][a-z0-9._-]{0,39}", value):
            raise ValueError('a login in small letters, digits, ".", "_" or "-", at most 40')
        return value

    @field_validator("email")
    @classmethod
    def _email(cls, value: str) -> str:
        return an_email(value)

    @field_validator("language")
    @classmethod
    def _language(cls, value: str) -> str:
        if value not in CODES:
            raise ValueError(f"one of {', '.join(CODES)}")
        return value

    @field_validator("start")
    @classmethod
    def _start(cls, value: str) -> str:
        try:
            return date.fromisoformat(value).isoformat() if value else ""
        except ValueError:
            raise ValueError('a date like "2026-11-16", or nothing') from None


OPTIONAL = ("employment",)
COLUMNS = tuple(name for name in PersonLine.model_fields if name not in OPTIONAL)


class TeamPart(Strict):
    """A team as it is written, under its id."""

    prefix: str = Field(pattern=r"^[A-Z][A-Z0-9]{0,5}$")
    names: Words
    email: str
    phone: str = Field(min_length=1)
    on_call: str | None = None
    calendar: str
    lead: str
    oversees: bool = False
    publishing: Literal["own", "second", "lead"] = "second"

    @field_validator("email")
    @classmethod
    def _email(cls, value: str) -> str:
        return an_email(value)


class TeamsFile(Strict):
    """The teams by id."""

    teams: dict[str, TeamPart] = Field(min_length=1)


class PlacePart(Strict):
    """A building, floor or room, with what is inside it."""

    key: str = Field(pattern=KEY)
    id: str = Field(min_length=1)
    en: str = Field(min_length=1)
    children: list[PlacePart] = Field(default=[])


class SitePart(Strict):
    """A site as it is written, under its id."""

    names: Words
    timezone: str
    address: Words
    places: list[PlacePart] = Field(default=[])

    @field_validator("timezone")
    @classmethod
    def _timezone(cls, value: str) -> str:
        try:
            return ZoneInfo(value).key
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError('a time zone like "Asia/Jakarta"') from None


class SitesFile(Strict):
    """The sites by id."""

    sites: dict[str, SitePart] = Field(min_length=1)


@dataclass(frozen=True)
class People:
    """The people of a file, and who of them answers for their team."""

    rows: list[Person]
    memberships: list[Membership]


def read_csv(path: Path, *, teams: Collection[str] | None = None, sites: Collection[str] | None = None) -> People:
    """The people of a CSV file with the columns `COLUMNS`, and `OPTIONAL` where it has them, in any order.

    Buddies and managers are looked up in the file, teams and sites where these are given. Raises `FileErrors` with all
    mistakes.
    """
    errors: list[FileError] = []
    lines: list[tuple[int, PersonLine]] = []
    for number, cells in read_lines(path, COLUMNS, OPTIONAL):
        try:
            lines.append((number, PersonLine.model_validate(cells)))
        except ValidationError as failed:
            for mistake in failed.errors(include_url=False):
                errors.append(FileError(path, number, str(mistake["loc"][0]), expected(mistake)))
    errors += _mistakes(path, lines, {"team": teams, "site": sites}, complete=not errors)
    if errors:
        raise FileErrors(errors)
    return People(
        rows=[_person(line) for _, line in lines],
        memberships=[Membership(line.login, line.team) for _, line in lines if line.member == "yes"],
    )


def read_teams(
    path: Path, *, calendars: Collection[str] | None = None, people: Collection[Person] | None = None
) -> list[Team]:
    """The teams of a YAML file in its order; calendars and leads are looked up where these are given.

    Raises `FileErrors` with all mistakes.
    """
    source = read_yaml(path)
    teams = source.validate(TeamsFile).teams
    errors = _wrong_keys(source, ("teams",), teams)
    prefixes = Counter(team.prefix for team in teams.values())
    for name, team in teams.items():
        if prefixes[team.prefix] > 1:
            errors.append(source.error(("teams", name, "prefix"), "a prefix that no other team has"))
        if calendars is not None and team.calendar not in calendars:
            errors.append(source.error(("teams", name, "calendar"), f"one of {', '.join(sorted(calendars))}"))
        if people is not None and not any(p.login == team.lead and p.team == name and p.role == "lead" for p in people):
            errors.append(source.error(("teams", name, "lead"), "the login of a lead in this team"))
    if errors:
        raise FileErrors(errors)
    return [Team(id=name, **team.model_dump()) for name, team in teams.items()]


def read_sites(path: Path, *, calendars: Collection[str] | None = None) -> list[Site]:
    """The sites of a YAML file in its order; each must have a calendar of its id where these are given.

    Raises `FileErrors` with all mistakes.
    """
    source = read_yaml(path)
    sites = source.validate(SitesFile).sites
    errors = _wrong_keys(source, ("sites",), sites)
    places = [place for name, site in sites.items() for place in _places(("sites", name, "places"), site.places)]
    used = Counter(key for _, key in places)
    errors += [
        source.error((*at, "key"), "a key that no other place has, at any site") for at, key in places if used[key] > 1
    ]
    if calendars is not None:
        errors += [
            source.error(("sites", name), f"a calendar {name} with its working days")
            for name in sites
            if name not in calendars
        ]
    if errors:
        raise FileErrors(errors)
    return [
        Site(id=name, **site.model_dump(exclude={"places"}), places=_tree(site.places)) for name, site in sites.items()
    ]


def an_email(value: str) -> str:
    """The address as it is. Raises `ValueError`, which says what was expected."""
    if not EMAIL.fullmatch(value):
        raise ValueError("an e-mail address")
    return value


def _mistakes(
    path: Path, lines: list[tuple[int, PersonLine]], known: dict[str, Collection[str] | None], complete: bool
) -> Iterator[FileError]:
    """What is wrong between lines. `complete`: every line could be read, who is in none does not exist."""
    logins, addresses = Counter(line.login for _, line in lines), Counter(line.email for _, line in lines)
    managers = {line.login: line.manager for _, line in lines}
    for number, line in lines:
        if logins[line.login] > 1:
            yield FileError(path, number, "login", "a login that nobody else has")
        if addresses[line.email] > 1:
            yield FileError(path, number, "email", "an address that nobody else has")
        for column, names in known.items():
            if names is not None and getattr(line, column) not in names:
                yield FileError(path, number, column, f"one of {', '.join(sorted(names))}")
        for column in ("buddy", "manager"):
            other = getattr(line, column)
            if other == line.login or (other and complete and other not in logins):
                yield FileError(path, number, column, "the login of someone else in this file, or nothing")
        if _leads_back(line.login, managers):
            yield FileError(path, number, "manager", "someone who is not below this person")
        if (line.member == "yes") != (line.role in ANSWERING):
            yield FileError(path, number, "member", f"yes for {' and '.join(ANSWERING)}, no for others")
        if line.role == "new hire" and not line.start:
            yield FileError(path, number, "start", "the first day of a new hire")


def _leads_back(login: str, managers: dict[str, str]) -> bool:
    above, seen = managers[login], {login}
    while above and above not in seen:
        seen.add(above)
        above = managers.get(above, "")
    return above == login and managers[login] != login


def _person(line: PersonLine) -> Person:
    return Person(
        login=line.login,
        name=line.name,
        team=line.team,
        role=line.role,
        title={"id": line.title_id, "en": line.title_en},
        email=line.email,
        phone=line.phone,
        site=line.site,
        language=line.language,
        start=line.start or None,
        buddy=line.buddy or None,
        manager=line.manager or None,
        employment=line.employment or "permanent",
    )


def _wrong_keys(source: YamlSource, at: Location, keys: Collection[str]) -> list[FileError]:
    return [
        source.error((*at, key), "an id in small letters, digits and -") for key in keys if not re.fullmatch(KEY, key)
    ]


def _places(at: Location, places: list[PlacePart]) -> Iterator[tuple[Location, str]]:
    for number, place in enumerate(places):
        yield (*at, number), place.key
        yield from _places((*at, number, "children"), place.children)


def _tree(places: list[PlacePart]) -> list[dict[str, Any]]:
    return [
        {"key": place.key, "id": place.id, "en": place.en}
        | ({"children": _tree(place.children)} if place.children else {})
        for place in places
    ]
