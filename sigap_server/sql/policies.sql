-- The second wall: whoever reaches a table other than through the functions finds nothing in it.
do $$ declare t text; begin
  for t in select tablename from pg_tables where schemaname = 'portal' loop
    execute format('alter table portal.%I enable row level security', t);
    execute format('alter table portal.%I force row level security', t);
    execute format('drop policy if exists owner on portal.%I', t);
    execute format('create policy owner on portal.%I to portal_owner using (true) with check (true)', t);
  end loop;
  -- Nor does a view show more than whoever reads it may see.
  for t in select viewname from pg_views where schemaname = 'portal' loop
    execute format('alter view portal.%I set (security_invoker = true)', t);
  end loop;
end $$;
