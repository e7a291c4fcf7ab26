-- What teams have to do to keep their articles true. Each team is gone through once a day: when somebody of it is first here, or
-- in the housekeeping. A task has an id of what it is about, so it is made once.

-- Goes through the teams that nobody has gone through today.
create function portal.rounds(p_teams text[], p_now bigint) returns void language plpgsql as $$
declare today text := portal.date_of(p_now); one text;
begin
  for one in select t from unnest(p_teams) t
             where not exists (select from portal.upkeep_round r where r.team = t and r.day >= today) order by t loop
    insert into portal.upkeep_round as r (team, day) values (one, today)
    on conflict (team) do update set day = excluded.day where r.day < excluded.day;
    if found then perform portal.go_round(one, p_now); end if;
  end loop;
end $$;

-- All that a team may have to do, as of a day.
create function portal.go_round(p_team text, p_now bigint) returns void language plpgsql as $$
declare today text := portal.date_of(p_now); later text := portal.date_of(p_now + 14 * 86400000000);
begin
  perform portal.ask_for_reviews(p_team, today, p_now);
  perform portal.ask_for_translations(p_team, today, later);
  perform portal.hand_on_answers(p_team, today, later);
  perform portal.hand_on_gaps(p_team, today, later);
  perform portal.tell_readership(p_team);
end $$;

-- Midnight, UTC, of a day.
create function portal.start_of(day text) returns bigint language sql immutable as $$
  select (extract(epoch from day::timestamp) * 1000000)::bigint $$;

-- Makes a task, once. What is done stays done.
create function portal.need(
  p_id text, p_team text, p_kind text, p_article text, p_language text, p_text text, p_count int, p_due text, p_today text)
returns void language plpgsql as $$
begin
  insert into portal.upkeep (id, team, kind, article, language, text, count, due, made, state, done_note)
  values (p_id, p_team, p_kind, p_article, p_language, p_text, p_count, p_due, portal.start_of(p_today), 'open', '')
  on conflict (id) do nothing;
end $$;

-- What no longer needs doing, for the article itself has changed.
create function portal.settle(p_team text, p_kind text, p_needed text[]) returns void language plpgsql as $$
begin
  update portal.upkeep u set state = 'done'
  where u.team = p_team and u.kind = p_kind and u.state = 'open' and u.id <> all (p_needed);
end $$;

-- 30 days before the date by which an article is to be looked through.
create function portal.ask_for_reviews(p_team text, today text, p_now bigint) returns void language plpgsql as $$
declare a record; needed text[] := '{}'; soon text := portal.date_of(p_now + 30 * 86400000000);
begin
  for a in select q.id, min(q.review_by) as review_by from portal.article q
           where q.owner = p_team and q.review_by <= soon and (q.valid_until is null or q.valid_until >= today)
           group by q.id order by q.id loop
    needed := needed || ('review:' || a.id || ':' || a.review_by);
    perform portal.need(needed[cardinality(needed)], p_team, 'review', a.id, '', '', 0, a.review_by, today);
  end loop;
  perform portal.settle(p_team, 'review', needed);
end $$;

-- Where a translation was made from an older version than there is.
create function portal.ask_for_translations(p_team text, today text, later text) returns void language plpgsql as $$
declare a record; needed text[] := '{}';
begin
  for a in select q.id, q.language, s.version, s.minor from portal.article q
           join portal.article s on s.id = q.id and s.language = q.source_language
           where q.owner = p_team and (q.source_version, q.source_minor) < (s.version, s.minor)
             and (q.valid_until is null or q.valid_until >= today)
           order by q.id, q.language loop
    needed := needed || ('translation:' || a.id || ':' || a.language || ':' || a.version || '.' || a.minor);
    perform portal.need(
      needed[cardinality(needed)], p_team, 'translation', a.id, a.language, a.version || '.' || a.minor, 0, later, today);
  end loop;
  perform portal.settle(p_team, 'translation', needed);
end $$;

-- What readers said was missing, once the tally gives it out: the same words that its owner reads there, from ten answers on.
-- More words open the task again. Below half of all answers there is a task that asks why.
create function portal.hand_on_answers(p_team text, today text, later text) returns void language plpgsql as $$
declare t record; said text; many int;
begin
  for t in select v.poll, substr(v.about, 9) as article, v.answers, v.counts, v.comments
           from portal.stream_tally v join portal.poll p on p.id = v.poll
           where v.team = p_team and v.answers >= 10 and starts_with(v.about, 'article:') order by v.poll loop
    select left(string_agg(c ->> 1, E'\n' order by n), 4000), count(*) into said, many
    from jsonb_array_elements(t.comments) with ordinality x (c, n);
    if many > 0 then
      insert into portal.upkeep as u (id, team, kind, article, language, text, count, due, made, state, done_note)
      values ('feedback:' || t.poll, p_team, 'feedback', t.article, '', said, many, later, portal.start_of(today), 'open', '')
      on conflict (id) do update
      set text = excluded.text, count = excluded.count, due = excluded.due, made = excluded.made, state = 'open', done_by = null,
          done_note = ''
      where u.text <> excluded.text;
    end if;
    if 2 * coalesce((t.counts ->> 'helped:yes')::int, 0) < t.answers then
      perform portal.need('rating:' || t.poll, p_team, 'rating', t.article, '', '', t.answers, later, today);
    end if;
  end loop;
end $$;

-- Whose words of this category are: the team with most articles in it, or else the one that oversees all.
create function portal.owner_of_category(about text) returns text language sql stable as $$
  select coalesce(
    (select a.owner from portal.article a where about <> '' and a.category = about and a.owner <> ''
     group by a.owner order by count(*) desc, a.owner limit 1),
    portal.overseer(), (select min(t.id) from portal.team t)) $$;

-- Words that three or more looked for and did not find, for the team that owns what they are likeliest about.
create function portal.hand_on_gaps(p_team text, today text, later text) returns void language plpgsql as $$
declare g record;
begin
  delete from portal.gap q where q.day < portal.date_of(portal.start_of(today) - 90 * 86400000000);
  for g in select q.language, q.words, sum(q.times)::int as times,
                  (array_agg(q.category order by q.category = '', q.times desc, q.category))[1] as category
           from portal.gap q group by q.language, q.words having sum(q.times) >= 3 order by 1, 2 loop
    continue when portal.owner_of_category(g.category) is distinct from p_team;
    insert into portal.upkeep as u (id, team, kind, article, language, text, count, due, made, state, done_note)
    values ('gap:' || g.language || ':' || encode(sha256(convert_to(g.words, 'UTF8')), 'hex'), p_team, 'gap', null, g.language,
            g.words, g.times, later, portal.start_of(today), 'open', '')
    on conflict (id) do update
    set count = excluded.count, team = excluded.team, state = 'open', done_by = null, done_note = '',
        due = case when u.state = 'done' then excluded.due else u.due end
    where u.count <> excluded.count or u.state = 'done';
  end loop;
end $$;

-- How articles are used: five more readers at a time, so that nobody's visit shows as a number that grows by one. Of days more
-- than a year ago nothing is kept.
create function portal.tell_readership(p_team text) returns void language plpgsql as $$
begin
  delete from portal.visit v where v.day < portal.date_of(portal.now() - 365 * 86400000000);
  insert into portal.readership as r (article, team, first_day, read, helped, stuck, avoided)
  select v.article, p_team, min(v.day), sum(v.read),
         coalesce((select sum((t.counts ->> 'helped:yes')::int) from portal.tally t where t.about = 'article:' || v.article), 0),
         sum(v.stuck), sum(v.avoided)
  from portal.visit v
  where exists (select from portal.article a where a.id = v.article and a.owner = p_team)
  group by v.article having sum(v.read) >= 5
  on conflict (article) do update
  set team = excluded.team, first_day = excluded.first_day, read = excluded.read, helped = excluded.helped, stuck = excluded.stuck,
      avoided = excluded.avoided
  where abs(r.read - excluded.read) >= 5 or r.team <> excluded.team;
end $$;

-- Every team that answers for anything.
create function portal.every_round(p_now bigint) returns void language plpgsql as $$
begin
  perform portal.rounds(array(select t.id from portal.team t order by t.id), p_now);
end $$;
