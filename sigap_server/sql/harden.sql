-- Takes from everybody what PostgreSQL gives to everybody. What cannot be taken is listed in the administrator's guide.

-- A right to see what there is and what the server does is left to whoever watches it, and to the owner, for its migrations.
create or replace function pg_temp.watches(name text) returns boolean language sql immutable as $$
  select name !~ '^(lo_|pg_(try_)?advisory|pg_sleep|pg_(cancel|terminate)_backend|pg_notify|pg_logical|pg_export|set_config|.*_to_xml)' $$;

do $$ declare f record; begin
  revoke all on schema public, information_schema from public;
  revoke all on language plpgsql, sql from public;  -- no DO

  -- Functions: of those that read or change more than what they are given, a few are harmless; the others are taken, whatever
  -- a later version brings.
  for f in
    select p.oid::regprocedure as name, p.proname, p.prokind from pg_proc p
    where p.pronamespace = 'pg_catalog'::regnamespace
      and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x where x.grantee = 0)
      and p.proname not in ('pg_client_encoding', 'pg_typeof', 'pg_backend_pid', 'pg_is_in_recovery', 'clock_timestamp',
                            'timeofday', 'random', 'random_normal', 'setseed', 'gen_random_uuid', 'uuidv4', 'uuidv7')
      and (p.provolatile = 'v' or p.provolatile = 's' and (
           p.proname ~ '^(pg_|txid_|has_|to_reg|lo_|currtid|row_security|(obj|shobj|col)_desc|ts_stat|set_config|acl)'
           or p.proname ~ '^(query|table|cursor|schema|database)_to_xml|^inet_(server|client)'))              -- SQL from a string
      and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype, 'index_am_handler'::regtype,
                               'table_am_handler'::regtype, 'language_handler'::regtype)
  loop
    execute format('revoke all on function %s from public', f.name);
    if pg_temp.watches(f.proname) then execute format('grant execute on function %s to pg_monitor, portal_owner', f.name); end if;
  end loop;
  for f in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = 'pg_catalog'::regnamespace
    and p.proname in ('nextval', 'pg_column_size', 'pg_current_snapshot', 'pg_current_wal_insert_lsn', 'pg_current_xact_id',
      'pg_last_wal_receive_lsn', 'pg_last_wal_replay_lsn', 'pg_notification_queue_usage', 'pg_notify', 'pg_snapshot_xmin',
      'pg_visible_in_snapshot', 'pg_walfile_name')
  loop
    execute format('grant execute on function %s to portal_owner', f.name);
  end loop;

  -- The catalogue: names, source, estimates, rights. Nothing that an employee may do needs to read it.
  for f in
    select distinct c.oid::regclass as name, has_table_privilege('public', c.oid, 'select') as readable
    from pg_class c where c.relkind in ('r', 'v')
    and c.relnamespace in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
    and (exists (select from aclexplode(c.relacl) x where x.grantee = 0)
         or exists (select from pg_attribute t, aclexplode(t.attacl) x where t.attrelid = c.oid and x.grantee = 0))
  loop
    execute format('revoke all on %s from public', f.name);
    if f.readable then execute format('grant select on %s to pg_monitor, portal_owner', f.name); end if;
  end loop;
end $$;
drop function pg_temp.watches(text);

revoke all on all tables in schema portal from public, portal_employee;
revoke all on all sequences in schema portal from public, portal_employee;
revoke all on all functions in schema portal from public, portal_employee;
revoke all on all functions in schema portal_api from public, portal_employee;
revoke all on schema portal from public, portal_employee;
revoke all on schema portal_api from public;
-- Ends transactions of employees that somebody waits for.
revoke all on function portal.end_overdue() from public;
alter function portal.end_overdue() owner to portal_warden;
grant execute on function portal.end_overdue() to portal_owner;
grant usage on schema portal to portal_warden;
grant execute on function portal.longest() to portal_warden;
grant execute on function pg_terminate_backend(int, bigint), pg_backend_pid() to portal_warden;
alter function portal.set_password(text) owner to portal_enroll;
revoke all on function portal.set_password(text) from public;
grant execute on function portal.set_password(text) to portal_owner;
-- Files of the server are read by this one function, which names them itself.
grant execute on function pg_read_file(text, bigint, bigint, boolean) to portal_history;
alter function portal.left_at(int, int) owner to portal_history;
revoke all on function portal.left_at(int, int) from public;
grant execute on function portal.left_at(int, int) to portal_owner;
grant usage on schema portal_api to portal_employee;
grant execute on all functions in schema portal_api to portal_employee;
grant usage on schema portal_api to portal_barred;
grant execute on function portal_api.farewell(text, boolean) to portal_barred;
