"""`sigap-admin people` and `sigap-admin enrol`: who works here, and how they come in."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from desktop_app.domain.people.rows import Membership, Person
from sigap_server import authority
from sigap_server.calendars import read_folder as read_calendars
from sigap_server.cli_session import File, clock, connected, ids
from sigap_server.complaints import Complaint
from sigap_server.enrol import Enrolment, backend_of
from sigap_server.enrol import enrol as enrol_people
from sigap_server.logins import give_login, without_login
from sigap_server.people import read_csv, read_sites, read_teams
from sigap_server.publish import publish_calendars, publish_people, publish_sites, publish_teams
from sigap_server.rows import remove
from sigap_server.ways_in import bar, unbar, ways_of

people = typer.Typer(help="Who works here.", no_args_is_help=True)
Backend = Annotated[str, typer.Option(help="Where laptops find the database; {login} stands for the person's.")]
Ca = Annotated[
    Path | None,
    typer.Option(exists=True, dir_okay=False, help="The company's own authority (PEM), written into the files."),
]
KeepData = Annotated[bool, typer.Option("--keep-data", help="Leave what is on their laptops: a hold, an inquiry.")]
Days = Annotated[int, typer.Option(min=1, max=365, help="How many days a code is good for.")]


@people.command("import")
def people_import(
    context: typer.Context,
    file: File,
    teams: Annotated[Path | None, typer.Option(exists=True, help="teams.yaml, published first.")] = None,
    sites: Annotated[Path | None, typer.Option(exists=True, help="sites.yaml, published first.")] = None,
    calendars: Annotated[Path | None, typer.Option(exists=True, help="A folder of calendars, published first.")] = None,
    passwords: Annotated[Path | None, typer.Option(exists=True, help="CSV of login,password instead of codes.")] = None,
    out: Annotated[
        Path | None, typer.Option(exists=True, file_okay=False, help="Writes an enrolment file each.")
    ] = None,
    backend: Backend = "",
    days: Days = 14,
    ca: Ca = None,
) -> None:
    """Enters people, and gives a login to each who has none; prints the code that each comes in with first."""
    given = read_passwords(passwords) if passwords else {}
    with connected(context) as connection, connection.transaction():
        if calendars:
            publish_calendars(connection, read_calendars(calendars), clock(connection))
        known = ids(connection, "select id from portal.calendar")
        if sites:
            publish_sites(connection, read_sites(sites, calendars=known))
        known_sites = ids(connection, "select id from portal.site")
        listed = read_teams(teams, calendars=known) if teams else []
        known_teams = ids(connection, "select id from portal.team") | {team.id for team in listed}
        read = read_csv(file, teams=known_teams, sites=known_sites)
        if teams:
            publish_teams(connection, read_teams(teams, calendars=known, people=read.rows))
        changed, others = publish_people(connection, read.rows, read.memberships)
        new = without_login(connection, [person.login for person in read.rows])
        for login in new:
            if login in given:
                give_login(connection, login, given[login])
        coming = [login for login in new if login not in given]
        known_by = _authority(ca, out, clock(connection))
        where = backend or backend_of(connection)
        enrolments = enrol_people(connection, coming, where, timedelta(days=days), known_by)
    print(f"{len(read.rows)} people read, {changed} rows are new or differ.")
    if others:
        print(
            f"In the database and not in the file: {', '.join(others)}. `sigap-admin people leave LOGIN` takes one out."
        )
    hand_over(enrolments, out)


@people.command("block")
def people_block(context: typer.Context, login: str, keep_data: KeepData = False) -> None:
    """Shuts a person out at once, with all their laptops, which remove their copy when they next reach the company."""
    with connected(context) as connection:
        ways = ways_of(connection, login)
        if not ways:
            raise Complaint(f"{login} has no way in.")
        bar(connection, ways, "blocked", wipe=not keep_data, now=clock(connection))
    print(f"{login} can no longer come in. {_what_laptops_do(keep_data)}")


@people.command("unblock")
def people_unblock(context: typer.Context, login: str) -> None:
    """Lets a blocked person in again. A laptop that removed its copy meanwhile needs a new code."""
    with connected(context) as connection:
        if not unbar(connection, login, "blocked"):
            raise Complaint(f"{login} is not blocked.")
    print(f"{login} can come in again. A laptop that has removed its copy needs `sigap-admin enrol {login}`.")


@people.command("leave")
def people_leave(context: typer.Context, login: str, keep_data: KeepData = False) -> None:
    """Takes a person out: their laptops are shut out, their rows leave every laptop; requests and audit stay."""
    with connected(context) as connection:
        with connection.transaction():
            held = connection.execute(
                "select person, team from portal.membership where person = %s", [login]
            ).fetchall()
            remove(connection, Membership, held)
            if not remove(connection, Person, [(login,)]):
                raise Complaint(f"Nobody in the company has the login {login}.")
        bar(connection, ways_of(connection, login), "left", wipe=not keep_data, now=clock(connection))
    print(f"{login} can no longer come in. {_what_laptops_do(keep_data)}")


def _what_laptops_do(keep_data: bool) -> str:
    if keep_data:
        return "Their laptops keep what is on them."
    return "Their laptops remove their copy when they next reach the company, also what was not sent."


def enrol(
    context: typer.Context,
    login: str,
    backend: Backend = "",
    days: Days = 14,
    out: Annotated[
        Path | None, typer.Option(exists=True, file_okay=False, help="Writes an enrolment file here.")
    ] = None,
    ca: Ca = None,
) -> None:
    """Gives a person a code for one laptop: the first, a second, or a new one. Those in use are not touched."""
    with connected(context) as connection:
        known_by = _authority(ca, out, clock(connection))
        where = backend or backend_of(connection)
        made = enrol_people(connection, [login], where, timedelta(days=days), known_by)
    hand_over(made, out)


def read_passwords(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["login"]: row["password"] for row in csv.DictReader(lines)}


def _authority(ca: Path | None, out: Path | None, now: datetime) -> str | None:
    if ca is None:
        return None
    if out is None:
        raise Complaint("Certificates go into a file, not into a line: say --out FOLDER too.")
    return authority.read(ca, now)


def hand_over(enrolments: list[Enrolment], out: Path | None) -> None:
    """Prints the codes, or writes them into files that nobody else can read."""
    for enrolment in enrolments:
        print(enrolment.write(out) if out else enrolment.line())
