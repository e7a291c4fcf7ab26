"""`sigap-admin metrics` and `sigap-admin backup`: what keeps a running portal running."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from sigap_server.backup import back_up, programs_for
from sigap_server.check import here
from sigap_server.cli_session import Folder, connected
from sigap_server.metrics import MEANINGS
from sigap_server.metrics import metrics as read_metrics


def metrics(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, for monitoring.")] = False,
) -> None:
    """Numbers that say how the portal is doing."""
    with connected(context) as connection:
        found = read_metrics(connection)
    if as_json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name:<28} {value:>16,}  {MEANINGS[name]}")


def backup(context: typer.Context, folder: Folder) -> None:
    """Writes a dump of this moment into a folder, with the logins, and reads it back to see that it is whole."""
    with connected(context) as connection:
        made = back_up(connection, folder, programs_for(connection), here())
    print(f"{made.dump}: {made.commands} commands of {made.devices} devices, {made.size:,} bytes.")
    print(f"{made.roles}: the logins. Keep both where only administrators can read.")
