"""Who is who, how they are reached, when their teams work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from desktop_app.domain.people.rows import Calendar, Person, Site, Team
from desktop_app.protocol.streams import BY_NAME
from desktop_app.store.queries.rows import StoredRows, decoded
from desktop_app.store.schema import REPLICA

_PERSON, _TEAM, _SITE, _MEMBERSHIP, _CALENDAR = (
    REPLICA[name] for name in ("person", "team", "site", "membership", "calendar")
)


@dataclass(frozen=True)
class PersonItem:
    """A person as a card shows them. `timezone` is their site's; titles and names of team and site are by language."""

    login: str
    name: str
    team: str
    role: str
    title: dict[str, str]
    email: str
    phone: str
    site: str
    language: str
    start: str | None
    buddy: str | None
    manager: str | None
    team_names: dict[str, str]
    site_names: dict[str, str]
    timezone: str
    employment: str = "permanent"


_ITEM = sa.select(_PERSON, _TEAM.c.names, _SITE.c.names, _SITE.c.timezone).select_from(
    _PERSON.outerjoin(_TEAM, _TEAM.c.id == _PERSON.c.team).outerjoin(_SITE, _SITE.c.id == _PERSON.c.site)
)
_WIDTH = len(BY_NAME["person"].columns)
_NAMES_OF_TEAM, _NAMES_OF_SITE = (
    BY_NAME[name].columns[BY_NAME[name].names.index("names")] for name in ("team", "site")
)


def _item(row: Any) -> PersonItem:
    person: Person = BY_NAME["person"].decode(tuple(row[:_WIDTH]))
    team_names, site_names, timezone = row[_WIDTH:]
    return PersonItem(
        **person.__dict__,
        team_names=_NAMES_OF_TEAM.decode(team_names) or {},
        site_names=_NAMES_OF_SITE.decode(site_names) or {},
        timezone=timezone or "UTC",
    )


def person(connection: sa.Connection, login: str) -> PersonItem | None:
    """The person with this login."""
    found = connection.execute(_ITEM.where(_PERSON.c.login == login)).first()
    return None if found is None else _item(found)


def people(connection: sa.Connection) -> list[PersonItem]:
    """Everybody, by name."""
    return [_item(row) for row in connection.execute(_ITEM.order_by(_PERSON.c.name, _PERSON.c.login))]


def names(connection: sa.Connection) -> dict[str, str]:
    """The name of each login: for lists that show many people."""
    return dict(connection.execute(sa.select(_PERSON.c.login, _PERSON.c.name)).all())


def team(connection: sa.Connection, id: str) -> Team | None:
    """The team with this id."""
    return StoredRows(connection).get(Team, id)


def teams(connection: sa.Connection) -> list[Team]:
    """All teams, by id."""
    return StoredRows(connection).where(Team)


def teams_of(connection: sa.Connection, login: str) -> list[str]:
    """The ids of the teams this person answers for; none for who only asks."""
    found = connection.scalars(sa.select(_MEMBERSHIP.c.team).where(_MEMBERSHIP.c.person == login))
    return sorted(found)


def members(connection: sa.Connection, team: str) -> list[PersonItem]:
    """Who answers for this team, by name."""
    answering = sa.select(_MEMBERSHIP.c.person).where(_MEMBERSHIP.c.team == team)
    return [
        _item(row) for row in connection.execute(_ITEM.where(_PERSON.c.login.in_(answering)).order_by(_PERSON.c.name))
    ]


def site(connection: sa.Connection, id: str) -> Site | None:
    """The site with this id."""
    return StoredRows(connection).get(Site, id)


def sites(connection: sa.Connection) -> list[Site]:
    """All sites, by id."""
    return StoredRows(connection).where(Site)


def calendar(connection: sa.Connection, id: str) -> Calendar | None:
    """The newest version of this calendar, or, for `hr-jakarta@3`, that version."""
    name, _, version = id.partition("@")
    wanted = sa.select(_CALENDAR).where(_CALENDAR.c.id == name).order_by(_CALENDAR.c.version.desc()).limit(1)
    if version.isdecimal():
        wanted = wanted.where(_CALENDAR.c.version == int(version))
    found: list[Calendar] = decoded(Calendar, connection.execute(wanted))
    return found[0] if found else None
