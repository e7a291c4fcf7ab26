-- Manuscripts become the article, now or when their time has come.
create function portal.apply_publisharticle(c portal.command) returns portal.step language plpgsql as $$
declare
  b jsonb := c.body; wrong text := portal.wrong_change(b ->> 'change', b ->> 'note'); languages text[]; revisions int[];
  j record; m portal.manuscript; ms portal.manuscript[] := '{}'; refusal text; step portal.step; i int;
  at bigint := (b ->> 'publish_at')::bigint;
begin
  if wrong is not null then return portal.refused(wrong); end if;
  languages := array(select jsonb_array_elements_text(b -> 'languages'));
  revisions := array(select jsonb_array_elements_text(b -> 'revisions')::int);
  if cardinality(languages) = 0 or cardinality(languages) <> cardinality(revisions)
     or (select count(distinct l) from unnest(languages) l) <> cardinality(languages) then
    return portal.refused('invalid');
  end if;
  perform from portal.manuscript q
  where q.article = b ->> 'article' and q.language = any (languages) and q.owner = any (c.teams) order by q.language for update;
  for i in 1 .. cardinality(languages) loop
    select * into j from portal.judge_manuscript(c, languages[i], revisions[i]);
    if (j.refusal).refusal is not null then return j.refusal; end if;
    m := j.m; m.change := b ->> 'change'; m.note := coalesce(b ->> 'note', '');
    refusal := portal.refusal_to_publish(c.me, m);
    if refusal is not null then return portal.refused(refusal); end if;
    step := portal.outdated(m);
    if step.refusal is not null then return step; end if;
    ms := ms || m;
  end loop;
  if at is null then
    perform portal.publish_manuscripts(ms, c.me, portal.date_of(c.at));
  else
    update portal.manuscript q
    set state = 'scheduled', publish_at = at, reviewer = c.me, change = b ->> 'change', note = coalesce(b ->> 'note', '')
    where q.article = b ->> 'article' and q.language = any (languages);
  end if;
  return null;
end $$;
