"""`sigap-admin audit`: whether what was recorded is still what was recorded, and digests of it to keep elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sigap_server.audit import series
from sigap_server.audit.compare import Findings, compare
from sigap_server.audit.daily import broken
from sigap_server.audit.daily import digest as make_digest
from sigap_server.cli_session import connected
from sigap_server.complaints import Complaint

audit = typer.Typer(help="The audit trail.", no_args_is_help=True)
Digests = Annotated[Path | None, typer.Option(exists=True, file_okay=False, help="Where the signed digests are.")]
Public = Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="The public half of their key.")]


@audit.command("verify")
def audit_verify(context: typer.Context, digests: Digests = None, public: Public = None) -> None:
    """Walks the chain of every device, and holds it against signed digests. Exit 1 when anything was changed."""
    if (digests is None) != (public is None):
        raise Complaint("Digests are read with their public key: say both --digests FOLDER and --public FILE.")
    wrong = 0
    with connected(context) as connection:
        for sentence in broken(connection):
            print(sentence)
            wrong += 1
        row = connection.execute("select count(*), count(distinct device) from portal.all_events").fetchone()
        found = Findings()
        if digests is not None and public is not None:
            found = compare(connection, series.read(digests, series.public_key(public)))
            if not found.digests:
                raise Complaint(f"There is no digest in {digests}.")
    for sentence in (*found.known, *found.wrong):
        print(sentence)
    if found.restored:
        print("If you know why, `sigap-admin audit digest --restored` signs it.")
    if wrong or found.wrong:
        raise typer.Exit(1)
    commands, devices = row or (0, 0)
    print(f"{commands} commands of {devices} devices follow from each other.")
    if found.first and found.last:
        print(f"They are what {found.digests} digests say, from {found.first:%Y-%m-%d} to {found.last:%Y-%m-%d}.")


@audit.command("keygen")
def audit_keygen(file: Annotated[Path, typer.Argument(dir_okay=False)]) -> None:
    """Makes the key that digests are signed with, and its public half for whoever verifies."""
    public = series.make_keys(file)
    print(f"{file} signs: keep it from whoever owns the database. {public} verifies: give it to whoever audits.")


@audit.command("digest")
def audit_digest(
    context: typer.Context,
    key: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="The private key of `audit keygen`.")],
    out: Annotated[Path, typer.Option(exists=True, file_okay=False, help="The folder of the digests before.")],
    restored: Annotated[
        bool, typer.Option("--restored", help="I know that the database was restored or a standby took over.")
    ] = False,
) -> None:
    """Signs where every chain ends now: once a day, into a folder that is kept elsewhere."""
    signing = series.private_key(key)
    with connected(context) as connection:
        print(make_digest(connection, signing, out, restored=restored))
