"""`sigap-admin db`: putting the database in order, and looking whether it is."""

from __future__ import annotations

import json
from typing import Annotated

import psycopg
import typer

from desktop_app.resources import folder
from sigap_server.check import findings, here
from sigap_server.cli_session import connected
from sigap_server.health.finding import Level
from sigap_server.install import NotAdministrator, install, restored
from sigap_server.publish import publish_lifecycle

db = typer.Typer(help="The database itself.", no_args_is_help=True)


def bring_up(connection: psycopg.Connection) -> None:
    """This version's tables and functions, and the lifecycle of requests that it goes by."""
    install(connection)
    publish_lifecycle(connection, folder() / "lifecycle.json")


@db.command("init")
def db_init(context: typer.Context) -> None:
    """Makes an empty database ready: roles, tables, functions, policies, rights, settings."""
    with connected(context) as connection:
        bring_up(connection)
        print(f"The portal is ready in database {connection.info.dbname}.")


@db.command("upgrade")
def db_upgrade(context: typer.Context) -> None:
    """Brings the database to this version. Running it again changes nothing."""
    with connected(context) as connection:
        bring_up(connection)
        row = connection.execute("select version from portal.meta").fetchone()
        print(f"Database {connection.info.dbname} is at version {row[0] if row else '?'}.")


@db.command("check")
def db_check(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON list, for monitoring.")] = False,
) -> None:
    """Looks for what is wrong or should be looked at, each with what to do. Exit 1 when anything is wrong."""
    with connected(context) as connection:
        if connection.info.parameter_status("is_superuser") != "on":
            raise NotAdministrator
        found = list(findings(connection, here))
    if as_json:
        print(json.dumps([finding.as_dict() for finding in found], indent=1))
    else:
        for finding in sorted(found, key=lambda finding: finding.level != Level.WRONG):
            print(finding.line())
    bad = sum(finding.level == Level.WRONG for finding in found)
    if not as_json and not bad:
        print("Nothing is wrong.")
    if bad:
        raise typer.Exit(1)


@db.command("restored")
def db_restored(context: typer.Context) -> None:
    """After a restore from a backup: every laptop pulls anew and offers again what the backup does not have."""
    with connected(context) as connection:
        restored(connection)
        print("Every laptop pulls anew at its next sync.")
