"""Looks whether a database is in order: what it was given, what its rows name, who can come in."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from sigap_server.install import fingerprint

SETTINGS = ("plan_cache_mode=force_generic_plan", "enable_bitmapscan=off", "enable_seqscan=off")


def faults(connection: psycopg.Connection) -> Iterator[str]:
    """A sentence for each fault."""
    yield from _installation(connection)
    yield from (row[0] for row in connection.execute("select fault from portal.faults()"))
    yield from _logins(connection)


def _installation(connection: psycopg.Connection) -> Iterator[str]:
    row = connection.execute("select functions from portal.meta").fetchone()
    if row is None or row[0] != fingerprint():
        yield "the functions are not those of this version: run `sigap-admin db upgrade`"
    held = connection.execute(
        "select coalesce(array_agg(s), '{}') from pg_db_role_setting, unnest(setconfig) s where setrole = 0"
        " and setdatabase = (select oid from pg_database where datname = current_database())"
    ).fetchone()
    missing = [setting for setting in SETTINGS if held is None or setting not in held[0]]
    if missing:
        yield f"the database is not set to {', '.join(missing)}: run `sigap-admin db upgrade`"
    walls = connection.execute(
        "select relname from pg_class where relnamespace = 'portal'::regnamespace and relkind = 'r'"
        " and not (relrowsecurity and relforcerowsecurity) order by 1"
    ).fetchall()
    yield from (f"table {name} has no row-level security: run `sigap-admin db upgrade`" for (name,) in walls)


def _logins(connection: psycopg.Connection) -> Iterator[str]:
    rows = connection.execute(
        """
        select p.login, r.rolname is not null, coalesce(r.rolsuper or r.rolbypassrls or r.rolcreaterole, false)
        from portal.person p left join pg_roles r on r.rolname = p.login and r.rolcanlogin order by 1
        """
    ).fetchall()
    for login, there, mighty in rows:
        if not there:
            yield f"{login} has no login: run `sigap-admin enrol {login}`"
        if mighty:
            yield f"the login of {login} may do more than call the portal"
