-- What a laptop is told whose way in was closed: the only thing that it can still ask. The role it comes in by is no employee
-- any more, so PostgreSQL itself refuses everything else.

-- Whether this laptop's copy is to be removed, and why. `p_done`: it was. What a laptop says of itself is noted, not believed.
create function portal_api.farewell(p_device text, p_done boolean) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  mine text := session_user; me text := portal.person_of(mine); b portal.barred; d portal.device; at bigint := portal.now();
begin
  select q.* into d from portal.device q where q.id = p_device and q.login = me;
  select q.* into b from portal.barred q where q.way = mine;
  if b.way is null and d.revoked then
    b := row(mine, me, 'revoked', coalesce(d.told, at), true)::portal.barred;
  end if;
  if b.wipe and not pg_is_in_recovery() and (d.told is null or p_done and d.wiped is null) then
    update portal.device q set told = coalesce(q.told, at), wiped = case when p_done then at end
    where q.id = d.id;
  end if;
  return (select json_build_object('closed', b.way is not null, 'wipe', coalesce(b.wipe, false), 'reason', b.reason,
    'since', b.since, 'incarnation', m.incarnation, 'earlier', m.earlier)::text from portal.meta m);
end $$;
