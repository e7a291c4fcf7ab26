-- Instants are whole microseconds since 1970, UTC.
create function portal.now() returns bigint language sql volatile as $$
  select (extract(epoch from clock_timestamp()) * 1000000)::bigint $$;

-- For reports: the instant as a timestamp.
create function portal.moment(instant bigint) returns timestamptz language sql immutable as $$
  select timestamptz 'epoch' + make_interval(secs => instant / 1000000) + (instant % 1000000) * interval '1 microsecond' $$;

-- The local dates that a laptop may have had when it was `instant` in UTC.
create function portal.dates_around(instant bigint) returns text[] language plpgsql immutable as $$
begin
  return array(select to_char((portal.moment(instant) at time zone 'UTC')::date + off, 'YYYY-MM-DD') from unnest(array[-1, 0, 1]) off);
end $$;
