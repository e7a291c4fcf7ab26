-- A table that is rarely written says in which scopes anything in it changed: a quiet pull looks here, and not into each.
-- This one is for tables that everybody pulls; those of the others are rendered.
create function portal.told_all() returns trigger language plpgsql as $$
begin
  insert into portal.told (stream, scope) values (tg_table_name, 'all');
  return null;
end $$;

-- Every update of a pulled row says so; which tables, is rendered from the declaration of the streams.
create function portal.touch() returns trigger language plpgsql as $$
begin
  new.changed := pg_current_xact_id();
  return new;
end $$;
