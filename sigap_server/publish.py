"""Publishes what a company has written: people, calendars, forms, checklists, the lifecycle of requests.

Each function takes what a reader has found right, and does all of it or nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb
from psycopg.types.multirange import TimestamptzMultirange
from psycopg.types.range import TimestamptzRange

from desktop_app.domain.checklists.templates import Template, tasks_for
from desktop_app.domain.forms.rows import Form
from desktop_app.domain.knowledge.rows import GlossaryRow
from desktop_app.domain.people.rows import Calendar, Membership, Person, Site, Team
from desktop_app.domain.requests.rows import Transition
from desktop_app.domain.service_hours import ServiceCalendar
from sigap_server.company import Company
from sigap_server.rows import add, put, remove

REPORTED = timedelta(days=2 * 366)  # how far ahead reports know when a calendar is open
FIRST_NUMBER = 1001


class UnknownGuard(Exception):
    """A transition names a guard that the database does not know: it would refuse what it should allow."""

    def __init__(self, guard: str):
        super().__init__(guard)
        self.guard = guard


class AlreadyPublished(Exception):
    """This version was published with other content; laptops hold it, so a change needs a version of its own."""

    def __init__(self, what: str, version: int):
        super().__init__(what, version)
        self.what = what
        self.version = version


def publish_lifecycle(connection: psycopg.Connection, path: Path) -> int:
    """The lifecycle of requests in place of the one before. Raises `UnknownGuard`."""
    ways = [Transition(*way) for way in json.loads(path.read_text(encoding="utf-8"))]
    with connection.transaction():
        for guard in sorted({way.guard for way in ways}):
            row = connection.execute("select portal.guard(%s, '', '', '', false) is null", [guard]).fetchone()
            if row is None or row[0]:
                raise UnknownGuard(guard)
        held = connection.execute("select state, command, guard from portal.transition").fetchall()
        wanted = {(way.state, way.command, way.guard) for way in ways}
        remove(connection, Transition, [key for key in held if key not in wanted])
        return put(connection, ways)


def publish_calendars(connection: psycopg.Connection, calendars: Iterable[Calendar], now: datetime) -> int:
    """Calendars with their open hours of the next two years, for reports in SQL. Raises `AlreadyPublished`."""
    calendars = list(calendars)

    def hours(calendar: Calendar) -> TimestamptzMultirange:
        spans = ServiceCalendar.from_mapping(calendar.definition).open_intervals(now, now + REPORTED)
        return TimestamptzMultirange([TimestamptzRange(begin, end, "[)") for begin, end in spans])

    with connection.transaction():
        _refuse_other_content(connection, "calendar", "id", [(c.id, c.version, c.definition) for c in calendars])
        return put(connection, calendars, open=hours)


def publish_sites(connection: psycopg.Connection, sites: Iterable[Site]) -> int:
    with connection.transaction():
        return put(connection, sites)


def publish_teams(connection: psycopg.Connection, teams: Iterable[Team]) -> int:
    """Teams, each with the sequence that numbers its requests."""
    teams = list(teams)
    with connection.transaction():
        for team in teams:
            name = sql.Identifier("portal", f"number_{team.id}")
            connection.execute(
                sql.SQL("create sequence if not exists {} start {}").format(name, sql.Literal(FIRST_NUMBER))
            )
            connection.execute(sql.SQL("alter sequence {} owner to portal_owner").format(name))
        return put(connection, teams, sequence=lambda team: f'portal."number_{team.id}"')


def publish_people(
    connection: psycopg.Connection, people: Iterable[Person], memberships: Iterable[Membership]
) -> tuple[int, list[str]]:
    """People and who of them answers for a team; how many are new or differ, and who is here but not in the list."""
    people, memberships = list(people), list(memberships)
    with connection.transaction():
        here = {login for (login,) in connection.execute("select login from portal.person")}
        listed = {person.login for person in people}
        wanted = {(membership.person, membership.team) for membership in memberships}
        held = connection.execute("select person, team from portal.membership").fetchall()
        remove(connection, Membership, [key for key in held if key[0] in listed and key not in wanted])
        changed = put(connection, people) + put(connection, memberships)
        return changed, sorted(here - listed)


def publish_forms(connection: psycopg.Connection, forms: Iterable[Form]) -> int:
    """Forms. The version before a new one is still taken, for what waits on laptops; older ones no more.

    Raises `AlreadyPublished`.
    """
    forms = list(forms)
    with connection.transaction():
        _refuse_other_content(connection, "form", "form", [(f.form, f.version, f.definition) for f in forms])
        changed = put(connection, forms)
        changed += connection.execute(
            """
            update portal.form f set offered = false
            where f.form = any (%s) and f.offered and f.version < (
              select min(v.version) from (select o.version from portal.form o where o.form = f.form
                                          order by o.version desc limit 2) v)
            """,
            [[form.form for form in forms]],
        ).rowcount
        return changed


def withdraw_form(connection: psycopg.Connection, form: str) -> int:
    """What is submitted with it from now on is refused; drafts and requests stay readable."""
    return connection.execute("update portal.form set offered = false where form = %s and offered", [form]).rowcount


def publish_checklists(connection: psycopg.Connection, templates: Iterable[Template]) -> int:
    """Templates of checklists; people's tasks are made from them by `assign`. Raises `AlreadyPublished`."""
    lines = [(template.id, template.version, asdict(template)) for template in templates]
    with connection.transaction():
        _refuse_other_content(connection, "checklist", "id", lines)
        with connection.cursor() as cursor:
            cursor.executemany(
                "insert into portal.checklist (id, version, definition) values (%s, %s, %s) on conflict do nothing",
                [(name, version, Jsonb(content)) for name, version, content in lines],
            )
            return cursor.rowcount


def assign(
    connection: psycopg.Connection, template: Template, person: Person, leads: Mapping[str, str],
    calendar: ServiceCalendar, done: Sequence[str] = (),
) -> int:  # fmt: skip
    """Gives a person their checklist; tasks they have already stay as they are. `done`: keys of tasks done before."""
    tasks = tasks_for(template, person, leads, calendar)
    keys = [task.key for phase in template.phases for task in phase.tasks]
    finished = [task for task, key in zip(tasks, keys, strict=True) if key in done]
    with connection.transaction():
        added = add(connection, tasks)
        with connection.cursor() as cursor:
            cursor.executemany(
                "update portal.task set state = 'done', done_by = owner, done = %s where id = %s and state = 'open'",
                [(_morning(task.due), task.id) for task in finished],
            )
        return added


def _morning(day: str) -> int:
    """Nine in the morning in Jakarta of a local date, in whole microseconds."""
    at = datetime.fromisoformat(day).replace(hour=2, tzinfo=UTC)
    return int(at.timestamp()) * 1_000_000


def _refuse_other_content(
    connection: psycopg.Connection, table: str, key: str, lines: Iterable[tuple[str, int, Mapping[str, Any]]]
) -> None:
    query = sql.SQL("select 1 from portal.{} where {} = %s and version = %s and definition <> %s").format(
        sql.Identifier(table), sql.Identifier(key)
    )
    for name, version, definition in lines:
        if connection.execute(query, [name, version, Jsonb(definition)]).fetchone():
            raise AlreadyPublished(name, version)


def publish_glossary(connection: psycopg.Connection, rows: Iterable[GlossaryRow], gone: Iterable[str] = ()) -> None:
    """The company's own rows of the glossary; those with the names `gone` are taken away."""
    with connection.transaction():
        put(connection, rows)
        remove(connection, GlossaryRow, [(name,) for name in gone])


def publish_company(
    connection: psycopg.Connection, company: Company, templates: Sequence[Template], now: datetime
) -> list[str]:
    """A whole company but for its forms and articles; who is in the database and not in the company."""
    with connection.transaction():
        publish_calendars(connection, company.calendars, now)
        publish_sites(connection, company.sites)
        publish_teams(connection, company.teams)
        _, others = publish_people(connection, company.people, company.memberships)
        publish_checklists(connection, templates)
        publish_glossary(connection, company.glossary)
        by_id, by_login = {t.id: t for t in templates}, {p.login: p for p in company.people}
        hours = {c.id: ServiceCalendar.from_mapping(c.definition) for c in company.calendars}
        leads = {team.id: team.lead for team in company.teams}
        for part in company.assignments:
            person = by_login[part.person]
            assign(connection, by_id[part.checklist], person, leads, hours[person.site], part.done)
        return others
