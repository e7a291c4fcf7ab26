"""`sigap-admin devices`: which laptops a person has, one that is shut out, and when one locks itself."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer

from sigap_server.cli_session import clock, connected
from sigap_server.ways_in import Device, devices_of, revoke_device

devices = typer.Typer(help="The laptops of people.", no_args_is_help=True)


@devices.command("list")
def devices_list(context: typer.Context, login: str, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """The laptops of a person: by which way each comes in, when it was last seen, whether it is shut out."""
    with connected(context) as connection:
        known = devices_of(connection, login)
    if as_json:
        print(json.dumps([asdict(one) for one in known], default=lambda at: at.isoformat()))
        return
    for one in known:
        print(f"{one.id}  by {one.way or 'an unknown way'}  {_standing(one)}")
    if not known:
        print(f"No laptop of {login} has ever come in.")


@devices.command("revoke")
def devices_revoke(context: typer.Context, device: str) -> None:
    """Shuts one laptop out at once; it removes its copy when it next reaches the company."""
    with connected(context) as connection:
        mine, others = revoke_device(connection, device, clock(connection))
    print(f"The laptop {device} of {mine.login} can no longer come in, and removes its copy when it next tries.")
    for other in others:
        print(
            f"The laptop {other.id} comes in by the same way: who has the secret of the one could come in as another. "
            f"Give it a way of its own with `sigap-admin enrol {mine.login}`, then revoke {other.id} too."
        )


@devices.command("lock-after")
def devices_lock_after(
    context: typer.Context,
    days: Annotated[int, typer.Argument(min=0, max=3650, help="Days without contact; 0: never.")],
) -> None:
    """After so many days without reaching the company a laptop shows nothing until it does. Told with its next sync."""
    with connected(context) as connection:
        connection.execute("update portal.meta set lock_after_days = %s", [days])
    print(f"Laptops lock themselves after {days} days without contact." if days else "Laptops never lock themselves.")


def _standing(one: Device) -> str:
    seen = f"seen {_day(one.seen)}" if one.seen else "never seen"
    if one.wiped:
        return f"{seen}, shut out, removed its copy {_day(one.wiped)}"
    if one.revoked or one.closed:
        return f"{seen}, shut out, {f'told {_day(one.told)}' if one.told else 'not reached yet'}"
    return f"{seen}, {one.commands} commands"


def _day(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else ""
