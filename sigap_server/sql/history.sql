-- Which history of this database a laptop has seen. A standby that is promoted, a recovery to a point in time, a server that
-- starts from files put back or without its last moments: each goes on from somewhere with transaction numbers that others
-- have had before, so a snapshot alone is no place to go on from. A cursor therefore says three things: epoch@position@snapshot.
-- An epoch is one run of one server; the position is one in the write-ahead log, up to which the laptop has seen.

-- The timeline this server writes; PostgreSQL begins another whenever it leaves a recovery.
create function portal.timeline() returns int language plpgsql volatile as $$
begin
  return ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int;
end $$;

-- Where a timeline that came before the present one was left; null where the server does not tell.
create function portal.left_at(present int, earlier int) returns pg_lsn
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare file text; line text;
begin
  file := pg_read_file('pg_wal/' || lpad(upper(to_hex(present)), 8, '0') || '.history', 0, 1000000, true);
  foreach line in array string_to_array(coalesce(file, ''), E'\n') loop
    if split_part(line, E'\t', 1) = earlier::text then return split_part(line, E'\t', 2)::pg_lsn; end if;
  end loop;
  return null;
end $$;

-- The epoch; whoever comes first after a start or a promotion begins a new one, and notes where the one before it was left.
-- What it begins with is a timeline, and never falls: so a server that others have left can be told from one that went on
-- without us. The last hundred are remembered; who was away for longer begins again.
create function portal.present_epoch() returns text language plpgsql volatile as $$
declare m portal.meta; present int := portal.timeline(); left_at pg_lsn;
begin
  select q.* into m from portal.meta q for update;
  if (m.started, m.recovered) is not distinct from (pg_postmaster_start_time(), pg_last_wal_replay_lsn()) then
    return m.epoch;
  end if;
  left_at := case when m.timeline <> present then portal.left_at(present, m.timeline)
                  else coalesce(pg_last_wal_replay_lsn(), (pg_control_checkpoint()).checkpoint_lsn) end;
  update portal.meta q
  set epoch = greatest(portal.number_of(m.epoch), present) || '-' || left(gen_random_uuid()::text, 8), timeline = present,
      started = pg_postmaster_start_time(), recovered = pg_last_wal_replay_lsn(),
      forks = jsonb_path_query_array(jsonb_build_array(jsonb_build_array(m.epoch, left_at)) || m.forks, '$[0 to 99]')
  returning q.epoch into m.epoch;
  return m.epoch;
end $$;

create function portal.number_of(epoch text) returns int language sql immutable as $$
  select coalesce(substring(epoch from '^[0-9]{1,9}'), '0')::int $$;

-- Where an epoch before the present one was left; nothing where it is not one of this database, null where it is not known.
create function portal.forks_of(its text) returns setof pg_lsn language plpgsql stable as $$
begin
  return query select (f ->> 1)::pg_lsn from portal.meta m, jsonb_array_elements(m.forks) f where f ->> 0 = its;
end $$;

-- Up to where a standby has got; null on a server that leads. Read before anything else is: what is read later is newer.
create function portal.reached() returns pg_lsn language plpgsql volatile as $$
begin
  return case when pg_is_in_recovery() then pg_last_wal_replay_lsn() end;
end $$;

-- Raises unless all that the laptop has seen is part of the history here. A server that is behind is passed over; where what
-- was seen was lost, the laptop begins again.
create function portal.must_hold(seen text, epoch text, reached pg_lsn) returns void language plpgsql volatile as $$
declare
  its text := split_part(seen, '@', 1); position pg_lsn := nullif(split_part(seen, '@', 2), '')::pg_lsn; fork pg_lsn;
  ours boolean := its = epoch;
begin
  if ours then
    if position <= coalesce(reached, pg_current_wal_insert_lsn()) then return; end if;
  else
    select f into fork from portal.forks_of(its) f;
    ours := found;
    if position <= fork then return; end if;
  end if;
  if reached is not null and (its = epoch or not ours) or portal.number_of(its) > portal.number_of(epoch) then
    raise exception 'this server is behind what the laptop has seen' using errcode = 'PT425';
  end if;
  raise exception 'what the laptop has seen was lost here' using errcode = 'PT410';
end $$;

-- What a snapshot shows. On a standby the running transactions are not listed and would be skipped: there everything from the
-- oldest on counts as not yet seen, and comes twice.
create function portal.snapshot() returns text language plpgsql volatile as $$
declare s pg_snapshot := pg_current_snapshot();
begin
  return case when pg_is_in_recovery() then pg_snapshot_xmin(s) || ':' || pg_snapshot_xmin(s) || ':' else s::text end;
end $$;

-- The cursor of a reply whose rows were read after `snapshot`. The position is read last: no row is newer. A snapshot in which
-- nothing was running is one number: 7:7: → 7.
create function portal.cursor(epoch text, snapshot text) returns text language plpgsql volatile as $$
declare oldest text := split_part(snapshot, ':', 1);
begin
  return epoch || '@' || case when pg_is_in_recovery() then greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
                              else pg_current_wal_insert_lsn() end
      || '@' || case when snapshot = oldest || ':' || oldest || ':' then oldest else snapshot end;
end $$;

-- What was seen by who stands at this cursor.
create function portal.seen(cursor text) returns pg_snapshot language plpgsql immutable as $$
declare snapshot text := split_part(cursor, '@', 3);
begin
  return case when strpos(snapshot, ':') = 0 then snapshot || ':' || snapshot || ':' else snapshot end::pg_snapshot;
end $$;

-- A cluster that was restored from a dump has rows with transaction numbers of another: `meta` notices, for its own row says
-- which transaction wrote it. `sigap-admin db restored` makes all rows new, and ends this.
create function portal.written() returns trigger language plpgsql as $$
begin
  new.written := pg_current_xact_id();
  return new;
end $$;
create trigger written before update on portal.meta for each row execute function portal.written();
