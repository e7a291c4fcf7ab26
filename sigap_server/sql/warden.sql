-- A call is a transaction, and takes moments. Nothing keeps an employee with psql from leaving one open, with all that it has
-- locked; the limits of a session are theirs to lift. So whoever waits for a lock in vain has them ended.

-- Longer than any call takes.
create function portal.longest() returns interval language sql immutable as $$ select interval '10 seconds' $$;

-- Ends the sessions of employees whose transaction has been open for longer, and says how many. It belongs to a role that may
-- do this and see who works, and nothing else. An administrator may call it at any time.
create function portal.end_overdue() returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (
    select count(*) filter (where pg_terminate_backend(a.pid, 1000))::int from pg_stat_activity a
    where a.datid = (select d.oid from pg_database d where d.datname = current_database()) and a.pid <> pg_backend_pid()
      and a.xact_start < clock_timestamp() - portal.longest()
      and exists (select from pg_auth_members m, pg_roles r
                  where m.member = a.usesysid and m.roleid = r.oid and r.rolname in ('portal_employee', 'portal_barred'))
      and not exists (select from pg_roles r where r.oid = a.usesysid and r.rolsuper));
end $$;
