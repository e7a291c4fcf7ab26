-- The device a person calls from; new ones are entered. Each device belongs to one login for ever.
create function portal.device(me text, p_device text) returns portal.device language plpgsql as $$
declare d portal.device;
begin
  select q.* into d from portal.device q where q.id = p_device;
  if d.id is null then
    if p_device is null or length(p_device) not between 1 and 64 then
      raise exception 'a device is named by 1 to 64 characters' using errcode = 'PT403';
    end if;
    if (select count(*) from portal.device q where q.login = me) >= 50 then
      raise exception 'this login has 50 devices already' using errcode = 'PT429';
    end if;
    insert into portal.device (id, login) values (p_device, me) on conflict do nothing;
    select q.* into d from portal.device q where q.id = p_device;
  end if;
  if d.login <> me then raise exception 'this device belongs to another login' using errcode = 'PT403'; end if;
  if d.revoked then raise exception 'this device was revoked' using errcode = 'PT403'; end if;
  return d;
end $$;

-- The scopes of the caller; who is not in the company may not call.
create function portal.welcome(me text) returns text[] language plpgsql stable as $$
declare held text[] := portal.scopes(me);
begin
  if held is null then raise exception 'no person of the company has this login' using errcode = 'PT403'; end if;
  return held;
end $$;

-- What this installation is; refuses a laptop whose commands it no longer, or not yet, understands.
create function portal.meets(p_schema int) returns portal.meta language plpgsql stable as $$
declare m portal.meta;
begin
  select q.* into strict m from portal.meta q;
  if p_schema is null or p_schema not between m.schema_min and m.schema_max then
    raise exception 'this database takes the command schemas % to %', m.schema_min, m.schema_max
    using errcode = 'PT426', detail = m.schema_min || ' ' || m.schema_max;
  end if;
  return m;
end $$;

create function portal_api.hello(p_device text, p_schema int) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare me text := session_user; m portal.meta := portal.meets(p_schema); d portal.device;
begin
  perform portal.welcome(me);
  d := portal.device(me, p_device);
  return json_build_object('incarnation', m.incarnation, 'login', me, 'schema_min', m.schema_min, 'schema_max', m.schema_max,
                           'last_no', d.last_no, 'server_time', portal.now(), 'version', m.version)::text;
end $$;
