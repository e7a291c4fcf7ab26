-- I have read it and do not say so, for this reason.
create function portal.apply_declinearticle(c portal.command) returns portal.step language plpgsql as $$
declare
  read int := (c.body ->> 'version')::int; minor int := coalesce((c.body ->> 'minor')::int, 0); a portal.article;
  reason text := coalesce(c.body ->> 'reason', '');
begin
  select q.* into a from portal.article q
  where q.id = c.body ->> 'article' and q.language = c.body ->> 'language' and portal.sees(c, q);
  if a.id is null or read is null or read not between 1 and a.version then return portal.refused('unknown'); end if;
  if minor < 0 then return portal.refused('invalid'); end if;
  if portal.is_blank(reason) then return portal.refused('empty'); end if;
  if length(reason) > 500 then return portal.refused('too_long'); end if;
  insert into portal.acknowledgement as t (article, language, version, person, at, minor, hash, declined, team, overseer)
  values (a.id, a.language, read, c.me, c.at, minor, '', reason, a.owner, portal.overseer())
  on conflict (article, language, version, person) do update
  set at = excluded.at, minor = excluded.minor, declined = excluded.declined, team = excluded.team, overseer = excluded.overseer
  where t.declined <> '';
  if not found then return portal.refused('wrong_state'); end if;
  return null;
end $$;
