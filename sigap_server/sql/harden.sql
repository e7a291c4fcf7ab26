-- Takes from everybody what PostgreSQL gives to everybody. What cannot be taken is listed in the administrator's guide.
do $$ declare f regprocedure; begin
  revoke all on schema public from public;
  revoke all on language plpgsql, sql from public;  -- no DO
  for f in
    select p.oid::regprocedure from pg_proc p
    where p.pronamespace = 'pg_catalog'::regnamespace and (
      p.proname ~ '^lo_|^lo(read|write)$'                                             -- large objects
      or p.proname ~ '^pg_(try_)?advisory'                                            -- locks that nobody sees
      or p.proname ~ '^pg_sleep'
      or p.proname ~ '^(query|table|cursor|schema|database)_to_xml'                    -- SQL from a string
      or p.proname ~ '^pg_stat_get_|^pg_stat_(clear|reset)|^pg_stat_have'               -- who else works, and on what
      or p.proname in (
        'pg_notify', 'pg_listening_channels', 'pg_notification_queue_usage',
        'pg_logical_emit_message', 'pg_export_snapshot', 'pg_current_xact_id', 'txid_current',
        'pg_cancel_backend', 'pg_terminate_backend',
        'pg_database_size', 'pg_tablespace_size', 'pg_relation_size', 'pg_total_relation_size', 'pg_table_size', 'pg_indexes_size',
        'pg_lock_status', 'pg_prepared_xact', 'pg_show_all_settings', 'pg_get_functiondef', 'pg_get_viewdef',
        'ts_stat', 'currtid2', 'set_config'))
  loop
    execute format('revoke all on function %s from public', f);
  end loop;
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'pg_catalog'::regnamespace
    and p.proname in ('pg_current_xact_id', 'pg_notify') loop
    execute format('grant execute on function %s to portal_owner', f);
  end loop;
  revoke select on pg_stat_activity, pg_roles, pg_user, pg_group, pg_locks, pg_settings, pg_stats, pg_db_role_setting,
    pg_prepared_statements, pg_prepared_xacts, pg_cursors, pg_auth_members from public;
end $$;

revoke all on all tables in schema portal from public, portal_employee;
revoke all on all sequences in schema portal from public, portal_employee;
revoke all on all functions in schema portal from public, portal_employee;
revoke all on all functions in schema portal_api from public, portal_employee;
revoke all on schema portal from public, portal_employee;
revoke all on schema portal_api from public;
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
