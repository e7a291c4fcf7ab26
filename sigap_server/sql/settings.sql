-- What belongs to this database by its name, and is not in a copy of it.

-- No temporary tables, and no connection but for who has it by grant. The server's own databases are not hardened: whoever
-- came into one could fill the disk with large objects there, or hold up the making of a database.
do $$ declare other text; begin
  for other in
    select d.datname from pg_database d where d.datname in ('postgres', 'template1')
    and exists (select from aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) x where x.grantee = 0)
  loop
    execute format('revoke all on database %I from public', other);
  end loop;
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to portal_employee, portal_barred', current_database());
end $$;

-- Kept with the database, not with a function: each setting of a function costs every call.
-- One plan for all calls (planning was half of a quiet pull), none that reads a bitmap for a handful of rows, and none made
-- while a table was small that reads the whole of it later.
do $$ begin
  execute format('alter database %I set plan_cache_mode = force_generic_plan', current_database());
  execute format('alter database %I set enable_bitmapscan = off', current_database());
  execute format('alter database %I set enable_seqscan = off', current_database());
  execute format('alter database %I set jit = off', current_database());
  execute format('alter database %I set timezone = ''UTC''', current_database());
  execute format('alter database %I set lock_timeout = ''15s''', current_database());
  execute format('alter database %I set statement_timeout = ''60s''', current_database());
  -- What a statement was called with stays out of the server's log, also where statements are logged: answers without a name.
  execute format('alter database %I set log_parameter_max_length = 0', current_database());
  execute format('alter database %I set log_parameter_max_length_on_error = 0', current_database());
  execute format('alter database %I set idle_in_transaction_session_timeout = ''60s''', current_database());
end $$;
