"""Reads a whole company from one folder, and holds what its files say of each other against each other.

`company.yaml`, `people.csv`, `teams.yaml`, `sites.yaml`, `calendars/` and, where there is one, `glossary.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from desktop_app.domain.knowledge.rows import GlossaryRow
from desktop_app.domain.languages import CODES
from desktop_app.domain.people.rows import Calendar, Membership, Person, Site, Team
from sigap_server import calendars, glossary, people
from sigap_server.file_errors import FileError, FileErrors, Gathered
from sigap_server.yaml_source import Strict, Words, YamlSource, read_yaml


class ChooserPart(Strict):
    """Someone one can be in the demo, and what to try as them."""

    person: str
    try_: Words = Field(alias="try")


class ChecklistPart(Strict):
    """Who has which checklist, and the keys of what is done of it."""

    person: str
    checklist: str
    done: tuple[str, ...] = ()


class CompanyFile(Strict):
    """The company itself as it is written."""

    name: str = Field(min_length=1)
    short_name: str = Field(min_length=1)
    about: Words
    domain: str
    language: str
    head_office: str
    emergency: str
    chooser: list[ChooserPart] = Field(default=[])
    checklists: list[ChecklistPart] = Field(default=[])


@dataclass(frozen=True)
class Choice:
    """A person of the demo's chooser; `try_` is by language."""

    person: str
    try_: dict[str, str]


@dataclass(frozen=True)
class Assignment:
    """A person's checklist; `done` are keys of tasks."""

    person: str
    checklist: str
    done: tuple[str, ...]


@dataclass(frozen=True)
class Company:
    """A company as its folder says it. `emergency` is the team whose on-call phone is called in an emergency."""

    name: str
    short_name: str
    about: dict[str, str]
    domain: str
    language: str
    head_office: str
    emergency: str
    people: list[Person]
    memberships: list[Membership]
    teams: list[Team]
    sites: list[Site]
    calendars: list[Calendar]
    chooser: list[Choice]
    assignments: list[Assignment]
    glossary: list[GlossaryRow]


def read_folder(path: Path) -> Company:
    """The company of a folder. Raises `FileErrors` with the mistakes in all its files."""
    first = Gathered()
    source = first.take(lambda: read_yaml(path / "company.yaml"))
    file = first.take(lambda: source.validate(CompanyFile)) if source is not None else None
    everyone = first.take(lambda: people.read_csv(path / "people.csv"))
    teams = first.take(lambda: people.read_teams(path / "teams.yaml"))
    sites = first.take(lambda: people.read_sites(path / "sites.yaml"))
    hours = first.take(lambda: calendars.read_folder(path / "calendars"))
    words = first.take(lambda: glossary.read_csv(path / "glossary.csv")) if (path / "glossary.csv").exists() else []
    if source is None or file is None or everyone is None or teams is None or sites is None or hours is None:
        raise FileErrors(first.errors)
    if words is None:
        raise FileErrors(first.errors)

    # Now that each is known by itself, once more against the others.
    known, team_ids, site_ids = {calendar.id for calendar in hours}, [t.id for t in teams], [s.id for s in sites]
    second = Gathered()
    second.take(lambda: people.read_csv(path / "people.csv", teams=team_ids, sites=site_ids))
    second.take(lambda: people.read_teams(path / "teams.yaml", calendars=known, people=everyone.rows))
    second.take(lambda: people.read_sites(path / "sites.yaml", calendars=known))
    second.errors += _mistakes(source, file, everyone.rows, teams, sites)
    second.check()
    return Company(
        name=file.name,
        short_name=file.short_name,
        about=file.about.model_dump(),
        domain=file.domain,
        language=file.language,
        head_office=file.head_office,
        emergency=file.emergency,
        people=everyone.rows,
        memberships=everyone.memberships,
        teams=teams,
        sites=sites,
        calendars=hours,
        chooser=[Choice(part.person, part.try_.model_dump()) for part in file.chooser],
        assignments=[Assignment(part.person, part.checklist, part.done) for part in file.checklists],
        glossary=words,
    )


def _mistakes(
    source: YamlSource, file: CompanyFile, everyone: list[Person], teams: list[Team], sites: list[Site]
) -> list[FileError]:
    logins = {person.login for person in everyone}
    named = [("chooser", at, part.person) for at, part in enumerate(file.chooser)]
    named += [("checklists", at, part.person) for at, part in enumerate(file.checklists)]
    errors = [
        source.error((part, at, "person"), "the login of someone in people.csv")
        for part, at, login in named
        if login not in logins
    ]
    if file.language not in CODES:
        errors.append(source.error(("language",), f"one of {', '.join(CODES)}"))
    if file.head_office not in {site.id for site in sites}:
        errors.append(source.error(("head_office",), "the id of a site in sites.yaml"))
    if not any(team.id == file.emergency and team.on_call for team in teams):
        errors.append(source.error(("emergency",), "the id of a team in teams.yaml that has an on_call phone"))
    return errors
