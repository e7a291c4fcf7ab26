-- One call: what the laptop sends, then what is new for it, in one transaction. `portal.pull` and `portal.page` are rendered
-- from the declaration of the streams.

-- Where a pull stands. It is read before the first row is. On a hot standby the running transactions are not listed and
-- would be skipped: there everything from the oldest on counts as not yet seen, and comes twice.
create function portal.cursor() returns text language plpgsql volatile as $$
declare s pg_snapshot := pg_current_snapshot();
begin
  return case when pg_is_in_recovery() then pg_snapshot_xmin(s) || ':' || pg_snapshot_xmin(s) || ':' else s::text end;
end $$;

create function portal_api.sync(
  p_device text, p_schema int, p_cursor text, p_scopes text[], p_full text[], p_after jsonb, p_commands jsonb)
returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  who portal.caller := portal.caller(session_user, p_device, p_schema); outcomes jsonb := '[]'; now_at text; news text;
  wanted text[] := case when p_cursor is null and p_full = '{}' then portal.streams() else coalesce(p_full, '{}') end;
begin
  if p_commands <> '[]' then
    outcomes := portal.push(who.me, who.teams, p_device, p_commands);
  end if;
  now_at := portal.cursor();
  if wanted = '{}' then
    news := portal.pull(who.scopes, coalesce(p_scopes, '{}'), p_cursor::pg_snapshot);
  else
    news := portal.page(who.scopes, wanted, p_after, 2000);
  end if;
  return '{"since":' || coalesce(to_json(p_cursor)::text, 'null') || ',"after":' || coalesce(p_after::text, 'null')
      || ',"cursor":"' || now_at || '","incarnation":"' || who.incarnation || '","scopes":' || array_to_json(who.scopes)
      || ',"outcomes":' || outcomes::text || ',"paged":' || array_to_json(wanted) || ',' || news || '}';
end $$;
