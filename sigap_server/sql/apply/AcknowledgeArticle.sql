-- I have read this version in this language. Saying it twice changes nothing.
create function portal.apply_acknowledgearticle(c portal.command) returns portal.step language plpgsql as $$
declare read int := (c.body ->> 'version')::int; a portal.article;
begin
  select q.* into a from portal.article q
  where q.id = c.body ->> 'article' and q.language = c.body ->> 'language'
    and q.audience = any (portal.scopes(c.me, (select p.site from portal.person p where p.login = c.me), c.teams));
  if a.id is null or read is null or read not between 1 and a.version then return portal.refused('unknown'); end if;
  insert into portal.acknowledgement (article, language, version, person, at) values (a.id, a.language, read, c.me, c.at)
  on conflict do nothing;
  return null;
end $$;
