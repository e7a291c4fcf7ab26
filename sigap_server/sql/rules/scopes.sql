-- The teams a person answers for.
create function portal.teams(me text) returns text[] language plpgsql stable as $$
begin
  return array(select m.team from portal.membership m where m.person = me order by m.team);
end $$;

-- The scopes of a person.
create function portal.scopes(me text, site text, department text, employment text, teams text[])
returns text[] language plpgsql immutable as $$
declare
  team text;
  held text[] := array['all', 'department:' || department, 'employment:' || employment, 'person:' || me, 'site:' || site];
begin
  foreach team in array teams loop
    held := held || ('team:' || team);
  end loop;
  return held;
end $$;

-- `team` and {all, team:hr} → {hr}.
create function portal.named(kind text, scopes text[]) returns text[] language plpgsql immutable as $$
declare found_here text[] := '{}'; one text;
begin
  foreach one in array scopes loop
    if starts_with(one, kind || ':') then found_here := found_here || substr(one, length(kind) + 2); end if;
  end loop;
  return found_here;
end $$;
