"""Every object of the portal and who may use it beside its owner, as the catalogue has it."""

from __future__ import annotations

import psycopg

OBJECTS = """
    with others (kind, name, acl, owner) as (
      select 'schema', nspname::text, nspacl, nspowner from pg_namespace where nspname in ('portal', 'portal_api')
      union all
      select case relkind when 'v' then 'view' when 'S' then 'sequence' else 'table' end,
             case when relkind = 'S' then 'portal.number_…' else relnamespace::regnamespace || '.' || relname end,
             relacl, relowner
      from pg_class where relnamespace in ('portal'::regnamespace, 'portal_api'::regnamespace)
      and relkind in ('r', 'p', 'v', 'm', 'S', 'f') and not relispartition
      union all
      select 'function', pronamespace::regnamespace || '.' || proname, proacl, proowner from pg_proc
      where pronamespace in ('portal'::regnamespace, 'portal_api'::regnamespace)
      union all
      select 'type', t.typnamespace::regnamespace || '.' || t.typname, t.typacl, t.typowner from pg_type t
      left join pg_class c on c.oid = t.typrelid
      where t.typnamespace in ('portal'::regnamespace, 'portal_api'::regnamespace)
      and t.typcategory <> 'A' and (t.typrelid = 0 or c.relkind = 'c')
      union all
      select 'trigger', tgrelid::regclass || ' ' || tgname, null, null
      from pg_trigger g join pg_class c on c.oid = g.tgrelid
      where not tgisinternal and c.relnamespace = 'portal'::regnamespace and not c.relispartition
      union all
      select 'role', rolname || case when rolcreaterole then ' (makes roles)' else '' end
        || case when rolcanlogin or rolsuper or rolbypassrls
         or rolcreatedb or rolreplication then ' (TOO MUCH)' else '' end,
        null, null
      from pg_roles where rolname like 'portal%')
    select distinct kind || ' ' || name, coalesce((
      select string_agg(distinct case x.grantee when 0 then 'PUBLIC' else pg_get_userbyid(x.grantee)::text end, ', ')
      from aclexplode(o.acl) x where x.grantee <> o.owner), '-')
    from others o order by 1
"""


def objects(admin: psycopg.Connection) -> dict[str, str]:
    """Who may use each beside its owner; "-" is nobody."""
    return dict(admin.execute(OBJECTS).fetchall())
