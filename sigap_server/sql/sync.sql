-- One call: what the laptop sends, then what is new for it, in one transaction. `portal.pull` and `portal.page` are rendered
-- from the declaration of the streams.

-- Where a pull stands. It is read before the first row is. On a hot standby the running transactions are not listed and
-- would be skipped: there everything from the oldest on counts as not yet seen, and comes twice.
create function portal.cursor() returns text language plpgsql volatile as $$
declare s pg_snapshot := pg_current_snapshot();
begin
  return case when pg_is_in_recovery() then pg_snapshot_xmin(s) || ':' || pg_snapshot_xmin(s) || ':' else s::text end;
end $$;

create function portal_api.sync(p_device text, p_schema int, p_cursor text, p_scopes text[], p_full text[], p_after jsonb, p_commands jsonb)
returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me text := session_user; m portal.meta := portal.meets(p_schema); outcomes jsonb := '[]'; now_at text; held text[]; news json;
  wanted text[] := case when p_cursor is null and p_full = '{}' then portal.streams() else coalesce(p_full, '{}') end;
begin
  perform portal.device(me, p_device);
  held := portal.welcome(me);
  if p_commands <> '[]' then
    outcomes := portal.push(me, p_device, p_commands);
    held := portal.welcome(me);
  end if;
  now_at := portal.cursor();
  if wanted = '{}' then
    news := portal.pull(held, coalesce(p_scopes, '{}'), p_cursor::pg_snapshot);
  else
    news := portal.page(held, wanted, p_after, 2000);
  end if;
  return json_build_object('since', p_cursor, 'after', p_after, 'cursor', now_at, 'incarnation', m.incarnation, 'scopes', held,
    'outcomes', outcomes, 'paged', wanted, 'next', news -> 'next', 'rows', news -> 'rows', 'gone', news -> 'gone')::text;
end $$;
