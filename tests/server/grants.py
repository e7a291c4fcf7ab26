"""Lists who may do what in a portal, to hold it against what was agreed: `python -m tests.server.grants URL`."""

from __future__ import annotations

import sys

import psycopg

QUERIES = {
    "roles": """
        select format('%s%s%s%s%s%s', rolname, case when rolsuper then ' superuser' end,
                      case when rolcanlogin then ' login' end, case when rolcreaterole then ' createrole' end,
                      case when rolcreatedb then ' createdb' end, case when rolbypassrls then ' bypassrls' end)
        from pg_roles where rolname like 'portal%'
    """,
    "members of the owner": """
        select pg_get_userbyid(member)::text from pg_auth_members
        where roleid = 'portal_owner'::regrole
    """,
    "schemas": """
        select format('%s owner=%s %s', nspname, pg_get_userbyid(nspowner), nspacl) from pg_namespace
        where nspname like 'portal%' or nspname = 'public'
    """,
    "functions that can be called": """
        select format('%s.%s(%s) returns %s owner=%s%s %s %s', n.nspname, p.proname,
                      pg_get_function_identity_arguments(p.oid), pg_get_function_result(p.oid),
                      pg_get_userbyid(p.proowner), case when p.prosecdef then ' definer' end, p.proconfig, p.proacl)
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'portal_api'
    """,
    "functions behind them": """
        select format('%s.%s owner=%s%s%s %s', n.nspname, p.proname, pg_get_userbyid(p.proowner),
                      case when p.prosecdef then ' definer' end, ' ' || p.proconfig::text, p.proacl)
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'portal'
    """,
    "tables": """
        select format('%s owner=%s%s%s %s', relname, pg_get_userbyid(relowner),
                      case when relrowsecurity then ' rls' end,
                      case when relforcerowsecurity then ' forced' end, relacl)
        from pg_class where relnamespace = 'portal'::regnamespace and relkind in ('r', 'p')
    """,
    "views and sequences": """
        select format('%s %s owner=%s %s', case relkind when 'v' then 'view' else 'sequence' end, relname,
                      pg_get_userbyid(relowner), relacl)
        from pg_class where relnamespace = 'portal'::regnamespace and relkind in ('v', 'S', 'm')
    """,
    "policies": """
        select format('%s %s %s to %s using %s check %s %s', tablename, policyname, cmd, roles, qual, with_check,
                      permissive)
        from pg_policies where schemaname like 'portal%'
    """,
    "triggers": """
        select format('%s %s', tgrelid::regclass, pg_get_triggerdef(oid)) from pg_trigger
        where not tgisinternal and tgrelid in (select oid from pg_class where relnamespace = 'portal'::regnamespace)
    """,
}


def grants(admin: psycopg.Connection) -> str:
    """Roles, schemas, functions, tables, policies and triggers of the portal, a line each, in order."""
    parts = []
    for title, query in QUERIES.items():
        rows = admin.execute(query).fetchall()  # type: ignore[call-overload]
        # From PostgreSQL 17 on an owner has one right more, to maintain.
        lines = sorted(" ".join(str(row[0]).split()).replace("arwdDxtm", "arwdDxt") for row in rows)
        parts.append("\n".join([f"# {title}", *lines]))
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    with psycopg.connect(sys.argv[1]) as connection:
        sys.stdout.write(grants(connection))
