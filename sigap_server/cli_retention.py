"""`sigap-admin retention` and `sigap-admin hold`: how long is kept what, and what must be kept all the same."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from desktop_app.domain.requests.rows import Retention
from sigap_server import holds
from sigap_server import retention as keeping
from sigap_server.cli_session import clock, connected
from sigap_server.complaints import Complaint

retention = typer.Typer(help="How long requests stay on laptops and in the database.", no_args_is_help=True)
hold = typer.Typer(help="What must not be taken away, whatever the policy says.", no_args_is_help=True)
Team = Annotated[str, typer.Option(help="Of this team's requests; without it, of all.")]
Form = Annotated[str, typer.Option(help="Of requests by this form; without it, of all.")]


@retention.command("show")
def retention_show(context: typer.Context) -> None:
    """The policies in force."""
    with connected(context) as connection:
        found = keeping.policies(connection)
    for policy in found:
        print(
            f"{_of(policy.team, policy.form)}: {policy.laptop_months} months on laptops after the end,"
            f" {policy.server_months} months in the database. {policy.basis.get('en', '')}"
        )


@retention.command("set")
def retention_set(
    context: typer.Context,
    laptops: Annotated[int, typer.Option(min=1, max=1200, help="Months on laptops after the end.")],
    server: Annotated[int, typer.Option(min=1, max=1200, help="Months in the database after the end.")],
    basis_id: Annotated[str, typer.Option(help="Why, in Indonesian: requesters read it.")],
    basis_en: Annotated[str, typer.Option(help="Why, in English.")],
    team: Team = keeping.EVERYTHING,
    form: Form = keeping.EVERYTHING,
) -> None:
    """Publishes a policy; the most particular one counts: form of a team, form, team, everything."""
    if server < laptops:
        raise Complaint("The database keeps requests at least as long as laptops do.")
    policy = Retention(team, form, laptops, server, {"id": basis_id, "en": basis_en})
    with connected(context) as connection:
        changed = keeping.set_policy(connection, policy)
    print("Published; the next run does it." if changed else "That is the policy already.")


@retention.command("drop")
def retention_drop(context: typer.Context, team: Team = keeping.EVERYTHING, form: Form = keeping.EVERYTHING) -> None:
    """Takes a policy back: the next more general one counts."""
    with connected(context) as connection:
        if not keeping.drop_policy(connection, team, form):
            raise Complaint(f"There is no policy for {_of(team, form)}.")
    print("Taken back; the next more general one counts.")


@retention.command("plan")
def retention_plan(context: typer.Context) -> None:
    """What a run would take away now. Changes nothing."""
    with connected(context) as connection:
        _print_plan(keeping.plan(connection, clock(connection)))


@retention.command("run")
def retention_run(
    context: typer.Context, dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False
) -> None:
    """Takes away what was kept for long enough, in small steps; every day, by a timer. May be ended at any time."""
    with connected(context) as connection:
        now: datetime = clock(connection)
        if dry_run:
            _print_plan(keeping.plan(connection, now))
            return
        done = keeping.run(connection, now)
    print(f"{done.put_away} requests left the laptops, and {done.audit} commands that concern none.")
    print(f"{done.purged} left the database row by row; whole months: {', '.join(map(str, done.months)) or 'none'}.")
    print(
        f"{done.tombstones} old deletions were forgotten, {done.lost_files} files that never came are marked,"
        f" pieces of {done.stray_files} files without a request are gone,"
        f" so are {done.pictures} pictures that no article shows."
    )


@hold.command("add")
def hold_add(
    context: typer.Context,
    reason: Annotated[str, typer.Option(help="Why: the matter, who asked for it.")],
    request: Annotated[str, typer.Argument(help="A request, by number or id.")] = "",
    person: Annotated[str, typer.Option(help="A login: all that they asked or worked on.")] = "",
) -> None:
    """Keeps a request, or everything of a person, until it is released."""
    if bool(request) == bool(person):
        raise Complaint("Name a request, or a person with --person.")
    if not reason.strip():
        raise Complaint("Say why: a hold without a reason is released by nobody.")
    with connected(context) as connection:
        now = clock(connection)
        made = holds.add(connection, request=request or None, person=person or None, reason=reason, now=now)
    print(f"Hold {made} keeps {request or person} until `sigap-admin hold release {made}`.")


@hold.command("list")
def hold_list(
    context: typer.Context, every: Annotated[bool, typer.Option("--all", help="Those released too.")] = False
) -> None:
    """The holds in force."""
    with connected(context) as connection:
        found = holds.listed(connection, released=every)
    for one in found:
        until = f", released {one.released:%Y-%m-%d}" if one.released else ""
        what = one.person or one.number or one.request
        print(f"{one.id}: {what}, since {one.placed:%Y-%m-%d}{until}: {one.reason}")
    if not found:
        print("Nothing is held.")


@hold.command("release")
def hold_release(context: typer.Context, hold: str) -> None:
    """Ends a hold: from the next run on the policy counts again."""
    with connected(context) as connection:
        holds.release(connection, hold, now=clock(connection))
    print(f"Hold {hold} is released.")


def _print_plan(due: list[keeping.Due]) -> None:
    for line in due:
        print(
            f"{_of(line.team, line.form)}: {line.from_laptops} requests leave the laptops,"
            f" {line.from_server} the database"
        )
    if not due:
        print("Nothing is due.")


def _of(team: str, form: str) -> str:
    every = keeping.EVERYTHING
    if (team, form) == (every, every):
        return "everything"
    return " ".join(part for part in (form if form != every else "", f"of {team}" if team != every else "") if part)
