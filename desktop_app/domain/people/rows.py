"""Who belongs where, and when they can be reached: what a laptop holds about people, teams and sites."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

ROLES = ("employee", "new hire", "agent", "lead")
ANSWERING = ("agent", "lead")
"""The roles of those who answer for their team; each has a `Membership`."""
EMPLOYMENTS = ("permanent", "fixed_term", "contractor", "intern")
PUBLISHING = ("own", "second", "lead")
"""Who publishes what a team has written: any who answers for it, another than the author, or only its lead."""


@dataclass(frozen=True)
class Person:
    """Someone with a login. `role` is one of `ROLES`, `title` is by language, `start` the ISO date of the first day.

    `employment` is one of `EMPLOYMENTS`.
    """

    login: str
    name: str
    team: str
    role: str
    title: dict[str, str]
    email: str
    phone: str
    site: str
    language: str
    start: str | None = None
    buddy: str | None = None
    manager: str | None = None
    employment: str = "permanent"


@dataclass(frozen=True)
class Team:
    """A department as others ask it. `prefix` begins its request numbers, `on_call` is a phone answered at night.

    `oversees`: it sees who acknowledged which article everywhere, not only of its own; HR, as a rule. `publishing` is
    one of `PUBLISHING`.
    """

    id: str
    prefix: str
    names: dict[str, str]
    email: str
    phone: str
    on_call: str | None
    calendar: str
    lead: str
    oversees: bool = False
    publishing: str = "second"


@dataclass(frozen=True)
class Site:
    """A workplace. `places` is a tree: `{"key", "id", "en", "children"?}`.

    The calendar with the same id as the site says which days are worked there.
    """

    id: str
    names: dict[str, str]
    timezone: str
    address: dict[str, str]
    places: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Membership:
    """This person answers for this team."""

    person: str
    team: str


@dataclass(frozen=True)
class Calendar:
    """One published version of a service calendar; `definition` is what `ServiceCalendar.from_mapping` takes."""

    id: str
    version: int
    definition: dict[str, Any]
