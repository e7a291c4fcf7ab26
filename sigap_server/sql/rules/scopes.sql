-- The scopes a person holds; null for who is not in the company (any more).
create function portal.scopes(me text) returns text[] language plpgsql stable as $$
begin
  return (
    select array['all', 'person:' || me, 'site:' || p.site]
        || array(select 'team:' || m.team from portal.membership m where m.person = me order by m.team)
    from portal.person p where p.login = me);
end $$;

-- `team` and {all, team:hr} → {hr}.
create function portal.named(kind text, scopes text[]) returns text[] language plpgsql immutable as $$
begin
  return array(select substr(s, length(kind) + 2) from unnest(scopes) s where starts_with(s, kind || ':'));
end $$;

create function portal.is_member(me text, of text) returns boolean language plpgsql stable as $$
begin
  return exists (select from portal.membership m where m.person = me and m.team = of);
end $$;
