-- A manuscript that waits for its day is a draft again.
create function portal.apply_cancelpublication(c portal.command) returns portal.step language plpgsql as $$
declare j record;
begin
  select * into j from portal.judge_manuscript(c, c.body ->> 'language', (c.body ->> 'revision')::int);
  if (j.refusal).refusal is not null then return j.refusal; end if;
  if (j.m).state <> 'scheduled' then return portal.refused('not_scheduled'); end if;
  update portal.manuscript q set state = 'draft', publish_at = null, reviewer = null
  where q.article = (j.m).article and q.language = (j.m).language;
  return null;
end $$;
