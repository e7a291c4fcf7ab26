"""`sigap-admin person`: all that is held about somebody, for them; and taking it away for good."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sigap_server import erasure
from sigap_server import export as exporting
from sigap_server.cli_session import clock, connected

person = typer.Typer(help="The data of one person.", no_args_is_help=True)


@person.command("export")
def person_export(
    context: typer.Context,
    login: str,
    out: Annotated[Path, typer.Option(exists=True, file_okay=False, help="A new folder is made in this one.")],
) -> None:
    """Writes all that is held about a person: a page, JSON, their files. The archive is among it."""
    with connected(context) as connection:
        print(exporting.export(connection, login, out, clock(connection)))


@person.command("erase")
def person_erase(
    context: typer.Context,
    login: str,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    laptops_lost: Annotated[
        bool, typer.Option("--laptops-lost", help="Do not wait for laptops that have not removed their copy.")
    ] = False,
    look_for: Annotated[
        list[str], typer.Option(help="A name, an address: where it still stands in what others wrote is listed.")
    ] = [],  # noqa: B006
) -> None:
    """Takes a person out for good, after `people leave`: words and files go, numbers stay under a pseudonym."""
    with connected(context) as connection:
        found = erasure.look(connection, login, lost=laptops_lost)
        print(
            f"{found.requests} requests with all words and {found.files} files; {found.devices} devices and"
            f" {found.tasks} tasks under a pseudonym; {found.answers} answers to others stay, under a pseudonym."
        )
        if dry_run:
            print("Nothing was changed.")
        else:
            name = erasure.erase(connection, login, clock(connection), lost=laptops_lost)
            print(f"Erased. {name} stands where {login} stood; laptops follow at their next sync. Backups do not.")
        for number, what in erasure.mentions(connection, look_for) if look_for else []:
            print(f"still in {number}, {what}")
