"""`sigap-admin`: what an administrator does to the shared database. Mistakes end with a sentence each and exit 1."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from typer.exceptions import TyperException

from sigap_server.cli_audit import audit
from sigap_server.cli_content import calendars, checklists, company, forms, glossary, knowledge
from sigap_server.cli_database import db
from sigap_server.cli_devices import devices
from sigap_server.cli_operations import backup, metrics
from sigap_server.cli_people import enrol, people
from sigap_server.cli_person import person
from sigap_server.cli_retention import hold, retention
from sigap_server.complaints import KNOWN, sentence

app = typer.Typer(help="Administers the shared database of Sigap.", no_args_is_help=True, add_completion=False)
app.command("enrol")(enrol)
app.command("metrics")(metrics)
app.command("backup")(backup)
for name, group in (
    ("db", db), ("people", people), ("knowledge", knowledge), ("forms", forms), ("glossary", glossary),
    ("calendars", calendars),
    ("checklists", checklists), ("company", company), ("audit", audit), ("devices", devices),
    ("retention", retention), ("hold", hold), ("person", person),
):  # fmt: skip
    app.add_typer(group, name=name)


@app.callback()
def where(
    context: typer.Context,
    database: Annotated[
        str,
        typer.Option(
            envvar="SIGAP_ADMIN_DATABASE", help="URL of the database; without it, what PGHOST and its kin say."
        ),
    ] = "",
) -> None:
    context.obj = database


def main() -> None:
    """The command; ends with 1 and a sentence when something is wrong."""
    try:
        sys.exit(app(standalone_mode=False))
    except TyperException as wrong:  # one sentence: Typer would draw a box around it
        print(wrong.format_message(), file=sys.stderr)
        sys.exit(wrong.exit_code)
    except KNOWN as error:
        print(sentence(error), file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
