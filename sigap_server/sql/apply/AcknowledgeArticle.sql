-- I have read this version in this language. Saying it twice changes nothing.
create function portal.apply_acknowledgearticle(c portal.command) returns portal.step language plpgsql as $$
declare read int := (c.body ->> 'version')::int; a portal.article; site text;
begin
  select q.* into a from portal.article q
  where q.id = c.body ->> 'article' and q.language = c.body ->> 'language';
  if a.audience is distinct from 'all' then
    select p.site into site from portal.person p where p.login = c.me;
    if a.audience <> all (portal.scopes(c.me, site, c.teams)) then return portal.refused('unknown'); end if;
  end if;
  if a.id is null or read is null or read not between 1 and a.version then return portal.refused('unknown'); end if;
  insert into portal.acknowledgement (article, language, version, person, at) values (a.id, a.language, read, c.me, c.at)
  on conflict do nothing;
  return null;
end $$;
