-- Instants are whole microseconds since 1970, UTC.
create function portal.now() returns bigint language sql volatile as $$
  select (extract(epoch from clock_timestamp()) * 1000000)::bigint $$;

-- For reports: the instant as a timestamp.
create function portal.moment(instant bigint) returns timestamptz language sql stable as $$
  select timestamptz 'epoch' + instant * interval '1 microsecond' $$;

-- The date in UTC.
create function portal.date_of(instant bigint) returns text language sql stable as $$
  select to_char(timestamp 'epoch' + instant * interval '1 microsecond', 'YYYY-MM-DD') $$;
