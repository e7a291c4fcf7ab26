-- Who owns and who may call. Nobody logs in as any of them: the owner has every table and function, employees have the way in,
-- who is shut out may be told so, one role is there to set the password of who enrols, one to read where a timeline was left,
-- and one to end transactions that are open for too long.
do $$ begin
  if not exists (select from pg_roles where rolname = 'portal_owner') then
    create role portal_owner nologin noinherit nocreatedb nocreaterole;
  end if;
  if not exists (select from pg_roles where rolname = 'portal_employee') then
    create role portal_employee nologin noinherit nocreatedb nocreaterole;
  end if;
  if not exists (select from pg_roles where rolname = 'portal_barred') then
    create role portal_barred nologin noinherit nocreatedb nocreaterole;
  end if;
  if not exists (select from pg_roles where rolname = 'portal_enroll') then
    create role portal_enroll nologin noinherit nocreatedb createrole;
  end if;
  if not exists (select from pg_roles where rolname = 'portal_history') then
    create role portal_history nologin noinherit nocreatedb nocreaterole;
  end if;
  if not exists (select from pg_roles where rolname = 'portal_warden') then
    create role portal_warden nologin inherit nocreatedb nocreaterole in role pg_monitor, pg_signal_backend;
  end if;
end $$;
create schema if not exists portal authorization portal_owner;
create schema if not exists portal_api authorization portal_owner;
-- What is made later is nobody's until it is granted.
alter default privileges for role portal_owner revoke all on functions from public;
alter default privileges for role portal_owner revoke all on types from public;
grant usage on language plpgsql to portal_owner;
grant usage on language sql to portal_owner;
