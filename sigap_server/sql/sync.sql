-- One call: what the laptop sends, then what is new for it, in one transaction. `portal.pull` and `portal.page` are rendered
-- from the declaration of the streams.

create function portal_api.sync(
  p_device text, p_schema int, p_cursor text, p_scopes text[], p_full text[], p_after jsonb, p_commands jsonb)
returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  reached pg_lsn := portal.reached(); who portal.caller := portal.caller(session_user, p_device, p_schema);
  outcomes jsonb := '[]'; snapshot text; news text;
  wanted text[] := case when p_cursor is null and p_full = '{}' then portal.streams() else coalesce(p_full, '{}') end;
begin
  if p_cursor is not null then
    perform portal.must_hold(p_cursor, who.epoch, reached);
    -- tombstones from before the floor are gone
    if pg_snapshot_xmin(split_part(p_cursor, '@', 3)::pg_snapshot) < who.floor then
      raise exception 'this laptop was away for longer than deletions are remembered' using errcode = 'PT410';
    end if;
  end if;
  if p_commands <> '[]' then
    outcomes := portal.push(who.me, who.teams, p_device, p_commands);
  end if;
  snapshot := portal.snapshot();
  if wanted = '{}' then
    news := portal.pull(who.scopes, coalesce(p_scopes, '{}'), split_part(p_cursor, '@', 3)::pg_snapshot);
  else
    news := portal.page(who.scopes, wanted, p_after, 2000);
  end if;
  return '{"since":' || coalesce(to_json(p_cursor)::text, 'null') || ',"after":' || coalesce(p_after::text, 'null')
      || ',"cursor":"' || portal.cursor(who.epoch, snapshot) || '","incarnation":"' || who.incarnation
      || '","scopes":' || array_to_json(who.scopes) || ',"outcomes":' || outcomes::text
      || ',"paged":' || array_to_json(wanted) || ',' || news || '}';
end $$;
