"""Whether anybody may do more than was agreed: rights come back with a restore, an upgrade, or a good intention."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from sigap_server.health.finding import Finding, look, wrong
from sigap_server.install import read

_AGAIN = "Run `sigap-admin db upgrade`; if it comes back, find out who gives it."
_EVERYBODYS = """
    select 'function ' || p.oid::regprocedure, has_function_privilege('public', p.oid, 'execute')
    from pg_proc p
    where p.pronamespace in ('pg_catalog'::regnamespace, 'portal'::regnamespace, 'portal_api'::regnamespace)
    union all
    select 'view or table ' || c.oid::regclass, has_table_privilege('public', c.oid, 'select')
    from pg_class c where c.relkind in ('r', 'v', 'p', 'm')
    and c.relnamespace in ('pg_catalog'::regnamespace, 'portal'::regnamespace)
    union all
    select 'schema ' || n.nspname, has_schema_privilege('public', n.oid, 'usage') from pg_namespace n
    where n.nspname in ('public', 'portal', 'portal_api')
    union all
    select 'language ' || l.lanname, has_language_privilege('public', l.oid, 'usage')
    from pg_language l where l.lanpltrusted
"""
"""What everybody has, by the name of the thing."""
_OTHERS = """
    select distinct pg_get_userbyid(a.grantee) || ' has ' || lower(a.privilege_type) || ' on ' || x.what
    from (select 'table portal.' || relname as what, relacl as acl, relowner as owner from pg_class
          where relnamespace = 'portal'::regnamespace and relkind in ('r', 'p', 'v', 'S')
          union all
          select 'function ' || oid::regprocedure, proacl, proowner from pg_proc
          where pronamespace in ('portal'::regnamespace, 'portal_api'::regnamespace)
          union all
          select 'schema ' || nspname, nspacl, nspowner from pg_namespace where nspname in ('portal', 'portal_api')) x
    cross join lateral aclexplode(x.acl) a
    where a.grantee <> 0 and a.grantee <> x.owner
    and pg_get_userbyid(a.grantee) not in ('portal_owner', 'portal_employee', 'portal_enroll', 'portal_barred',
    'portal_warden')
    order by 1
"""


def taken_back(connection: psycopg.Connection) -> Iterator[Finding]:
    """What everybody may do that `db init` had taken: found by taking it once more, in a transaction that is undone."""
    with connection.transaction(force_rollback=True):
        before: dict[str, bool] = dict(connection.execute(_EVERYBODYS).fetchall())
        connection.execute(read("harden.sql"))
        after: dict[str, bool] = dict(connection.execute(_EVERYBODYS).fetchall())
    regained = sorted(what for what, held in before.items() if held and not after.get(what, False))
    if regained:
        some = ", ".join(regained[:5]) + (f" and {len(regained) - 5} more" if len(regained) > 5 else "")
        yield wrong("rights", f"everybody may use what was taken from everybody: {some}.", _AGAIN)
    row = connection.execute(
        "select has_database_privilege('public', current_database(), 'temp'),"
        " has_database_privilege('public', current_database(), 'connect')"
    ).fetchone()
    if row and any(row):
        yield wrong("rights", "everybody may connect to this database or make temporary tables in it.", _AGAIN)


def given_to_others(connection: psycopg.Connection) -> Iterator[Finding]:
    """Rights on the portal for roles that have no business there."""
    for (what,) in connection.execute(_OTHERS).fetchall():
        yield wrong(
            "rights", f"{what}.", "Revoke it: people come in through the functions, administrators as superuser."
        )


def walls(connection: psycopg.Connection) -> Iterator[Finding]:
    """Row-level security, forced, with one policy: the owner's."""
    rows = connection.execute(
        """
        select c.relname, c.relrowsecurity and c.relforcerowsecurity,
               (select coalesce(array_agg(p.polname::text), '{}') from pg_policy p where p.polrelid = c.oid)
        from pg_class c where c.relnamespace = 'portal'::regnamespace and c.relkind in ('r', 'p') order by 1
        """
    ).fetchall()
    for name, forced, policies in rows:
        if not forced:
            yield wrong("rights", f"table {name} has no row-level security.", "Run `sigap-admin db upgrade`.")
        others = sorted(set(policies) - {"owner"})
        if others:
            yield wrong("rights", f"table {name} has the policy {', '.join(others)}.", "Drop it: nobody agreed to it.")


def mighty(connection: psycopg.Connection) -> Iterator[Finding]:
    """Employees who may do more than call the portal, and things that belong to them."""
    rows = connection.execute(
        """
        select r.rolname, r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication,
               (select coalesce(array_agg(pg_get_userbyid(m.roleid)::text order by 1), '{}') from pg_auth_members m
                where m.member = r.oid and m.roleid <> 'portal_employee'::regrole),
               exists (select from pg_shdepend d where d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid
                       and d.deptype = 'o')
        from pg_roles r
        where r.rolname <> 'portal_employee' and r.rolcanlogin
        and exists (select from pg_auth_members m where m.member = r.oid and m.roleid = 'portal_employee'::regrole)
        order by 1
        """
    ).fetchall()
    for login, attributes, roles, owns in rows:
        if attributes:
            yield wrong("rights", f"the login of {login} may do more than call the portal.", f"Run `alter role {login} "
                        "nosuperuser nocreatedb nocreaterole noreplication nobypassrls`.")  # fmt: skip
        if roles:
            yield wrong("rights", f"the login of {login} is also a member of {', '.join(roles)}.", "Revoke that.")
        if owns:
            yield look(
                "rights", f"the login of {login} owns something in a database of this server.", "Give it to another."
            )


def elsewhere(connection: psycopg.Connection) -> Iterator[Finding]:
    """Other places of this server that every employee reaches with their login."""
    others = connection.execute(
        "select datname from pg_database where datallowconn and datname not in (current_database(), 'template1')"
        " and has_database_privilege('portal_employee', oid, 'connect') order by 1"
    ).fetchall()
    if others:
        names = ", ".join(name for (name,) in others)
        yield look(
            "rights", f"every employee may connect to {names}.", "Run `revoke connect on database … from public`."
        )
