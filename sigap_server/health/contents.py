"""Whether the portal in this database is whole: its version, what its rows name, who can come in."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from sigap_server.health.finding import Finding, look, wrong
from sigap_server.install import HERE, fingerprint

_UPGRADE = "Run `sigap-admin db upgrade`."


def version(connection: psycopg.Connection) -> Iterator[Finding]:
    """Migrations and functions against those of this program."""
    steps = sorted(file.name.partition("_")[0] for file in (HERE / "migrations" / "versions").glob("[0-9]*.py"))
    row = connection.execute("select version_num from portal.migration").fetchone()
    at = row[0] if row else "0000"
    if at not in steps:
        yield wrong(
            "version", f"the tables are of a newer program (step {at}).", "Use that `sigap-admin`, not this one."
        )
    elif at != steps[-1]:
        left = len(steps) - 1 - steps.index(at)
        yield wrong("version", f"the tables lack {left} steps.", _UPGRADE)
    row = connection.execute("select functions from portal.meta").fetchone()
    if row is None or row[0] != fingerprint():
        yield wrong("version", "the functions are not those of this version.", _UPGRADE)


def lifecycle(connection: psycopg.Connection) -> Iterator[Finding]:
    """Without it nobody can take or answer a request."""
    row = connection.execute("select count(*) from portal.transition").fetchone()
    if row is None or not row[0]:
        yield wrong("version", "there is no lifecycle of requests: nobody can take or answer one.", _UPGRADE)


def rows(connection: psycopg.Connection) -> Iterator[Finding]:
    """What foreign keys and constraints would say, had the hot tables any, and the chain of the audit."""
    for (fault,) in connection.execute("select fault from portal.faults()").fetchall():
        yield wrong(
            "rows", f"{fault}.", "Keep a dump, then ask who changed rows by hand; see docs/administrator/audit.md."
        )


def logins(connection: psycopg.Connection) -> Iterator[Finding]:
    """People who cannot come in."""
    found = connection.execute(
        "select p.login from portal.person p left join pg_roles r on r.rolname = p.login and r.rolcanlogin"
        " where r.rolname is null order by 1"
    ).fetchall()
    if found:
        more = f" and {len(found) - 10} more" if len(found) > 10 else ""
        names = ", ".join(login for (login,) in found[:10]) + more
        yield look("people", f"without a login: {names}.", "Run `sigap-admin enrol LOGIN` for each who is to come in.")
