-- I have read this version in this language. Saying it twice changes nothing; it takes the place of having declined.
create function portal.apply_acknowledgearticle(c portal.command) returns portal.step language plpgsql as $$
declare
  read int := (c.body ->> 'version')::int; minor int := coalesce((c.body ->> 'minor')::int, 0); a portal.article;
  hash text := coalesce(c.body ->> 'hash', '');
begin
  select q.* into a from portal.article q
  where q.id = c.body ->> 'article' and q.language = c.body ->> 'language' and portal.sees(c, q);
  if a.id is null or read is null or read not between 1 and a.version then return portal.refused('unknown'); end if;
  if minor < 0 or hash !~ '^([0-9a-f]{64})?$' then return portal.refused('invalid'); end if;
  if hash <> '' and hash <> portal.hash_of(a, read, minor) then return portal.refused('changed'); end if;
  insert into portal.acknowledgement as t (article, language, version, person, at, minor, hash, team, overseer)
  values (a.id, a.language, read, c.me, c.at, minor, hash, a.owner, portal.overseer())
  on conflict (article, language, version, person) do update
  set at = excluded.at, minor = excluded.minor, hash = excluded.hash, declined = '', team = excluded.team, overseer = excluded.overseer
  where t.declined <> '';
  return null;
end $$;
