-- What is counted without a name: words that found nothing, and how articles are used. A call adds to one counter of one day and
-- touches nothing else, so no row, order or transaction number here is that of a person, and no two counters of one person are
-- ever written together. See docs/decisions/keeping-articles-true.md.

-- Counts {"words", "language", "category"} or {"article", "read", "stuck", "avoided"}. It comes as text, so that PostgreSQL does
-- not repeat it in an error. What may not be counted is taken and forgotten: the answer would say why, and who asks is known.
create function portal_api.report(p_said text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare me text := portal.person_of(session_user); said jsonb;
begin
  perform portal.at_the_newest();
  if not exists (select from portal.person p where p.login = me) then
    raise exception 'no person of the company has this login' using errcode = 'PT403';
  end if;
  if length(p_said) <= 400 then said := portal.parsed(p_said); end if;
  if jsonb_typeof(said) is distinct from 'object' then
    raise exception 'this cannot be counted' using errcode = 'PT422';
  end if;
  if said ? 'words' then
    perform portal.count_gap(said);
  else
    perform portal.count_visit(said, me);
  end if;
  return true;
end $$;

-- One more who looked for these words and found nothing. A day holds 2,000 different ones: a flood fills no more.
create function portal.count_gap(said jsonb) returns void language plpgsql as $$
declare
  wanted text := portal.sayable(said ->> 'words'); today text := portal.date_of(portal.now()); spoken text := said ->> 'language';
  about text := coalesce(said ->> 'category', '');
begin
  if wanted is null or spoken is null or spoken !~ '^[a-z]{2,3}$' then return; end if;
  if not exists (select from portal.article a where a.category = about) then about := ''; end if;
  if (select count(*) from portal.gap g where g.day = today) >= 2000 then return; end if;
  insert into portal.gap as t (day, language, words, category, times) values (today, spoken, wanted, about, 1)
  on conflict (language, words, category, day) do update set times = t.times + 1;
end $$;

-- How an article was used on one laptop since it last said so.
create function portal.count_visit(said jsonb, me text) returns void language plpgsql as $$
declare today text := portal.date_of(portal.now()); which text := said ->> 'article'; added int[];
begin
  added := array(select case when said ->> k ~ '^[0-9]{1,2}$' then least((said ->> k)::int, 20) else 0 end
                 from unnest(array['read', 'stuck', 'avoided']) k);
  if not exists (select from portal.article a join portal.person p on p.login = me
                 where a.id = which and a.audience = any (portal.scopes(me, p.site, p.team, p.employment, portal.teams(me)))) then
    return;
  end if;
  insert into portal.visit as t (day, article, read, stuck, avoided) values (today, which, added[1], added[2], added[3])
  on conflict (article, day) do update
  set read = t.read + excluded.read, stuck = t.stuck + excluded.stuck, avoided = t.avoided + excluded.avoided;
end $$;
