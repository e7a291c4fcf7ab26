-- The first time somebody comes in, with a code that an administrator gave them, the application puts a secret of its own in
-- the place of the code. The database gets the verifier, never the password.
create function portal_api.enroll(p_verifier text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare me text := session_user;
begin
  if coalesce(p_verifier, '') !~ '^SCRAM-SHA-256[$][0-9]{4,6}:[A-Za-z0-9+/=]{8,64}[$][A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}$' then
    raise exception 'this is no SCRAM verifier' using errcode = 'PT422';
  end if;
  delete from portal.enrolment e where e.login = me and e.expires > portal.now();
  if not found then raise exception 'no code is waiting for this login' using errcode = 'PT403'; end if;
  perform portal.set_password(p_verifier);
end $$;

-- The one statement that is put together while it runs: a password cannot be a parameter. It belongs to a role that may do
-- nothing else, and sets the password of whoever is calling and of nobody else.
create function portal.set_password(verifier text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  execute format('alter role %I password %L valid until ''infinity''', session_user, verifier);
end $$;
