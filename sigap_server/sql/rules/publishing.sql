-- What holds whenever an article changes, whoever changes it: it has a time of publication, and every edition is kept.
create function portal.article_published() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT'
     or row(new.version, new.minor, new.title, new.body) is distinct from row(old.version, old.minor, old.title, old.body) then
    new.published := portal.now();
  else
    new.published := old.published;
  end if;
  return new;
end $$;
create trigger published before insert or update on portal.article for each row execute function portal.article_published();

create function portal.edition_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    delete from portal.edition q where q.article = old.id and q.language = old.language;
    if not exists (select from portal.article q where q.id = old.id) then
      delete from portal.picture q where q.article = old.id;
    end if;
    return null;
  end if;
  insert into portal.edition as q (article, language, version, minor, title, body, change, note, by, audience, owner, published)
  values (new.id, new.language, new.version, new.minor, new.title, new.body, case new.minor when 0 then 'major' else 'minor' end,
          new.note, new.published_by, new.audience, new.owner, new.published)
  on conflict (article, language, version, minor) do update
  set title = excluded.title, body = excluded.body, note = excluded.note, by = excluded.by, audience = excluded.audience,
      owner = excluded.owner, published = excluded.published
  where row(q.title, q.body, q.note, q.by, q.audience, q.owner)
    is distinct from row(excluded.title, excluded.body, excluded.note, excluded.by, excluded.audience, excluded.owner);
  if tg_op = 'UPDATE' then
    update portal.edition q set audience = new.audience, owner = new.owner
    where q.article = new.id and q.language = new.language and (q.audience <> new.audience or q.owner <> new.owner);
  end if;
  update portal.picture q set audience = new.audience, owner = new.owner
  where q.article = new.id and (q.audience <> new.audience or q.owner <> new.owner);
  return null;
end $$;
create trigger edition_kept after insert or update or delete on portal.article for each row execute function portal.edition_kept();

create function portal.is_article_id(id text) returns boolean language sql immutable as $$
  select coalesce(id ~ E'^[^\\x01-\\x1f\\x7f]{1,200}$' and id = btrim(id), false) $$;

create function portal.is_audience(audience text) returns boolean language sql immutable as $$
  select coalesce(audience ~ '^(all|(site|department|team|employment|person):[A-Za-z0-9_.-]{1,64})$', false) $$;

-- A date, or none.
create function portal.is_date_or_none(d text) returns boolean language sql stable as $$
  select d is null or portal.is_date(d) $$;

-- The team that owns an article, published or not; null where there is none of this id.
create function portal.owner_of(p_article text) returns text language sql stable as $$
  select coalesce((select q.owner from portal.article q where q.id = p_article limit 1),
                  (select q.owner from portal.manuscript q where q.article = p_article limit 1)) $$;

-- Somebody saved or published since.
create function portal.refused_changed(by text, revision int) returns portal.step language sql immutable as $$
  select row(
    jsonb_build_object('code', 'changed', 'by', coalesce(by, ''), 'revision', coalesce(revision, 0)), null, null, null, null
  )::portal.step $$;

-- The manuscript that was seen, locked. `refusal`: why this command may not touch it. What another team writes is unknown, and
-- stays unlocked.
create function portal.judge_manuscript(
  c portal.command, p_language text, p_revision int, out m portal.manuscript, out refusal portal.step) language plpgsql as $$
begin
  select q.* into m from portal.manuscript q
  where q.article = c.body ->> 'article' and q.language = p_language and q.owner = any (c.teams) for update;
  if m.article is null then refusal := portal.refused('unknown');
  elsif m.revision is distinct from p_revision then refusal := portal.refused_changed(m.author, m.revision);
  end if;
end $$;

create function portal.wrong_change(change text, note text) returns text language sql immutable as $$
  select case
    when change is null or change not in ('major', 'minor') then 'invalid'
    when length(coalesce(note, '')) > 1000 then 'too_long' end $$;

-- Whether there is a rule of whom it asks to acknowledge the article.
create function portal.is_ruled(p_article text) returns boolean language sql stable as $$
  select exists (select from portal.acknowledgement_rule r where r.article = p_article) $$;

-- Whether people are asked to acknowledge the article as it is published.
create function portal.is_acknowledged(p_article text) returns boolean language sql stable as $$
  select portal.is_ruled(p_article) or exists (select from portal.article q where q.id = p_article and q.acknowledge) $$;

-- Why this person may not publish this manuscript of a team of theirs.
create function portal.refusal_to_publish(me text, m portal.manuscript) returns text language plpgsql stable as $$
declare choice text; lead text;
begin
  select t.publishing, t.lead into choice, lead from portal.team t where t.id = m.owner;
  choice := coalesce(choice, 'second');
  if choice = 'lead' and lead is distinct from me then return 'lead_only'; end if;
  if me = m.author and (choice = 'second' or m.change = 'minor' and (m.acknowledge or portal.is_acknowledged(m.article))) then
    return 'second_person';
  end if;
  return null;
end $$;

-- Whether nothing was published since the manuscript was begun; the step that refuses it, else null.
create function portal.outdated(m portal.manuscript) returns portal.step language plpgsql as $$
declare a portal.article;
begin
  select q.* into a from portal.article q where q.id = m.article and q.language = m.language for update;
  if row(m.base_version, m.base_minor) = row(coalesce(a.version, 0), coalesce(a.minor, 0)) then return null; end if;
  return portal.refused_changed(a.published_by, m.revision);
end $$;

-- These manuscripts of one article become it. The triggers above keep their editions.
create function portal.publish_manuscripts(ms portal.manuscript[], by text, today text) returns void language plpgsql as $$
declare m portal.manuscript; n int; k int; s portal.manuscript; source_n int; source_k int; i int;
begin
  for i in 1 .. cardinality(ms) loop
    m := ms[i];
    n := case when m.change = 'minor' and m.base_version > 0 then m.base_version else m.base_version + 1 end;
    k := case when m.change = 'minor' and m.base_version > 0 then m.base_minor + 1 else 0 end;
    source_n := m.source_version; source_k := m.source_minor;
    foreach s in array ms loop
      if s.language = m.source_language then
        source_n := case when s.change = 'minor' and s.base_version > 0 then s.base_version else s.base_version + 1 end;
        source_k := case when s.change = 'minor' and s.base_version > 0 then s.base_minor + 1 else 0 end;
      end if;
    end loop;
    insert into portal.article as t (id, language, title, body, category, audience, owner, version, reviewed, form, acknowledge, minor,
      review_by, valid_until, successor, note, source_language, source_version, source_minor, published_by)
    values (m.article, m.language, m.title, m.body, m.category, (ms[1]).audience, m.owner, n, today, m.form,
      m.acknowledge or portal.is_ruled(m.article), k, m.review_by, m.valid_until,
      m.successor, m.note, m.source_language, source_n, source_k, by)
    on conflict (id, language) do update
    set title = excluded.title, body = excluded.body, category = excluded.category, audience = excluded.audience, owner = excluded.owner,
        version = excluded.version, reviewed = excluded.reviewed, form = excluded.form, acknowledge = excluded.acknowledge,
        minor = excluded.minor, review_by = excluded.review_by, valid_until = excluded.valid_until, successor = excluded.successor,
        note = excluded.note, source_language = excluded.source_language, source_version = excluded.source_version,
        source_minor = excluded.source_minor, published_by = excluded.published_by;
    delete from portal.manuscript q where q.article = m.article and q.language = m.language;
  end loop;
  update portal.article q set audience = (ms[1]).audience where q.id = (ms[1]).article and q.audience <> (ms[1]).audience;
  perform portal.keep_article_polls(array[(ms[1]).article]);
end $$;

-- The manuscripts of one article that wait for this moment become it; null, or the code of why they do not. Where somebody else is
-- at one of them, the next sync does it.
create function portal.publish_waiting(p_article text, by text, at bigint) returns text language plpgsql as $$
declare ms portal.manuscript[]; m portal.manuscript;
begin
  ms := array(select q from portal.manuscript q
              where q.article = p_article and q.state = 'scheduled' and q.publish_at = at and q.reviewer = by
              order by q.language for update skip locked);
  if cardinality(ms) < (select count(*) from portal.manuscript q
                        where q.article = p_article and q.state = 'scheduled' and q.publish_at = at and q.reviewer = by) then
    return null;
  end if;
  foreach m in array ms loop
    if (portal.outdated(m)).refusal is not null then return 'changed'; end if;
  end loop;
  if cardinality(ms) > 0 then perform portal.publish_manuscripts(ms, by, portal.date_of(at)); end if;
  return null;
exception
  when lock_not_available then return null;
  when transaction_rollback or insufficient_resources or object_not_in_prerequisite_state or operator_intervention
       or system_error then
    raise;
  when others then return 'failed';  -- a defect must not stand in the way of whoever syncs
end $$;

-- Manuscripts whose day has come are published: asked at every sync, so an empty answer costs one look into a small index. What
-- cannot be is a draft again, and nobody returned it: its author must look at it.
create function portal.publish_due() returns void language plpgsql as $$
declare one record; code text; stamp bigint := portal.now();
begin
  if not exists (select from portal.manuscript q where q.state = 'scheduled' and q.publish_at <= stamp) then return; end if;
  for one in
    select distinct q.article, q.reviewer, q.publish_at from portal.manuscript q
    where q.state = 'scheduled' and q.publish_at <= stamp order by q.publish_at, q.article
  loop
    code := portal.publish_waiting(one.article, one.reviewer, one.publish_at);
    if code is not null then
      update portal.manuscript q set state = 'draft', publish_at = null, reviewer = null, returned = code
      where q.article = one.article and q.state = 'scheduled' and q.publish_at = one.publish_at;
    end if;
  end loop;
end $$;

-- The languages of an article, locked, for who says of them whether they are in force.
create function portal.refusal_to_keep(c portal.command) returns text language plpgsql as $$
declare a portal.article; team portal.team;
begin
  select q.* into a from portal.article q where q.id = c.body ->> 'article' and portal.sees(c, q) order by q.language limit 1;
  if a.id is null then return 'unknown'; end if;
  if a.owner <> all (c.teams) then return 'not_yours'; end if;
  perform from portal.article q where q.id = a.id order by q.language for update;
  select t.* into team from portal.team t where t.id = a.owner;
  if team.publishing = 'lead' and team.lead <> c.me then return 'lead_only'; end if;
  return null;
end $$;

-- The bytes say what they are, whatever they are called.
create function portal.media_type(data bytea) returns text language sql immutable as $$
  select case
    when substr(data, 1, 8) = decode('89504e470d0a1a0a', 'hex') then 'image/png'
    when substr(data, 1, 3) = decode('ffd8ff', 'hex') then 'image/jpeg'
    when substr(data, 1, 4) = 'RIFF'::bytea and substr(data, 9, 4) = 'WEBP'::bytea then 'image/webp' end $$;
