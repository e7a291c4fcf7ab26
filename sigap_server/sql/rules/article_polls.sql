-- The polls on articles, opened and closed as their versions come and go. All polls of a key share its modulus, and each has a
-- prime of its own as exponent, given once: a ticket of a poll that ended would fit the next.

create function portal.is_prime(odd int) returns boolean language plpgsql immutable as $$
begin
  for d in 3 .. floor(sqrt(odd))::int by 2 loop
    if odd % d = 0 then return false; end if;
  end loop;
  return true;
end $$;

-- The next exponent of the newest key; null while there is no key.
create function portal.take_exponent(out of_key text, out exponent int) language plpgsql as $$
declare s portal.signing_secret;
begin
  select q.* into s from portal.signing_secret q order by q.key desc limit 1 for update;
  if s.key is null then return; end if;
  exponent := greatest(65537, s.last_exponent + 2);
  while not portal.is_prime(exponent) or (s.p - 1) % exponent = 0 or (s.q - 1) % exponent = 0 loop
    exponent := exponent + 2;
  end loop;
  update portal.signing_secret q set last_exponent = exponent where q.key = s.key;
  of_key := s.key;
end $$;

-- A poll for the newest version of each of these articles whose owner would read it. The poll on the version before stays, for
-- answers that are under way; older ones end, and those of an article that is gone.
create function portal.keep_article_polls(articles text[]) returns void language plpgsql as $$
declare a record; e record; old record; poll_id text;
begin
  for a in
    select distinct on (q.id) q.id, q.version, q.owner, q.audience from portal.article q
    where q.id = any (articles) and q.owner <> '' order by q.id, q.version desc, q.language
  loop
    poll_id := 'article:' || a.id || '@' || a.version;
    update portal.poll t set team = a.owner, audience = a.audience
    where t.about = 'article:' || a.id and row(t.team, t.audience) is distinct from row(a.owner, a.audience);
    continue when exists (select from portal.poll q where q.id = poll_id);
    select * into e from portal.take_exponent();
    continue when e.of_key is null;
    insert into portal.poll (id, about, version, team, audience, key, exponent, questions)
    values (poll_id, 'article:' || a.id, a.version, a.owner, a.audience, e.of_key, e.exponent, portal.article_questions());
    insert into portal.poll_count (poll) values (poll_id) on conflict do nothing;
  end loop;
  for old in
    select p.id from (
      select q.id, q.about, q.version, n.version as newest,
             max(q.version) filter (where q.version is distinct from n.version) over (partition by q.about) as before
      from portal.poll q left join (
        select 'article:' || r.id as about, max(r.version) as version from portal.article r
        where r.id = any (articles) and r.owner <> '' group by r.id) n on n.about = q.about
      where q.about = any (select 'article:' || unnest(articles))) p
    where p.newest is null or p.version <> p.newest and p.version <> p.before
  loop
    perform portal.close_poll(old.id);
  end loop;
end $$;
