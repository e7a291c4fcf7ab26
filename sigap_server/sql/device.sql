-- The way in: who calls, from which device, and whether this installation understands them.

-- A transaction that looks at an older moment would still find people in teams they have left, and devices that were revoked.
create function portal.at_the_newest() returns void language plpgsql stable as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'a call sees what is true now: begin no transaction of another isolation than read committed'
    using errcode = 'PT412';
  end if;
end $$;

-- The device a person calls from; new ones are entered. Each device belongs to one login for ever.
create function portal.enter_device(me text, p_device text) returns portal.device language plpgsql as $$
declare d portal.device;
begin
  if p_device is null or length(p_device) not between 1 and 64 then
    raise exception 'a device is named by 1 to 64 characters' using errcode = 'PT403';
  end if;
  if (select count(*) from portal.device q where q.login = me) >= 50 then
    raise exception 'this login has 50 devices already' using errcode = 'PT429';
  end if;
  insert into portal.device (id, login) values (p_device, me) on conflict do nothing;
  select q.* into d from portal.device q where q.id = p_device;
  return d;
end $$;

-- Whose way in this is: a person's second laptop comes in by a role of its own, `sari~2`. No login has a `~`.
create function portal.person_of(way text) returns text language sql immutable parallel safe as $$
  select split_part(way, '~', 1) $$;

-- Everything that must hold before anything is done for a caller, looked up at once.
create function portal.caller(way text, p_device text, p_schema int) returns portal.caller language plpgsql as $$
declare me text := portal.person_of(way); f record; d portal.device;
begin
  perform portal.at_the_newest();
  select m.incarnation, m.floor, m.schema_min, m.schema_max, m.epoch, m.started, m.recovered, m.written::xid = m.xmin as original,
         p.login, p.site, p.team as department, p.employment, q.login as owner, q.revoked,
         array(select t.team from portal.membership t where t.person = me order by t.team) as teams
  into strict f
  from portal.meta m left join portal.person p on p.login = me left join portal.device q on q.id = p_device;
  if not f.original then
    raise exception 'this database was restored, and the administrator has not said so' using errcode = 'PT503';
  end if;
  if p_schema is null or p_schema not between f.schema_min and f.schema_max then
    raise exception 'this database takes the command schemas % to %', f.schema_min, f.schema_max
    using errcode = 'PT426', detail = f.schema_min || ' ' || f.schema_max;
  end if;
  if f.login is null then raise exception 'no person of the company has this login' using errcode = 'PT403'; end if;
  if f.owner is null and pg_is_in_recovery() then
    f.owner := me; f.revoked := false;  -- a standby enters nobody, and shows what the person may see
  elsif f.owner is null then
    d := portal.enter_device(me, p_device);
    f.owner := d.login; f.revoked := d.revoked;
  end if;
  if f.owner <> me then raise exception 'this device belongs to another login' using errcode = 'PT403'; end if;
  if f.revoked then raise exception 'this device was revoked' using errcode = 'PT403'; end if;
  if not pg_is_in_recovery() and (f.started is distinct from pg_postmaster_start_time()
                                  or f.recovered is distinct from pg_last_wal_replay_lsn()) then
    f.epoch := portal.present_epoch();
  end if;
  return row(
    me, f.teams, portal.scopes(me, f.site, f.department, f.employment, f.teams), p_device, f.incarnation, f.epoch, f.floor
  )::portal.caller;
end $$;

create function portal_api.hello(p_device text, p_schema int) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare mine text := session_user; who portal.caller := portal.caller(mine, p_device, p_schema); at bigint := portal.now();
begin
  if not pg_is_in_recovery() then  -- twice a day is enough to know a laptop that is in use from a forgotten one
    update portal.device q set way = mine, seen = at, entered = coalesce(q.entered, at)
    where q.id = p_device and (q.way is distinct from mine or q.seen is null or q.seen < at - 43200000000);
  end if;
  return (
    select json_build_object('incarnation', m.incarnation, 'login', who.me, 'schema_min', m.schema_min,
      'schema_max', m.schema_max, 'last_no', coalesce(d.last_no, 0), 'server_time', portal.now(), 'version', m.version,
      'lock_after_days', m.lock_after_days, 'earlier', m.earlier, 'standby', pg_is_in_recovery())::text
    from portal.meta m left join portal.device d on d.id = p_device);
end $$;
