-- One call: what the laptop sends, then what is new for it, in one transaction. `portal.increment`, `portal.more` and
-- `portal.page` are rendered from the declaration of the streams. What goes over the wire is told in docs/decisions/the-wire.md.

-- What a laptop that stands nowhere else has in common with who calls, in eight letters: this life of the database and the
-- scopes held. The same is computed in desktop_app/protocol/wire.py.
create function portal.standing(who portal.caller) returns text language plpgsql immutable as $$
begin
  return left(encode(sha256(convert_to(who.incarnation || ' ' || array_to_string(who.scopes, ' '), 'UTF8')), 'hex'), 8);
end $$;

-- What is new for who holds these scopes and held those; `next` is where to go on when it is too much for one reply: first the
-- news (["news", since, stream, changed, key…]), then all rows of the scopes gained (["gained", since, stream, key…]). What left
-- is told before any of it, all at once: keys are short.
create function portal.pull(
  held text[], had text[], since pg_snapshot, after jsonb, room int, out rows text, out gone text, out next jsonb)
language plpgsql as $$
declare kept text[] := held; gained text[] := '{}'; stage text := after ->> 0; p record; place jsonb;
begin
  if not held <@ had then
    kept := array(select unnest(held) intersect select unnest(had));
    gained := array(select unnest(held) except select unnest(had));
  end if;
  rows := '';
  if stage is null then
    select json_object_agg(g.stream, g.keys)::text into gone from (
      select t.stream, json_agg(t.key) as keys from portal.departed t
      where t.scope = any (held) and t.changed >= pg_snapshot_xmin(since) and not pg_visible_in_snapshot(t.changed, since)
      group by t.stream) g;
    select * into p from portal.increment(kept, since, room);
    rows := p.rows; place := p.next;
  elsif stage = 'news' then
    select * into p from portal.more(kept, portal.streams(), since, after - 0 - 0, room);
    rows := p.rows; place := p.next;
  end if;
  if place is not null then
    next := jsonb_build_array('news', after -> 1) || place;
  elsif gained <> '{}' then
    select * into p from portal.page(
      gained, case when 'all' = any (gained) then portal.streams() else portal.scoped_streams() end,
      case when stage = 'gained' and jsonb_array_length(after) > 2 then after - 0 - 0 end, room);
    rows := rows || p.rows;
    if p.next is not null then next := jsonb_build_array('gained', after -> 1) || p.next; end if;
  end if;
end $$;

-- `asked`: schema, standing, cursor (- before the first) and device, by spaces. `more` has what else there is: `scopes`, those the
-- laptop holds; `full`, streams it wants whole; `after`, where the last page ended; `commands`. A reply leaves out what the laptop
-- knows: the cursor where it has not moved, incarnation and scopes where they are those of its standing.
create function portal_api.sync(p_asked text, p_more jsonb default null)
returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  reached pg_lsn := portal.reached(); asked text[] := string_to_array(p_asked, ' '); device text := asked[4];
  seen text := nullif(asked[3], '-'); who portal.caller := portal.caller(session_user, device, asked[1]::int);
  known boolean := portal.standing(who) = asked[2]; after jsonb := p_more -> 'after'; since text := seen; wanted text[];
  outcomes jsonb; said text := ''; snapshot text; p record;
begin
  if p_more ? 'full' then
    wanted := array(select jsonb_array_elements_text(p_more -> 'full'));
  elsif seen is null then
    wanted := portal.streams();
  end if;
  if not known then
    said := ',"incarnation":"' || who.incarnation || '","scopes":' || array_to_json(who.scopes);
    if wanted is null and not coalesce(p_more ? 'scopes', false) then
      return '{"tell":true' || said || '}';
    end if;
  end if;
  if seen is not null then
    perform portal.must_hold(seen, who.epoch, reached);
    -- tombstones from before the floor are gone
    if pg_snapshot_xmin(portal.seen(seen)) < who.floor then
      raise exception 'this laptop was away for longer than deletions are remembered' using errcode = 'PT410';
    end if;
  end if;
  if not pg_is_in_recovery() then perform portal.publish_due(); end if;
  if p_more ? 'commands' then
    outcomes := portal.push(who.me, who.teams, device, p_more -> 'commands');
    said := said || ',"outcomes":' || outcomes::text;
  end if;
  -- Once a day, when the first of a team is here.
  if who.teams <> '{}' and reached is null then
    perform portal.rounds(who.teams, portal.now());
  end if;
  snapshot := portal.snapshot();
  if wanted is null then
    if after is not null then since := after ->> 1; end if;
    select * into p from portal.pull(
      who.scopes, case when known then who.scopes else array(select jsonb_array_elements_text(p_more -> 'scopes')) end,
      portal.seen(since), coalesce(after, jsonb_build_array(null, since)), 2000);
    if p.gone is not null then said := said || ',"gone":' || p.gone; end if;
  else
    select * into p from portal.page(who.scopes, wanted, after, 2000);
    said := said || ',"paged":' || array_to_json(wanted);
  end if;
  if p.rows <> '' then said := said || ',"rows":[' || substr(p.rows, 2) || ']'; end if;
  if p.next is not null then said := said || ',"next":' || p.next::text; end if;
  -- A cursor that stays where it is costs the laptop no write; one that stays for ever would have ever more rows looked at.
  if said <> '' or pg_snapshot_xmin(portal.seen(since))::text::bigint + 100000 < split_part(snapshot, ':', 1)::bigint then
    said := said || ',"cursor":"' || portal.cursor(who.epoch, snapshot) || '"';
  end if;
  return '{' || substr(said, 2) || '}';
end $$;
