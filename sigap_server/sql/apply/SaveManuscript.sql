-- The text as it is now, for the whole team; refused where somebody saved or published since it was begun.
create function portal.apply_savemanuscript(c portal.command) returns portal.step language plpgsql as $$
declare
  b jsonb := c.body; m portal.manuscript; before portal.manuscript; a portal.article; seen int := (b ->> 'revision')::int;
  sources int := num_nulls(b ->> 'source_language', b ->> 'source_version', b ->> 'source_minor');
begin
  if not coalesce(
    portal.is_article_id(b ->> 'article') and b ->> 'language' ~ '^[a-z]{2,3}$' and not portal.is_blank(b ->> 'title')
    and portal.is_audience(b ->> 'audience') and not portal.is_blank(b ->> 'category')
    and portal.is_date_or_none(b ->> 'review_by') and portal.is_date_or_none(b ->> 'valid_until')
    and (b ->> 'successor' is null or portal.is_article_id(b ->> 'successor') and b ->> 'successor' <> b ->> 'article')
    and sources in (0, 3) and b ->> 'source_language' is distinct from b ->> 'language'
    and b ->> 'body' is not null and b ->> 'owner' is not null and seen is not null, false) then
    return portal.refused('invalid');
  end if;
  if length(b ->> 'title') > 200 or length(b ->> 'body') > 250000 or length(b ->> 'category') > 60 then
    return portal.refused('too_long');
  end if;
  if b ->> 'owner' <> all (c.teams) or portal.owner_of(b ->> 'article') <> b ->> 'owner' then return portal.refused('not_yours'); end if;
  select q.* into before from portal.manuscript q
  where q.article = b ->> 'article' and q.language = b ->> 'language' for update;
  if coalesce(before.revision, 0) <> seen then return portal.refused_changed(before.author, before.revision); end if;
  if before.state = 'scheduled' then return portal.refused('scheduled'); end if;
  select q.* into a from portal.article q where q.id = b ->> 'article' and q.language = b ->> 'language';
  if row((b ->> 'base_version')::int, (b ->> 'base_minor')::int) is distinct from row(coalesce(a.version, 0), coalesce(a.minor, 0)) then
    return portal.refused_changed(a.published_by, seen);
  end if;
  insert into portal.manuscript as t (article, language, owner, title, body, category, audience, revision, author, form, review_by,
    valid_until, successor, acknowledge, source_language, source_version, source_minor, base_version, base_minor, state, change, note,
    returned, saved)
  values (b ->> 'article', b ->> 'language', b ->> 'owner', b ->> 'title', b ->> 'body', b ->> 'category', b ->> 'audience', seen + 1, c.me,
    b ->> 'form', b ->> 'review_by', b ->> 'valid_until', b ->> 'successor', coalesce((b ->> 'acknowledge')::boolean, false),
    b ->> 'source_language', (b ->> 'source_version')::int, (b ->> 'source_minor')::int, (b ->> 'base_version')::int,
    (b ->> 'base_minor')::int, 'draft', 'major', '', '', c.now)
  on conflict (article, language) do update
  set owner = excluded.owner, title = excluded.title, body = excluded.body, category = excluded.category, audience = excluded.audience,
      revision = excluded.revision, author = excluded.author, form = excluded.form, review_by = excluded.review_by,
      valid_until = excluded.valid_until, successor = excluded.successor, acknowledge = excluded.acknowledge,
      source_language = excluded.source_language, source_version = excluded.source_version, source_minor = excluded.source_minor,
      base_version = excluded.base_version, base_minor = excluded.base_minor, state = 'draft', change = 'major', note = '',
      reviewer = null, returned = '', publish_at = null, saved = excluded.saved
  where t.revision = seen;
  if not found then  -- begun by somebody else at the same moment
    select q.* into m from portal.manuscript q where q.article = b ->> 'article' and q.language = b ->> 'language';
    return portal.refused_changed(m.author, m.revision);
  end if;
  return null;
end $$;
