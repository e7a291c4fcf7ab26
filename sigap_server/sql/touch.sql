-- Every update of a pulled row says so; which tables, is rendered from the declaration of the streams.
create function portal.touch() returns trigger language plpgsql as $$
begin
  new.changed := pg_current_xact_id();
  return new;
end $$;
